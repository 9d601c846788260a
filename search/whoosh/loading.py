"""Whether the kernels are there: until somebody brings them in (``search.whoosh.preparing``), NumPy answers alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from search.whoosh.compiled import Kernels

Provider: TypeAlias = "Callable[[], type[Kernels] | None]"
"""Gives the kernels, or None while there are none."""

_loaded: "list[type[Kernels]]" = []


def kernels() -> "type[Kernels] | None":
    """Give the kernels of this process, once they are there."""
    return _loaded[0] if _loaded else None


def provide(made: "type[Kernels]") -> None:
    """Let all searches of this process use them from now on."""
    _loaded[:] = [made]
