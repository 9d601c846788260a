"""Redaction: words erased for good, where a court or a person's right asks for it, and a tombstone that says so.

Erased are the thing's values, its past, its former slugs, what it takes to undo its merges, and, of a speaker, the
printed forms by which quotes and talks named the person, then and now; of a quote, its words in the kept texts of its
sources; of a source, its kept text. The public id stays, so that its address goes on
saying what happened; so does ``external_id``, so that no import brings the words back. The index is made again, and
the database's files are written again (``database.scrub``). Backups and exports made before are out of reach.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, delete, or_, select, update
from sqlalchemy.orm import Session

from api.archive import outbox
from api.archive.errors import Fault, Invalid
from api.archive.history import mean, why
from api.archive.models import Addressed, Attribution, Event, Quote, Source, Speaker, Talk, TalkSpeaker, Thing
from api.archive.reading.listing import identified
from api.archive.source_texts import hash_of
from api.archive.states import kind_of
from api.archive.upkeep import FormerSlug, Merge, Revision, SourceText
from api.archive.verbs import Kind, check_unused

BLOT = "[…]"
"""What stands in a kept text in place of erased words."""

_KEPT = {"public_id", "external_id", "slug", "status", "health", "kind", "language", "verification", "withdrawn_reason"}
"""Columns that hold no words of the thing, or that its tombstone needs."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was erased: the versions whose words are gone, and the things that named a person and no longer do."""

    kind: str
    public_id: str
    versions: tuple[int, ...]
    others: tuple[str, ...] = ()


def redact_thing(session: Session, kind: Kind[Any, Any], reference: str) -> Redaction:
    """Erase all words of a thing, whatever its state; raises ``Invalid``, and ``Conflict`` while others need it."""
    row = _any_state(session, kind, reference)
    others: list[str] = []
    if isinstance(row, Speaker):
        others = _forget_person(session, row)
    elif row.withdrawn_at is None and not isinstance(row, Quote):
        check_unused(session, kind, row)
    _blot_texts(session, row)
    with session.no_autoflush:
        _empty(row)
        row.withdrawn_at = row.withdrawn_at or datetime.now(UTC)
        row.withdrawn_reason = why(session).note
        mean(session, row, "redacted")
        session.flush()
    versions = _erase_past(session, row)
    session.execute(delete(FormerSlug).where(FormerSlug.public_id == row.public_id))
    session.execute(
        update(Merge).where(or_(Merge.old_id == row.public_id, Merge.new_id == row.public_id)).values(undo=None)
    )
    outbox.note(session, [outbox.EVERYTHING])
    return Redaction(kind.name, row.public_id, versions, tuple(others))


def redact_versions(session: Session, kind: Kind[Any, Any], reference: str, versions: Sequence[int]) -> Redaction:
    """Erase the words of old versions of a thing that stays; raises ``Invalid``."""
    row = _any_state(session, kind, reference)
    known = set(session.scalars(select(Revision.version).where(*_of(row), Revision.version < row.version).distinct()))
    wrong = sorted(set(versions) - known)
    if wrong or not versions:
        message = f"There is no version {', '.join(map(str, wrong)) or 0} of “{reference}” before the present one."
        raise Invalid([Fault("/versions", message)])
    row.updated_at = datetime.now(UTC)
    mean(session, row, "redacted")
    session.flush()
    erased = _erase_past(session, row, sorted(set(versions)))
    session.execute(
        update(Merge).where(or_(Merge.old_id == row.public_id, Merge.new_id == row.public_id)).values(undo=None)
    )
    outbox.note(session, [outbox.EVERYTHING])
    return Redaction(kind.name, row.public_id, erased)


def _any_state(session: Session, kind: Kind[Any, Any], reference: str) -> Any:
    found = session.scalars(select(kind.model).where(kind.model.id.in_(identified(kind.model, [reference])))).all()
    for row in sorted(found, key=lambda row: row.public_id != reference):
        return row
    raise Invalid([Fault("/id", f"There is no {kind.name} “{reference}”.")])


