"""The address of a search: what it asks, and the addresses of the searches beside it. Pure.

The address is the search: every link of the page is one, with a value more, a value less, another order or page.
Whoever mistypes an address is not refused: what cannot be understood is left out, and ``misread`` says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol
from urllib.parse import urlencode

from api.archive import rules
from api.finding import Request
from search import MAX_WINDOW, Sort, Words

PATH = "/recherche"
SIZE = 20
LONGEST = 1_000
MOST_VALUES = 50
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

FILTERS: Mapping[str, str] = {
    "type": "type",
    "annee": "year",
    "intervenant": "speaker",
    "organisation": "organisation",
    "evenement": "event",
    "theme": "topic",
    "genre": "kind",
    "verification": "verification",
    "source": "source",
    "intervention": "talk",
}
"""The filters by their names in the address, and what the archive calls them."""

TYPES: Mapping[str, str] = {"citation": "quote", "intervention": "talk"}
SORTS: Mapping[str, Sort] = {"pertinence": "relevance", "recent": "-date", "ancien": "date"}


class Arguments(Protocol):
    """The query of an address, as werkzeug gives it."""

    def get(self, key: str, /) -> str | None: ...  # noqa: D102
    def getlist(self, key: str, /) -> list[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search as its address has it; filters by their names there, dates partial, ``sort`` a key of ``SORTS``.

    ``as_typed`` declines synonyms and corrections: ``tel=quel``.
    """

    q: str = ""
    exact: bool = False
    as_typed: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: str | None = None
    before: str | None = None
    sort: str | None = None
    page: int = 1
    misread: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether nothing is asked at all."""
        return not (self.q or self.filters or self.after or self.before)

    @property
    def order(self) -> str:
        """The order: what was asked for, or relevance where there are words, or the newest first."""
        return self.sort or ("pertinence" if self.q else "recent")

    def request(self, facets: Sequence[str] = (), facet_limit: int = 20) -> Request:
        """Return what is asked of the archive."""
        return Request(
            words=Words(self.q, "exact" if self.exact else "words", as_typed=self.as_typed),
            filters={FILTERS[name]: _taken(name, values) for name, values in self.filters.items()},
            after=self.after,
            before=self.before,
            facets=facets,
            facet_limit=facet_limit,
            sort=SORTS[self.order],
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return the search as pairs of name and value, but for its page: the hidden fields of a form."""
        if self.q:
            yield "q", self.q
        if self.exact:
            yield "mots", "exacts"
        if self.as_typed:
            yield "tel", "quel"
        for name in FILTERS:
            yield from ((name, value) for value in self.filters.get(name, ()))
        yield from ((name, each) for name, each in (("apres", self.after), ("avant", self.before)) if each)
        if self.sort:
            yield "tri", self.sort

    def query(self) -> str:
        """Return what follows the question mark: the same search always makes the same address."""
        pairs = [*self.pairs(), *([("page", str(self.page))] if self.page > 1 else [])]
        return "&".join([_written(*pair) for pair in pairs])

    def address(self, extension: str = "") -> str:
        """Return the address; ``extension`` asks for another format of it."""
        query = self.query()
        return f"{PATH}{extension}?{query}" if query else f"{PATH}{extension}"

    def having(self, name: str, value: str) -> "Asked":
        """Ask for a value more, from the first page on."""
        values = tuple(dict.fromkeys((*self.filters.get(name, ()), value)))
        return replace(self, filters={**self.filters, name: values}, page=1)

    def lacking(self, name: str, value: str | None = None) -> "Asked":
        """Ask for a value less, or for none of this name."""
        rest = tuple(each for each in self.filters.get(name, ()) if value is not None and each != value)
        others = {each: values for each, values in self.filters.items() if each != name}
        return replace(self, filters={**others, name: rest} if rest else others, page=1)

    def typed(self, text: str, *, as_typed: bool = False) -> "Asked":
        """Ask the same with other words, or with these and no others."""
        return replace(self, q=text, as_typed=as_typed, page=1)

    def on_page(self, number: int) -> "Asked":
        """Ask for another page."""
        return replace(self, page=number)

    def sorted_by(self, sort: str) -> "Asked":
        """Ask for another order."""
        return replace(self, sort=sort, page=1)


@lru_cache(maxsize=4_096)
def _written(name: str, value: str) -> str:
    """Write a pair of an address: a page has a hundred addresses, and they are made of the same few pairs."""
    return urlencode({name: value})


def read(arguments: Arguments) -> Asked:
    """Read an address; see the module on what cannot be understood."""
    misread: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    for name in FILTERS:
        given = tuple(dict.fromkeys(value.strip() for value in arguments.getlist(name) if value.strip()))
        kept = tuple(value for value in given if _fits(name, value))[:MOST_VALUES]
        misread += [f"{name} : {value}" for value in given if value not in kept]
        if kept:
            filters[name] = kept
    dates = {name: (arguments.get(name) or "").strip() or None for name in ("apres", "avant")}
    for name, date in dates.items():
        if date and rules.partial_date(date):
            misread.append(f"{name} : {date}")
            dates[name] = None
    sort = arguments.get("tri")
    page = arguments.get("page") or "1"
    return Asked(
        q=" ".join(_UNPRINTABLE.sub(" ", arguments.get("q") or "").split())[:LONGEST],
        exact=arguments.get("mots") == "exacts",
        as_typed=arguments.get("tel") == "quel",
        filters=filters,
        after=dates["apres"],
        before=dates["avant"],
        sort=sort if sort in SORTS else None,
        page=min(max(1, int(page)), MAX_WINDOW // SIZE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,  # noqa: PLR2004
        misread=tuple(misread),
    )


def _fits(name: str, value: str) -> bool:
    if name == "type":
        return value in TYPES
    if name == "annee":
        return value.isascii() and value.isdigit() and len(value) <= 4  # noqa: PLR2004 - a year
    return len(value) <= rules.SHORT_TEXT


def _taken(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(TYPES[value] for value in values) if name == "type" else values
