"""The file of a backup: gzipped JSON Lines, to be read with `zcat`.

A head (the schema's revision, when it was made), for each table its name and columns and then its rows as arrays, and
an end with how many rows each table has and their digest: the sum of the SHA-256 of each row's line, so that it does
not depend on the order of the rows, which is the database's own.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = "verbatim-backup"
VERSION = 1
_DAMAGE = (StopIteration, EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError, IndexError)
"""What bytes that are no backup, or only a part of one, make of reading them."""


class BackupError(Exception):
    """A file that is no whole backup, or a database that cannot take one; the message says why."""


@dataclass(slots=True)
class Sum:
    """How many rows, and their digest."""

    rows: int = 0
    digest: int = 0

    def add(self, line: bytes) -> None:
        """Add a row."""
        self.rows += 1
        self.digest = (self.digest + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)


@dataclass(frozen=True, slots=True)
class Backup:
    """What is in a file: the schema's revision, when it was made, and the sum of each table."""

    revision: str
    made_at: str
    sums: Mapping[str, Sum]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(each.rows for each in self.sums.values())


def as_line(values: Any) -> bytes:
    """Write a line of the file; equal values make equal lines."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


class Writer:
    """Writes a file from its head to its end."""

    def __init__(self, stream: BinaryIO, revision: str) -> None:
        self._file = gzip.GzipFile("", "wb", 6, stream, mtime=0)
        self._backup = Backup(revision, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", {})
        self._sums: dict[str, Sum] = {}
        head = {"format": FORMAT, "version": VERSION, "revision": revision, "made_at": self._backup.made_at}
        self._file.write(as_line(head))

    def table(self, name: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        self._file.write(as_line({"table": name, "columns": list(columns)}))
        self._sum = self._sums[name] = Sum()

    def row(self, line: bytes) -> None:
        """Write a row of the table begun last."""
        self._file.write(line)
        self._sum.add(line)

    def end(self) -> Backup:
        """Write the end, and tell what was written."""
        self._file.write(as_line({"sums": {name: [each.rows, each.digest] for name, each in self._sums.items()}}))
        self._file.close()
        return Backup(self._backup.revision, self._backup.made_at, self._sums)


def read_backup(path: Path) -> Backup:
    """Read a file to its end and hold it against its own sums; raises ``BackupError``, or ``OSError``."""
    table, ended = "", False
    sums: dict[str, Sum] = {}
    try:
        lines = _lines(path)
        _, head = next(lines)
        if (head["format"], head["version"]) != (FORMAT, VERSION):
            raise ValueError("its format is unknown")
        for line, read in lines:  # to the very end, where gzip has a sum of its own
            if isinstance(read, list):
                sums[table].add(line)
            elif "table" in read:
                table = read["table"]
                sums[table] = Sum()
            elif read["sums"] != {name: [each.rows, each.digest] for name, each in sums.items()}:
                raise ValueError("its rows are not those that were written")
            else:
                ended = True
        if not ended:
            raise ValueError("its end is missing")
        return Backup(head["revision"], head["made_at"], sums)
    except _DAMAGE as error:
        raise BackupError(f"{path} is no whole backup: {error}") from error


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the rows of a file that ``read_backup`` has found good: each with its table, by column."""
    table, columns = "", list[str]()
    for _, read in _lines(path):
        if isinstance(read, list):
            yield table, dict(zip(columns, read, strict=True))
        elif "table" in read:
            table, columns = read["table"], read["columns"]


def _lines(path: Path) -> Iterator[tuple[bytes, Any]]:
    with gzip.open(path) as file:
        for line in file:
            yield line, json.loads(line)
