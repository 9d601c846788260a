"""The few operations on arrays that everything on disk is built of."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer]
Integers = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WIDTHS = (1, 2, 4)
"""Bytes that a number may take on disk."""

UNSIGNED = {width: np.dtype(f"<u{width}") for width in (*WIDTHS, 8)}


def width_for(largest: int) -> int:
    """Give the bytes that hold numbers from 0 to ``largest``.

    >>> width_for(0), width_for(255), width_for(256), width_for(70_000), width_for(2**32)
    (1, 1, 2, 4, 8)
    """
    return next(width for width in UNSIGNED if largest < 1 << (8 * width))


def narrow(numbers: Numbers) -> Numbers:
    """Keep numbers, none of them negative, in as few bytes each as the largest takes."""
    return numbers.astype(UNSIGNED[width_for(int(numbers.max(initial=0)))])


def starts_of(counts: Numbers) -> Integers:
    """Tell where each group starts when groups of these sizes stand one after the other."""
    return np.cumsum(counts, dtype=np.int64) - counts


def runs(starts: Numbers, counts: Numbers) -> Integers:
    """Give ``start, start + 1, … start + count - 1`` of each run, one after the other.

    What lies in runs is so gathered, or scattered, by one indexing: 8 bytes and a few nanoseconds a number.

    >>> runs(np.array([10, 50]), np.array([3, 2])).tolist()
    [10, 11, 12, 50, 51]
    """
    shifts = starts.astype(np.int64) - starts_of(counts)
    return np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(shifts, counts)


def totals(numbers: Numbers | Mask, counts: Numbers) -> Integers:
    """Add up each group of ``counts`` consecutive numbers, or count what holds; an empty group is 0."""
    ends = np.concatenate([[0], np.cumsum(numbers, dtype=np.int64)])
    bounds = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    return np.asarray(ends[bounds[1:]] - ends[bounds[:-1]])


def largest(numbers: Numbers, counts: Numbers) -> Integers:
    """Find the largest of each group of ``counts`` consecutive numbers; none of the groups is empty."""
    if not len(counts):
        return np.empty(0, np.int64)
    return np.maximum.reduceat(numbers, starts_of(counts)).astype(np.int64)
