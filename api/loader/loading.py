"""The import itself: each type after those that it refers to, a batch at a time.

Decision: a whole file is held in memory as records, because its lines may come in any order; rows are held
for one batch only. A batch is one transaction, validated before it is flushed; when the database refuses it
nonetheless (another writer came first), its lines are written again one by one, and only one that is
refused again is given up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from api.archive.errors import ArchiveError
from api.archive.events import write_event
from api.archive.history import because, why
from api.archive.lint import RULES, Scope, lint
from api.archive.models import Quote, Speaker, Thing
from api.archive.organisations import write_organisation
from api.archive.quotes import write_quote
from api.archive.references import References
from api.archive.sources import write_source
from api.archive.speakers import write_speaker
from api.archive.talks import write_talk
from api.importers.lines import BadLine, Line
from api.importers.shapes import shorten
from api.loader.departures import Programmes
from api.loader.naming import references
from api.loader.ordering import in_order
from api.loader.people import chunks
from api.loader.provenance import Conflict, Provenance
from api.loader.references import FileReferences
from api.loader.report import Change, LoadReport, Remark, Tally
from api.records import EventRecord, Record, SpeakerRecord, TalkRecord

Progress = Callable[[int], object]
"""Told how many more lines are done."""

ON_IMPORT = [code for code, check in RULES.items() if check.severity == "warning" and code != "homonym"]

WRITERS: Mapping[str, Callable[[Session, Any, Mapping[str, object], References], Thing]] = {
    "organisation": write_organisation,
    "speaker": write_speaker,
    "event": write_event,
    "source": write_source,
    "talk": write_talk,
    "quote": write_quote,
}

_PARTS = ("speakers", "attributions", "mentions")


def load(
    session: Session,
    lines: Iterable[Line | BadLine],
    *,
    strict: bool = False,
    schedule: str | None = None,
    on_progress: Progress | None = None,
) -> LoadReport:
    """Write the lines of one file.

    ``schedule`` is the format of a conference's programme, which is whole but says little of each thing: a talk that
    it no longer has is flagged, a person whom it names in a series that knows one of that name is that one, and what
    it does not say stays. None: the lines are of our own format, and say all.

    Each batch is committed, unless ``strict``: then nothing is, and whoever called commits if the report has
    nothing refused. The session must not hold changes or rows of its own: it is emptied after each batch.
    """
    return _Load(session, strict, schedule, on_progress or _tell_nobody).run(list(lines))


def _tell_nobody(count: int) -> None:
    del count


class _RefusedLine(Exception):  # noqa: N818 - never leaves this module
    """Why a line is not written."""


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """The database refused a batch of a transaction that must be whole."""


class _Load:
    def __init__(self, session: Session, strict: bool, schedule: str | None, on_progress: Progress) -> None:  # noqa: FBT001
        self.session = session
        self.strict = strict
        self.on_progress = on_progress
        self.references = FileReferences(session)
        self.programmes = Programmes(session, schedule)
        self.provenance = Provenance(session, self.programmes.scope_of, careful=schedule is not None)
        self.tally = Tally()
        self.refused_things: dict[tuple[str, str], str] = {}

    def run(self, lines: Sequence[Line | BadLine]) -> LoadReport:
        good = [line for line in lines if isinstance(line, Line)]
        described = {_thing(line) for line in good}
        for line in lines:
            if isinstance(line, BadLine):
                self._refuse(self.tally, line, told=line.thing not in described)
        by_type, circles = in_order(good)
        for line in circles:
            self._refuse(self.tally, line)
        self.on_progress(len(self.tally.refused))
        self.programmes.gather(lines)
        # Events first, which refer to nothing: who somebody of a programme is depends on where they speak.
        try:
            for kind, its_lines in sorted(by_type.items(), key=lambda each: each[0] != EventRecord.type):
                if kind == TalkRecord.type:
                    self.references.people.gather([line.record for line in good])
                for batch in chunks(its_lines):
                    self._write_batch(batch)
                    self.on_progress(len(batch))
            self._flag_departures()
        except _Broken:
            return replace(self.tally.report(), whole=False)
        return self.tally.report()

    def _flag_departures(self) -> None:
        """Flag the talks that their programme no longer has."""
        told = why(self.session)
        because(self.session, replace(told, note="No longer in the programme that it was imported from."))
        for talk in self.programmes.flag():
            self.tally.note(Change("gone", "talk", talk.external_id or talk.public_id, talk.title))
        self.session.flush()
        because(self.session, told)
        if not self.strict:
            self.session.commit()
        self.session.expunge_all()

    def _refuse(self, tally: Tally, line: BadLine, *, told: bool = True) -> None:
        """Note a refused line, and that lines which refer to its thing are to be ``told``."""
        tally.refused.append(line)
        if told and line.thing is not None:
            self.refused_things.setdefault(line.thing, line.where or f"line {line.number}")

    def _write_batch(self, lines: Sequence[Line], *, again: bool = False) -> None:
        tally = Tally()
        try:
            with self.session.no_autoflush:
                self.references.prepare([line.record for line in lines])
                self.provenance.prepare([line.record for line in lines])
                for line in lines:
                    self._write_or_refuse(line, tally)
                self.session.flush()
                self.provenance.settle()
            tally.warnings += _warnings(self.session, tally.quotes)
            self.references.people.settle()
            if not self.strict:
                self.session.commit()
        except (IntegrityError, DataError, StaleDataError) as error:
            self.session.rollback()
            self.references.forget()
            if again or self.strict:
                self._refuse_batch(lines, error)
            else:
                for line in lines:
                    self._write_batch([line], again=True)
        else:
            self.session.expunge_all()
            self.tally.add(tally)

    def _refuse_batch(self, lines: Sequence[Line], error: Exception) -> None:
        """Refuse what the database does: one line, or a whole import that has to be whole."""
        others = f" (or one of the {len(lines) - 1} written with it)" if len(lines) > 1 else ""
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        reason = f"the database refused this line{others}: {cause}"
        self._refuse(self.tally, BadLine(lines[0].number, reason, _thing(lines[0]), lines[0].where))
        if self.strict:
            raise _Broken

    def _write_or_refuse(self, line: Line, tally: Tally) -> None:
        self.references.begin_line()
        try:
            self._write(line, tally)
        except (_RefusedLine, ArchiveError) as error:
            self.references.undo_line()
            self._refuse(tally, BadLine(line.number, str(error), _thing(line), line.where))

    def _write(self, line: Line, tally: Tally) -> None:
        record = line.record
        self._check_references(record)
        row = self.references.own(record) or self._adopted(record)
        wants_withdrawn = getattr(record, "status", None) == "withdrawn"
        if row is not None and row.withdrawn_at is not None and (into := self.references.merged_into(row)):
            tally.unchanged[record.type] += 1
            text = f"this {record.type} was merged into {into.public_id}: the line is left aside"
            tally.warnings.append(Remark(line.number, text))
            return
        if row is not None and row.withdrawn_at is not None and wants_withdrawn:
            tally.unchanged[record.type] += 1
            return
        if wants_withdrawn:
            raise _RefusedLine("/status: an import withdraws nothing")
        if row is not None:
            self._check_own(line, row, tally)
        elif isinstance(record, SpeakerRecord) and (others := self.references.people.called_alike(record.name)):
            tally.warnings.append(_homonym(line, record.name, others))
        merge = self.provenance.merge(record, _values(record), row)
        values = merge.values
        if row is not None and (row.external_id is not None or row.public_id == record.external_id):
            values.pop("external_id", None)
        is_back = self.programmes.has_back(row)
        written = WRITERS[record.type](self.session, row, values, self.references) if values or row is None else row
        self.references.end_line(record, written)
        self.provenance.remember(record, written, merge)
        change = Change("new", record.type, record.external_id, _title(record))
        if row is not None:
            is_changed = is_back or self._is_changed(row)
            change = replace(change, action="changed" if is_changed else "unchanged", fields=tuple(values))
        tally.note(change)
        for name, (here, there) in merge.kept.items():
            told = (record.type, record.external_id, written.public_id, name, here, there)
            tally.conflicts.append(Conflict(line.place, *told))
        if isinstance(written, Quote) and change.action != "unchanged":
            tally.quotes.append((written, line.number))
        tally.created.update(type(made).__name__.lower() for made in self.references.made)
        tally.warnings += (_homonym(line, name, others) for name, others in self.references.homonyms)

    def _adopted(self, record: Record) -> Speaker | None:
        """Find who somebody of a programme is whose id is new: the one of that name in the same event or series."""
        if not isinstance(record, SpeakerRecord) or not self.references.people.is_known(record.name):
            return None
        for event in self.programmes.events_of(record):
            if found := self.references.people.met_at(record, event, self.programmes.described):
                return found
        return None

    def _check_references(self, record: Record) -> None:
        for one in references(record):
            place = self.refused_things.get((one.type, one.text))
            if place is not None:
                what = f"the {one.type} {shorten(one.text)}"
                raise _RefusedLine(f"{one.pointer}: {place}, which describes {what}, was refused")
            if self.references.is_withdrawn(one.type, one.text):
                raise _RefusedLine(f"{one.pointer}: the {one.type} {shorten(one.text)} has been withdrawn")

    def _check_own(self, line: Line, row: Thing, tally: Tally) -> None:
        kind = line.record.type
        if row.withdrawn_at is not None:
            raise _RefusedLine(f"this {kind} has been withdrawn; an import does not bring it back")
        if row.id is not None:
            earlier = self.tally.written.get((kind, row.id), tally.written.get((kind, row.id)))
            if earlier is not None:
                raise _RefusedLine(f"/external_id: line {earlier} describes the same {kind}")
            tally.written[kind, row.id] = line.number

    def _is_changed(self, row: Thing) -> bool:
        parts = (part for name in _PARTS for part in getattr(row, name, ()))
        return any(self.session.is_modified(one) for one in (row, *parts))


def _warnings(session: Session, quotes: Sequence[tuple[Quote, int]]) -> Iterator[Remark]:
    """Have the linter look at the quotes of a batch; namesakes are told of where they are met."""
    if not quotes:
        return
    numbers = {quote.public_id: number for quote, number in quotes}
    for warned in lint(session, Scope(quotes=frozenset(quote.id for quote, _ in quotes)), ON_IMPORT):
        yield Remark(numbers[warned.finding.id], f"{warned.finding.pointer}: {warned.finding.message}", warned.code)


def _title(record: Record) -> str:
    return str(next(filter(None, (getattr(record, name, None) for name in ("name", "title", "text")))))


def _thing(line: Line) -> tuple[str, str]:
    return line.record.type, line.record.external_id


def _values(record: Any) -> dict[str, Any]:
    """Give a record as the verbs take it, its parts as mappings."""
    values = {one.name: getattr(record, one.name) for one in fields(record)}
    for name in _PARTS:
        if name in values:
            values[name] = [_values(part) for part in values[name]]
    return values


def _homonym(line: Line, name: str, others: Sequence[Speaker]) -> Remark:
    ids = ", ".join(other.external_id or other.public_id for other in others)
    return Remark(
        line.number,
        f"{shorten(name)} is taken for a new person, but the archive knows others so named: {ids}",
        where=line.where,
    )
