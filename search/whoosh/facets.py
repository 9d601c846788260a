"""The values of one facet over a segment's documents: counted with ``bincount``, filtered with comparisons.

Most documents have one value, so the first of each document is a plain column, and the others, fewer, are pairs of
document and value: a count is one gather and one ``bincount`` over matches, and the same over the pairs they have.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.types import FacetCount
from search.whoosh.rows import Mask, Rows
from search.whoosh.scratch import SCRATCH
from search.whoosh.segment import Integers, ValueColumn

GATHERED_BELOW = 8
"""Fewer matches than one pair in this many: their pairs are gathered; else all pairs are looked through."""


class FacetTable:
    """Which documents have which values; codes are in the order of the values, and one more stands for none."""

    def __init__(self, column: ValueColumn) -> None:
        order = sorted(range(len(column.values)), key=column.values.__getitem__)
        self.values = [column.values[at] for at in order]
        self._code = {value: code for code, value in enumerate(self.values)}
        ranks = np.empty(len(order), np.min_scalar_type(len(order)))
        ranks[order] = np.arange(len(order))
        counts = np.asarray(column.counts, np.int64)
        starts = np.cumsum(counts) - counts
        has = counts > 0
        self._first = np.full(len(counts), len(order), ranks.dtype)
        self._first[has] = ranks[column.codes[starts[has]]]
        others = np.ones(len(column.codes), np.bool_)
        others[starts[has]] = False
        more = np.where(has, counts - 1, 0)
        self._ends = np.cumsum(more)
        self._more = more
        self._rows = np.repeat(np.arange(len(counts), dtype=np.uint32), more)
        self._others = ranks[column.codes[others]]

    def having(self, any_of: Sequence[str]) -> Mask:
        """Tell which documents have at least one of the values."""
        codes = [self._code[value] for value in any_of if value in self._code]
        if len(codes) == 1:
            mask = np.asarray(self._first == codes[0])
            mask[self._rows[self._others == codes[0]]] = True
            return mask
        wanted = np.zeros(len(self.values) + 1, np.bool_)
        wanted[codes] = True
        mask = np.asarray(wanted[self._first])
        mask[self._rows[wanted[self._others]]] = True
        return mask

    def tally(self, rows: Rows) -> Integers:
        """Count each value over these documents."""
        counts = np.bincount(self._first[rows], minlength=len(self.values) + 1)[:-1]
        if len(self._others):
            counts = counts + np.bincount(self._others_of(rows), minlength=len(self.values))
        return np.asarray(counts, np.int64)

    def code(self, value: str) -> int | None:
        """Find a value."""
        return self._code.get(value)

    def _others_of(self, rows: Rows) -> Integers:
        if len(rows) * GATHERED_BELOW < len(self._rows):
            more = self._more[rows]
            own = np.cumsum(more)
            within = np.arange(int(own[-1]) if len(own) else 0) - np.repeat(own - more, more)
            return np.asarray(self._others[np.repeat(self._ends[rows] - more, more) + within])
        marks = SCRATCH.take_marks(len(self._first))
        marks[rows] = True
        found = np.asarray(self._others[marks[self._rows]])
        marks[rows] = False
        SCRATCH.give_marks(marks)
        return found


def most_frequent(tallies: Sequence[tuple[FacetTable, Integers]], limit: int) -> tuple[FacetCount, ...]:
    """Add up the segments' counts; give the most frequent values first, ties by value.

    The segment with the most values counts in its array; of the others, each value that occurs is added to it.
    """
    if not tallies or not limit:
        return ()
    (table, counts), *others = sorted(tallies, key=lambda each: -len(each[1]))
    strange: Counter[str] = Counter()
    for other, more in others:
        for at in more.nonzero()[0].tolist():
            value = other.values[at]
            code = table.code(value)
            if code is None:
                strange[value] += int(more[at])
            else:
                counts[code] += more[at]
    found = [(-int(counts[code]), table.values[code]) for code in _top(counts, limit).tolist()]
    found += [(-count, value) for value, count in strange.items()]
    return tuple(FacetCount(value, -count) for count, value in sorted(found)[:limit])


def _top(counts: Integers, limit: int) -> Integers:
    """Choose the codes that count most, in any order; of equal ones the first."""
    if limit >= len(counts):
        return counts.nonzero()[0]
    least = max(1, int(np.partition(counts, len(counts) - limit)[len(counts) - limit]))
    above = (counts > least).nonzero()[0]
    return np.concatenate([above, (counts == least).nonzero()[0][: limit - len(above)]])
