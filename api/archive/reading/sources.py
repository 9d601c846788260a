"""Sources going out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Source
from api.archive.reading.listing import View, in_years, sorted_by
from api.archive.reading.statements import KEYS, rows


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """What the list of sources takes."""

    publisher: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "-published_on"


SORTS = {"published_on": Source.published_on, "title": Source.title}


def select_sources(wanted: SourceFilter) -> Select[int]:
    """Select the keys of the sources wanted."""
    statement = select(Source.id).where(Source.withdrawn_at.is_(None))
    if wanted.publisher:
        statement = statement.where(Source.publisher.in_(wanted.publisher))
    if wanted.year:
        statement = statement.where(in_years(Source.published_on, wanted.year))
    if wanted.status:
        statement = statement.where(Source.health.in_(wanted.status))
    if wanted.external_id is not None:
        statement = statement.where(Source.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Source.id)


_SOURCES = select(
    Source.id,
    Source.public_id,
    Source.external_id,
    Source.title,
    Source.publisher,
    Source.byline,
    Source.published_on,
    Source.url,
    Source.archived_url,
    Source.language,
    Source.rights,
    Source.sha256,
    Source.health,
    Source.version,
).where(InKeys(Source.id, KEYS))


def source_views(session: Session, keys: Sequence[int]) -> dict[int, View]:
    """Return sources by key."""
    return {
        row.id: {
            "id": row.public_id,
            "external_id": row.external_id,
            "title": row.title,
            "publisher": row.publisher,
            "byline": row.byline,
            "published_on": row.published_on,
            "url": row.url,
            "archived_url": row.archived_url,
            "language": row.language,
            "rights": row.rights,
            "sha256": row.sha256,
            "status": row.health,
            "version": row.version,
        }
        for row in rows(session, _SOURCES, keys)
    }
