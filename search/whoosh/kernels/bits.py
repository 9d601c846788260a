"""Sets of small numbers, as the bits of one."""

import numpy as np

from search.whoosh.kernels.compiling import kernel

_PAIRS, _FOURS, _EIGHTS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_EVERY = np.uint64(0x0101010101010101)
_ONE, _TWO, _FOUR, _LAST = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


@kernel
def bits(numbers: int) -> int:
    """Count them, in pairs, fours and bytes (Knuth 4A, 7.1.3): what compilers know as one instruction."""
    left = np.uint64(numbers)
    left -= (left >> _ONE) & _PAIRS
    left = (left & _FOURS) + ((left >> _TWO) & _FOURS)
    left = (left + (left >> _FOUR)) & _EIGHTS
    return np.int64((left * _EVERY) >> _LAST)
