"""The second stage of ranking: the best documents of the first, over all segments, put in order again by proximity."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from search.proximity import Said, proximity, reranked, weight_of_word
from search.ranking import RERANKED
from search.types import Hit
from search.whoosh.ordering import Choice, Found
from search.whoosh.phrases import positions_in
from search.whoosh.rows import Rows
from search.whoosh.snapshot import Reading, Snapshot

Nearness = Callable[[int, Rows], Sequence[int]]
"""Gives ``search.proximity.proximity`` of some documents, ascending, of the reading at that place."""


class _First(NamedTuple):
    """A document of the first stage, in order: score downwards, id; and what it takes to score it again."""

    minus_score: float
    id: str
    reading: int
    row: int
    total: float
    root: float


def leading(found: Sequence[Found], near: Nearness, choose: Choice) -> tuple[Hit, ...]:
    """Give the hits that come first, whatever the page asked for."""
    first = sorted(entry for at, each in enumerate(found) for entry in _first(at, each, choose))[:RERANKED]
    hits: list[tuple[float, str]] = []
    for at in {each.reading for each in first}:
        here = sorted((each for each in first if each.reading == at), key=lambda each: each.row)
        nearness = near(at, np.array([each.row for each in here], np.uint32))
        hits += [
            (-reranked(each.total, closeness, each.root), each.id)
            for each, closeness in zip(here, nearness, strict=True)
        ]
    return tuple([Hit(id_, -minus) for minus, id_ in sorted(hits)])


def _first(at: int, found: Found, choose: Choice) -> list[_First]:
    reading, rows, scores, sums, roots = found
    places = np.arange(len(rows))
    if len(rows) > RERANKED:
        places = choose(scores, rows, reading.shelf, RERANKED)
        rows = rows[places]
    ids = reading.shelf.segment.ids.several(rows)
    factors = [1.0] * len(places) if roots is None else roots[places].tolist()
    columns = ((-scores[places]).tolist(), ids, [at] * len(ids), rows.tolist(), sums[places].tolist(), factors)
    return [_First(*each) for each in zip(*columns, strict=True)]


def nearness(snapshot: Snapshot, readings: Sequence[Reading], said: Said) -> Nearness:
    """Make what tells how near documents of these readings have what was said, by NumPy."""
    parts = {word: [snapshot.parts(each, "exact", word) for each in snapshot.readings] for word in said.words}
    weights = [weight_of_word(snapshot.size, snapshot.having(parts[word])) for word in said.words]

    def near(at: int, rows: Rows) -> list[int]:
        shelf = readings[at].shelf
        places = [positions_in(shelf, word, "text_exact", rows) for word in said.words]
        return [proximity(said, weights, [its[row] for its in places]) for row in range(len(rows))]

    return near
