"""Speakers going out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Attribution, Event, Organisation, Quote, Speaker, Talk, TalkSpeaker
from api.archive.reading.listing import View, Viewer, meant, sorted_by, visible
from api.archive.reading.statements import KEYS, rows


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """What the list of speakers takes: for whom they spoke, where they spoke."""

    organisation: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "name"


SORTS = {"name": Speaker.sort_key}


def select_speakers(wanted: SpeakerFilter, viewer: Viewer) -> Select[int]:
    """Select the keys of the speakers wanted; what only a draft tells counts for editors alone."""
    statement = select(Speaker.id).where(Speaker.withdrawn_at.is_(None))
    quotes = select(Attribution.speaker_id).join(Quote).where(visible(Quote, viewer))
    talks = select(TalkSpeaker.speaker_id).join(Talk).where(visible(Talk, viewer))
    if wanted.organisation:
        keys = meant(Organisation, wanted.organisation)
        statement = statement.where(
            or_(
                Speaker.id.in_(quotes.where(Attribution.organisation_id.in_(keys))),
                Speaker.id.in_(talks.where(TalkSpeaker.organisation_id.in_(keys))),
            )
        )
    if wanted.event:
        keys = meant(Event, wanted.event, viewer)
        statement = statement.where(
            or_(
                Speaker.id.in_(quotes.where(Quote.event_id.in_(keys))),
                Speaker.id.in_(talks.where(Talk.event_id.in_(keys))),
            )
        )
    if wanted.external_id is not None:
        statement = statement.where(Speaker.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Speaker.id)


_SPEAKERS = select(
    Speaker.id,
    Speaker.public_id,
    Speaker.slug,
    Speaker.external_id,
    Speaker.name,
    Speaker.sort_name,
    Speaker.other_names,
    Speaker.biography,
    Speaker.identifiers,
    Speaker.version,
).where(InKeys(Speaker.id, KEYS))


def speaker_views(session: Session, keys: Sequence[int]) -> dict[int, View]:
    """Return speakers by key."""
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "name": row.name,
            "sort_name": row.sort_name,
            "other_names": row.other_names,
            "biography": row.biography,
            "identifiers": row.identifiers,
            "version": row.version,
        }
        for row in rows(session, _SPEAKERS, keys)
    }
