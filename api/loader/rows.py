"""The rows that a batch of records needs, read in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from api.archive.models import (
    Attribution,
    Event,
    Mention,
    Organisation,
    Quote,
    Source,
    Speaker,
    Talk,
    TalkSpeaker,
    Thing,
    Topic,
)
from api.archive.references import organisations_merged
from api.loader.people import chunks
from search.typography import fold

MODELS: Mapping[str, type[Thing]] = {
    "organisation": Organisation,
    "speaker": Speaker,
    "event": Event,
    "source": Source,
    "talk": Talk,
    "quote": Quote,
}
_WITH_PARTS: Mapping[str, Sequence[ExecutableOption]] = {
    "event": (selectinload(Event.topics),),
    "talk": (
        joinedload(Talk.event),
        selectinload(Talk.topics),
        selectinload(Talk.speakers).options(joinedload(TalkSpeaker.speaker), joinedload(TalkSpeaker.organisation)),
    ),
    "quote": (
        selectinload(Quote.topics),
        selectinload(Quote.attributions).options(joinedload(Attribution.speaker), joinedload(Attribution.organisation)),
        selectinload(Quote.mentions).joinedload(Mention.source),
    ),
}
_AS_REFERENCE: Mapping[str, Sequence[ExecutableOption]] = {"talk": (joinedload(Talk.event),)}


def things_by_id(session: Session, kind: str, texts: Iterable[str], *, to_write: bool) -> dict[str, Any]:
    """Load the things of these external or public ids, by the id; with their parts when they will be written.

    Withdrawn things are among them. Where two things answer to a text, the one whose ``external_id`` it is wins.
    """
    model = MODELS[kind]
    options = (_WITH_PARTS if to_write else _AS_REFERENCE).get(kind, ())
    rows: list[Thing] = []
    for chunk in chunks(sorted(texts)):
        known = or_(model.external_id.in_(chunk), model.public_id.in_(chunk))
        rows += session.scalars(select(model).where(known).options(*options))
    by_id: dict[str, Any] = {row.public_id: row for row in rows}
    return by_id | {row.external_id: row for row in rows if row.external_id is not None}


def organisations_by_name(session: Session, names: Iterable[str]) -> dict[str, Organisation]:
    """Load the live organisations of these names or acronyms, by each folded; the oldest of a name stands."""
    found: dict[str, Organisation] = {}
    for chunk in chunks(sorted({fold(name) for name in names})):
        known = or_(Organisation.name_key.in_(chunk), Organisation.acronym_key.in_(chunk))
        live = select(Organisation).where(known, Organisation.withdrawn_at.is_(None)).order_by(Organisation.id)
        for row in session.scalars(live):
            name_organisation(found, row)
        for name, row in organisations_merged(session, chunk):
            found.setdefault(name, row)
    return found


def name_organisation(by_name: dict[str, Organisation], row: Organisation) -> None:
    """Enter an organisation under its name and its acronym, where these are free."""
    for key in (row.name_key, row.acronym_key):
        if key:
            by_name.setdefault(key, row)


def topics_by_name(session: Session, names: Iterable[str]) -> dict[tuple[str, str], Topic]:
    """Load the live topics of these names or slugs, by ``("slug", slug)`` and by ``("name", name folded)``."""
    found: dict[tuple[str, str], Topic] = {}
    for chunk in chunks(sorted(set(names))):
        known = or_(Topic.slug.in_(chunk), Topic.name_key.in_(set(map(fold, chunk))))
        for row in session.scalars(select(Topic).where(known, Topic.withdrawn_at.is_(None)).order_by(Topic.id)):
            found.setdefault(("name", row.name_key), row)
            found["slug", row.slug] = row
    return found
