"""Words typed with accents, and what they count where a document has them with other accents alone. Pure.

Accents are folded to find, so that whoever leaves them out finds all the same. Whoever types them means them: of two
texts that differ in accents alone, the one that is written as it was typed comes first (pêche before péché). A word
counts ``OTHERWISE`` for coverage (``search.ranking``) in a document that has its folded form and not the word as it was
typed: little enough for the first to come first whatever the lengths, if nothing else was asked for, and no more than
one word among others if there was. It finds nothing and leaves nothing out.

Only words that the dictionary has with other accents, too, are told by them (``search.lemmas.is_told_by_accents``):
ECOLE and Quebec are but école and Québec, and neither index nor query has to carry them.

Decision: inflections are not held against each other (péchés is no other spelling of pêche); their accents change.
"""

from typing import NamedTuple

from search.clauses import Word
from search.french import STOP_WORDS
from search.lexing import words_of
from search.parsed import Parsed
from search.spelt import accented_words

OTHERWISE = 1 / 64
"""What is left of a word's idf; a power of two, so that its root is one, too."""

LOST = 1 - OTHERWISE


class Accented(NamedTuple):
    """A word of a query, and how it was written: small letters, with accents."""

    word: Word
    written: str


def accented(parsed: Parsed) -> tuple[Accented, ...]:
    """Give the plain words that were typed with accents, in the order written.

    Left out are those that are a common word without: the two have no stem in common.
    """
    if "".join(parsed.interpretation.terms).isascii():
        return ()
    found: dict[Word, str] = {}
    for typed in parsed.interpretation.terms:
        if not typed.isascii():
            for (word, _), written in zip(words_of(typed), accented_words(typed), strict=True):
                if written and word in parsed.words and word.exact not in STOP_WORDS:
                    found.setdefault(word, written)
    return tuple([Accented(*each) for each in found.items()])


def tells(so: int, folded: int) -> bool:
    """Say whether accents tell documents apart: ``so`` many have the word as written, ``folded`` its exact form."""
    return 0 < so < folded
