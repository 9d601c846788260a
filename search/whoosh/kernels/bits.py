"""Sets of small numbers, as the bits of one."""

from search.whoosh.kernels.compiling import kernel


@kernel
def bits(letters: int) -> int:
    """Count the bits of 32, in pairs, fours and bytes (Knuth 4A, 7.1.3): no branch to be guessed wrong."""
    letters -= (letters >> 1) & 0x55555555
    letters = (letters & 0x33333333) + ((letters >> 2) & 0x33333333)
    letters = (letters + (letters >> 4)) & 0x0F0F0F0F
    return (letters * 0x01010101 >> 24) & 255
