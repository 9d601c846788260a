"""From a query to rows: the index says which, the database says what; a stale index can show nothing withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.documents import count_findable
from api.archive.errors import Fault, Invalid
from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.outbox import backlog
from api.archive.reading.kept import keep
from api.archive.reading.listing import EDITOR, PUBLIC, Page, Show, View, Viewer, meant, visible
from api.archive.reading.rendered import Rendered, called
from api.archive.reading.statements import IDS, plain_rows
from api.indexing import day_of
from search import (
    MAX_WINDOW,
    NO_SYNONYMS,
    Excerpt,
    Filter,
    Hit,
    Index,
    Interpretation,
    Mark,
    Query,
    Results,
    SearchError,
    Sort,
    Synonyms,
    Words,
    excerpt,
    highlights_of,
)

SYNONYMS = "synonyms"
"""Where a session carries the synonyms of the settings."""

_ADDRESSED: Mapping[str, type[Thing]] = {
    "speaker": Speaker,
    "organisation": Organisation,
    "event": Event,
    "topic": Topic,
    "talk": Talk,
    "source": Source,
    "parent": Quote,
}
"""The filters whose values are ids or slugs of things; the index knows public ids alone."""

_NAMED: dict[str, type[Any]] = {"speaker": Speaker, "organisation": Organisation, "event": Event, "topic": Topic}
# Made once: making a statement costs more than running it.
_LABELS = {
    (facet, viewer): select(model.public_id, model.slug, model.name).where(
        InKeys(model.public_id, IDS), visible(model, viewer)
    )
    for facet, model in _NAMED.items()
    for viewer in (PUBLIC, EDITOR)
}

_ACRONYMS = {
    viewer: select(Organisation.acronym, Organisation.name)
    .where(Organisation.acronym.is_not(None), visible(Organisation, viewer))
    .order_by(Organisation.id)
    for viewer in (PUBLIC, EDITOR)
}

_ALIASES = {
    viewer: select(Speaker.name, Speaker.other_names)
    .where(cast(Speaker.other_names, String) != "[]", visible(Speaker, viewer))
    .order_by(Speaker.id)
    for viewer in (PUBLIC, EDITOR)
}

_ABSTRACT = "abstract"
_NAMES = {"quote": "text", "talk": _ABSTRACT}
"""What the text of a hit is called, by its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is looked for: words, and what must hold beside them (filters by name, any of their values)."""

    words: Words
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    after: str | None = None
    before: str | None = None
    facets: Sequence[str] = ()
    facet_limit: int = 20
    sort: Sort = "relevance"
    explain: bool = False


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A hit with what is read of it: ``type`` is `quote` or `talk`, ``marks`` pairs a field with a passage of it.

    ``excerpt`` is the passage of a talk's abstract to show, where there is one.
    """

    type: str
    hit: Hit
    rendered: Rendered
    marks: tuple[tuple[str, Mark], ...]
    excerpt: Excerpt | None = None

    @property
    def view(self) -> View:
        """The quote or the talk."""
        return self.rendered.view


class Counted(NamedTuple):
    """A value of a facet: what its filter takes, what to show, how many hits have it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple can count, too: nobody asks these to


_BY_VALUE, _BY_COUNT = itemgetter(0), itemgetter(2)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and what is known of all of it."""

    items: list[FoundItem]
    total: int
    facets: dict[str, list[Counted]]
    interpretation: Interpretation


def find(session: Session, index: Index, request: Request, page: Page, show: Show) -> Found:
    """Search, and read what was found; raises ``Invalid`` for a page too deep, ``SearchError``."""
    if page.offset + page.size > MAX_WINDOW:
        message = f"A search shows its first {MAX_WINDOW} hits: ask for an earlier page, or narrow it."
        raise Invalid([Fault("page", message)])
    words = request.words._replace(synonyms=_synonyms(session, show.viewer))
    results = index.search(
        Query(
            ask=words,
            filters=_filters(session, request, show),
            after=None if request.after is None else day_of(request.after),
            before=None if request.before is None else day_of(request.before),
            facets=tuple(request.facets),
            facet_limit=request.facet_limit,
            sort=request.sort,
            offset=page.offset,
            limit=page.size,
            explain=request.explain,
            propose=True,
        )
    )
    if not results.total:
        require_indexed(session, index)
    if results.interpretation.corrected is not None:
        words = words._replace(text=results.interpretation.corrected)
    return Found(
        items=_items(session, results, words, show),
        total=results.total,
        facets=_facets(session, results, show.viewer),
        interpretation=results.interpretation,
    )


