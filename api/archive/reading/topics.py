"""Topics going out, alone and within other things."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Topic, event_topics, quote_topics, talk_topics
from api.archive.reading.listing import View, sorted_by
from api.archive.reading.names import names
from api.archive.reading.statements import KEYS, plain_rows, rows


@dataclass(frozen=True, slots=True)
class TopicFilter:
    """What the list of topics takes."""

    external_id: str | None = None
    sort: str = "name"


SORTS = {"name": Topic.name_key}


def select_topics(wanted: TopicFilter) -> Select[int]:
    """Select the keys of the topics wanted."""
    statement = select(Topic.id).where(Topic.withdrawn_at.is_(None))
    if wanted.external_id is not None:
        statement = statement.where(Topic.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Topic.id)


_TOPICS = select(Topic.id, Topic.public_id, Topic.slug, Topic.external_id, Topic.name, Topic.version).where(
    InKeys(Topic.id, KEYS)
)


def topic_views(session: Session, keys: Sequence[int]) -> dict[int, View]:
    """Return topics by key."""
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "name": row.name,
            "version": row.version,
        }
        for row in rows(session, _TOPICS, keys)
    }


_WITHIN = {
    link: select(link.c[0].label("owner"), link.c.topic_id).where(InKeys(link.c[0], KEYS))
    for link in (event_topics, talk_topics, quote_topics)
}


def topics_within(session: Session, link: Table, keys: Sequence[int]) -> dict[int, list[View]]:
    """Return the topics of things by the things' keys; ``link`` is one of the tables ``…_topics``."""
    found: dict[int, list[View]] = {key: [] for key in keys}
    links = plain_rows(session, _WITHIN[link], keys)
    named = names(session, Topic, [topic for _, topic in links])
    for (slug, name), owner in sorted([(named[topic], owner) for owner, topic in links]):
        found[owner].append({"slug": slug, "name": name})
    return found
