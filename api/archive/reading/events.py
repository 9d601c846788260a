"""Events going out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Attribution, Event, Quote, Speaker, Talk, TalkSpeaker, Topic, event_topics
from api.archive.reading.listing import View, Viewer, before_day, from_day, in_years, meant, sorted_by, visible
from api.archive.reading.statements import KEYS, rows
from api.archive.reading.topics import topics_within


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What the list of events takes; ``after`` counts in, ``before`` does not."""

    series: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    after: str | None = None
    before: str | None = None
    status: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "-starts_on"


SORTS = {"starts_on": Event.starts_on, "name": Event.slug}


def select_events(wanted: EventFilter, viewer: Viewer) -> Select[int]:
    """Select the keys of the events wanted."""
    statement = select(Event.id).where(visible(Event, viewer))
    for column, values in (
        (Event.series, wanted.series),
        (Event.city, wanted.city),
        (Event.country, wanted.country),
        (Event.status, wanted.status),
    ):
        if values:
            statement = statement.where(column.in_(values))
    if wanted.topic:
        links = select(event_topics.c.event_id).where(event_topics.c.topic_id.in_(meant(Topic, wanted.topic)))
        statement = statement.where(Event.id.in_(links))
    if wanted.speaker:
        speakers = meant(Speaker, wanted.speaker)
        quotes = select(Quote.event_id).join(Attribution).where(Attribution.speaker_id.in_(speakers))
        talks = select(Talk.event_id).join(TalkSpeaker).where(TalkSpeaker.speaker_id.in_(speakers))
        statement = statement.where(
            or_(
                Event.id.in_(quotes.where(visible(Quote, viewer))),
                Event.id.in_(talks.where(visible(Talk, viewer))),
            )
        )
    if wanted.year:
        statement = statement.where(in_years(Event.starts_on, wanted.year))
    if wanted.after is not None:
        statement = statement.where(from_day(Event.starts_on, wanted.after))
    if wanted.before is not None:
        statement = statement.where(before_day(Event.starts_on, wanted.before))
    if wanted.external_id is not None:
        statement = statement.where(Event.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Event.id)


_EVENTS = select(
    Event.id,
    Event.public_id,
    Event.slug,
    Event.external_id,
    Event.name,
    Event.series,
    Event.starts_on,
    Event.ends_on,
    Event.timezone,
    Event.venue,
    Event.city,
    Event.country,
    Event.language,
    Event.organiser,
    Event.url,
    Event.description,
    Event.rights,
    Event.status,
    Event.version,
).where(InKeys(Event.id, KEYS))


def event_views(session: Session, keys: Sequence[int]) -> dict[int, View]:
    """Return events by key."""
    topics = topics_within(session, event_topics, keys)
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "name": row.name,
            "series": row.series,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "timezone": row.timezone,
            "venue": row.venue,
            "city": row.city,
            "country": row.country,
            "language": row.language,
            "organiser": row.organiser,
            "url": row.url,
            "description": row.description,
            "topics": topics[row.id],
            "rights": row.rights,
            "status": row.status,
            "version": row.version,
        }
        for row in rows(session, _EVENTS, keys)
    }