def require_indexed(session: Session, index: Index) -> None:
    """Raise ``SearchError`` where the index was lost: never written, though all that was noted has been indexed."""
    if not index.status().generation and not backlog(session).notes and count_findable(session):
        raise SearchError("The index has nothing of what the archive has; `verbatim index rebuild` makes it again")


def _synonyms(session: Session, viewer: Viewer) -> Synonyms:
    """Give those of the settings, and the archive's own: acronyms of organisations, other names of speakers."""

    def made() -> Synonyms:
        acronyms = Synonyms((acronym, name) for acronym, name in session.execute(_ACRONYMS[viewer]) if acronym)
        aliases = Synonyms((name, *others) for name, others in session.execute(_ALIASES[viewer]) if others)
        ours: Synonyms = session.info.get(SYNONYMS, NO_SYNONYMS)
        return ours + acronyms + aliases

    return keep(session, ("synonyms", viewer), made)


def _filters(session: Session, request: Request, show: Show) -> tuple[Filter, ...]:
    filters = [Filter("status", show.viewer.statuses)]
    for name, values in request.filters.items():
        if not values:
            continue
        model = _ADDRESSED.get(name)
        plain = tuple(each.zfill(4) if name == "year" else each for each in map(str, values))
        filters.append(Filter(name, plain if model is None else _public_ids(session, model, values, show)))
    return tuple(filters)


def _public_ids(session: Session, model: type[Thing], references: Sequence[str], show: Show) -> tuple[str, ...]:
    keys = meant(model, references, show.viewer)
    # A reference to nothing becomes a value that no document has.
    return tuple(session.scalars(select(model.public_id).where(model.id.in_(keys)))) or ("",)


def _items(session: Session, results: Results, words: Words, show: Show) -> list[FoundItem]:
    """Read the rows of the hits; one that this viewer may not see (any more) is left out."""
    known = called(session, [hit.id for hit in results.hits], show)
    hits = [hit for hit in results.hits if hit.id in known]
    found = [known[hit.id] for hit in hits]
    titles = highlights_of([each.title or "" for each in found], words, "title")
    texts = highlights_of([each.text or "" for each in found], words)
    return [
        _item(hit, rendered, in_title, in_text)
        for hit, rendered, in_title, in_text in zip(hits, found, titles, texts, strict=True)
    ]


def _item(hit: Hit, rendered: Rendered, in_title: Sequence[Mark], in_text: Sequence[Mark]) -> FoundItem:
    """Put a hit together with its marks; of a talk's abstract, if it has one, choose what to show."""
    kind = hit.id.partition(":")[0]
    name = _NAMES[kind]
    marks = (*[("title", each) for each in in_title], *[(name, each) for each in in_text])
    shown = excerpt(rendered.text, in_text) if name is _ABSTRACT and rendered.text else None
    return FoundItem(kind, hit, rendered, marks, shown)


def _facets(session: Session, results: Results, viewer: Viewer) -> dict[str, list[Counted]]:
    facets = {}
    for name, counts in results.facets.items():
        named = _named(session, name, viewer, [value for value, _ in counts])
        counted = [Counted(*named[value], count) for value, count in counts if value in named]
        # Ties by what the filter takes: the index's own order of them is that of opaque ids.
        counted.sort(key=_BY_VALUE)
        counted.sort(key=_BY_COUNT, reverse=True)
        facets[name] = counted
    return facets


def _named(session: Session, facet: str, viewer: Viewer, values: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return, by the index's value, what the filter takes and what to show; what is gone is left out."""
    if facet not in _NAMED:
        return {value: (value, value) for value in values}
    known: dict[str, tuple[str, str]] = keep(session, ("names", facet, viewer), dict)
    unknown = [value for value in values if value not in known]
    if unknown:
        found = plain_rows(session, _LABELS[facet, viewer], unknown)
        known |= {public_id: (slug, name) for public_id, slug, name in found}
    return known
