"""The words of search: what goes in (documents, queries) and what comes out (hits, facets).

All of them are frozen values; none knows an engine, a database or the web. What goes in and out at every search is a
tuple: it is made, hashed and compared in a fraction of the time that a dataclass takes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, NamedTuple

Mode = Literal["words", "exact"]
Sort = Literal["relevance", "date", "-date"]

MAX_WINDOW = 10_000
"""How deep a page may lie: ``offset + limit`` of a query is at most this."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    ``texts`` holds what is searched, verbatim, by the names of ``search.fields.FIELDS``.
    ``values`` holds what is filtered and counted, by facet name, compared letter for letter.
    ``day`` is ``yyyymmdd``; an unknown month or day is written 01.
    """

    id: str
    texts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: int | None = None


class Synonyms:
    """Groups of what says the same. Equal when the groups are, and hashed once: queries are remembered by them."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self.groups = tuple(tuple(dict.fromkeys(each)) for each in groups)
        self._digest = sha256(repr(self.groups).encode()).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Synonyms) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)

    def __repr__(self) -> str:
        return f"Synonyms({self.groups!r})"

    def __add__(self, other: "Synonyms") -> "Synonyms":
        return Synonyms((*self.groups, *other.groups))


NO_SYNONYMS = Synonyms()


class Words(NamedTuple):
    """What a person typed, in the query language of ``search.query``; empty asks for everything.

    Mode ``exact`` reads the whole text as one phrase. ``synonyms`` are added to those that the package brings.
    ``days`` lets a date be a day, too: what was said then is found beside what mentions it.
    ``as_typed`` asks for what was typed and nothing else: no synonyms, no days, no spelling corrected.
    """

    text: str
    mode: Mode = "words"
    synonyms: Synonyms = NO_SYNONYMS
    as_typed: bool = False
    days: bool = True


class Suggest(NamedTuple):
    """What a person has typed so far: its words must all be found, the last one as the beginning of a word.

    Nothing in it is an operator; a misspelt word is corrected where nothing else is found.
    """

    text: str


class Similar(NamedTuple):
    """Asks for what is like a text: what shares its telling words.

    ``besides`` is the id of the document that the text is of, which is left out; facets and sorting are not for it.
    """

    text: str
    besides: str | None = None


class Filter(NamedTuple):
    """Keeps the documents that have at least one of these values under this name."""

    name: str
    any_of: tuple[str, ...]


class Query(NamedTuple):
    """What is asked, whole.

    ``after`` (inclusive) and ``before`` (exclusive) are days, ``yyyymmdd``; a document without a day
    is left out by either. Filters of different names must all hold. ``facets`` names what to count
    over all matches; the values of a facet come most frequent first, ties by value, at most
    ``facet_limit`` of them. Sorting by date puts documents without a day last; ties go by relevance, then id.
    ``explain`` asks for an ``Explanation`` of every hit, ``propose`` for a better spelling where few were found, or one
    of the words was not.
    """

    ask: Words | Suggest | Similar
    filters: tuple[Filter, ...] = ()
    after: int | None = None
    before: int | None = None
    facets: tuple[str, ...] = ()
    facet_limit: int = 20
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    explain: bool = False
    propose: bool = False

    def require_window(self) -> None:
        """Refuse a page that lies outside of the window (``ValueError``): engines do before they answer."""
        if self.offset < 0 or self.limit < 0 or self.offset + self.limit > MAX_WINDOW:
            raise ValueError(f"A page must lie within the first {MAX_WINDOW} hits: {self.offset} + {self.limit}")


class Share(NamedTuple):
    """What one form in one zone adds to a document's score: ``weight * idf * zone_weight * saturation``.

    ``form`` is "lem" (a stem), "exact" or "prefix" (all words that begin so) and ``term`` what was looked for in it;
    ``frequency`` is how often the zone has it, ``saturation`` what of it counts in a zone of that length (BM25).
    """

    form: str
    zone: str
    term: str
    weight: float
    zone_weight: float
    idf: float
    frequency: int
    saturation: float

    @property
    def score(self) -> float:
        """The product, multiplied in the order in which engines do."""
        return self.weight * self.idf * self.zone_weight * self.saturation


class Explanation(NamedTuple):
    """How a score came about, as ``search.ranking`` defines it: ``(the shares, added up + proximity) * coverage``.

    ``proximity`` is 0 outside of the second stage; ``coverage`` is the root of the share of the query's idf that the
    document has, little of that of a word which it has with other accents alone. Shares come in the order in which they
    are added; those of nothing are left out.
    """

    shares: tuple[Share, ...]
    proximity: float
    coverage: float

    @property
    def score(self) -> float:
        """The score, to the last bit."""
        total = 0.0
        for each in self.shares:
            total += each.score
        return (total + self.proximity) * self.coverage


class Hit(NamedTuple):
    """A document found: its id, its score (comparable within one answer only), and why, where it was asked."""

    id: str
    score: float
    explanation: Explanation | None = None


class FacetCount(NamedTuple):
    """How many of the matching documents have this value."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple can count, too: nobody asks these to


class Interpretation(NamedTuple):
    """What the query was taken for, in words that can be shown to the person who typed it.

    ``terms`` are the words looked for, as typed; ``dropped`` those left out as too common;
    ``phrases``, ``prefixes``, ``excluded`` and ``fields`` (name, words) the rest of what was understood;
    ``misread`` what could not be understood and was read as words; ``relaxed`` whether
    documents with only most of the words were let in, because none or few had all.
    ``folded`` pairs a term with what it was read as, where that is more than a matter of case; ``synonyms`` pairs what
    was typed with what was looked for beside it; ``said_on`` are days or months (ISO 8601) that were typed: what was
    said then was looked for, too; ``corrected`` is the query that was answered in the place of what was typed, because
    that found nothing: ``Words.as_typed`` asks for it all the same; ``proposed`` a query whose words,
    one slip away, are much more frequent than those typed, where ``Query.propose`` asked for one.
    """

    mode: Mode = "words"
    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    after: str | None = None
    before: str | None = None
    dropped: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()
    relaxed: bool = False
    folded: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    said_on: tuple[str, ...] = ()
    corrected: str | None = None
    proposed: str | None = None


class Results(NamedTuple):
    """What was found: the page of hits asked for, and the total and facets of all matches."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]
    interpretation: Interpretation


class Mark(NamedTuple):
    """A passage to highlight: ``[start, end)`` in Unicode code points of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Status:
    """How an index is: its engine, how many documents, and a generation that changes with each commit."""

    engine: str
    documents: int
    generation: int
