"""What has been typed so far → a tree of clauses: all of the words, and the last one as a beginning. Pure."""

from search.clauses import Clause, Either, Prefix, Word
from search.french import SHORTEST_BEGINNING
from search.lexing import words_begun
from search.types import Interpretation

MAX_LETTERS = 500
MAX_WORDS = 32
"""What is read of what was typed."""


def begun(text: str) -> tuple[tuple[Clause, ...], Interpretation, tuple[Word, ...]]:
    """Give what must hold, what was understood, and the words as typed; common words are left out but as the last."""
    read = words_begun(text[:MAX_LETTERS])[:MAX_WORDS]
    typed = {word: written for word, written in read[:-1] if word.stem}
    last = [(word.exact, written) for word, written in read[-1:] if len(word.exact) >= SHORTEST_BEGINNING]
    clauses: tuple[Clause, ...] = (*typed, *(Prefix(start) for start, _ in last))
    interpretation = Interpretation(
        terms=tuple(dict.fromkeys(typed.values())), prefixes=tuple(written for _, written in last)
    )
    return clauses or (Either(()),), interpretation, tuple(word for word, _ in read)
