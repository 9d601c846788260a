"""What every reader gives: a record, or why there is none, each with its place in the file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from api.records import Record


class BadFile(Exception):  # noqa: N818 - named for what it says
    """Why nothing of a file can be read, as what is said of it: «is not JSON: …»."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record and where it comes from: the number of its line or, in JSON, of its entry, from 1.

    ``where`` is the JSON pointer of the entry; one entry may give several records (a talk and its speakers).
    """

    number: int
    record: Record
    where: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Where to look in the file."""
        return self.where or str(self.number)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: its number, from 1, and the reason, in a sentence fit for a terminal.

    ``thing`` is the type and ``external_id`` of what the line describes, when that much could be read.
    """

    number: int
    reason: str
    thing: tuple[str, str] | None = None
    where: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Where to look in the file."""
        return self.where or str(self.number)


Reader = Callable[[BinaryIO], Iterable[Line | BadLine]]
"""A file opened for reading bytes → its lines, in order; never raises for what the file holds."""
