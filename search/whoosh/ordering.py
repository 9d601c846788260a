"""Which page of all that was found: the first few of each segment, then the first of these.

Nothing is sorted but what may be on the page: a partition finds the key of the last place, O(found); what comes before
it is in, and only what ties with it is asked for its next key: day, score, id.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.types import Hit, Query
from search.whoosh.rows import Rows
from search.whoosh.shelf import Floats, Shelf
from search.whoosh.snapshot import Reading

FEW = 32
"""Up to so many documents are ordered whole, whatever the page: calls cost more than they do."""

COMPARED = 64
"""Up to so many ties are settled by the ids themselves, before the order of all ids is made."""

Indexes = NDArray[np.intp]


class Found(NamedTuple):
    """The live documents of a reading that match, ascending, and their scores.

    ``scores`` are ``sums``, before coverage, times ``roots`` of coverage; these are None where it is 1 for all.
    """

    reading: Reading
    rows: Rows
    scores: Floats
    sums: Floats
    roots: Floats | None

    @classmethod
    def of(cls, reading: Reading, rows: Rows, sums: Floats, roots: Floats | None = None) -> "Found":
        """Multiply."""
        return cls(reading, rows, sums if roots is None else sums * roots, sums, roots)


Choice = Callable[[Floats, Rows, Shelf, int], Indexes]
"""Gives the places of the best of some scored documents, ties by id, in any order."""


def page(found: Sequence[Found], after: int, query: Query, choose: Choice) -> tuple[Hit, ...]:
    """Give the hits of the page asked for; ``choose`` finds those that rank best in each segment.

    Those of the first ``after`` places are left out: a second stage has put them in order.
    """
    wanted = query.offset + query.limit
    several = [each for each in found if len(each.rows)]
    if len(several) == 1:
        return _page_of_one(several[0], slice(max(after, query.offset), wanted), query, choose)
    entries: list[tuple[float, float, str, float]] = []
    for each in several:
        entries += _entries(each, query, wanted, choose)
    entries.sort()
    return tuple([Hit(id_, score) for _, _, id_, score in entries[max(after, query.offset) : wanted]])


def _page_of_one(found: Found, places: slice, query: Query, choose: Choice) -> tuple[Hit, ...]:
    """Give those places of one segment: however far down the page is, no id is read but its own."""
    rows, scores, keys = _chosen(found, query, places.stop, choose)
    shelf = found.reading.shelf
    by: list[NDArray[np.float64] | Rows] = [shelf.id_ranks[rows], -scores, *keys]
    order = np.lexsort(by)[places]
    ids = shelf.segment.ids.several(rows[order].tolist())
    return tuple([Hit(id_, score) for id_, score in zip(ids, scores[order].tolist(), strict=True)])


def _entries(found: Found, query: Query, wanted: int, choose: Choice) -> list[tuple[float, float, str, float]]:
    """Give what may be on the page: date, score downwards, id, score."""
    rows, scores, keys = _chosen(found, query, wanted, choose)
    ids = found.reading.shelf.segment.ids.several(rows.tolist())
    dates = keys[0].tolist() if keys else [0.0] * len(ids)
    return [(date, -score, id_, score) for date, score, id_ in zip(dates, scores.tolist(), ids, strict=True)]


def _chosen(found: Found, query: Query, wanted: int, choose: Choice) -> tuple[Rows, Floats, list[Floats]]:
    """Give the documents that may be on the page, in any order, their scores, and their days where these come first."""
    shelf, rows, scores = found.reading.shelf, found.rows, found.scores
    keys = [] if query.sort == "relevance" else [_dates(shelf, rows, latest_first=query.sort == "-date")]
    if len(rows) > max(wanted, FEW):
        if keys:
            at = _first([*keys, -scores], np.arange(len(rows)), wanted, shelf, rows)
        else:
            at = choose(scores, rows, shelf, wanted)
        rows, scores, keys = rows[at], scores[at], [key[at] for key in keys]
    return rows, scores, keys


def first(scores: Floats, rows: Rows, shelf: Shelf, wanted: int) -> Indexes:
    """Choose the best by NumPy."""
    return _first([-scores], np.arange(len(rows)), wanted, shelf, rows)


def _dates(shelf: Shelf, rows: Rows, *, latest_first: bool) -> Floats:
    """Make a key of days: those that have none come last."""
    days = shelf.segment.days[rows].astype(np.float64)
    return np.where(days == 0, np.inf, -days if latest_first else days)


def _first(keys: Sequence[Floats], at: Indexes, wanted: int, shelf: Shelf, rows: Rows) -> Indexes:
    """Choose those of ``at`` that sort first by the keys and then by id, in any order."""
    if wanted >= len(at):
        return at
    if not keys:
        return _first_ids(at, wanted, shelf, rows)
    key = keys[0][at]
    last = np.partition(key, wanted - 1)[wanted - 1]
    before, ties = at[key < last], at[key == last]
    return np.concatenate([before, _first(keys[1:], ties, wanted - len(before), shelf, rows)])


def _first_ids(at: Indexes, wanted: int, shelf: Shelf, rows: Rows) -> Indexes:
    if len(at) <= COMPARED:
        ids = shelf.segment.ids
        return np.array(sorted(at.tolist(), key=lambda each: ids[rows[each]])[:wanted], np.intp)
    ranks = shelf.id_ranks[rows[at]]
    return at[np.argpartition(ranks, wanted - 1)[:wanted]]
