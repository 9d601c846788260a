"""Topics going out, alone and within other things."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from api.archive.models import Topic
from api.archive.reading.listing import View, sorted_by


@dataclass(frozen=True, slots=True)
class TopicFilter:
    """What the list of topics takes."""

    external_id: str | None = None
    sort: str = "name"


SORTS = {"name": Topic.slug}


def select_topics(wanted: TopicFilter) -> Select[int]:
    """Select the keys of the topics wanted."""
    statement = select(Topic.id).where(Topic.withdrawn_at.is_(None))
    if wanted.external_id is not None:
        statement = statement.where(Topic.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Topic.id)


def topic_views(session: Session, keys: Sequence[int]) -> dict[int, View]:
    """Return topics by key."""
    rows = session.execute(
        select(Topic.id, Topic.public_id, Topic.slug, Topic.external_id, Topic.name, Topic.version).where(
            Topic.id.in_(keys)
        )
    )
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "name": row.name,
            "version": row.version,
        }
        for row in rows
    }


def topics_within(session: Session, link: Table, keys: Sequence[int]) -> dict[int, list[View]]:
    """Return the topics of things by the things' keys; ``link`` is one of the tables ``…_topics``."""
    owner = link.c[0]
    rows = session.execute(
        select(owner.label("owner"), Topic.slug, Topic.name)
        .join_from(link, Topic, link.c.topic_id == Topic.id)
        .where(owner.in_(keys))
        .order_by(Topic.slug)
    )
    found: dict[int, list[View]] = {key: [] for key in keys}
    for key, slug, name in rows:
        found[key].append({"slug": slug, "name": name})
    return found
