"""Talks going out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Event, Organisation, Speaker, Talk, TalkSpeaker, Topic, talk_topics
from api.archive.reading.events import event_views
from api.archive.reading.listing import Show, View, Viewer, before_day, from_day, in_years, meant, sorted_by, visible
from api.archive.reading.people import named_within, programme_views
from api.archive.reading.statements import IDS, KEYS, STATUSES, plain_rows
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


_TALKS = select(
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
).outerjoin(Event, and_(Talk.event_id == Event.id, Event.status.in_(STATUSES)))
_BY_KEY, _BY_ID = _TALKS.where(InKeys(Talk.id, KEYS)), _TALKS.where(InKeys(Talk.public_id, IDS))


def talk_views(session: Session, keys: Sequence[int], viewer: Viewer, include: Collection[str] = ()) -> dict[int, View]:
    """Return talks by key; ``include`` names what is given whole: event, speakers, organisations."""
    return _views(session, plain_rows(session, _BY_KEY, keys, viewer), include)


def talks_called(session: Session, public_ids: Sequence[str], show: Show) -> dict[int, View]:
    """Return the talks of these public ids that the viewer may see, likewise."""
    found_rows = plain_rows(session, _BY_ID, public_ids, show.viewer)
    return _views(session, [row for row in found_rows if row[13] in show.viewer.statuses], show.include)


def _views(session: Session, found_rows: Sequence[Any], include: Collection[str]) -> dict[int, View]:
    keys = [row[0] for row in found_rows]
    topics = topics_within(session, talk_topics, keys)
    people = programme_views(session, keys, include)
    events = event_views(session, [row[15] for row in found_rows if row[15]]) if "event" in include else {}
    views: dict[int, View] = {}
    # Unpacked, because naming the columns of a row costs more than reading them.
    for key, id_, slug, external_id, title, abstract, kind, language, starts_at, minutes, room, *more in found_rows:
        recording_url, gone_since, status, version, event_key, event_id, event_slug, event_name = more
        views[key] = {
            "id": id_,
            "slug": slug,
            "external_id": external_id,
            "title": title,
            "abstract": abstract,
            "kind": kind,
            "language": language,
            "starts_at": _told(starts_at),
            "duration_minutes": minutes,
            "room": room,
            "recording_url": recording_url,
            "gone_since": _told(gone_since),
            "event": events.get(event_key) or named_within(event_id, event_slug, event_name),
            "topics": topics[key],
            "speakers": people[key],
            "status": status,
            "version": version,
        }
    return views


def _told(stored: datetime | str | None) -> str | None:
    """Write an instant that was read; SQLite gives the text that it keeps."""
    if isinstance(stored, str):
        stored = datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return None if stored is None else zulu(stored)


def zulu(moment: datetime) -> str:
    """Write an instant as the API does: ISO 8601 in UTC, with a Z."""
    return moment.isoformat().replace("+00:00", "Z")
