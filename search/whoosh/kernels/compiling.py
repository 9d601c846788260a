"""How a kernel is compiled: to machine code that lets other threads run, does arithmetic as NumPy does, and is kept.

``kernel`` functions call each other freely: what is compiled is a whole. None of them raises. They do the sums of
``search.ranking`` in its order and without contraction, so that both paths of the engine agree to the last bit.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import config, njit

Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a function at its first call, or take it from where it was kept."""
    folder = config.CACHE_DIR  # type: ignore[attr-defined]  # made when numba is imported
    compiled: Function = njit(function, cache=bool(folder), nogil=True, error_model="numpy")
    return compiled
