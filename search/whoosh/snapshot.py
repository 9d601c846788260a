"""One commit, ready to be asked: the segments with what is deleted in each, and exact statistics over them.

A snapshot never changes. The shelves of segments that outlived a commit are shared with the snapshot before it, so
that a new one costs what is new, not what is there.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from search.clauses import Prefix
from search.fields import FIELDS, VIEWS, ZONES
from search.ranking import MAX_EXPANSIONS, average, idf
from search.whoosh.rows import Rows, member
from search.whoosh.shelf import Part, Shelf

EXPANSIONS = 256
"""Prefixes whose words are remembered."""


class Expanded(NamedTuple):
    """What a prefix stands for: all words that begin so up to ``last``, or all when that is None."""

    last: str | None

    @property
    def cut(self) -> bool:
        """Whether there were more."""
        return self.last is not None


class Reading:
    """A shelf as one commit sees it: ``deleted`` are the rows that are gone, ascending."""

    def __init__(self, shelf: Shelf, deleted: Rows) -> None:
        self.shelf = shelf
        self.deleted = deleted
        self.size = shelf.size - len(deleted)

    def live(self, rows: Rows) -> Rows:
        """Leave out what is deleted."""
        return rows[~member(rows, self.deleted)] if len(self.deleted) else rows

    def having(self, part: Part) -> int:
        """Count the live documents of a part."""
        if not len(self.deleted):
            return len(part.documents)
        return len(part.documents) - int(np.count_nonzero(member(self.deleted, part.documents)))

    def totals(self, view: str) -> tuple[int, int]:
        """Tell how many words the live documents have in a view, and in how many of them it is not empty."""
        words, documents = self.shelf.totals[view]
        gone = self.shelf.lengths[view][self.deleted]
        return words - int(gone.sum()), documents - int(np.count_nonzero(gone))


class Snapshot:
    """The readings of one commit."""

    def __init__(self, generation: int, readings: Sequence[Reading]) -> None:
        self.generation = generation
        self.readings = readings
        self.size = sum(each.size for each in readings)
        totals = {view: [each.totals(view) for each in readings] for view in VIEWS}
        self.averages = {
            view: average(sum(words for words, _ in each), sum(documents for _, documents in each))
            for view, each in totals.items()
        }
        self.expanded = lru_cache(EXPANSIONS)(self._expanded)

    def parts(self, reading: Reading, form: str, term: str) -> tuple[Part, ...]:
        """Look a form up (``lem``, ``exact`` or ``prefix``) in one reading, in all zones."""
        if form != "prefix":
            return reading.shelf.parts(form, term)
        return reading.shelf.beginning(term, self.expanded(Prefix(term)).last, tuple(ZONES))

    def idf(self, parts: Sequence[tuple[Part, ...]]) -> float | None:
        """Tell how telling a form is that has these parts in the readings; None when no document has it."""
        having = self.having(parts)
        return idf(self.size, having) if having else None

    def having(self, parts: Sequence[tuple[Part, ...]]) -> int:
        """Count the live documents that have a form in one zone, the most of all zones."""
        zones: dict[str, int] = {}
        for reading, here in zip(self.readings, parts, strict=True):
            for part in here:
                zones[part.zone] = zones.get(part.zone, 0) + reading.having(part)
        return max(zones.values(), default=0)

    def _expanded(self, prefix: Prefix) -> Expanded:
        """Find the words a prefix stands for: those that live documents have, the first ones in order."""
        views = [f"{zone}_exact" for zone in ([FIELDS[prefix.field].zone] if prefix.field else ZONES)]
        segments = [each.shelf.segment for each in self.readings]
        if sum(each.word_count(view, prefix.start) for each in segments for view in views) <= MAX_EXPANSIONS:
            return Expanded(None)
        lists = [_live_words(reading, view, prefix.start) for reading in self.readings for view in views]
        words = sorted(set().union(*lists))
        return Expanded(words[MAX_EXPANSIONS - 1] if len(words) > MAX_EXPANSIONS else None)


def _live_words(reading: Reading, view: str, start: str) -> Iterable[str]:
    """Give the first words of a view that begin so: one more than a prefix stands for."""
    segment = reading.shelf.segment
    if not len(reading.deleted):
        return segment.first_words(view, start, MAX_EXPANSIONS + 1)
    live = (
        word
        for word in segment.words(view, start)
        if (found := segment.postings(view, word)) and len(reading.live(found.documents))
    )
    return islice(live, MAX_EXPANSIONS + 1)
