"""Talks going out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Event, Organisation, Speaker, Talk, TalkSpeaker, Topic, talk_topics
from api.archive.reading.events import event_views
from api.archive.reading.listing import View, Viewer, before_day, from_day, in_years, meant, sorted_by, visible
from api.archive.reading.people import named_within, programme_views
from api.archive.reading.statements import KEYS, STATUSES, rows
from api.archive.reading.topics import topics_within


@dataclass(frozen=True, slots=True)
class TalkFilter:
    """What the list of talks takes; a talk without a time of its own counts on its event's first day."""

    event: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    after: str | None = None
    before: str | None = None
    status: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "-starts_at"


SORTS = {"starts_at": Talk.starts_at, "title": Talk.slug}


def select_talks(wanted: TalkFilter, viewer: Viewer) -> Select[int]:
    """Select the keys of the talks wanted."""
    statement = select(Talk.id).where(visible(Talk, viewer))
    for column, values in ((Talk.kind, wanted.kind), (Talk.language, wanted.language), (Talk.status, wanted.status)):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.event:
        statement = statement.where(Talk.event_id.in_(meant(Event, wanted.event, viewer)))
    if wanted.topic:
        links = select(talk_topics.c.talk_id).where(talk_topics.c.topic_id.in_(meant(Topic, wanted.topic)))
        statement = statement.where(Talk.id.in_(links))
    if wanted.speaker:
        people = select(TalkSpeaker.talk_id).where(TalkSpeaker.speaker_id.in_(meant(Speaker, wanted.speaker)))
        statement = statement.where(Talk.id.in_(people))
    if wanted.organisation:
        keys = meant(Organisation, wanted.organisation)
        statement = statement.where(
            Talk.id.in_(select(TalkSpeaker.talk_id).where(TalkSpeaker.organisation_id.in_(keys)))
        )
    if wanted.external_id is not None:
        statement = statement.where(Talk.external_id == wanted.external_id)
    dates = [*_dates(wanted, visible(Event, viewer))]
    if dates:
        statement = statement.join(Event, Talk.event_id == Event.id).where(*dates)
    return sorted_by(statement, wanted.sort, SORTS, Talk.id)


def _dates(wanted: TalkFilter, known: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    """Return the conditions on when: by the talk's own time, else by the first day of its event if that is known."""
    timed, untimed = Talk.starts_at.is_not(None), and_(Talk.starts_at.is_(None), known)
    conditions: list[ColumnElement[bool]] = []
    if wanted.year:
        spans = [and_(Talk.starts_at >= first_instant(str(y)), Talk.starts_at < _new_year(y + 1)) for y in wanted.year]
        conditions.append(or_(*spans, and_(untimed, in_years(Event.starts_on, wanted.year))))
    if wanted.after is not None:
        timely = and_(timed, Talk.starts_at >= first_instant(wanted.after))
        conditions.append(or_(timely, and_(untimed, from_day(Event.starts_on, wanted.after))))
    if wanted.before is not None:
        timely = and_(timed, Talk.starts_at < first_instant(wanted.before))
        conditions.append(or_(timely, and_(untimed, before_day(Event.starts_on, wanted.before))))
    return conditions


def first_instant(date: str) -> datetime:
    """Return the first instant (UTC) of a partial date."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return datetime(year, month, day, tzinfo=UTC)


def _new_year(year: int) -> datetime:
    return datetime(min(year, 9999), 1, 1, tzinfo=UTC)


_TALKS = (
    select(
        Talk.id,
        Talk.public_id,
        Talk.slug,
        Talk.external_id,
        Talk.title,
        Talk.abstract,
        Talk.kind,
        Talk.language,
        Talk.starts_at,
        Talk.duration_minutes,
        Talk.room,
        Talk.recording_url,
        Talk.gone_since,
        Talk.status,
        Talk.version,
        Event.id.label("event_key"),
        Event.public_id.label("event_id"),
        Event.slug.label("event_slug"),
        Event.name.label("event_name"),
    )
    .outerjoin(Event, and_(Talk.event_id == Event.id, Event.status.in_(STATUSES)))
    .where(InKeys(Talk.id, KEYS))
)


def talk_views(session: Session, keys: Sequence[int], viewer: Viewer, include: Collection[str] = ()) -> dict[int, View]:
    """Return talks by key; ``include`` names what is given whole: event, speakers, organisations."""
    found_rows = rows(session, _TALKS, keys, viewer)
    topics = topics_within(session, talk_topics, keys)
    people = programme_views(session, keys, include)
    events = event_views(session, [row.event_key for row in found_rows if row.event_key]) if "event" in include else {}
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "title": row.title,
            "abstract": row.abstract,
            "kind": row.kind,
            "language": row.language,
            "starts_at": None if row.starts_at is None else zulu(row.starts_at),
            "duration_minutes": row.duration_minutes,
            "room": row.room,
            "recording_url": row.recording_url,
            "gone_since": None if row.gone_since is None else zulu(row.gone_since),
            "event": events.get(row.event_key) or named_within(row.event_id, row.event_slug, row.event_name),
            "topics": topics[row.id],
            "speakers": people[row.id],
            "status": row.status,
            "version": row.version,
        }
        for row in found_rows
    }


def zulu(moment: datetime) -> str:
    """Write an instant as the API does: ISO 8601 in UTC, with a Z."""
    return moment.isoformat().replace("+00:00", "Z")
