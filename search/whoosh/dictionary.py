"""Looks terms up in a segment's dictionary file, as Whoosh wrote it, in a few microseconds.

The file is D. J. Bernstein's CDB with an order (``whoosh.filedb.filetables``): key and value pairs, sorted; 256 hash
tables of (hash, place of the pair); and, at the end, the places of all pairs in order. Whoosh's own reader makes some
thirty calls and an object for each look-up; this one reads the same bytes with four, moves no cursor, and so needs no
lock. A hit costs one hash, one slot and one comparison, O(1); a beginning costs log2(terms) comparisons an end.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.whoosh.arrays import Bytes
from search.whoosh.terms import Frame

_SLOT = struct.Struct("!Iq")
_SIZES = struct.Struct("!ii")
_FIELD = struct.Struct("!H")
_VALUE = struct.Struct("!5xI14xq")
"""A value (``W3TermInfo``): how many documents have the term, and where its postings start."""
_HAVING_AT, _PLACE_AT = 5, 23
_NO_FIELD = 65535

NEAR = 512
"""The last term of a beginning is looked for among so many first, then among all: most beginnings have few."""

RANGES = 64
"""Beginnings whose place is remembered: one query asks for each of them several times."""


class Entry(NamedTuple):
    """Where a term's postings start in the postings file, in bytes, and how many documents they name."""

    start: int
    having: int


class Entries(NamedTuple):
    """The same of several terms, in order."""

    starts: NDArray[np.int64]
    having: NDArray[np.int64]


class Dictionary:
    """The terms of one segment, read where they lie: a copy would be a sixth of the index. Threads may share it."""

    def __init__(self, content: Bytes, known: Frame) -> None:
        self._content, self._bytes = content.data, content
        self._places, self._tables, self._fields = known.places, known.tables, known.fields
        self._range = lru_cache(RANGES)(self._found_range)

    def find(self, view: str, term: str) -> Entry | None:
        """Look a term up; None when it is not there."""
        key = self._key(view, term)
        hashed = crc32(key)
        content, slot_at, slot_size = self._content, _SLOT.unpack_from, _SLOT.size
        first, slots = self._tables[hashed & 255]
        at = (hashed >> 8) % slots if slots else 0
        for _ in range(slots):
            here, place = slot_at(content, first + at * slot_size)
            if not place:
                return None
            if here == hashed:
                start = place + _SIZES.size
                end = start + len(key)
                if content[start:end].tobytes() == key and _SIZES.unpack_from(content, place)[0] == len(key):
                    having, postings = _VALUE.unpack_from(content, end)
                    return Entry(postings, having)
            at = (at + 1) % slots
        return None

    def words(self, view: str, start: str) -> Iterator[str]:
        """Give the terms that begin so, in order."""
        low, high = self._range(self._key(view, start))
        for place in map(int, self._places[low:high]):
            yield self._key_at(place)[_FIELD.size :].decode()

    def first_words(self, view: str, start: str, most: int) -> list[str]:
        """Give the first so many of the terms that begin so, read all at once."""
        low, high = self._range(self._key(view, start))
        places = self._places[low : min(high, low + most)].astype(np.int64) + _SIZES.size
        ends = places + self._numbers(places - _SIZES.size, ">i4")
        pairs = zip((places + _FIELD.size).tolist(), ends.tolist(), strict=True)
        return [self._content[first:last].tobytes().decode() for first, last in pairs]

    def word(self, nth: int) -> str:
        """Give the n-th term of all."""
        return self._key_at(int(self._places[nth]))[_FIELD.size :].decode()

    def count(self, view: str, start: str) -> int:
        """Count the terms that begin so."""
        low, high = self._range(self._key(view, start))
        return high - low

    def entries(self, view: str, start: str, last: str | None) -> Entries:
        """Give the entries of the terms that begin so, up to the ``last`` one allowed, read all at once."""
        low, high = self._range(self._key(view, start))
        if last is not None:
            high = self._bisected(self._key(view, last) + b"\0", low, high)
        places = self._places[low:high].astype(np.int64)
        values = places + _SIZES.size + self._numbers(places, ">i4")
        return Entries(self._numbers(values + _PLACE_AT, ">i8"), self._numbers(values + _HAVING_AT, ">u4"))

    def _found_range(self, key: bytes) -> tuple[int, int]:
        """Find the terms that begin so; no byte of a term is 255, in UTF-8."""
        low, beyond = self._bisected(key, 0, len(self._places)), key + b"\xff"
        near = low + NEAR
        if near < len(self._places) and self._key_at(int(self._places[near])) < beyond:
            return low, self._bisected(beyond, near, len(self._places))
        return low, self._bisected(beyond, low, min(near, len(self._places)))

    def _bisected(self, key: bytes, low: int, high: int) -> int:
        """Find the first term from the key on, among those from ``low`` to before ``high``."""
        while low < high:
            middle = (low + high) // 2
            if self._key_at(int(self._places[middle])) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _numbers(self, places: NDArray[np.int64], kind: str) -> NDArray[np.int64]:
        """Read a big-endian number at each place."""
        width = np.dtype(kind).itemsize
        rows = self._bytes[places[:, np.newaxis] + np.arange(width)]
        return np.asarray(rows.reshape(-1).view(kind), np.int64)

    def _key(self, view: str, term: str) -> bytes:
        return _FIELD.pack(self._fields.get(view, _NO_FIELD)) + term.encode()

    def _key_at(self, place: int) -> bytes:
        size, _ = _SIZES.unpack_from(self._content, place)
        start = place + _SIZES.size
        return self._content[start : start + size].tobytes()
