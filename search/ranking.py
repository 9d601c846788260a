"""How documents are ranked: one definition for every engine. Pure.

Stage 1: score = Σ forms Σ zones (form weight · idf · zone weight) · s × √coverage. The form weight is 1 for a stem and
.4 for an exact form; s is the zone's BM25 saturation; coverage is the share of the idf of the query's words that the
document has (1 when all words are asked for); a word typed with accents that a document has with others alone counts
for little of it (``search.accents``).
A quoted phrase ranks by its words; a prefix ranks as one exact form, made of all words that begin so; a clause on a
field, a day or an exclusion holds or does not, and ranks nothing.

Stage 2, when two or more different words were said and the best come first: the ``RERANKED`` best documents of stage 1
are put in order again by (Σ + proximity) × √coverage; the others follow as they were. Proximity (``search.proximity``)
is what a half remembered sentence leaves in a text: words that still follow each other closely, and the words near
together. It asks for positions in the zone ``text`` alone, and only in those documents; so it costs no postings of its
own, where bigrams and 4-grams as fields would. Questions people wrote (PIAF): nDCG@10 .82, and .81 without it.

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

MOST = 0.2
"""Share of the idf of the known words that a document must have when words are let off.

On questions people wrote (PIAF), nDCG@10 is .811 at .3, .816 at .2 and .816 at 0, which lets everything in.
"""

FEW = 3
"""Words are let off when no document has all of them, and of three words or more when fewer documents than this do.

On PIAF it is worth .006: one document with all the words is not always the one that was looked for.
"""

RERANKED = 50
"""Documents that stage 2 puts in order: 25 do as well on PIAF, 100 no better."""

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


def ranked(clauses: Sequence[Clause]) -> tuple[Ranked, ...]:
    """Give what ranks in a query, each once, in the order written."""
    found: dict[Ranked, None] = {}
    for leaf in wanted(*clauses):
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


def lets_off(words: int, found: int) -> bool:
    """Say whether words are let off, when ``found`` documents have all of ``words`` words."""
    return words > 1 and (found == 0 or (words > 2 and found < FEW))  # noqa: PLR2004 two words are meant together


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
