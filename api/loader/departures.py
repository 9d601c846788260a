"""Which programmes a file has: whom they are of, and which talks they no longer have."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.archive.identifiers import slugify
from api.archive.models import Event, Talk, Thing
from api.archive.references import find
from api.archive.upkeep import ImportedThing
from api.importers.lines import BadLine, Line
from api.records import Record, SpeakerRecord, TalkRecord


class Programmes:
    """The programmes of one file: a format (None for a file that is no schedule) and its events.

    Decision: gone is told by programme, not by event, so that an event may be imported in parts of several formats.
    """

    def __init__(self, session: Session, schedule: str | None) -> None:
        self.session = session
        self.schedule = schedule
        self.described: frozenset[str] = frozenset()
        self._events: dict[str, set[str]] = {}
        self._talks: dict[str, set[str]] = {}
        self._is_whole = True

    def gather(self, lines: Iterable[Line | BadLine]) -> None:
        """Note what the lines describe; lines of another kind than a schedule's are left alone."""
        if self.schedule is None:
            return
        lines = list(lines)
        records = [line.record for line in lines if isinstance(line, Line)]
        self.described = frozenset(each.external_id for each in records if isinstance(each, SpeakerRecord))
        for record in records:
            if isinstance(record, TalkRecord):
                self._talks.setdefault(self._scope(record), set()).add(record.external_id)
                for entry in record.speakers:
                    if entry.speaker:
                        self._events.setdefault(entry.speaker, set()).add(record.event)
        refused = {line.thing for line in lines if isinstance(line, BadLine)}
        # An entry that says not even which it is may be any of those that are missing.
        self._is_whole = None not in refused
        for talks in self._talks.values():
            talks.update(thing[1] for thing in refused if thing)

    def scope_of(self, record: Record) -> str:
        """Name the source that a record is of: for a talk its programme, else the format; empty for our own."""
        return self._scope(record) if self.schedule and isinstance(record, TalkRecord) else self.schedule or ""

    def events_of(self, record: SpeakerRecord) -> Iterator[Event]:
        """Give the events where a person of the file speaks, those that the archive has."""
        if wanted := sorted(self._events.get(record.external_id, ())):
            known = or_(Event.external_id.in_(wanted), Event.public_id.in_(wanted))
            yield from self.session.scalars(select(Event).where(known, Event.withdrawn_at.is_(None)))

    def has_back(self, row: Thing | None) -> bool:
        """Take the flag off a talk that is there again; says whether it had one."""
        if self.schedule is None or not isinstance(row, Talk) or row.gone_since is None:
            return False
        row.gone_since = None
        return True

    def flag(self) -> Iterator[Talk]:
        """Flag the talks that were in these programmes and are not, and give those newly flagged."""
        if not self._is_whole:
            return
        now = datetime.now(UTC)
        for scope, talks in self._talks.items():
            were = select(Talk).join(ImportedThing, ImportedThing.external_id == Talk.external_id)
            here = were.where(ImportedThing.kind == "talk", ImportedThing.scope == scope)
            live = here.where(Talk.withdrawn_at.is_(None), Talk.gone_since.is_(None)).order_by(Talk.id)
            for talk in self.session.scalars(live).all():
                if talk.external_id not in talks:
                    talk.gone_since = now
                    yield talk

    def _scope(self, talk: TalkRecord) -> str:
        return f"{self.schedule} {talk.event}"


def known_event(session: Session, reference: str) -> tuple[str, str | None] | None:
    """Give the id by which an import may name an event of the archive, and its zone; None where there is none."""
    event = find(session, Event, reference) or find(session, Event, slugify(reference))
    return (event.external_id or event.public_id, event.timezone) if event else None
