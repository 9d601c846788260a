"""What every reader gives: a record, or why there is none, each with its place in the file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from api.records import Record


@dataclass(frozen=True, slots=True)
class Line:
    """A record and the number of its line, from 1."""

    number: int
    record: Record


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: its number, from 1, and the reason, in a sentence fit for a terminal.

    ``thing`` is the type and ``external_id`` of what the line describes, when that much could be read.
    """

    number: int
    reason: str
    thing: tuple[str, str] | None = None


Reader = Callable[[BinaryIO], Iterable[Line | BadLine]]
"""A file opened for reading bytes → its lines, in order; never raises for what the file holds."""
