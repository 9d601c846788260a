"""How documents are ranked: one definition for every engine. Pure.

Score = Σ forms Σ zones (form weight · idf · zone weight) · s × coverage^¼, where the form weight is 1 for a stem and .4
for an exact form, s is the zone's BM25 saturation, and coverage is the share of the idf of the query's words that the
document has (1 when all words are asked for).
A quoted phrase ranks by its words; a prefix ranks as one exact form, made of all words that begin so; a clause on a
field, a day or an exclusion holds or does not, and ranks nothing.

Statistics are those of the documents that are there: N of them; df the most of them that have the form in one zone
(as Lucene's ``CombinedFieldQuery`` has it: no union of the zones' documents must be made to rank); a zone's average
length is over the documents where it is not empty.

Decision: only sums, products, quotients and square roots, in a fixed order, so that engines agree to the last bit
and ties are ties everywhere.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import log
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from search.clauses import Clause, Phrase, Prefix, Word, wanted

K1 = 1.2
B = 0.75
EXACT_WEIGHT = 0.4

MOST = 0.3
"""Share of the idf of the known words that a document must have when none has all of them.

On questions people wrote (PIAF), nDCG@10 is .737 at .5, .801 at .3 and .805 at 0, which lets everything in.
"""

MAX_EXPANSIONS = 512
"""How many words a prefix stands for at most, in alphabetical order."""

MAX_RANKED = 128
"""How many forms of a long phrase rank at most."""

Number = TypeVar("Number", float, NDArray[np.float64])


class Ranked(NamedTuple):
    """Something that ranks: a form ("lem", "exact" or "prefix"), what to look for, and its weight."""

    form: str
    term: str
    weight: float

    @property
    def view(self) -> str:
        """The form of view where it is looked for."""
        return "lem" if self.form == "lem" else "exact"


def ranked(clause: Clause) -> tuple[Ranked, ...]:
    """Give what ranks in a query, each once, in the order written."""
    found: dict[Ranked, None] = {}
    for leaf in wanted(clause):
        words: Sequence[Word] = ()
        if isinstance(leaf, Word):
            words = (leaf,)
        elif isinstance(leaf, Phrase) and leaf.field is None:
            words = leaf.words
        elif isinstance(leaf, Prefix) and leaf.field is None:
            found[Ranked("prefix", leaf.start, EXACT_WEIGHT)] = None
        for word in words:
            if word.stem:
                found[Ranked("lem", word.stem, 1.0)] = None
            found[Ranked("exact", word.exact, EXACT_WEIGHT)] = None
    return tuple(islice(found, MAX_RANKED))


def idf(documents: int, having: int) -> float:
    """Tell how telling a form is that ``having`` of ``documents`` have."""
    return log(1 + (documents - having + 0.5) / (having + 0.5))


def norm(length: Number, average: float) -> Number:
    """Give what a zone of ``length`` words sets against a frequency."""
    return K1 * (1 - B + B * length / average)


def saturation(frequency: Number, norm: Number) -> Number:
    """BM25 without idf: how much ``frequency`` occurrences count in a zone of that norm; 0 when there are none."""
    return frequency * (K1 + 1) / (frequency + norm)


def average(total: int, not_empty: int) -> float:
    """Mean length of a zone over the documents where it is not empty; 1 where it is empty in all."""
    return total / not_empty if not_empty else 1.0


def summed(values: Iterable[float]) -> float:
    """Add one after the other: newer Pythons' ``sum`` is more exact than an engine's arrays can follow."""
    total = 0.0
    for each in values:
        total += each
    return total
