"""How values become a row: one way in for the API, the command line and every import.

A verb takes ``values`` keyed by the names of the import format (``api.records``): all of them when an import
writes a whole record, only those that change when a PATCH does. ``Draft`` checks them and collects every
fault before the row is touched.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import DeclarativeBase

from api.archive.errors import Fault, Invalid
from api.archive.rules import Rule, short_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value of a thing: its rule, what a missing one means, and its column when named otherwise."""

    rule: Rule
    default: object = None
    required: bool = False
    column: str | None = None
    convert: Callable[[Any], object] | None = None


class Draft:
    """Values on their way into a row; ``columns`` fills up as they are checked.

    ``whole`` says that a name left out means its default (a new thing, an import), not "leave as it is".
    """

    def __init__(self, values: Mapping[str, object], *, whole: bool, at: str = "") -> None:
        self.values = values
        self.whole = whole
        self.at = at
        self.columns: dict[str, Any] = {}
        self.faults: list[Fault] = []

    def fault(self, name: str, message: str) -> None:
        """Note what is wrong with the value of that name; ``name`` may go deeper (``attributions/0/speaker``)."""
        self.faults.append(Fault(f"{self.at}/{name}", message))

    def has(self, name: str) -> bool:
        """Say whether this name is to be written at all."""
        return self.whole or name in self.values

    def scalars(self, fields: Mapping[str, Scalar]) -> None:
        """Check the single values."""
        for name, field in fields.items():
            if not self.has(name):
                continue
            value = self.values.get(name)
            if value is None:
                if field.required:
                    self.fault(name, "Must be given.")
                self.columns[field.column or name] = field.default
            elif wrong := field.rule(value):
                self.fault(name, wrong)
            else:
                self.columns[field.column or name] = field.convert(value) if field.convert else value

    def reference(
        self,
        name: str,
        thing: str,
        find: Callable[[str], T | None],
        *,
        required: bool = False,
        column: str | None = None,
    ) -> T | None:
        """Find what a value refers to; the row lands in ``columns``."""
        if not self.has(name):
            return None
        value = self.values.get(name)
        found = None
        if value is None:
            if required:
                self.fault(name, "Must be given.")
        elif wrong := short_text(value):
            self.fault(name, wrong)
        else:
            found = find(str(value))
            if found is None:
                self.fault(name, f"There is no {thing} “{value}”.")
        self.columns[column or name] = found
        return found

    def sequence(self, name: str, most: int) -> Sequence[Any]:
        """Return the list under this name, empty when missing."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.fault(name, "Must be a list.")
            return ()
        if len(value) > most:
            self.fault(name, f"Must have at most {most} items.")
            return ()
        return value

    def part(self, name: str, entry: Any) -> "Draft":
        """Begin the draft of a part (an attribution, a mention); its faults join this draft's by ``join``."""
        values = entry if isinstance(entry, Mapping) else asdict(entry)
        return Draft(values, whole=True, at=f"{self.at}/{name}")

    def join(self, part: "Draft") -> dict[str, Any]:
        """Take over a part's faults and return its columns."""
        self.faults += part.faults
        return part.columns

    def finish(self) -> dict[str, Any]:
        """Return the columns to write; raises ``Invalid`` with every fault found."""
        if self.faults:
            raise Invalid(self.faults)
        return self.columns


def assign(row: DeclarativeBase, columns: Mapping[str, object]) -> None:
    """Set what differs, so that writing the same again changes nothing.

    What a new row refers to is set even where it is nothing: else it would be asked of the database once it is there.
    """
    if row.__mapper__.primary_key_from_instance(row)[0] is None:
        references = row.__mapper__.relationships
        for name, value in columns.items():
            if value is not None or name in references:
                setattr(row, name, value)
        return
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def assign_parts(rows: list[Any], make: Callable[[], Any], wanted: Iterable[Mapping[str, object]]) -> None:
    """Make ordered child rows equal to ``wanted``: change those that are there, add and drop at the end."""
    wanted = list(wanted)
    for position, columns in enumerate(wanted):
        if position == len(rows):
            rows.append(make())
        assign(rows[position], {**columns, "position": position})
    del rows[len(wanted) :]
