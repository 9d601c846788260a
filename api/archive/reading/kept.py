"""Small things worth keeping while nothing changes: totals of lists, names behind ids.

Decision: what is kept belongs to one tick of the archive's clock and is forgotten whole at the next, so nothing is
ever invalidated by hand. A session whose tick is not known keeps and finds nothing.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

KEPT = "kept"
TICK = "tick"
"""Where a session carries what is kept by its process, and the tick that its request began at."""


class Kept:
    """What one process keeps, at most ``most`` things."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._state: tuple[int, dict[Hashable, Any]] = (-1, {})

    def at(self, tick: int) -> dict[Hashable, Any]:
        """Return what is kept of this tick; nothing, of one that has passed."""
        known, values = self._state
        if tick > known:
            values = {}
            self._state = (tick, values)
        elif tick < known:
            return {}
        if len(values) >= self._most:
            values.clear()
        return values


def kept(session: Session) -> dict[Hashable, Any]:
    """Return what may be taken from, and added to, at this session's tick."""
    store, tick = session.info.get(KEPT), session.info.get(TICK)
    return store.at(tick) if isinstance(store, Kept) and isinstance(tick, int) else {}


def keep(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """Return what is kept under this key, made first if need be."""
    values = kept(session)
    if key not in values:
        values[key] = make()
    value: T = values[key]
    return value
