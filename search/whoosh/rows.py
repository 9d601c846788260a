"""Sets of documents as sorted arrays of their numbers within a segment: membership and unions."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from search.whoosh.scratch import SCRATCH

Rows = NDArray[np.uint32]
Mask = NDArray[np.bool_]
Sorted = TypeVar("Sorted", NDArray[np.uint32], NDArray[np.int64])

NO_ROWS: Rows = np.empty(0, np.uint32)

SORTED_BELOW = 32
"""A union of fewer than one document in this many is sorted; a larger one is marked in a dense array and read off."""


def member(rows: Sorted, among: Sorted) -> Mask:
    """Tell which of ``rows`` are in ``among``: a binary search each, that starts where the last one ended.

    O(rows · log among), some 10 ns each while ``among`` fits the cache: always less than to walk through both.
    """
    if not len(among):
        return np.zeros(len(rows), np.bool_)
    there: Mask = among.take(among.searchsorted(rows), mode="clip") == rows
    return there


def distinct(rows: Rows) -> Rows:
    """Sort, in place, and give each once."""
    rows.sort()
    fresh = np.ones(len(rows), np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=fresh[1:])
    return rows[fresh]


def union(lists: Sequence[Rows], size: int) -> Rows:
    """Give all rows of these lists, each once; ``size`` is how many documents there are."""
    several = [each for each in lists if len(each)]
    if len(several) < 2:  # noqa: PLR2004 nothing to unite
        return several[0] if several else NO_ROWS
    together = np.concatenate(several)
    if len(together) * SORTED_BELOW < size:
        return distinct(together)
    marks = SCRATCH.take_marks(size)
    marks[together] = True
    found = marks[:size].nonzero()[0]
    marks[found] = False
    SCRATCH.give_marks(marks)
    return found.astype(np.uint32)
