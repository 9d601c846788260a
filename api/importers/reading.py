"""What becomes of a file of a schedule: records with their places, and all that is to be told of it."""

from collections import Counter
from dataclasses import dataclass, field

from api.importers.lines import BadLine, Line


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told of an entry that was taken all the same."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is no talk of the programme, and why."""

    place: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gives; ``dropped`` counts the e-mail addresses and telephone numbers that it held.

    ``event`` is the ``external_id`` of its event, None for a file of people alone.
    """

    lines: tuple[Line | BadLine, ...] = ()
    notes: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What whoever imports says of the files: their event, its series and zone, whether addresses stay.

    ``event`` is a name, or with ``known`` the ``external_id`` of an event that the archive has.
    """

    event: str | None = None
    known: bool = False
    series: str | None = None
    timezone: str | None = None
    keep_contacts: bool = False
