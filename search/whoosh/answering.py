"""A query over a snapshot → results: match, score, order, count."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.clauses import Days, Prefix, leaves
from search.correcting import corrected, told, without_days
from search.deadline import SECONDS, Deadline
from search.parsed import Parsed
from search.proposing import proposed
from search.proximity import remembered
from search.query import parse
from search.ranking import lets_off, ranked
from search.similarity import similar
from search.spelling import resolved
from search.types import FacetCount, Interpretation, Query, Results, Similar, Suggest, Words
from search.whoosh.accents import Accents
from search.whoosh.cache import ByteCache
from search.whoosh.explaining import explained
from search.whoosh.facets import most_frequent
from search.whoosh.known import Known
from search.whoosh.loading import Provider
from search.whoosh.matching import Asked, Matcher
from search.whoosh.ordering import Found, first, page
from search.whoosh.plan import plan
from search.whoosh.relaxing import known_words, most_of
from search.whoosh.reranking import Leading, leading, nearness
from search.whoosh.scoring import scores, telling
from search.whoosh.snapshot import Snapshot

if TYPE_CHECKING:
    from search.whoosh.compiled import Kernels

RESOLVED = 256
"""Queries with words of doubtful spelling that are remembered with the words these stand for."""

ASKED = 1024
"""Queries that are known to have been asked."""

HIT_BYTES = 200
"""What a hit or a facet's value takes in memory, about."""


class Matched(NamedTuple):
    """What was found for words and filters, whatever the page, the order and the facets: so many documents in all."""

    found: list[Found]
    total: int
    relaxed: bool
    cut: tuple[str, ...]
    leading: Leading


