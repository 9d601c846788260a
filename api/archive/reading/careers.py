"""What quotes tell of people: in what roles they spoke and when, and who quotes whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from api.archive.models import Attribution, Event, Organisation, Quote, Speaker
from api.archive.reading.listing import View, Viewer, identified, visible
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


def roles_of(session: Session, speaker: str, viewer: Viewer) -> list[Role]:
    """Return the roles in which a speaker (id or slug) was quoted, the latest first."""
    day = func.coalesce(Quote.said_on, Event.starts_on)
    last = func.max(day)
    statement = (
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
        .where(Attribution.speaker_id.in_(identified(Speaker, [speaker])), visible(Quote, viewer))
        .group_by(Attribution.role, Organisation.public_id, Organisation.slug, Organisation.name, Organisation.acronym)
        .order_by(last.desc().nulls_last(), func.count().desc(), Attribution.role)
    )
    rows: Sequence[Any] = session.execute(statement).all()
    return [
        Role(role, organisation_within(*organisation), first, latest, quotes)
        for role, *organisation, first, latest, quotes in rows
        if role or organisation[0]
    ]


def quoted_by(session: Session, speaker: str, viewer: Viewer) -> list[Quoted]:
    """Return whom a speaker quotes: the people whose words stand within theirs."""
    outer, inner = aliased(Attribution), aliased(Attribution)
    return _quoted(session, _pairs(outer, inner, viewer), outer, inner, speaker)


def quoting(session: Session, speaker: str, viewer: Viewer) -> list[Quoted]:
    """Return who quotes a speaker."""
    outer, inner = aliased(Attribution), aliased(Attribution)
    return _quoted(session, _pairs(outer, inner, viewer), inner, outer, speaker)


def _pairs(outer: Any, inner: Any, viewer: Viewer) -> Select[str, str, int]:
    parent = aliased(Quote)
    return (
        select(Speaker.slug, Speaker.name, func.count())
        .select_from(Quote)
        .join(parent, Quote.parent_id == parent.id)
        .join(inner, inner.quote_id == Quote.id)
        .join(outer, outer.quote_id == parent.id)
        .where(visible(Quote, viewer), parent.status.not_in(viewer.hidden))
    )


def _quoted(session: Session, pairs: Select[str, str, int], of: Any, told: Any, speaker: str) -> list[Quoted]:
    statement = (
        pairs.join(Speaker, told.speaker_id == Speaker.id)
        .where(of.speaker_id.in_(identified(Speaker, [speaker])), told.speaker_id != of.speaker_id)
        .group_by(Speaker.slug, Speaker.name)
        .order_by(func.count().desc(), Speaker.name)
    )
    rows: Sequence[Any] = session.execute(statement).all()
    return [Quoted(*row) for row in rows]
