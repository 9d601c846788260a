"""The values of one facet over all documents, as arrays: counted with ``bincount``, filtered with masks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.types import FacetCount
from search.whoosh.segment import Integers, ValueColumn

Mask = NDArray[np.bool_]

GATHERED_BELOW = 8
"""Fewer than one document in this many: their values are gathered; else all values are looked through."""


class FacetTable:
    """Which documents have which values; codes are in the order of the values."""

    def __init__(self, columns: Sequence[tuple[ValueColumn | None, Mask]]) -> None:
        self.values = sorted({value for column, _ in columns if column for value in column.values})
        code = {value: at for at, value in enumerate(self.values)}
        counts: list[Integers] = []
        codes: list[Integers] = []
        for column, live in columns:
            if column is None:
                counts.append(np.zeros(int(np.count_nonzero(live)), np.int64))
                continue
            counts.append(column.counts[live])
            here = np.array([code[value] for value in column.values], np.int64)
            codes.append(here[column.codes[np.repeat(live, column.counts)]])
        self._counts = np.concatenate(counts)
        self._codes = np.concatenate(codes)
        self._starts = np.cumsum(self._counts) - self._counts
        self._rows = np.repeat(np.arange(len(self._counts)), self._counts)
        self._code = code

    def having(self, any_of: Sequence[str]) -> Mask:
        """Tell which documents have at least one of the values."""
        wanted = np.zeros(len(self.values), np.bool_)
        wanted[[self._code[value] for value in any_of if value in self._code]] = True
        mask = np.zeros(len(self._counts), np.bool_)
        mask[self._rows[wanted[self._codes]]] = True
        return mask

    def count(self, documents: Integers, limit: int) -> tuple[FacetCount, ...]:
        """Count the values of these documents: most frequent first, ties by value."""
        counts = np.bincount(self._of(documents), minlength=len(self.values))
        found = np.flatnonzero(counts)
        best = found[np.argsort(-counts[found], kind="stable")[:limit]]
        return tuple(
            FacetCount(self.values[code], count)
            for code, count in zip(best.tolist(), counts[best].tolist(), strict=True)
        )

    def _of(self, documents: Integers) -> Integers:
        """Give the codes of all values of these documents."""
        if len(documents) == len(self._counts):
            return self._codes
        if len(documents) * GATHERED_BELOW > len(self._counts):
            mask = np.zeros(len(self._counts), np.bool_)
            mask[documents] = True
            return self._codes[mask[self._rows]]
        counts = self._counts[documents]
        ends = np.cumsum(counts)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
        return self._codes[np.repeat(self._starts[documents], counts) + within]
