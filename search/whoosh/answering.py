"""A query over a snapshot → results: match, score, order, count."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from search.clauses import Days, Prefix, leaves
from search.query import Parsed, parse
from search.ranking import ranked
from search.types import FacetCount, Interpretation, Query, Results
from search.whoosh.facets import most_frequent
from search.whoosh.matching import Asked, Matcher
from search.whoosh.ordering import Found, page
from search.whoosh.relaxing import known_words, most_of
from search.whoosh.scoring import scores, telling
from search.whoosh.snapshot import Snapshot


def answer(snapshot: Snapshot, query: Query) -> Results:
    """Answer a query; the same one again is answered from memory, as long as there is no newer commit."""
    return snapshot.answers.get(query, lambda: _answer(snapshot, query))


def _answer(snapshot: Snapshot, query: Query) -> Results:
    parsed = parse(query.ask)
    bounds = (Days(query.after, query.before),) if query.after is not None or query.before is not None else ()
    required = (*parsed.required, *bounds, *query.filters)
    found = _found(snapshot, parsed, required)
    relaxed = False
    if len(parsed.words) > 1 and not any(len(each.rows) for each in found):
        found = _relaxed(snapshot, parsed, required)
        relaxed = any(len(each.rows) for each in found)
    return Results(
        page(found, query),
        sum(len(each.rows) for each in found),
        {name: _counted(found, name, query.facet_limit) for name in query.facets},
        _completed(snapshot, parsed, relaxed=relaxed),
    )


def _found(snapshot: Snapshot, parsed: Parsed, required: Sequence[Asked]) -> list[Found]:
    """Find what has all words."""
    clauses = (*parsed.words, *required)
    matching = [(each, each.live(Matcher(snapshot, each).every(clauses))) for each in snapshot.readings]
    if not any(len(rows) for _, rows in matching):
        return []
    forms = telling(snapshot, ranked(parsed.clause))
    return [Found(each, rows, scores(snapshot, at, forms, rows)) for at, (each, rows) in enumerate(matching)]


def _relaxed(snapshot: Snapshot, parsed: Parsed, required: Sequence[Asked]) -> list[Found]:
    """Find what has most words."""
    known = known_words(snapshot, parsed.words)
    forms = telling(snapshot, ranked(parsed.clause))
    found = []
    for at, each in enumerate(snapshot.readings):
        rows, coverage = most_of(snapshot, each, known, required)
        found.append(Found(each, rows, scores(snapshot, at, forms, rows) * np.sqrt(np.sqrt(coverage))))
    return found


def _counted(found: Sequence[Found], name: str, limit: int) -> tuple[FacetCount, ...]:
    tables = ((each.reading.shelf.facet(name), each.rows) for each in found if len(each.rows))
    return most_frequent([(table, table.tally(rows)) for table, rows in tables if table], limit)


def _completed(snapshot: Snapshot, parsed: Parsed, *, relaxed: bool) -> Interpretation:
    """Say what only the index could know."""
    prefixes = [each for each in leaves(parsed.clause) if isinstance(each, Prefix)]
    cut = [f"{each.start}*" for each in prefixes if snapshot.expanded(each).cut]
    if not relaxed and not cut:
        return parsed.interpretation
    misread = tuple(dict.fromkeys((*parsed.interpretation.misread, *cut)))
    return replace(parsed.interpretation, relaxed=relaxed, misread=misread)
