"""Quotes going out: which are wanted, and what of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from api.archive.database import InKeys
from api.archive.models import (
    Attribution,
    Event,
    Mention,
    Organisation,
    Quote,
    Source,
    Speaker,
    Talk,
    Topic,
    quote_topics,
)
from api.archive.reading.events import event_views
from api.archive.reading.listing import Show, View, Viewer, before_day, from_day, in_years, meant, sorted_by, visible
from api.archive.reading.mentions import mention_views
from api.archive.reading.people import attribution_views, named_within
from api.archive.reading.statements import IDS, KEYS, STATUSES, plain_rows
from api.archive.reading.talks import talk_views
from api.archive.reading.topics import topics_within


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """What the list of quotes takes; a quote without a date of its own counts on its event's first day."""

    speaker: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    attribution_kind: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    after: str | None = None
    before: str | None = None
    status: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "-said_on"


# Keys are given in the order of creation, and every database keeps rows in the order of their keys.
SORTS = {"said_on": Quote.said_on, "created_at": Quote.id, "updated_at": Quote.updated_at}


def select_quotes(wanted: QuoteFilter, viewer: Viewer) -> Select[int]:
    """Select the keys of the quotes wanted."""
    statement = select(Quote.id).where(visible(Quote, viewer))
    for column, values in (
        (Quote.kind, wanted.kind),
        (Quote.language, wanted.language),
        (Quote.status, wanted.status),
        (Quote.verification, wanted.verification),
    ):
        if values:
            statement = statement.where(column.in_(values))
    # One attribution must fit all that is asked of it: «the mayor of Gatineau», not a mayor beside one from Gatineau.
    said_by = [
        column.in_(values)
        for column, values in (
            (Attribution.speaker_id, wanted.speaker and meant(Speaker, wanted.speaker)),
            (Attribution.organisation_id, wanted.organisation and meant(Organisation, wanted.organisation)),
            (Attribution.role, wanted.role),
            (Attribution.kind, wanted.attribution_kind),
        )
        if isinstance(values, Select) or values
    ]
    if said_by:
        statement = statement.where(Quote.id.in_(select(Attribution.quote_id).where(*said_by)))
    if wanted.event:
        statement = statement.where(Quote.event_id.in_(meant(Event, wanted.event, viewer)))
    if wanted.talk:
        statement = statement.where(Quote.talk_id.in_(meant(Talk, wanted.talk, viewer)))
    if wanted.parent:
        statement = statement.where(Quote.parent_id.in_(meant(Quote, wanted.parent, viewer)))
    if wanted.topic:
        links = select(quote_topics.c.quote_id).where(quote_topics.c.topic_id.in_(meant(Topic, wanted.topic)))
        statement = statement.where(Quote.id.in_(links))
    if wanted.source:
        mentions = select(Mention.quote_id).where(Mention.source_id.in_(meant(Source, wanted.source)))
        statement = statement.where(Quote.id.in_(mentions))
    if wanted.external_id is not None:
        statement = statement.where(Quote.external_id == wanted.external_id)
    return sorted_by(_dated(statement, wanted, viewer), wanted.sort, SORTS, Quote.id)


def _dated(statement: Select[int], wanted: QuoteFilter, viewer: Viewer) -> Select[int]:
    if not wanted.year and wanted.after is None and wanted.before is None:
        return statement
    day = func.coalesce(Quote.said_on, Event.starts_on)
    statement = statement.outerjoin(Event, and_(Quote.event_id == Event.id, visible(Event, viewer)))
    if wanted.year:
        statement = statement.where(in_years(day, wanted.year))
    if wanted.after is not None:
        statement = statement.where(from_day(day, wanted.after))
    if wanted.before is not None:
        statement = statement.where(before_day(day, wanted.before))
    return statement


