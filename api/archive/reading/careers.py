"""What quotes tell of people: in what roles they spoke and when, and who quotes whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.archive.models import Attribution, Event, Organisation, Quote, Speaker
from api.archive.reading.listing import View, Viewer, visible
from api.archive.reading.organisations import organisation_within


@dataclass(frozen=True, slots=True)
class Role:
    """A role for an organisation, either of which may be unknown; dates are partial, of the first and last quote."""

    role: str | None
    organisation: View | None
    first: str | None
    last: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody whom a person quotes, or who quotes them, and how often."""

    slug: str
    name: str
    quotes: int


# Made once: making these statements takes longer than running them.
_ONE = bindparam("speaker", type_=String)
_SPEAKER = select(Speaker.id).where(or_(Speaker.public_id == _ONE, Speaker.slug == _ONE))


def roles_of(session: Session, speaker: str, viewer: Viewer) -> list[Role]:
    """Return the roles in which a speaker (id or slug) was quoted, the latest first."""
    rows: Sequence[Any] = session.execute(_roles(viewer), {_ONE.key: speaker}).all()
    return [
        Role(role, organisation_within(*organisation), first, latest, quotes)
        for role, *organisation, first, latest, quotes in rows
        if role or organisation[0]
    ]


@cache
def _roles(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    day = func.coalesce(Quote.said_on, Event.starts_on)
    last = func.max(day)
    return (
        select(
            Attribution.role,
            Organisation.public_id,
            Organisation.slug,
            Organisation.name,
            Organisation.acronym,
            func.min(day),
            last,
            func.count(),
        )
        .join(Quote, Attribution.quote_id == Quote.id)
        .outerjoin(Event, Quote.event_id == Event.id)
        .outerjoin(Organisation, Attribution.organisation_id == Organisation.id)
        .where(Attribution.speaker_id.in_(_SPEAKER), visible(Quote, viewer))
        .group_by(Attribution.role, Organisation.public_id, Organisation.slug, Organisation.name, Organisation.acronym)
        .order_by(last.desc().nulls_last(), func.count().desc(), Attribution.role)
    )


def quoted_by(session: Session, speaker: str, viewer: Viewer) -> list[Quoted]:
    """Return whom a speaker (id or slug) quotes: the people whose words stand within theirs."""
    return [Quoted(*row) for row in session.execute(_pairs(viewer, whole=True), {_ONE.key: speaker})]


def quoting(session: Session, speaker: str, viewer: Viewer) -> list[Quoted]:
    """Return who quotes a speaker (id or slug)."""
    return [Quoted(*row) for row in session.execute(_pairs(viewer, whole=False), {_ONE.key: speaker})]


@cache
def _pairs(viewer: Viewer, *, whole: bool) -> Select[str, str, int]:
    """Select the others of the quotes within quotes of which the ``whole``, or else the part, is the speaker's."""
    outer, inner, parent = aliased(Attribution), aliased(Attribution), aliased(Quote)
    of, told = (outer, inner) if whole else (inner, outer)
    return (
        select(Speaker.slug, Speaker.name, func.count())
        .select_from(Quote)
        .join(parent, Quote.parent_id == parent.id)
        .join(inner, inner.quote_id == Quote.id)
        .join(outer, outer.quote_id == parent.id)
        .join(Speaker, told.speaker_id == Speaker.id)
        .where(visible(Quote, viewer), parent.status.not_in(viewer.hidden))
        .where(of.speaker_id.in_(_SPEAKER), told.speaker_id != of.speaker_id)
        .group_by(Speaker.slug, Speaker.name)
        .order_by(func.count().desc(), Speaker.name)
    )
