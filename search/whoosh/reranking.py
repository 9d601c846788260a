"""The second stage of ranking: the best documents of the first, over all segments, put in order again by proximity."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from search.proximity import Said, proximity, reranked, weight_of_word
from search.ranking import RERANKED
from search.types import Hit
from search.whoosh.arrays import Integers
from search.whoosh.ordering import Choice, Found
from search.whoosh.phrases import positions_in
from search.whoosh.rows import Rows
from search.whoosh.shelf import Floats, Shelf
from search.whoosh.snapshot import Reading, Snapshot

Nearness = Callable[[int, Rows], Integers]
"""Gives ``search.proximity.proximity`` of some documents, ascending, of the reading at that place."""


class Leading(NamedTuple):
    """The documents that come first, in order: the shelf of each, or one that all are of; its row, and its score.

    An id is read when a page has it.
    """

    shelves: Sequence[Shelf] = ()
    rows: Sequence[int] = ()
    scores: Sequence[float] = ()

    def hits(self, first: int, last: int) -> tuple[Hit, ...]:
        """Give those from the first to before the last."""
        rows = self.rows[first:last]
        if len(self.shelves) == 1:
            ids = self.shelves[0].segment.ids.several(rows)
        else:
            ids = [shelf.segment.ids[row] for shelf, row in zip(self.shelves[first:last], rows, strict=True)]
        return tuple(map(Hit, ids, self.scores[first:last]))


class _First(NamedTuple):
    """A document of the first stage, in order: score downwards, id; then which found it is one of, and its row."""

    minus_score: float
    id: str
    found: int
    row: int


def leading(found: Sequence[Found], near: Nearness, choose: Choice) -> Leading:
    """Put those in order that come first, whatever the page asked for."""
    having = [at for at, each in enumerate(found) if len(each.rows)]
    if not having:
        return Leading()
    if len(having) == 1:
        return _of_one(found[having[0]], having[0], near, choose)
    first = sorted(entry for at in having for entry in _first(at, found[at], choose))[:RERANKED]
    again: list[tuple[float, str, int, int]] = []
    for at in {each.found for each in first}:
        ids = {each.row: each.id for each in first if each.found == at}
        rows = np.array(sorted(ids), np.uint32)
        scores = _scored(found[at], found[at].rows.searchsorted(rows), near(at, rows))
        again += [(-score, ids[row], at, row) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]
    again.sort()
    shelves = [found[at].reading.shelf for _, _, at, _ in again]
    return Leading(shelves, [row for *_, row in again], [-minus for minus, *_ in again])


def _of_one(found: Found, at: int, near: Nearness, choose: Choice) -> Leading:
    """Put those of one segment in order: what most searches come to, in a few operations."""
    rows, shelf = found.rows, found.reading.shelf
    places = np.arange(len(rows))
    if len(rows) > RERANKED:
        places = np.sort(choose(found.scores, rows, shelf, RERANKED))
        rows = rows[places]
    scores = _scored(found, places, near(at, rows))
    order = np.lexsort((shelf.id_ranks[rows], -scores))
    return Leading([shelf], rows[order].tolist(), scores[order].tolist())


def _scored(found: Found, places: Integers, nearness: Integers) -> Floats:
    roots = 1.0 if found.roots is None else found.roots[places]
    return reranked(found.sums[places], nearness, roots)


def _first(at: int, found: Found, choose: Choice) -> list[_First]:
    rows, scores, shelf = found.rows, found.scores, found.reading.shelf
    if len(rows) > RERANKED:
        places = choose(scores, rows, shelf, RERANKED)
        rows, scores = rows[places], scores[places]
    ids = shelf.segment.ids.several(rows.tolist())
    return [_First(-score, id_, at, row) for score, id_, row in zip(scores.tolist(), ids, rows.tolist(), strict=True)]


def nearness(snapshot: Snapshot, readings: Sequence[Reading], said: Said) -> Nearness:
    """Make what tells how near documents of these readings have what was said, by NumPy."""
    parts = {word: [snapshot.parts(each, "exact", word) for each in snapshot.readings] for word in said.words}
    weights = [weight_of_word(snapshot.size, snapshot.having(parts[word])) for word in said.words]

    def near(at: int, rows: Rows) -> Integers:
        shelf = readings[at].shelf
        places = [positions_in(shelf, word, "text_exact", rows) for word in said.words]
        return np.array([proximity(said, weights, [its[row] for its in places]) for row in range(len(rows))], np.int64)

    return near
