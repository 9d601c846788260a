"""Merging two things that are one: what refers to the one refers to the other from then on, until it is undone.

The thing that was merged keeps its row, its address and its past; its address leads on for good (``Moved``), however
many merges later. Its values fill what the other lacks, and contradict nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.errors import Conflict, Fault, Invalid, NotFound
from api.archive.history import mean
from api.archive.identifiers import new_public_id
from api.archive.models import Attribution, Event, Organisation, Quote, Speaker, Talk, TalkSpeaker, Thing
from api.archive.references import ArchiveReferences, find
from api.archive.states import State, state_of
from api.archive.upkeep import Merge
from api.archive.verbs import EVENT, ORGANISATION, QUOTE, SPEAKER, Kind

MERGEABLE: Mapping[str, Kind[Any, Any]] = {kind.name: kind for kind in (SPEAKER, ORGANISATION, EVENT, QUOTE)}

_POINTERS: Mapping[type[Thing], tuple[tuple[type[Any], str], ...]] = {
    Speaker: ((Attribution, "speaker"), (TalkSpeaker, "speaker")),
    Organisation: ((Attribution, "organisation"), (TalkSpeaker, "organisation"), (Organisation, "parent")),
    Event: ((Talk, "event"), (Quote, "event")),
    Quote: ((Quote, "parent"),),
}
"""What refers to a thing of each kind: a table, and the name of the reference in it."""
_TABLES = {model.__tablename__: model for pointers in _POINTERS.values() for model, _ in pointers}

_FILLED: Mapping[type[Thing], tuple[str, ...]] = {
    Speaker: ("biography",),
    Organisation: ("acronym", "kind"),
    Event: ("series", "timezone", "venue", "city", "country", "organiser", "url", "description", "rights"),
    Quote: ("said_on", "attributions"),
}
"""Of each kind, what is taken over where there is nothing."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: how many references moved, by table, and what the thing merged into was and is."""

    merge: Merge
    moved: Mapping[str, int]
    before: State
    after: State


def merge_things(session: Session, kind: str, old: str, new: str) -> Merged:
    """Merge a thing into another of its kind, each named by id or slug; raises ``Invalid``, ``Conflict``.

    ``kind`` is a key of ``MERGEABLE``. Why is said by ``history.because``.
    """
    of = MERGEABLE[kind]
    one, other = _pair(session, of, old, new)
    before = state_of(other)
    with session.no_autoflush:  # of each thing one flush, one version
        if values := _taken_over(state_of(one), before, of.model):
            of.write(session, other, values, ArchiveReferences(session))
        if of.model in (Organisation, Quote) and one in _ancestors(other):
            other.parent = one.parent
        session.flush()  # before what is below it points to it: the database's order of writing knows no circle
        pointers = _repoint(session, one, other)
        status = getattr(one, "status", None)
        _withdraw(session, one, other)
        merge = Merge(
            public_id=new_public_id(), kind=kind, old_id=one.public_id, new_id=other.public_id, at=datetime.now(UTC)
        )
        session.add(merge)
        session.flush()
    after = state_of(other)
    merge.undo = {"pointers": pointers, "status": status, "before": before, "after": after}
    session.flush()
    return Merged(merge, moved_by(merge), before, after)


def preview_merge(session: Session, kind: str, old: str, new: str) -> Merged:
    """Return what ``merge_things`` would do; the session is rolled back, with all that it held."""
    try:
        return merge_things(session, kind, old, new)
    finally:
        session.rollback()


def find_merge(session: Session, public_id: str) -> Merge:
    """Return a merge, undone or not; raises ``NotFound``."""
    merge = None if "\0" in public_id else session.scalar(select(Merge).where(Merge.public_id == public_id))
    if merge is None:
        message = f"There is no merge “{public_id}”."
        raise NotFound(message)
    return merge


def moved_by(merge: Merge) -> dict[str, int]:
    """Count what a merge moved, by table."""
    counts: dict[str, int] = {}
    for table, _, _ in (merge.undo or {}).get("pointers", ()):
        counts[table] = counts.get(table, 0) + 1
    return counts


