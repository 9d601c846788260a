"""The values of one facet over a segment's documents: counted with ``bincount``, filtered with comparisons.

The first value of each document is a column, so are the second and the third, as long as enough documents have one;
what is left over are pairs of document and value, few. A count is one gather and one ``bincount`` over the matches.
The values of one document lie side by side, so that they are read at once.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.types import FacetCount
from search.whoosh.rows import Mask, Rows
from search.whoosh.scratch import SCRATCH
from search.whoosh.segment import Integers, ValueColumn

DENSE = 16
"""As long as one document in this many has an n-th value, n-th values are a column."""


class FacetTable:
    """Which documents have which values; codes are in the order of the values, and one more stands for none."""

    def __init__(self, column: ValueColumn) -> None:
        order = sorted(range(len(column.values)), key=column.values.__getitem__)
        self.values = [column.values[at] for at in order]
        self.places = np.arange(len(order), dtype=np.uint32)
        self._code = {value: code for code, value in enumerate(self.values)}
        ranks = np.empty(len(order), np.min_scalar_type(len(order)))
        ranks[order] = np.arange(len(order))
        codes = ranks[column.codes]
        counts = np.asarray(column.counts, np.int64)
        rows = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        nth = np.arange(len(codes)) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = 1
        while np.count_nonzero(counts > columns) * DENSE > len(counts):
            columns += 1
        self._columns = np.full((len(counts), columns), len(order), ranks.dtype)
        within = nth < columns
        self._columns[rows[within], nth[within]] = codes[within]
        self._rows, self._others = rows[~within], codes[~within]

    def having(self, any_of: Sequence[str]) -> Mask:
        """Tell which documents have at least one of the values."""
        codes = [self._code[value] for value in any_of if value in self._code]
        mask = np.zeros(len(self._columns), np.bool_)
        for code in codes:
            for column in self._columns.T:
                mask |= column == code
            mask[self._rows[self._others == code]] = True
        return mask

    def tally(self, rows: Rows) -> Integers:
        """Count each value over these documents."""
        counts = np.bincount(self._columns[rows].reshape(-1), minlength=len(self.values) + 1)[:-1]
        if len(self._rows):
            counts = counts + np.bincount(self._others[self._marked(rows)], minlength=len(self.values))
        return np.asarray(counts, np.int64)

    @property
    def columns(self) -> NDArray[Any]:
        """The first values of each document, as codes, a row each; one more code, which stands for none, comes last."""
        return self._columns

    @property
    def others(self) -> tuple[Rows, NDArray[Any]]:
        """What is left over: documents, ascending, and codes."""
        return self._rows, self._others

    def code(self, value: str) -> int | None:
        """Find a value."""
        return self._code.get(value)

    def _marked(self, rows: Rows) -> Mask:
        """Tell which of the pairs are of these documents."""
        marks = SCRATCH.take_marks(len(self._columns))
        marks[rows] = True
        marked = np.asarray(marks[self._rows])
        marks[rows] = False
        SCRATCH.give_marks(marks)
        return marked


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
