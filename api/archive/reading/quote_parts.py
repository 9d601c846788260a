"""The parts of quotes going out: who said it, and where it was printed."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Attribution, Mention, Organisation, Source, Speaker
from api.archive.reading.listing import KEYS, View, rows
from api.archive.reading.organisations import organisation_views, organisation_within
from api.archive.reading.sources import source_views
from api.archive.reading.speakers import speaker_views
from api.archive.reading.talks import named_within

_ATTRIBUTIONS = (
    select(
        Attribution.quote_id,
        Attribution.kind,
        Attribution.printed_as,
        Attribution.role,
        Attribution.organisation_id,
        Attribution.speaker_id,
        Organisation.public_id.label("organisation_public_id"),
        Organisation.slug.label("organisation_slug"),
        Organisation.name.label("organisation_name"),
        Organisation.acronym.label("organisation_acronym"),
        Speaker.public_id.label("speaker_public_id"),
        Speaker.slug.label("speaker_slug"),
        Speaker.name.label("speaker_name"),
    )
    .outerjoin(Organisation, Attribution.organisation_id == Organisation.id)
    .outerjoin(Speaker, Attribution.speaker_id == Speaker.id)
    .where(Attribution.quote_id.in_(KEYS))
    .order_by(Attribution.quote_id, Attribution.position)
)


def attribution_views(session: Session, keys: Sequence[int], include: Collection[str]) -> dict[int, list[View]]:
    """Return the attributions of quotes, in their order, by the quotes' keys."""
    found_rows = rows(session, _ATTRIBUTIONS, keys)
    speakers = speaker_views(session, [row.speaker_id for row in found_rows]) if "speakers" in include else {}
    organisations = (
        organisation_views(session, [row.organisation_id for row in found_rows]) if "organisations" in include else {}
    )
    found: dict[int, list[View]] = {key: [] for key in keys}
    for row in found_rows:
        found[row.quote_id].append(
            {
                "kind": row.kind,
                "printed_as": row.printed_as,
                "role": row.role,
                "organisation": organisations.get(row.organisation_id)
                or organisation_within(
                    row.organisation_public_id,
                    row.organisation_slug,
                    row.organisation_name,
                    row.organisation_acronym,
                ),
                "speaker": speakers.get(row.speaker_id)
                or named_within(row.speaker_public_id, row.speaker_slug, row.speaker_name),
            }
        )
    return found


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
