"""Redaction: words erased for good, where a court or a person's right asks for it, and a tombstone that says so.

Erased are the thing's values, its past, its former slugs, what it takes to undo its merges, and all that was merged
into it; of a speaker, the printed forms by which quotes and talks named the person, then and now; of a speaker and of
a quote, the name or the words in what is kept of the sources (``api.archive.blotting``); of a quote, its review; of a
source, its kept text. The public id stays, so that its address goes on saying what happened; so does ``external_id``,
so that no import brings the words back. The index is made again, and the database's files are written again
(``database.scrub``). Backups and exports made before are out of reach.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from api.archive import outbox
from api.archive.blotting import Erased, blot_sources
from api.archive.database import InKeys
from api.archive.errors import Fault, Invalid
from api.archive.forgetting import forget_person, names_of
from api.archive.history import mean, why
from api.archive.models import Addressed, Event, Mention, Quote, Source, Speaker, Talk, Thing
from api.archive.reading.listing import identified
from api.archive.reading.statements import IDS
from api.archive.states import State, kind_of, state_of
from api.archive.upkeep import FormerSlug, Merge, Review, Revision, SourceText
from api.archive.verbs import QUOTE, Kind, check_unused
from api.wording import wording

_KEPT = {"public_id", "external_id", "slug", "status", "health", "kind", "language", "verification", "withdrawn_reason"}
"""Columns that hold no words of the thing, or that its tombstone needs."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was erased: the versions whose words are gone, and the other things in which they stood and no longer do."""

    kind: str
    public_id: str
    versions: tuple[int, ...]
    others: tuple[str, ...] = ()


def redact_thing(session: Session, kind: Kind[Any, Any], reference: str) -> Redaction:
    """Erase all words of a thing, whatever its state; raises ``Invalid``, and ``Conflict`` while others need it."""
    row = _any_state(session, kind, reference)
    if row.withdrawn_at is None and not isinstance(row, Speaker | Quote):
        check_unused(session, kind, row)
    others: set[str] = set()
    for merged in _merged_into(session, row):
        redaction = redact_thing(session, kind, merged)
        others |= {f"{kind.name}:{merged}", *redaction.others}
    sources, words = _printed(session, row)
    if isinstance(row, Speaker):
        naming = forget_person(session, row)
        sources = _sources_of(session, [each.removeprefix("quote:") for each in naming if each.startswith("quote:")])
        others |= naming
    if isinstance(row, Quote):
        session.execute(delete(Review).where(Review.quote_id == row.id))
    if isinstance(row, Source):
        session.execute(delete(SourceText).where(SourceText.source_id == row.id))
    with session.no_autoflush:
        _empty(row)
        row.withdrawn_at = row.withdrawn_at or datetime.now(UTC)
        row.withdrawn_reason = why(session).note
        mean(session, row, "redacted")
        session.flush()
    versions = _erase_past(session, row)
    others |= blot_sources(session, sources, words)
    session.execute(delete(FormerSlug).where(FormerSlug.public_id == row.public_id))
    session.execute(
        update(Merge).where(or_(Merge.old_id == row.public_id, Merge.new_id == row.public_id)).values(undo=None)
    )
    outbox.note(session, [outbox.EVERYTHING])
    return Redaction(kind.name, row.public_id, versions, tuple(sorted(others - {f"{kind.name}:{row.public_id}"})))


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
    others: set[str] = set()
    if isinstance(row, Quote):
        chosen = [state for version, state in _past(session, row) if version in versions]
        now = [wording(each.words) for each in _words([state_of(row)])]
        erased_words = {
            one for one in _words(chosen) if all(each.find(wording(one.words).forms) is None for each in now)
        }
        others = blot_sources(session, _sources_of(session, [row.public_id]), erased_words)
    erased = _erase_past(session, row, sorted(set(versions)))
    session.execute(
        update(Merge).where(or_(Merge.old_id == row.public_id, Merge.new_id == row.public_id)).values(undo=None)
    )
    outbox.note(session, [outbox.EVERYTHING])
    return Redaction(kind.name, row.public_id, erased, tuple(sorted(others - {f"quote:{row.public_id}"})))


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


def _merged_into(session: Session, row: Thing) -> list[str]:
    """Return the public ids of what was merged into a thing and still is, if its words are there."""
    ours = Merge.kind == kind_of(row), Merge.new_id == row.public_id, Merge.undone_at.is_(None)
    told = exists().where(Revision.kind == Merge.kind, Revision.public_id == Merge.old_id, Revision.state.is_not(None))
    return list(session.scalars(select(Merge.old_id).where(*ours, told).order_by(Merge.id)))


def _printed(session: Session, row: Thing) -> tuple[set[int], set[Erased]]:
    """Return the sources (keys) that printed a quote, and the words to look for there; of a speaker the names alone."""
    states = [state_of(row), *(state for _, state in _past(session, row))]
    if isinstance(row, Quote):
        return _sources_of(session, [row.public_id]), _words(states)
    return set(), {Erased(each, name=True) for each in names_of(states)} if isinstance(row, Speaker) else set()


def _past(session: Session, row: Thing) -> list[tuple[int, State]]:
    """Return the versions of a thing whose words are there, and what it was."""
    found = session.execute(select(Revision.version, Revision.state).where(*_of(row), Revision.state.is_not(None)))
    return [(version, state) for version, state in found if state is not None]


def _words(states: Iterable[Mapping[str, Any]]) -> set[Erased]:
    """Return the words that a quote had, as its own and as its sources had them, with what stood around them there."""
    bare: Mapping[str, None] = {"exact": None, "prefix": None, "suffix": None}
    return {
        Erased(each, mention["prefix"] or "", mention["suffix"] or "")
        for state in states
        for mention in state["mentions"] or (bare,)
        for each in (state["text"], mention["exact"])
        if each
    }


def _sources_of(session: Session, quotes: Collection[str]) -> set[int]:
    """Return the keys of the sources that quotes (public ids) have or had."""
    past = select(Revision.state).where(
        Revision.kind == QUOTE.name, InKeys(Revision.public_id, IDS), Revision.state.is_not(None)
    )
    names = {
        mention["source"] for state in session.scalars(past, {IDS.key: quotes}) for mention in (state or {})["mentions"]
    }
    once = session.scalars(select(Source.id).where(InKeys(Source.public_id, IDS)), {IDS.key: names})
    now = session.scalars(select(Mention.source_id).join(Quote).where(InKeys(Quote.public_id, IDS)), {IDS.key: quotes})
    return {*once, *now}


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
