"""What has been typed so far → a tree of clauses: all of the words, and the last one as a beginning. Pure."""

from search.clauses import Clause, Either, Prefix, Word
from search.lexing import words_of
from search.types import Interpretation

MAX_LETTERS = 500
MAX_WORDS = 32
"""What is read of what was typed."""

SHORTEST = 2
"""Letters that a beginning has at least; a shorter one is not looked for yet."""


def begun(text: str) -> tuple[tuple[Clause, ...], Interpretation, tuple[Word, ...]]:
    """Give what must hold, what was understood, and the words as typed; common words are left out but as the last."""
    read = words_of(text[:MAX_LETTERS])[:MAX_WORDS]
    typed = {word: written for word, written in read[:-1] if word.stem}
    last = [(word.exact, written) for word, written in read[-1:] if len(word.exact) >= SHORTEST]
    clauses: tuple[Clause, ...] = (*typed, *(Prefix(start) for start, _ in last))
    interpretation = Interpretation(
        terms=tuple(dict.fromkeys(typed.values())), prefixes=tuple(written for _, written in last)
    )
    return clauses or (Either(()),), interpretation, tuple(word for word, _ in read)
