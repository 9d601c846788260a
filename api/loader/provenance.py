"""What each source last said of a thing, and what the archive made of it: a comparison of three, field by field.

A field that the source says anew is written where nobody has changed it here; where somebody has, theirs stays and
both are told (a conflict), each time until they agree. Only hashes are kept: words that are redacted are nowhere else.

The same table knows a person by every id that sources gave them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from api.archive.describing import (
    event_record,
    organisation_record,
    quote_record,
    source_record,
    speaker_record,
    talk_record,
)
from api.archive.models import Speaker, Thing
from api.archive.upkeep import ImportedThing
from api.loader.people import chunks
from api.records import Record

DESCRIBE: Mapping[str, Callable[[Any], Record | None]] = {
    "organisation": organisation_record,
    "speaker": speaker_record,
    "event": event_record,
    "source": source_record,
    "talk": talk_record,
    "quote": quote_record,
}
Hashes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both the source and somebody here have changed; what is here has stayed."""

    place: str
    type: str
    external_id: str
    id: str
    field: str
    archive: object
    source: object


@dataclass(frozen=True, slots=True)
class Merge:
    """What of a record is to be written, what is kept against it, and what to remember of its source.

    ``before`` has the hashes of what fields became when the source last had its way: those that somebody has changed
    since keep theirs, or else the change would pass for the source's own.
    """

    values: dict[str, Any]
    kept: Mapping[str, tuple[object, object]]
    said: Hashes
    before: Hashes


class Provenance:
    """What is remembered of the records of a batch.

    ``careful`` is the manner of a schedule, which says little of a thing: where nothing is remembered, it fills
    what is empty and no more. A record of our own format says all, and then stands.
    """

    def __init__(self, session: Session, scope_of: Callable[[Record], str], *, careful: bool) -> None:
        self.session = session
        self.scope_of = scope_of
        self.careful = careful
        self._known: dict[tuple[str, str], ImportedThing] = {}
        self._written: list[tuple[Record, Thing, Merge]] = []

    def prepare(self, records: Sequence[Record]) -> None:
        """Load what is remembered of these records, which are of one type."""
        self._known, self._written = {}, []
        for chunk in chunks(record.external_id for record in records):
            known = select(ImportedThing).where(
                ImportedThing.kind == records[0].type, ImportedThing.external_id.in_(chunk)
            )
            self._known |= {(row.external_id, row.scope): row for row in self.session.scalars(known)}

    def merge(self, record: Record, values: dict[str, Any], row: Thing | None) -> Merge:
        """Compare what the source says, what it said last time, and what is here; ``row`` is None for a new thing."""
        said = hashes(record)
        if row is None:
            return Merge(values, {}, said, {})
        known = self._recall(record)
        if known is None:
            return self._first_meeting(record, values, row, said) if self.careful else Merge(values, {}, said, {})
        news = {name for name in said if said[name] != known.said.get(name)}
        if not news:
            return Merge({}, {}, known.said, known.kept)
        described = DESCRIBE[record.type](row)
        here = {} if described is None else hashes(described)
        edited = {name for name in news if here.get(name) != known.kept.get(name)}
        agreed = {
            name for name in edited if described is not None and getattr(described, name) == getattr(record, name)
        }
        kept = {name: (getattr(described, name), getattr(record, name)) for name in sorted(edited - agreed)}
        # What is in conflict is remembered as it was: it stays in conflict until both say the same.
        remembered = {name: known.said.get(name, "") if name in kept else one for name, one in said.items()}
        before = {name: one for name, one in known.kept.items() if name not in (news - edited) | agreed}
        return Merge({name: values[name] for name in values if name in news - edited}, kept, remembered, before)

    def _first_meeting(self, record: Record, values: dict[str, Any], row: Thing, said: Hashes) -> Merge:
        described = DESCRIBE[record.type](row)
        told = {one.name for one in fields(record) if getattr(record, one.name) != one.default} - {"external_id"}
        empty = {name for name in told if not getattr(described, name)}
        differing = {name for name in told - empty if getattr(described, name) != getattr(record, name)}
        kept = {
            name: (getattr(described, name), getattr(record, name)) for name in sorted(differing) if name not in _LISTS
        }
        # What was here before is somebody's: a later word of the source is in conflict with it.
        here = {one.name for one in fields(record)} - empty
        before = {
            name: said[name] for name in said if name in here and getattr(described, name) != getattr(record, name)
        }
        return Merge({name: values[name] for name in values if name in empty}, kept, said, before)

    def remember(self, record: Record, row: Thing, merge: Merge) -> None:
        """Remember what a record said, once the batch is in the database."""
        known = self._recall(record)
        if known is None or known.said != merge.said or merge.values:
            self._written.append((record, row, merge))

    def _recall(self, record: Record) -> ImportedThing | None:
        return self._known.get((record.external_id, self.scope_of(record)))

    def settle(self) -> None:
        """Write down what the batch has taught."""
        now = datetime.now(UTC)
        new, again = [], []
        for record, row, merge in self._written:
            described = DESCRIBE[record.type](row)
            kept = {**({} if described is None else hashes(described)), **merge.before}
            values = {
                "thing_id": row.id,
                "scope": self.scope_of(record),
                "said": merge.said,
                "kept": kept,
                "imported_at": now,
            }
            known = self._recall(record)
            if known is None:
                new.append(values | {"kind": record.type, "external_id": record.external_id})
            else:
                again.append({f"new_{name}": value for name, value in values.items()} | {"key": known.id})
        if new:
            self.session.execute(insert(ImportedThing), new)
        if again:
            table = ImportedThing.__table__
            names = ("thing_id", "scope", "said", "kept", "imported_at")
            changed = update(table).where(table.c.id == bindparam("key"))  # type: ignore[arg-type]
            new_values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
            self.session.connection().execute(changed.values(new_values), again)


_LISTS = frozenset(("topics", "speakers", "other_names", "status", "slug"))
"""What a first meeting passes over in silence where both have something: it would say little."""


def hashes(record: Record) -> dict[str, str]:
    """Give a short hash of each field of a record."""
    return {one.name: _hash(getattr(record, one.name)) for one in fields(record) if one.name != "external_id"}


def _hash(value: object) -> str:
    if value is None or value == ():
        return ""
    raw = orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)
    return blake2b(raw, digest_size=8).hexdigest()


def _plain(value: object) -> object:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else dict(value)  # type: ignore[call-overload]


def aliases(session: Session, external_ids: Iterable[str]) -> dict[str, Speaker]:
    """Find people by the ids that a source gave them beside the one they bear."""
    found: dict[str, Speaker] = {}
    for chunk in chunks(sorted(external_ids)):
        known = select(ImportedThing.external_id, Speaker).join(Speaker, Speaker.id == ImportedThing.thing_id)
        wanted = known.where(ImportedThing.kind == "speaker", ImportedThing.external_id.in_(chunk))
        found |= {row[0]: row[1] for row in session.execute(wanted)}
    return found
