"""What can be meant by what has been typed so far: names from the rows, quotes by the index."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Event, Organisation, Quote, Speaker, Topic
from api.archive.reading.kept import keep
from api.archive.reading.listing import EDITOR, PUBLIC, Viewer, visible
from api.archive.reading.statements import IDS, plain_rows
from api.finding import require_indexed
from api.labels import cut
from search import Filter, Index, Mark, Name, Names, Query, Suggest, Suggested, Words, highlights

NAMED = ("speaker", "organisation", "event", "topic")
KINDS = (*NAMED, "quote")

MOST = 10
"""Suggestions at once."""

LEFT = 3
"""Places that names leave to quotes, and quotes to names that are not spelt quite so, where there are so many."""

LONGEST_LABEL = 160
"""Characters of a quote that are shown."""

_UNBOUNDED = 10_000_000

_QUOTES = {
    viewer: select(Quote.public_id, Quote.text).where(InKeys(Quote.public_id, IDS), visible(Quote, viewer))
    for viewer in (PUBLIC, EDITOR)
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What has been typed so far, and what may be suggested for it: of which kinds, and how many at most."""

    text: str
    kinds: Collection[str] = KINDS
    limit: int = MOST


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: ``marks`` are passages of ``label``; ``other`` the other name that was typed, if one was."""

    kind: str
    id: str
    slug: str | None
    label: str
    other: str | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """All names that a viewer may see, and the slugs of what they name."""

    names: Names
    slugs: dict[tuple[str, str], str]


def suggest(session: Session, index: Index, typed: Typed, viewer: Viewer) -> list[Suggestion]:
    """Return what begins so: names first, then quotes; what was misspelt comes last. Raises ``SearchError``."""
    if not typed.text.strip():
        return []
    quotes, corrected = _quotes(session, index, typed, viewer) if "quote" in typed.kinds else ([], False)
    named = _names(session, index, viewer)
    found = named.names.suggest(typed.text, typed.kinds, typed.limit)
    names = [_suggestion(each, named) for each in found]
    misspelt = any(each.slipped for each in found)
    first, second = (quotes, names) if misspelt and not corrected else (names, quotes)
    left = min(len(second), LEFT, typed.limit - 1)
    return [*first[: typed.limit - left], *second][: typed.limit]


def _suggestion(found: Suggested, named: _Named) -> Suggestion:
    name = found.name
    return Suggestion(name.kind, name.id, named.slugs[name.kind, name.id], name.label, found.other, found.marks)


def _quotes(session: Session, index: Index, typed: Typed, viewer: Viewer) -> tuple[list[Suggestion], bool]:
    """Find quotes, and say whether what was typed had to be corrected for it."""
    ask = Suggest(typed.text)
    filters = (Filter("type", ("quote",)), Filter("status", viewer.statuses))
    results = index.search(Query(ask, filters, limit=typed.limit))
    if not results.total:
        require_indexed(session, index)
    if (meant := results.interpretation.corrected) is not None:
        ask = ask._replace(text=meant)
    ids = [hit.id.partition(":")[2] for hit in results.hits]
    texts = dict(plain_rows(session, _QUOTES[viewer], ids))
    return [_quote(each, texts[each], ask) for each in ids if each in texts], meant is not None


def _quote(public_id: str, text: str, ask: Suggest) -> Suggestion:
    """Show a quote from the beginning, or, where nothing of what was typed is there, from the first mark on."""
    marks = highlights(text, ask)
    start = marks[0].start if marks and marks[0].end >= LONGEST_LABEL else 0
    label = cut(text[start:], LONGEST_LABEL)
    end = start + len(label) - (label != text[start:])
    shift = start and start - 1  # an ellipsis stands in the place of what is left out
    return Suggestion(
        kind="quote",
        id=public_id,
        slug=None,
        label=f"…{label}" if start else label,
        other=None,
        marks=tuple(Mark(each.start - shift, each.end - shift) for each in marks if each.end <= end),
    )


def _names(session: Session, index: Index, viewer: Viewer) -> _Named:
    """Give all names, put in order once a tick of the archive's clock."""

    def made() -> _Named:
        counts = _counts(index, viewer)
        names, slugs = [], {}
        for kind, statement in _statements(viewer):
            for public_id, slug, name, others in session.execute(statement):
                names.append(Name(kind, public_id, name, _others(others), counts.get((kind, public_id), 0)))
                slugs[kind, public_id] = slug
        return _Named(Names(names), slugs)

    return keep(session, ("suggested", viewer), made)


def _statements(viewer: Viewer) -> list[tuple[str, Select[Any]]]:
    """Select what can be named: id, slug, name, and other names, one or a list or nothing."""
    models: list[tuple[str, type[Any], Any]] = [
        ("speaker", Speaker, Speaker.other_names),
        ("organisation", Organisation, Organisation.acronym),
        ("event", Event, literal(None)),
        ("topic", Topic, literal(None)),
    ]
    return [
        (kind, select(model.public_id, model.slug, model.name, others).where(visible(model, viewer)))
        for kind, model, others in models
    ]


def _others(told: str | list[str] | None) -> tuple[str, ...]:
    if not told:
        return ()
    return (told,) if isinstance(told, str) else tuple(told)


def _counts(index: Index, viewer: Viewer) -> dict[tuple[str, str], int]:
    """Count the quotes and talks of everything that has a name, by the index: it only ranks."""
    everything = Query(Words(""), (Filter("status", viewer.statuses),), facets=NAMED, facet_limit=_UNBOUNDED, limit=0)
    facets = index.search(everything).facets
    return {(kind, each.value): each.count for kind in NAMED for each in facets[kind]}