_parent = aliased(Quote)
_QUOTES = (
    select(
        Quote.id,
        Quote.public_id,
        Quote.external_id,
        Quote.text,
        Quote.language,
        Quote.kind,
        Quote.said_on,
        Quote.status,
        Quote.verification,
        Quote.version,
        _parent.id.label("parent_key"),
        _parent.public_id.label("parent_id"),
        Event.id.label("event_key"),
        Event.public_id.label("event_id"),
        Event.slug.label("event_slug"),
        Event.name.label("event_name"),
        Talk.id.label("talk_key"),
        Talk.public_id.label("talk_id"),
        Talk.slug.label("talk_slug"),
        Talk.title.label("talk_title"),
    )
    .outerjoin(Event, and_(Quote.event_id == Event.id, Event.status.in_(STATUSES)))
    .outerjoin(Talk, and_(Quote.talk_id == Talk.id, Talk.status.in_(STATUSES)))
    .outerjoin(_parent, and_(Quote.parent_id == _parent.id, _parent.status.in_(STATUSES)))
)
_BY_KEY, _BY_ID = _QUOTES.where(InKeys(Quote.id, KEYS)), _QUOTES.where(InKeys(Quote.public_id, IDS))


def quote_views(
    session: Session, keys: Sequence[int], viewer: Viewer, include: Collection[str] = ()
) -> dict[int, View]:
    """Return quotes by key; ``include`` names what is given whole.

    That is: event, talk, parent, speakers, organisations, sources, and children (a list then added).
    """
    return _views(session, plain_rows(session, _BY_KEY, keys, viewer), viewer, include)


def quotes_called(session: Session, public_ids: Sequence[str], show: Show) -> dict[int, View]:
    """Return the quotes of these public ids that the viewer may see, likewise."""
    found_rows = plain_rows(session, _BY_ID, public_ids, show.viewer)
    # Not held against the viewer by the statement: SQLite would take the index of statuses, which leads to nearly all.
    seen = [row for row in found_rows if row[7] in show.viewer.statuses]
    return _views(session, seen, show.viewer, show.include)


def _views(session: Session, found_rows: Sequence[Any], viewer: Viewer, include: Collection[str]) -> dict[int, View]:
    keys = [row[0] for row in found_rows]
    topics = topics_within(session, quote_topics, keys)
    attributions = attribution_views(session, keys, include)
    mentions = mention_views(session, keys, include)
    events = event_views(session, [row[12] for row in found_rows]) if "event" in include else {}
    talks = talk_views(session, [row[16] for row in found_rows], viewer) if "talk" in include else {}
    parents = quote_views(session, [row[10] for row in found_rows], viewer) if "parent" in include else {}
    views: dict[int, View] = {}
    # Unpacked, because naming the columns of a row costs more than reading them.
    for key, id_, external_id, text, language, kind, said_on, status, verification, version, *within in found_rows:
        parent_key, parent_id, event_key, event_id, event_slug, event_name, talk_key, talk_id, talk_slug, title = within
        views[key] = {
            "id": id_,
            "external_id": external_id,
            "text": text,
            "language": language,
            "kind": kind,
            "said_on": said_on,
            "status": status,
            "verification": verification,
            "version": version,
            "parent": parents.get(parent_key) or parent_id,
            "event": events.get(event_key) or named_within(event_id, event_slug, event_name),
            "talk": talks.get(talk_key)
            or (None if talk_id is None else {"id": talk_id, "slug": talk_slug, "title": title}),
            "topics": topics[key],
            "attributions": attributions[key],
            "mentions": mentions[key],
        }
    if "children" in include:
        _add_children(session, views, viewer)
    return views


def _add_children(session: Session, views: dict[int, View], viewer: Viewer) -> None:
    for view in views.values():
        view["children"] = []
    links = session.execute(
        select(Quote.id, Quote.parent_id).where(Quote.parent_id.in_(views), visible(Quote, viewer)).order_by(Quote.id)
    ).all()
    children = quote_views(session, [link.id for link in links], viewer)
    for link in links:
        views[link.parent_id]["children"].append(children[link.id])
