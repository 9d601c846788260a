"""Mentions going out: where quotes were printed."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Mention, Source
from api.archive.reading.listing import View
from api.archive.reading.names import names
from api.archive.reading.sources import source_views
from api.archive.reading.statements import KEYS, plain_rows
from api.archive.text_fragments import link_to

_MENTIONS = (
    select(
        Mention.quote_id,
        Mention.source_id,
        Mention.prefix,
        Mention.exact,
        Mention.suffix,
        Mention.context,
        Mention.cue_verb,
    )
    .where(InKeys(Mention.quote_id, KEYS))
    .order_by(Mention.quote_id, Mention.position)  # as the index has them: nothing is left to sort
)


_ASTRAY = ("gone", "changed")
"""What may have become of a source that its words are rather looked for in the archived copy."""


def _link(address: str | None, exact: str | None, prefix: str | None, suffix: str | None) -> str | None:
    return address and link_to(address, exact, prefix, suffix)


def mention_views(session: Session, keys: Sequence[int], include: Collection[str]) -> dict[int, list[View]]:
    """Return the mentions of quotes, in their order, by the quotes' keys."""
    found_rows = plain_rows(session, _MENTIONS, keys)
    named = names(session, Source, [row[1] for row in found_rows])
    sources = source_views(session, [row[1] for row in found_rows]) if "sources" in include else {}
    found: dict[int, list[View]] = {key: [] for key in keys}
    # Unpacked, because naming the columns of a row costs more than reading them.
    for owner, source, prefix, exact, suffix, context, cue_verb in found_rows:
        public_id, title, publisher, url, archived_url, health = named[source]
        found[owner].append(
            {
                "source": sources.get(source) or {"id": public_id, "title": title, "publisher": publisher, "url": url},
                "prefix": prefix,
                "exact": exact,
                "suffix": suffix,
                "context": context,
                "cue_verb": cue_verb,
                "link": _link(archived_url if archived_url and health in _ASTRAY else url, exact, prefix, suffix),
            }
        )
    return found
