"""Memory to work in, one of each kind a thread: dense arrays that are all zero whenever nobody works in them.

Filling a fresh array of a million documents costs more than most queries; so whoever takes one writes zeros back
where it wrote, and gives it back. What is lost to an error is made anew.
"""

from threading import local

import numpy as np
from numpy.typing import NDArray

_NONE: NDArray[np.float64] = np.zeros(0)


class Scratch(local):
    """The arrays of this thread, as long as the largest segment it has met."""

    def __init__(self) -> None:
        self._numbers: NDArray[np.float64] = np.zeros(0)
        self._marks: NDArray[np.bool_] = np.zeros(0, np.bool_)

    def take_numbers(self, size: int) -> NDArray[np.float64]:
        """Take zeros, at least so many."""
        taken, self._numbers = self._numbers, _NONE
        return taken if len(taken) >= size else np.zeros(size)

    def give_numbers(self, numbers: NDArray[np.float64]) -> None:
        """Give them back, all zero."""
        self._numbers = numbers

    def take_marks(self, size: int) -> NDArray[np.bool_]:
        """Take marks, none of them set, at least so many."""
        taken, self._marks = self._marks, np.zeros(0, np.bool_)
        return taken if len(taken) >= size else np.zeros(size, np.bool_)

    def give_marks(self, marks: NDArray[np.bool_]) -> None:
        """Give them back, none of them set."""
        self._marks = marks


SCRATCH = Scratch()
