"""How much there is in the archive, and how true it is: counts, made once a tick."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.archive.models import Attribution, Event, Mention, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.reading.kept import keep
from api.archive.reading.listing import PUBLIC, visible
from api.archive.reading.moments import count_public


@dataclass(frozen=True, slots=True)
class Census:
    """What anybody may see, counted.

    ``things`` by kind; ``verifications`` and ``attributions`` by their vocabularies; ``health`` of the sources by
    theirs; ``sourced`` are the quotes with a source; ``first`` and ``last`` the earliest and latest day said.
    """

    things: dict[str, int]
    verifications: dict[str, int]
    attributions: dict[str, int]
    health: dict[str, int]
    sourced: int
    first: str | None
    last: str | None


_KINDS: dict[str, type[Thing]] = {
    "quote": Quote,
    "talk": Talk,
    "speaker": Speaker,
    "organisation": Organisation,
    "event": Event,
    "source": Source,
    "topic": Topic,
}


def census(session: Session) -> Census:
    """Count the archive."""
    return keep(session, "census", lambda: _count(session))


def _count(session: Session) -> Census:
    seen = visible(Quote, PUBLIC)
    first, last = session.execute(select(func.min(Quote.said_on), func.max(Quote.said_on)).where(seen)).one()
    return Census(
        things={name: count_public(session, each) for name, each in _KINDS.items()},
        verifications=_by(session, select(Quote.verification, func.count()).where(seen).group_by(Quote.verification)),
        attributions=_by(
            session, select(Attribution.kind, func.count()).join(Quote).where(seen).group_by(Attribution.kind)
        ),
        health=_by(session, select(Source.health, func.count()).where(visible(Source, PUBLIC)).group_by(Source.health)),
        sourced=session.scalar(select(func.count(Mention.quote_id.distinct())).join(Quote).where(seen)) or 0,
        first=first,
        last=last,
    )


def _by(session: Session, statement: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(statement)}
