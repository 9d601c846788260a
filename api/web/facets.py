"""What a search can be narrowed and widened by: the values of its facets as links, and its years as bars.

Decision: a facet that is filtered by counts as if it were not, so that its other values can be added: one more search
for each such facet, without its hits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from api import labels
from api.archive.reading.listing import Page, Show
from api.finding import Counted, Found, find
from api.web.asking import FILTERS, TYPES, Asked
from search import Index

TITLES = {
    "type": "Quoi",
    "intervenant": "Qui",
    "organisation": "Pour qui",
    "evenement": "Où",
    "theme": "Thème",
    "genre": "Genre",
    "verification": "Vérification",
    "annee": "Année",
}
"""What can be counted, by the names in the address, and what each is called."""

COUNTED = 60
"""At most so many values of a facet are looked at: as many years make a histogram."""

_SHOWN = 8
_WRITTEN = 12
"""As many values of a facet are written into a page, and those that are chosen: each is a link, and links weigh."""

_LABELS = {
    "type": labels.TYPES,
    "genre": labels.KINDS,
    "verification": {name: said for name, (said, _) in labels.VERIFICATIONS.items()},
}
_IN_ADDRESS = {kind: name for name, kind in TYPES.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as a link: where it leads, what it says, how many hits have it, whether it is chosen."""

    address: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its title, the choices that are seen at once, and those behind a further click."""

    title: str
    choices: Sequence[Choice]
    more: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: ``height`` is a percentage of the highest."""

    year: str
    address: str
    count: int
    height: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a search can be narrowed and widened by; ``chosen`` are the filters that hold, each leading out."""

    facets: Sequence[Facet]
    years: Sequence[Bar]
    chosen: Sequence[tuple[str, str, str]]


def counted() -> tuple[str, ...]:
    """Return what a search must count, in the archive's own names."""
    return tuple(FILTERS[name] for name in TITLES)


def choices(session: Session, index: Index, asked: Asked, found: Found, show: Show) -> Choices:
    """Work the choices out; raises ``SearchError``."""
    counts = {name: found.facets[FILTERS[name]] for name in TITLES}
    for name in set(asked.filters) & set(TITLES):
        request = asked.lacking(name).request((FILTERS[name],), COUNTED)
        counts[name] = find(session, index, request, Page(1, 0), show).facets[FILTERS[name]]
    all_choices = {name: _choices(asked, name, counts[name]) for name in TITLES}
    return Choices(
        facets=[
            Facet(TITLES[name], each[:_SHOWN], each[_SHOWN:])
            for name, each in all_choices.items()
            if name != "annee" and any(one.chosen or len(each) > 1 or one.count < found.total for one in each)
        ],
        years=_bars(asked, counts["annee"]),
        chosen=_chosen(asked, counts),
    )


def _choices(asked: Asked, name: str, counts: Sequence[Counted]) -> list[Choice]:
    mine = asked.filters.get(name, ())
    made = []
    for number, each in enumerate(counts):
        value = _IN_ADDRESS[each.value] if name == "type" else each.value
        chosen = value in mine
        if number >= _WRITTEN and not chosen:
            continue
        beside = asked.lacking(name, value) if chosen else asked.having(name, value)
        made.append(Choice(beside.address(), _label(name, each), each.count, chosen))
    return sorted(made, key=lambda each: not each.chosen)


def _label(name: str, counted: Counted) -> str:
    return _LABELS.get(name, {}).get(counted.value, counted.label)


def _bars(asked: Asked, counts: Sequence[Counted]) -> list[Bar]:
    """Make a bar for each year from the first to the last, those without hits too, as long as they can be seen."""
    by_year = {each.value: each.count for each in counts if each.value.isdigit()}
    if not by_year:
        return []
    first, last = int(min(by_year)), int(max(by_year))
    years = [f"{year:04d}" for year in range(first, last + 1)] if last - first < COUNTED else sorted(by_year)
    highest = max(by_year.values())
    mine = asked.filters.get("annee", ())
    return [
        Bar(
            year,
            (asked.lacking("annee", year) if year in mine else asked.having("annee", year)).address(),
            by_year.get(year, 0),
            max(2, round(100 * by_year[year] / highest)) if year in by_year else 0,
            year in mine,
        )
        for year in years
    ]


def _chosen(asked: Asked, counts: Mapping[str, Sequence[Counted]]) -> list[tuple[str, str, str]]:
    """Return each filter that holds: its title, its label, and the search without it."""
    chosen = []
    for name, values in asked.filters.items():
        said = {
            _IN_ADDRESS[each.value] if name == "type" else each.value: _label(name, each)
            for each in counts.get(name, ())
        }
        title = TITLES.get(name, {"source": "Source", "intervention": "Intervention"}.get(name, name))
        chosen += [(title, said.get(value, value), asked.lacking(name, value).address()) for value in values]
    for title, name, date in (("Depuis", "after", asked.after), ("Avant", "before", asked.before)):
        if date:
            without = replace(asked, after=None, page=1) if name == "after" else replace(asked, before=None, page=1)
            chosen.append((title, labels.day(date), without.address()))
    return chosen
