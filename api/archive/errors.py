"""What the archive refuses, in its own words. The web's numbers for them are in ``api.errors``.

Messages are English sentences; ``api/translations`` has the French one of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class ArchiveError(Exception):
    """The archive cannot do what was asked; the message says why."""


class NotFound(ArchiveError):  # noqa: N818 - named for what it says: the table of answers reads as prose
    """There is no such thing, or the asker may not see it."""


class Gone(ArchiveError):  # noqa: N818
    """The thing was published and has been withdrawn; says when and, if told, why."""

    def __init__(self, message: str, *, at: datetime, reason: str | None) -> None:
        super().__init__(message)
        self.at = at
        self.reason = reason


class Moved(ArchiveError):  # noqa: N818
    """The thing has another address now, for good: ``reference`` is its slug or public id."""

    def __init__(self, message: str, *, reference: str) -> None:
        super().__init__(message)
        self.reference = reference


class Conflict(ArchiveError):  # noqa: N818
    """What is already there stands in the way; ``existing`` is its public id, when there is one to name."""

    def __init__(self, message: str, *, existing: str | None = None) -> None:
        super().__init__(message)
        self.existing = existing


class Outdated(ArchiveError):  # noqa: N818
    """The thing has changed since the version that a change was made from."""

    def __init__(self) -> None:
        super().__init__("It has changed since you read it: read it again, and redo the change.")


def escaped(name: str) -> str:
    """Return a name as a step of an RFC 6901 pointer."""
    return name.replace("~", "~0").replace("/", "~1")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was sent: where and why.

    ``pointer`` is an RFC 6901 pointer into a body, which begins with a slash, or else the name of a parameter.
    """

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


class Invalid(ArchiveError):  # noqa: N818
    """What was sent breaks the archive's rules, each break a fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)
