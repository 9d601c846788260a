"""States going out: what a thing was, in the shape of what it is, with the names that its references have today."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.reading.listing import View, Viewer
from api.archive.reading.statements import IDS
from api.archive.states import State
from api.archive.text_fragments import link_to
from api.archive.upkeep import Merge

_Names = Mapping[str, Mapping[str, Any]]
"""What stands for a thing within another, by kind and public id; nothing for what this viewer may not see."""


def _within(model: type[Any], *columns: str) -> Select[Any]:
    """Select what is shown of things within others: of those that are there, or were merged, and not withdrawn."""
    merged = model.public_id.in_(select(Merge.old_id).where(Merge.undone_at.is_(None)))
    status = [model.status] if issubclass(model, Event | Talk | Quote) else []
    return select(model.public_id.label("id"), *(getattr(model, name) for name in columns), *status).where(
        InKeys(model.public_id, IDS), or_(model.withdrawn_at.is_(None), merged)
    )


_WITHIN: Mapping[str, tuple[Select[Any], Callable[[Any], Any]]] = {
    "event": (_within(Event, "slug", "name"), lambda row: {"id": row.id, "slug": row.slug, "name": row.name}),
    "talk": (_within(Talk, "slug", "title"), lambda row: {"id": row.id, "slug": row.slug, "title": row.title}),
    "speaker": (_within(Speaker, "slug", "name"), lambda row: {"id": row.id, "slug": row.slug, "name": row.name}),
    "organisation": (
        _within(Organisation, "slug", "name", "acronym"),
        lambda row: {"id": row.id, "slug": row.slug, "name": row.name, "acronym": row.acronym},
    ),
    "source": (
        _within(Source, "title", "publisher", "url"),
        lambda row: {"id": row.id, "title": row.title, "publisher": row.publisher, "url": row.url},
    ),
    "topic": (_within(Topic, "slug", "name"), lambda row: {"slug": row.slug, "name": row.name}),
    "quote": (_within(Quote), lambda row: row.id),
}
_SINCE: Mapping[str, State] = {"talk": {"gone_since": None}}
"""What states that were kept before a column was there mean by leaving it out."""

_PARTS = ("attributions", "mentions", "speakers")


def state_views(
    session: Session, model: type[Thing], states: Sequence[tuple[str, int, State]], viewer: Viewer
) -> list[View]:
    """Return states, each with its public id and version, as ``…_views`` return what is there now."""
    kind = model.__name__.lower()
    wanted: dict[str, set[str]] = {name: set() for name in _WITHIN}
    for _, _, state in states:
        for name, public_id in _references(kind, state):
            wanted[name].add(public_id)
    names = {name: _names(session, name, public_ids, viewer) for name, public_ids in wanted.items() if public_ids}
    since = _SINCE.get(kind, {})
    return [
        {"id": public_id, **_shown(kind, since | state, names), "version": version}
        for public_id, version, state in states
    ]


def _references(kind: str, state: State) -> list[tuple[str, str]]:
    found = [("topic", public_id) for public_id in state.get("topics", ())]
    for one in (state, *(part for name in _PARTS for part in state.get(name, ()))):
        found += [(name, one[name]) for name in ("event", "talk", "speaker", "organisation", "source") if one.get(name)]
    if state.get("parent"):
        found.append((kind, state["parent"]))
    return found


def _names(session: Session, kind: str, public_ids: set[str], viewer: Viewer) -> dict[str, Any]:
    statement, shown = _WITHIN[kind]
    rows = session.execute(statement, {IDS.key: sorted(public_ids)})
    return {row.id: shown(row) for row in rows if viewer.editor or getattr(row, "status", None) != "draft"}


def _shown(kind: str, state: State, names: _Names) -> View:
    view: View = {}
    for name, value in state.items():
        if name in _PARTS:
            parts = [_shown(kind, part, names) for part in value]
            # A mention without its source says nothing.
            view[name] = [_linked(part) for part in parts if part.get("source", part)]
        elif name == "topics":
            topics = names.get("topic", {})
            found = [topics[public_id] for public_id in value if public_id in topics]
            view[name] = sorted(found, key=lambda topic: str(topic["slug"]))
        elif name == "parent":
            view[name] = names.get(kind, {}).get(value)
        elif name in _WITHIN:
            view[name] = names.get(name, {}).get(value)
        else:
            view[name] = value
    return view


def _linked(part: View) -> View:
    """Add to a mention the address that leads to its words."""
    if "source" not in part:
        return part
    address = part["source"]["url"]
    return part | {"link": address and link_to(address, part["exact"], part["prefix"], part["suffix"])}
