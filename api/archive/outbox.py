"""The outbox: notes to index documents again, made in the transaction of the change they follow.

A note names a document (``quote:ID`` or ``talk:ID``) and carries no content: whoever drains reads the rows
as they are then, so notes may be doubled, reordered or read after a crash without harm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, String, bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys, KeySet
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
    quote_topics,
    talk_topics,
)
from api.archive.upkeep import IndexNote, Rendering

EVERYTHING = "*"
"""In place of a document: the whole index is to be made again, so that none of its files keeps what was erased."""

STALE = "stale documents"
"""The key under which a session collects the documents that its next flush makes stale."""


_IDS: BindParameter[Any] = bindparam("documents", type_=KeySet(String))
_REMOVE, _STALE = delete(Rendering), InKeys(Rendering.document_id, _IDS)
_AS_IT_IS = {"synchronize_session": False}
"""Sessions hold no renderings: there is nothing to keep in step."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits to be indexed, and since when."""

    notes: int
    oldest: datetime | None


def documents_of(session: Session, things: Iterable[Thing]) -> set[str]:
    """Return the documents that changes to these things make stale."""
    stale: set[str] = set()
    for thing in things:
        if isinstance(thing, Quote):
            stale.add(f"quote:{thing.public_id}")
        elif isinstance(thing, Talk):
            stale.add(f"talk:{thing.public_id}")
        if thing.id is not None:
            stale |= _dependents(session, thing)
    return stale


def _dependents(session: Session, thing: Thing) -> set[str]:
    """Find the quotes and talks whose documents hold words of this thing."""
    quotes, talks = select(Quote.public_id), select(Talk.public_id)
    match thing:
        case Event():
            statements = [quotes.where(Quote.event_id == thing.id), talks.where(Talk.event_id == thing.id)]
        case Talk():
            statements = [quotes.where(Quote.talk_id == thing.id)]
        case Speaker():
            statements = [
                quotes.join(Attribution).where(Attribution.speaker_id == thing.id),
                talks.join(TalkSpeaker).where(TalkSpeaker.speaker_id == thing.id),
            ]
        case Organisation():
            # What is said for a part of it is found by its name too.
            parts = select(Organisation.id).where(or_(Organisation.id == thing.id, Organisation.parent_id == thing.id))
            statements = [
                quotes.join(Attribution).where(Attribution.organisation_id.in_(parts)),
                talks.join(TalkSpeaker).where(TalkSpeaker.organisation_id.in_(parts)),
            ]
        case Quote():
            statements = [quotes.where(Quote.parent_id == thing.id)]
        case Topic():
            statements = [
                quotes.join(quote_topics).where(quote_topics.c.topic_id == thing.id),
                talks.join(talk_topics).where(talk_topics.c.topic_id == thing.id),
            ]
        case Source():
            statements = [quotes.join(Mention).where(Mention.source_id == thing.id)]
        case _:
            statements = []
    found: set[str] = set()
    with session.no_autoflush:
        for statement in statements:
            kind = "quote" if statement.column_descriptions[0]["entity"] is Quote else "talk"
            found.update(f"{kind}:{public_id}" for public_id in session.scalars(statement))
    return found


def note(session: Session, documents: Iterable[str]) -> None:
    """Note that these documents are stale, and remove what was made ready of them, if anything (``Rendering``)."""
    stale, now = sorted(documents), datetime.now(UTC)
    if not stale:
        return
    session.execute(insert(IndexNote), [{"document_id": each, "noted_at": now} for each in stale])
    if EVERYTHING in stale:
        session.execute(_REMOVE, execution_options=_AS_IT_IS)
    else:
        session.execute(_REMOVE.where(_STALE), {_IDS.key: stale}, execution_options=_AS_IT_IS)


def oldest_notes(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """Return the ids and documents of the notes that have waited longest."""
    rows = session.execute(select(IndexNote.id, IndexNote.document_id).order_by(IndexNote.id).limit(limit))
    return [(row.id, row.document_id) for row in rows]


def remove_notes(session: Session, ids: Sequence[int]) -> None:
    """Remove notes whose documents are safely in the index."""
    session.execute(delete(IndexNote).where(IndexNote.id.in_(ids)))


def backlog(session: Session) -> Backlog:
    """Count what waits."""
    notes, oldest = session.execute(select(func.count(), func.min(IndexNote.noted_at))).one()
    return Backlog(notes, oldest)