def _of(row: Thing) -> tuple[Any, ...]:
    return Revision.kind == kind_of(row), Revision.public_id == row.public_id


def _empty(row: Any) -> None:
    """Leave nothing of the values of a row but what its tombstone needs."""
    for column in row.__table__.columns:
        if column.name in _KEPT or column.foreign_keys or not isinstance(column.type, String | JSON):
            continue
        empty: Any = None
        if not column.nullable:
            empty = type(getattr(row, column.name))()
        setattr(row, column.name, empty)
    if isinstance(row, Addressed):
        row.slug = f"{kind_of(row)}-{row.public_id}"
    for name in ("attributions", "mentions", "speakers", "topics"):
        if hasattr(row, name):
            setattr(row, name, [])
    if isinstance(row, Event | Talk | Quote):
        row.status = "withdrawn"


def _blot_texts(session: Session, row: Any) -> None:
    """Take a quote's words, then and now, out of the kept texts of its sources; let a source's text go."""
    if isinstance(row, Source):
        session.execute(delete(SourceText).where(SourceText.source_id == row.id))
    if not isinstance(row, Quote):
        return
    states = [state for state in session.scalars(select(Revision.state).where(*_of(row))) if state is not None]
    mentions = [mention for state in states for mention in state["mentions"]]
    words = {row.text, *(state["text"] for state in states), *(mention["exact"] for mention in mentions)} - {None, ""}
    sources = select(Source.id).where(Source.public_id.in_({mention["source"] for mention in mentions}))
    for kept in session.scalars(select(SourceText).where(SourceText.source_id.in_(sources))):
        for each in sorted(words, key=len, reverse=True):
            kept.text = kept.text.replace(each, BLOT)
        kept.sha256 = hash_of(kept.text)


def _erase_past(session: Session, row: Thing, versions: Iterable[int] | None = None) -> tuple[int, ...]:
    """Erase the states and the reasons of versions (all before the present one) of a thing; returns which."""
    chosen = [*_of(row), Revision.version < row.version]
    if versions is not None:
        chosen.append(Revision.version.in_(list(versions)))
    erased = tuple(session.scalars(select(Revision.version).where(*chosen).distinct().order_by(Revision.version)))
    session.execute(
        update(Revision).where(*chosen).values(state=None, reason=None, note=None),
        execution_options={"synchronize_session": False},
    )
    return erased


def _forget_person(session: Session, speaker: Speaker) -> list[str]:
    """Take a person out of whatever names them, then and now; returns what that is, as `quote:ID`."""
    owners: set[str] = set()
    parts: tuple[type[Any], ...] = (Attribution, TalkSpeaker)
    for part in parts:
        for entry in session.scalars(select(part).where(part.speaker_id == speaker.id)):
            entry.name = entry.printed_as = entry.speaker = None
            owner = entry.quote if isinstance(entry, Attribution) else entry.talk
            if isinstance(entry, Attribution):
                entry.kind = "unknown"
            owners.add(f"{kind_of(owner)}:{owner.public_id}")
    session.flush()
    named = select(Revision).where(Revision.kind.in_(("quote", "talk")), Revision.state.is_not(None))
    for revision in session.scalars(named.execution_options(yield_per=500)):
        state = revision.state or {}
        entries = [entry for name in ("attributions", "speakers") for entry in state.get(name, ())]
        if any(entry["speaker"] == speaker.public_id for entry in entries):
            revision.state = _without(state, speaker.public_id)
            owners.add(f"{revision.kind}:{revision.public_id}")
    session.flush()
    return sorted(owners)


def _without(state: Mapping[str, Any], speaker: str) -> dict[str, Any]:
    """Return a state that does not name this person."""
    new = dict(state)
    for name in ("attributions", "speakers"):
        if name in state:
            new[name] = [_anonymous(part) if part["speaker"] == speaker else part for part in state[name]]
    return new


def _anonymous(part: Mapping[str, Any]) -> dict[str, Any]:
    gone = {"printed_as": None, "speaker": None}
    return {**part, **gone} | ({"name": None} if "name" in part else {"kind": "unknown"})
