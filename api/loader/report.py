"""What an import did, as a value, and the tally it is made from."""

from collections import Counter
from dataclasses import dataclass, field

from api.archive.models import Quote
from api.importers.lines import BadLine
from api.loader.provenance import Conflict


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be told of a line taken all the same; ``code`` is the linter's rule, ``where`` as a line's."""

    number: int
    text: str
    code: str = "homonym"
    where: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Where to look in the file."""
        return self.where or str(self.number)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one thing: ``action`` is new, changed, gone or unchanged; ``fields`` are those written."""

    action: str
    type: str
    external_id: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of each line.

    ``created``, ``changed`` and ``unchanged`` count things by type (`quote`…); ``created`` also counts the
    people, organisations and topics that lines only name. ``refused`` and ``warnings`` are in the order of
    the file. ``gone`` counts the talks that their programme no longer has; ``changes`` names the things, one by one.
    ``whole`` is False where the database refused lines that were to be written all or none, so that nothing was.
    """

    created: Counter[str]
    changed: Counter[str]
    unchanged: Counter[str]
    refused: tuple[BadLine, ...]
    warnings: tuple[Remark, ...]
    gone: Counter[str] = field(default_factory=Counter)
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Change, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class Tally:
    """What became of some lines; that of a batch joins the whole once the batch is in the database.

    ``written`` has the line by which each row that was there before has been written, ``quotes`` that of each quote
    that was made or changed.
    """

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    refused: list[BadLine] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    written: dict[tuple[str, int], int] = field(default_factory=dict)
    quotes: list[tuple[Quote, int]] = field(default_factory=list)

    def note(self, change: Change) -> None:
        """Count what becomes of a thing, and name it where that is anything."""
        counters = {"new": self.created, "changed": self.changed, "gone": self.gone, "unchanged": self.unchanged}
        counters[change.action][change.type] += 1
        if change.action != "unchanged":
            self.changes.append(change)

    def add(self, other: "Tally") -> None:
        """Take over what another tally has."""
        self.created.update(other.created)
        self.changed.update(other.changed)
        self.unchanged.update(other.unchanged)
        self.refused += other.refused
        self.warnings += other.warnings
        self.gone.update(other.gone)
        self.conflicts += other.conflicts
        self.changes += other.changes
        self.written |= other.written

    def report(self) -> LoadReport:
        """Make the value that callers get."""
        return LoadReport(
            created=self.created,
            changed=self.changed,
            unchanged=self.unchanged,
            refused=tuple(sorted(self.refused, key=lambda line: line.number)),
            warnings=tuple(sorted(self.warnings, key=lambda remark: remark.number)),
            gone=self.gone,
            conflicts=tuple(self.conflicts),
            changes=tuple(self.changes),
        )