def undo_merge(session: Session, public_id: str) -> Merge:
    """Undo a merge: what it moved and nobody has moved since goes back. Raises ``NotFound``, ``Conflict``."""
    merge = find_merge(session, public_id)
    undo = merge.undo
    if merge.undone_at is not None:
        message = "This merge has been undone already."
        raise Conflict(message)
    if undo is None:
        message = "What it would take to undo this merge has been erased."
        raise Conflict(message)
    of = MERGEABLE[merge.kind]
    one = session.scalars(select(of.model).where(of.model.public_id == merge.old_id)).one()
    other = session.scalars(select(of.model).where(of.model.public_id == merge.new_id)).one()
    if other.withdrawn_at is not None:
        message = f"“{merge.new_id}” has been merged or withdrawn since: undo that first."
        raise Conflict(message, existing=merge.new_id)
    merge.undone_at = datetime.now(UTC)
    one.withdrawn_at = None
    if undo["status"] is not None:
        one.status = undo["status"]
    mean(session, one, "unmerged")
    session.flush()
    with session.no_autoflush:
        for table, key, name in undo["pointers"]:
            row = session.get(_TABLES[table], key)
            if row is not None and getattr(row, name) is other:
                setattr(row, name, one)
        session.flush()
        now, before, after = state_of(other), undo["before"], undo["after"]
        values = {name: before[name] for name in before if before[name] != after[name] == now[name]}
        if values:
            of.write(session, other, values, ArchiveReferences(session))
        session.flush()
    return merge


def _pair(session: Session, of: Kind[Any, Any], old: str, new: str) -> tuple[Any, Any]:
    """Find the two things; raises ``Invalid`` with what is wrong with each."""
    faults = []
    rows = []
    for name, reference in (("/old", old), ("/new", new)):
        row = None if "\0" in reference else find(session, of.model, reference)
        rows.append(row)
        if row is None:
            faults.append(Fault(name, f"There is no {of.name} “{reference}”."))
        elif getattr(row, "status", None) == "draft":
            faults.append(Fault(name, "Is a draft: publish it or delete it."))
    if rows[0] is rows[1] and rows[0] is not None:
        faults.append(Fault("/new", "Is the same thing."))
    if faults:
        raise Invalid(faults)
    return rows[0], rows[1]


def _taken_over(one: State, other: State, model: type[Thing]) -> State:
    """Return what the values of one thing add to those of the other, as the verbs take them."""
    values = {name: one[name] for name in _FILLED[model] if not other[name] and one[name]}
    if model is Event and not other["starts_on"] and not other["ends_on"]:
        values |= {name: one[name] for name in ("starts_on", "ends_on") if one[name]}
    if model is Quote and not other["event"] and not other["talk"]:
        values |= {name: one[name] for name in ("event", "talk") if one[name]}
    if model is Speaker:
        names = dict.fromkeys([*other["other_names"], one["name"], *one["other_names"]])
        names.pop(other["name"], None)
        values |= {"other_names": list(names), "identifiers": one["identifiers"] | other["identifiers"]}
    if model is Quote:
        known = [(each["source"], each["exact"]) for each in other["mentions"]]
        more = [each for each in one["mentions"] if (each["source"], each["exact"]) not in known]
        values |= {"mentions": [*other["mentions"], *more]} if more else {}
    if "topics" in one:
        values |= {"topics": list(dict.fromkeys([*other["topics"], *one["topics"]]))}
    return {name: value for name, value in values.items() if value != other[name]}


def _ancestors(thing: Any) -> list[Any]:
    found = []
    while (thing := thing.parent) is not None:
        found.append(thing)
    return found


def _repoint(session: Session, one: Thing, other: Thing) -> list[tuple[str, int, str]]:
    """Let whatever refers to one thing refer to the other; returns what was changed: table, key, name."""
    moved = []
    for model, name in _POINTERS[type(one)]:
        for row in session.scalars(select(model).where(getattr(model, f"{name}_id") == one.id).order_by(model.id)):
            if row is not other and getattr(row, name) is one:
                setattr(row, name, other)
                moved.append((model.__tablename__, row.id, name))
    return moved


def _withdraw(session: Session, one: Any, other: Thing) -> None:
    one.withdrawn_at = datetime.now(UTC)
    if hasattr(one, "status"):
        one.status = "withdrawn"
    mean(session, one, "merged", into=other.public_id)
