"""A cache that knows its size in bytes and forgets what was asked for longest ago."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")

OVERHEAD = 200
"""Bytes that an entry costs beside its content, about."""


class ByteCache(Generic[Value]):
    """Holds at most ``limit`` bytes of values; threads may share it."""

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        self._limit = limit
        self._size = size
        self._held: OrderedDict[Hashable, Value] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give what is held under the key, or make it. Two threads may make the same thing at once."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held
        value = make()
        size = self._size(value) + OVERHEAD
        with self._lock:
            known = len(self._held)
            self._held[key] = value
            if len(self._held) > known:  # else it takes the place of its like, which another thread made
                self._bytes += size
                if self._bytes > self._limit:
                    self._forget()
        return value

    def limit(self, limit: int) -> None:
        """Hold at most so many bytes from now on."""
        with self._lock:
            self._limit = limit
            self._forget()

    def _forget(self) -> None:
        while self._bytes > self._limit and self._held:
            self._bytes -= self._size(self._held.popitem(last=False)[1]) + OVERHEAD

    @property
    def bytes(self) -> int:
        """How much is held."""
        return self._bytes