class Answering:
    """Answers queries over one commit, and remembers answers in ``memory_bytes``.

    The same query again is answered whole; the next page of one, another order, or facets beside it match and score
    nothing again.
    """

    def __init__(self, snapshot: Snapshot, memory_bytes: int, provider: Provider, seconds: float = SECONDS) -> None:
        self.snapshot = snapshot
        self._provider = provider
        self._seconds = seconds
        self._made: Kernels | None = None
        self._answers: ByteCache[Results] = ByteCache(memory_bytes // 4, _answer_size)
        self._matches: ByteCache[Matched] = ByteCache(memory_bytes - memory_bytes // 4, _match_size)
        self._asked: set[Hashable] = set()
        self._resolved = lru_cache(RESOLVED)(lambda ask: resolved(parse(ask), self._known(Deadline(seconds))))

    def answer(self, query: Query) -> Results:
        """Answer a query."""
        return self._answers.get(query, lambda: self._answer(query))

    @property
    def _kernels(self) -> "Kernels | None":
        """The kernels over this commit, from when there are any."""
        if self._made is None and (kernels := self._provider()):
            self._made = kernels(self.snapshot)
        return self._made

    def _answer(self, query: Query) -> Results:
        """Answer; where nothing is found, answer what may have been meant."""
        deadline = Deadline(self._seconds)
        if isinstance(query.ask, Similar):
            return similar(query, query.ask, self._known(deadline), self.snapshot.size, self._answered)
        ask: Words | Suggest = query.ask
        parsed = self._understood(ask, deadline)
        results = self._answered(query, parsed)
        deadline.require()
        if results.total and not query.propose:
            return results
        if not results.total and (undated := without_days(ask)):
            ask, parsed = undated, self._understood(undated, deadline)
            results = self._answered(query._replace(ask=ask), parsed)
            deadline.require()
        if results.total or (meant := corrected(ask, parsed, self._known(deadline))) is None:
            return proposed(results, query, parsed, self._known(deadline)) if query.propose else results
        again = self._answered(query._replace(ask=meant), self._understood(meant, deadline))
        return told(again, meant) if again.total else results

    def _known(self, deadline: Deadline) -> Known:
        return Known(self.snapshot, self._kernels, deadline)

    def _understood(self, ask: Words | Suggest, deadline: Deadline) -> Parsed:
        """Put known words in the place of those of doubtful spelling, which takes a walk through the dictionary."""
        parsed = parse(ask)
        if not parsed.doubtful:
            return parsed
        parsed = self._resolved(ask)
        deadline.require()
        return parsed

    def _matched_before(self, query: Query, parsed: Parsed) -> Matched:
        """Match, and remember it from the second time on: for most queries, nobody asks for another page.

        What is remembered takes new memory, which the system has to clear, where else the same is used again.
        """
        asked = (query.ask, query.filters, query.after, query.before, query.sort == "relevance")
        known = len(self._asked)
        self._asked.add(asked)
        if len(self._asked) == known:
            return self._matches.get(asked, lambda: self._matched(parsed, query))
        if known >= ASKED:
            self._asked.clear()
        return self._matched(parsed, query)

    def _answered(self, query: Query, parsed: Parsed) -> Results:
        found, total, relaxed, cut, leading = self._matched_before(query, parsed)
        kernels, led, last = self._kernels, len(leading.rows), query.offset + query.limit
        hits = leading.hits(query.offset, last)
        if query.explain:
            hits = tuple(explained(self.snapshot, hits, found, ranked(parsed.clauses), remembered(parsed.said)))
        if led < min(last, total):
            others = page(found, led, query, kernels.best if kernels else first)
            if query.explain:
                others = tuple(explained(self.snapshot, others, found, ranked(parsed.clauses), None))
            hits += others
        facets: dict[str, tuple[FacetCount, ...]] = {}
        if query.facets:
            count = kernels.counted if kernels else _counted
            facets = {name: count(found, name, query.facet_limit) for name in query.facets}
        interpretation = parsed.interpretation
        if relaxed or cut:
            interpretation = _completed(interpretation, cut, relaxed=relaxed)
        return Results(hits, total, facets, interpretation)

    def _matched(self, parsed: Parsed, query: Query) -> Matched:
        said = remembered(parsed.said) if query.sort == "relevance" else None
        kernels = self._kernels
        if kernels and (planned := plan(parsed, query.after, query.before, said)):
            done = kernels.matched(planned, query.filters, said)
            if done:
                found, relaxed, starts, hits = done
                cut = _cut(parsed, lambda each: each.start in starts) if starts else ()
                return Matched(found, _size(found), relaxed, cut, hits if query.sort == "relevance" else Leading())
        bounds = (Days(query.after, query.before),) if query.after is not None or query.before is not None else ()
        required = (*parsed.required, *bounds, *query.filters)
        found, relaxed = _found(self.snapshot, parsed, required), False
        whole = _size(found)
        if parsed.most_do or lets_off(len(parsed.words), whole):
            found = _relaxed(self.snapshot, parsed, required)
            relaxed = _size(found) > whole
        near = nearness(self.snapshot, [each.reading for each in found], said) if said else None
        hits = leading(found, near, first) if near else Leading()
        return Matched(found, _size(found), relaxed, _cut(parsed, lambda each: self.snapshot.expanded(each).cut), hits)


def _found(snapshot: Snapshot, parsed: Parsed, required: Sequence[Asked]) -> list[Found]:
    """Find what has all words."""
    clauses = (*parsed.words, *required)
    matching = [(each, each.live(Matcher(snapshot, each).every(clauses))) for each in snapshot.readings]
    if not any(len(rows) for _, rows in matching):
        return []
    forms, accents = telling(snapshot, ranked(parsed.clauses)), Accents.of(snapshot, parsed)
    return [
        Found.of(each, rows, scores(snapshot, at, forms, rows), accents.roots(at, rows))
        for at, (each, rows) in enumerate(matching)
    ]


def _relaxed(snapshot: Snapshot, parsed: Parsed, required: Sequence[Asked]) -> list[Found]:
    """Find what has most words."""
    known = known_words(snapshot, parsed.words)
    forms, accents = telling(snapshot, ranked(parsed.clauses)), Accents.of(snapshot, parsed)
    found = []
    for at, each in enumerate(snapshot.readings):
        rows, coverage = most_of(snapshot, each, known, required)
        found.append(Found.of(each, rows, scores(snapshot, at, forms, rows), accents.roots(at, rows, coverage)))
    return found


def _size(found: Sequence[Found]) -> int:
    return len(found[0].rows) if len(found) == 1 else sum([len(each.rows) for each in found])


def _counted(found: Sequence[Found], name: str, limit: int) -> tuple[FacetCount, ...]:
    tables = ((each.reading.shelf.facet(name), each.rows) for each in found if len(each.rows))
    return most_frequent([(table, table.tally(rows)) for table, rows in tables if table], limit)


def _cut(parsed: Parsed, too_long: Callable[[Prefix], bool]) -> tuple[str, ...]:
    """Name the beginnings of too many words, of which some were left out."""
    prefixes = [each for each in leaves(*parsed.clauses) if isinstance(each, Prefix)]
    return tuple([f"{each.start}*" for each in prefixes if too_long(each)])


def _completed(understood: Interpretation, cut: tuple[str, ...], *, relaxed: bool) -> Interpretation:
    """Say what only the index could know."""
    return understood._replace(relaxed=relaxed, misread=tuple(dict.fromkeys((*understood.misread, *cut))))


def _answer_size(results: Results) -> int:
    size = len(results.hits) + 4
    if results.facets:
        size += sum([1 + len(each) for each in results.facets.values()])
    if results.hits and results.hits[0].explanation:
        size += sum([len(each.explanation.shares) for each in results.hits if each.explanation])
    return HIT_BYTES * size


def _match_size(matched: Matched) -> int:
    return sum(each.rows.nbytes + 3 * each.scores.nbytes for each in matched.found) + HIT_BYTES * len(
        matched.leading.rows
    )
