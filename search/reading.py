"""Reads the queries that most people type, in a quarter of the time that ``search.query`` takes for any. Pure.

These are words and nothing else, words between ``OR``, one phrase, one beginning, one word of doubtful spelling. What
is read here is read as it would be there; what is more than that is left to it.
"""

import re

from search.clauses import Either, Fuzzy, Phrase, Prefix, Word
from search.days import days_meant, may_be_dated
from search.french import SHORTEST_BEGINNING
from search.lexing import folded_in, plain, words_begun, words_of, words_of_simple
from search.parsed import MAX_CLAUSES, MAX_LETTERS, Parsed
from search.synonyms import TOGETHER, may_apply
from search.types import Interpretation, Words
from search.typography import simple

_OR = re.compile(" (?:OR|OU) ")


def read_short(asked: Words) -> Parsed | None:
    """Read it; None when there is more to it."""
    text = asked.text
    if len(text) > MAX_LETTERS:
        return None
    if simple(text):
        return _read_words(asked, words_of_simple(text), dates=False)
    last = text[-1]
    if last == '"':
        return _read_phrase(text)
    if last in "*~":
        return _read_marked(text[:-1], last)
    if not plain(text):
        return _read_alternatives(asked) if _OR.search(text) else None
    return None if TOGETHER.search(text) else _read_words(asked, words_of(text), dates=days_meant(asked))


def _read_phrase(text: str) -> Parsed | None:
    """Read what stands between two quotation marks."""
    inner = text[1:-1]
    if text[0] != '"' or '"' in inner or not (read := words_of(inner.strip())):
        return None
    return Parsed((), (Phrase(tuple([word for word, _ in read])),), Interpretation(phrases=(inner.strip(),)))


def _read_marked(text: str, mark: str) -> Parsed | None:
    """Read the beginning of a word, or a word of doubtful spelling."""
    if not text.isalnum():
        return None
    if mark == "~":
        read = words_of(text)
        return Parsed((), (Fuzzy(read[0][0]),), Interpretation()) if len(read) == 1 else None
    read = words_begun(text)
    if len(read) != 1 or len(read[0][0].exact) < SHORTEST_BEGINNING:
        return None
    return Parsed((), (Prefix(read[0][0].exact),), Interpretation(prefixes=(read[0][1],)))


def _read_alternatives(asked: Words) -> Parsed | None:
    """Read words of which one must be there; None when one of them is common, or is more than a word."""
    sides = _OR.split(asked.text)
    text = " ".join(sides)
    if not plain(text) or TOGETHER.search(text) or len(sides) > MAX_CLAUSES:
        return None
    cut = [words_of(side) for side in sides]
    if not all(len(each) == 1 and each[0][0].stem for each in cut):
        return None
    read = [each for (each,) in cut]
    said = tuple([word for word, _ in read])
    if not asked.as_typed and may_apply(said, asked.synonyms):
        return None
    typed = dict(read)
    interpretation = Interpretation(terms=tuple(dict.fromkeys(typed.values())), folded=tuple(folded_in(typed)))
    return Parsed((), (Either(said),), interpretation, said)


def _read_words(asked: Words, read: list[tuple[Word, str]], *, dates: bool) -> Parsed | None:
    """Read words that all must be there, unless there are ``dates`` among them."""
    said = tuple([word for word, _ in read])
    if (
        not read
        or len(read) > MAX_CLAUSES
        or (dates and may_be_dated(said))
        or (not asked.as_typed and may_apply(said, asked.synonyms))
    ):
        return None
    typed = dict(read)
    words = tuple(typed)
    telling = tuple([word for word in words if word.stem])
    terms = tuple(dict.fromkeys(typed.values()))
    folded = tuple(folded_in(typed))
    if not telling or len(telling) == len(words):
        return Parsed(words, (), Interpretation(terms=terms, folded=folded), said)
    dropped = dict.fromkeys([typed[word] for word in words if not word.stem])
    return Parsed(
        telling,
        (),
        Interpretation(
            terms=tuple([each for each in terms if each not in dropped]), dropped=tuple(dropped), folded=folded
        ),
        said,
    )
