"""The documents of one generation, flat: numbered through, the deleted left out, with exact statistics.

Everything that ranks is in here: a term's documents and what they weigh, its places, a prefix's words.
"""

from collections.abc import Sequence
from heapq import merge
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.clauses import Prefix
from search.fields import FIELDS, VIEWS, ZONES
from search.ranking import MAX_EXPANSIONS, average, saturation
from search.whoosh.cache import ByteCache
from search.whoosh.facets import FacetTable, Mask
from search.whoosh.segment import Integers, OpenSegment

Floats = NDArray[np.float64]
Arrays = tuple[NDArray[np.int64] | Floats, ...]

NONE = np.empty(0, np.int64)


class Weighed(NamedTuple):
    """The documents that have a form, in any zone, and their sum of weighted saturations."""

    documents: Integers
    weights: Floats


class Expanded(NamedTuple):
    """The words a prefix stands for, and whether there were more."""

    words: tuple[str, ...]
    cut: bool


class Snapshot:
    """An immutable view of the index; threads may share it.

    ``segments`` comes with the mask of the documents that are live in each.
    """

    def __init__(self, generation: int, segments: Sequence[tuple[OpenSegment, Mask]], cache_bytes: int) -> None:
        self.generation = generation
        self.ids = [id_ for each, live in segments for id_, alive in zip(each.ids, live.tolist(), strict=True) if alive]
        self.size = len(self.ids)
        self.id_order: Integers = np.empty(self.size, np.int64)
        self.id_order[sorted(range(self.size), key=self.ids.__getitem__)] = np.arange(self.size)
        self.days = np.concatenate([NONE, *(each.days[live] for each, live in segments)])
        self._numbered: list[tuple[OpenSegment, Integers]] = []
        first = 0
        for each, live in segments:
            numbers = np.where(live, np.cumsum(live) - 1 + first, -1)
            first += int(np.count_nonzero(live))
            self._numbered.append((each, numbers))
        self._lengths: dict[str, Floats] = {}
        self._averages: dict[str, float] = {}
        for at, view in enumerate(VIEWS):
            lengths = np.concatenate([NONE, *(each.lengths[at][live] for each, live in segments)])
            self._averages[view] = average(int(lengths.sum()), int(np.count_nonzero(lengths)))
            self._lengths[view] = lengths.astype(np.float64)
        names = {name for each, _ in segments for name in each.values}
        self.facets = {name: FacetTable([(each.values.get(name), live) for each, live in segments]) for name in names}
        self._cache: ByteCache[Arrays] = ByteCache(cache_bytes, lambda arrays: sum(each.nbytes for each in arrays))
        self._expansions: ByteCache[Expanded] = ByteCache(cache_bytes // 16, lambda each: 64 * len(each.words))

    def weighed(self, form: str, term: str) -> Weighed:
        """Weigh a form (``lem``, ``exact`` or ``prefix``) in all zones."""
        return Weighed(*self._cache.get((form, term), lambda: self._weigh(form, term)))  # type: ignore[arg-type]

    def _weigh(self, form: str, term: str) -> Arrays:
        parts: list[Weighed] = []
        for zone, weight in ZONES.items():
            view = f"{zone}_{'exact' if form == 'prefix' else form}"
            documents, frequencies = self._prefix(view, term) if form == "prefix" else self._occurring(view, term)
            if len(documents):
                filled = saturation(frequencies, self._lengths[view][documents], self._averages[view])
                parts.append(Weighed(documents, weight * filled))
        if len(parts) == 1:
            return parts[0]
        total = np.zeros(self.size)
        for part in parts:
            total[part.documents] += part.weights
        documents = np.flatnonzero(total)
        return documents, total[documents]

    def _occurring(self, view: str, term: str) -> tuple[Integers, Floats]:
        """Give the live documents that have a term in a view, and how often."""
        documents: list[Integers] = []
        frequencies: list[Floats] = []
        for segment, numbers in self._numbered:
            if found := segment.postings(view, term):
                here = numbers[found.documents]
                live = here >= 0
                documents.append(here[live])
                frequencies.append(found.frequencies[live].astype(np.float64))
        if not documents:
            return NONE, NONE.astype(np.float64)
        return np.concatenate(documents), np.concatenate(frequencies)

    def _prefix(self, view: str, start: str) -> tuple[Integers, Floats]:
        """Add up the words that begin so."""
        total = np.zeros(self.size)
        for word in self.expanded(Prefix(start)).words:
            documents, frequencies = self._occurring(view, word)
            total[documents] += frequencies
        found = np.flatnonzero(total)
        return found, total[found]

    def places(self, view: str, term: str) -> Integers:
        """Give a term's live places in a view, ascending: document number << 32 | position."""
        return self._cache.get(("places", view, term), lambda: (self._place(view, term),))[0]  # type: ignore[return-value]

    def _place(self, view: str, term: str) -> Integers:
        found = [NONE]
        for segment, numbers in self._numbered:
            if postings := segment.postings(view, term):
                documents = np.repeat(numbers[postings.documents], postings.frequencies)
                places = (documents << 32) | postings.positions.astype(np.int64)
                found.append(places[documents >= 0])
        return np.concatenate(found)

    def expanded(self, prefix: Prefix) -> Expanded:
        """Find the words a prefix stands for: those that live documents have, the first ones in order."""
        return self._expansions.get(prefix, lambda: self._expand(prefix))

    def _expand(self, prefix: Prefix) -> Expanded:
        zones = [FIELDS[prefix.field].zone] if prefix.field else list(ZONES)
        views = [f"{zone}_exact" for zone in zones]
        lists = [
            (term for term, _ in each.beginning(view, prefix.start)) for each, _ in self._numbered for view in views
        ]
        words: list[str] = []
        for word, _ in groupby(merge(*lists)):
            if any(len(self._occurring(view, word)[0]) for view in views):
                if len(words) == MAX_EXPANSIONS:
                    return Expanded(tuple(words), cut=True)
                words.append(word)
        return Expanded(tuple(words), cut=False)
