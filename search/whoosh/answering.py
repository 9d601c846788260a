"""A query over a snapshot → results: match, score, order, count."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from search.clauses import Clause, Days, Every, Prefix, Word, leaves
from search.query import Parsed, parse
from search.ranking import MOST, idf, ranked, summed
from search.types import FacetCount, Filter, Hit, Interpretation, Query, Results
from search.whoosh.facets import Mask
from search.whoosh.matching import mask
from search.whoosh.segment import Integers
from search.whoosh.snapshot import Floats, Snapshot


def answer(snapshot: Snapshot, query: Query) -> Results:
    """Answer a query."""
    parsed = parse(query.ask)
    coverage: Floats | None = None
    required = mask(snapshot, Every((*parsed.required, Days(query.after, query.before))))
    for each in query.filters:
        required &= _filtered(snapshot, each)
    found = np.flatnonzero(required & mask(snapshot, Every(parsed.words)))
    if not len(found) and len(parsed.words) > 1:
        found, coverage = _most(snapshot, parsed.words, required)
    scores = _scores(snapshot, parsed.clause, found)
    if coverage is not None:
        scores *= np.sqrt(np.sqrt(coverage))
    page = _ordered(snapshot, query, found, scores)
    hits = tuple(
        Hit(snapshot.ids[number], score)
        for number, score in zip(found[page].tolist(), scores[page].tolist(), strict=True)
    )
    interpretation = _completed(snapshot, parsed, relaxed=coverage is not None and bool(len(found)))
    facets = {name: _counted(snapshot, name, found, query.facet_limit) for name in query.facets}
    return Results(hits, len(found), facets, interpretation)


def _filtered(snapshot: Snapshot, asked: Filter) -> Mask:
    table = snapshot.facets.get(asked.name)
    return table.having(asked.any_of) if table else np.zeros(snapshot.size, np.bool_)


def _counted(snapshot: Snapshot, name: str, found: Integers, limit: int) -> tuple[FacetCount, ...]:
    table = snapshot.facets.get(name)
    return table.count(found, limit) if table else ()


def _most(snapshot: Snapshot, words: Sequence[Word], required: Mask) -> tuple[Integers, Floats]:
    """Find the documents that have most of the words that exist, and their coverage."""
    share = np.zeros(snapshot.size)
    known: list[float] = []
    for word in words:
        documents = snapshot.weighed(*word.term).documents
        if len(documents):
            telling = idf(snapshot.size, len(documents))
            known.append(telling)
            share[documents] += telling
    everything = summed(known)
    found = np.flatnonzero(required & (share > 0) & (share >= MOST * everything))
    return found, share[found] / everything if known else share[found]


def _scores(snapshot: Snapshot, clause: Clause, found: Integers) -> Floats:
    total = np.zeros(snapshot.size)
    for each in ranked(clause):
        documents, weights = snapshot.weighed(each.form, each.term)
        if len(documents):
            total[documents] += each.weight * idf(snapshot.size, len(documents)) * weights
    return total[found]


def _ordered(snapshot: Snapshot, query: Query, found: Integers, scores: Floats) -> Integers:
    """Give the page asked for, as indexes into ``found``."""
    keys: list[Integers | Floats] = [-scores, snapshot.id_order[found]]
    if query.sort != "relevance":
        days = snapshot.days[found]
        keys.insert(0, np.where(days == 0, np.inf, days if query.sort == "date" else -days))
    best = _first(keys, np.arange(len(found)), query.offset + query.limit)
    best = best[np.lexsort([key[best] for key in reversed(keys)])]
    return best[query.offset : query.offset + query.limit]


def _first(keys: Sequence[Integers | Floats], rows: Integers, wanted: int) -> Integers:
    """Choose the rows that sort first by the keys, in any order, without sorting the others."""
    if wanted >= len(rows) or not keys:
        return rows
    if not wanted:
        return rows[:0]
    key = keys[0][rows]
    last = np.partition(key, wanted - 1)[wanted - 1]
    before = rows[key < last]
    return np.concatenate([before, _first(keys[1:], rows[key == last], wanted - len(before))])


def _completed(snapshot: Snapshot, parsed: Parsed, *, relaxed: bool) -> Interpretation:
    """Say what only the index could know."""
    prefixes = [each for each in leaves(parsed.clause) if isinstance(each, Prefix)]
    cut = [f"{each.start}*" for each in prefixes if snapshot.expanded(each).cut]
    if not relaxed and not cut:
        return parsed.interpretation
    misread = tuple(dict.fromkeys((*parsed.interpretation.misread, *cut)))
    return replace(parsed.interpretation, relaxed=relaxed, misread=misread)
