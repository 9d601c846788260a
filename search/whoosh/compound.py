"""One file a segment, in the format of Whoosh's compound files: parts, one after the other, and where each lies.

One file is one ``fsync``, one ``open`` and one mapping, where a file a column would be a dozen of each. It is written
from front to back, so that no part need be in memory whole.
"""

import pickle
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from time import time
from typing import BinaryIO
from zlib import crc32

import numpy as np

from search.errors import SearchError
from search.whoosh.arrays import Bytes

_HEAD = struct.Struct("!qi")
MAPPED_AT_ONCE = 128 * 1024 * 1024
"""A file up to so long has all its pages mapped when it is opened: .4 ms a megabyte that the system has in memory.

Mapped one by one, at the first touch, each costs 5 to 10 microseconds, and a query of new words touches a dozen.
"""

_POPULATE_READ = 22
"""Linux's ``MADV_POPULATE_READ``, which Python does not name yet."""

_PIECE = 1 << 20

_ALIGNED = 8
"""Parts start at a multiple of this, so that arrays in them may be used where they lie."""


class CompoundWriter:
    """Writes parts; a part's length is a multiple of 4, filled up with zeros where need be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._parts: dict[str, dict[str, float]] = {}
        self._at = file.write(bytes(_HEAD.size))

    @contextmanager
    def part(self, name: str) -> Iterator[BinaryIO]:
        """Write a part, piece by piece."""
        self._at += self._file.write(bytes(-self._at % _ALIGNED))
        start = self._at
        yield self._file
        self._at = self._file.tell()
        self._parts[name] = {"offset": start, "length": self._at - start, "modified": time()}

    def add(self, name: str, content: bytes) -> None:
        """Write a part whole."""
        with self.part(name) as file:
            file.write(content)

    def finish(self) -> int:
        """Write where everything lies; give the size of the file."""
        start = self._at
        self._file.write(pickle.dumps(self._parts, 2) + pickle.dumps({}, 2))
        end = self._file.tell()
        self._file.seek(0)
        self._file.write(_HEAD.pack(start, end - start))
        return end


@dataclass(frozen=True, slots=True)
class Compound:
    """A mapped file, and where each of its parts lies in it."""

    content: Bytes
    parts: Mapping[str, slice]

    def part(self, name: str) -> Bytes:
        """Give a part, where it lies."""
        return self.content[self.parts[name]]


def checksum(path: Path) -> int:
    """Read a file from front to back, and give the CRC-32 of its bytes: a second a gigabyte."""
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = crc32(piece, found)
    return found


def read_compound(path: Path, size: int) -> Compound:
    """Map a file that was ``size`` bytes long when it was written; a large one is not read before it is used.

    Raises:
        SearchError: it is cut short, or is something else.
        FileNotFoundError: it is not there.
    """
    with path.open("rb") as file:
        found = file.seek(0, 2)
        if found != size:
            raise SearchError(
                f"{path} is damaged: it has {found} bytes, not {size}; `verbatim index rebuild` makes it again"
            )
        whole = mmap(file.fileno(), 0, access=ACCESS_READ)
    if size <= MAPPED_AT_ONCE:
        with suppress(OSError, ValueError):  # a system that knows no such advice maps each page when it is used
            whole.madvise(_POPULATE_READ)
    try:
        start, _ = _HEAD.unpack_from(whole)
        parts = pickle.loads(whole[start:])  # noqa: S301 the folder is trusted, as Whoosh's own files are
        places = {name: slice(each["offset"], each["offset"] + each["length"]) for name, each in parts.items()}
        return Compound(np.frombuffer(whole, np.uint8), places)
    except Exception as error:  # foreign bytes, unpickled, may raise anything
        raise SearchError(f"{path} is damaged ({error!r}); `verbatim index rebuild` makes it again") from error
