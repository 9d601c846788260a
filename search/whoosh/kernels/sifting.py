"""Which words may be near a mistyped one, as far as their sketches tell (``search.whoosh.kernels.sketches``)."""

from typing import NamedTuple

import numpy as np

from search.whoosh.arrays import Bytes, Integers
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.sketches import (
    CHEAP,
    LONGEST,
    TENTHS_HALF,
    TENTHS_LITTLE,
    TENTHS_WHOLE,
    bounds,
    class_of,
    left_out,
    like,
    sketch,
)
from search.whoosh.sketches import Sketches


class _Asked(NamedTuple):
    """The sketch of what is asked about: letters, the firm ones, those like any of them; its size and cheap letters."""

    letters: int
    firm: int
    like: int
    size: int
    cheap: int


@kernel
def sifted(sketches: Sketches, first: int, word: Bytes, most: int) -> tuple[Integers, Integers]:
    """Find the words of one first letter that may be at most so far off from one, in tenths, as sketches tell.

    Gives their places among all, and how many letters each has; those come first of which sketches tell nothing.
    """
    letters, firm, cheap_ones = sketch(word, len(word))
    asked = _Asked(letters, firm, like(word, len(word)), len(word), cheap_ones)
    unsure, sure, end = bounds(sketches, first)
    count, widest = sure - unsure, most // TENTHS_LITTLE
    passed, lengths = np.empty(end - unsure, np.int64), np.empty(end - unsure, np.int64)
    for at in range(count):
        passed[at], lengths[at] = unsure + at, 0
    for size in range(max(1, asked.size - widest), min(LONGEST, asked.size + widest) + 1):
        more, classes, before = size - asked.size, class_of(first, np.int64(size), np.int64(0)), count
        step = 1 if more > 0 else CHEAP  # how many are cheap counts for the longer one's
        for cheap in range(0, CHEAP, step):
            room = most - left_out(abs(more), np.int64(cheap) if more > 0 else asked.cheap)
            start, end = sketches.starts[classes + cheap], sketches.starts[classes + cheap + step]
            if room >= 0 and start < end:
                count = _sift(sketches, start, end, asked, room, more, passed, count)
        lengths[before:count] = size
    return passed[:count], lengths[:count]


@kernel
def _sift(
    sketches: Sketches, start: int, end: int, asked: _Asked, room: int, more: int, passed: Integers, count: int
) -> int:
    """Note which words of a class, so many letters longer, have letters that may go, and lack such that may come.

    Every letter that only one of them has counts, but for as many of the longer one's as it has more: what those cost
    is off the ``room`` already.
    """
    longer, shorter, letters_of, firm_of = max(more, 0), max(-more, 0), sketches.letters, sketches.firm
    for at in range(start, end):
        letters = letters_of[at]
        come, gone = letters & ~asked.letters, asked.letters & ~letters
        firm = come & firm_of[at]
        theirs = TENTHS_LITTLE * bits(come) + (TENTHS_HALF - TENTHS_LITTLE) * bits(firm)
        theirs += (TENTHS_WHOLE - TENTHS_HALF) * max(bits(firm & ~asked.like) - longer, 0)
        ours = TENTHS_LITTLE * bits(gone) + (TENTHS_HALF - TENTHS_LITTLE) * bits(gone & asked.firm)
        if theirs <= room + TENTHS_HALF * longer and ours <= room + TENTHS_HALF * shorter:
            passed[count] = at
            count += 1
    return count
