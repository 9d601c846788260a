"""Mentions going out: where quotes were printed."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Mention, Source
from api.archive.reading.listing import KEYS, View, rows
from api.archive.reading.sources import source_views

_MENTIONS = (
    select(
        Mention.quote_id,
        Mention.source_id,
        Mention.prefix,
        Mention.exact,
        Mention.suffix,
        Mention.context,
        Mention.cue_verb,
        Source.public_id,
        Source.title,
        Source.publisher,
        Source.url,
    )
    .join(Source, Mention.source_id == Source.id)
    .where(Mention.quote_id.in_(KEYS))
    .order_by(Mention.quote_id, Mention.position)
)


def mention_views(session: Session, keys: Sequence[int], include: Collection[str]) -> dict[int, list[View]]:
    """Return the mentions of quotes, in their order, by the quotes' keys."""
    found_rows = rows(session, _MENTIONS, keys)
    sources = source_views(session, [row.source_id for row in found_rows]) if "sources" in include else {}
    found: dict[int, list[View]] = {key: [] for key in keys}
    for row in found_rows:
        found[row.quote_id].append(
            {
                "source": sources.get(row.source_id)
                or {"id": row.public_id, "title": row.title, "publisher": row.publisher, "url": row.url},
                "prefix": row.prefix,
                "exact": row.exact,
                "suffix": row.suffix,
                "context": row.context,
                "cue_verb": row.cue_verb,
            }
        )
    return found
