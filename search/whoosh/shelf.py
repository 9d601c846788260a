"""What is known of one segment, whatever the commit: terms in all zones, norms, filters, facets, the order of ids.

A shelf outlives commits, as its segment does; documents that were deleted since are in here still. Whatever it
remembers of queries lies in one cache, of as many bytes as ``limit`` says.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.fields import FORMS, VIEWS, ZONES
from search.ranking import norm, saturation
from search.types import Filter
from search.whoosh.cache import ByteCache
from search.whoosh.chart import File
from search.whoosh.facets import FacetTable
from search.whoosh.postings import Positions
from search.whoosh.rows import NO_ROWS, Mask, Rows, union
from search.whoosh.segment import OpenSegment
from search.whoosh.sketches import Sketches

Floats = NDArray[np.float64]

SORTED_BELOW = 12
"""The postings of a prefix are sorted when they are fewer than one in this many documents."""

KEPT_FROM = 1_024
"""Sums over a term's postings are kept when it has so many: below, making them again is as quick as finding them."""


_VIEWS_OF = {form: [(zone, f"{zone}_{form}") for zone in ZONES] for form in FORMS}
_VIEWS_OF["accented"] = _VIEWS_OF["lem"]  # where words with accents stand, as no stem has any


class Part(NamedTuple):
    """A form in one zone: the documents that have it (ascending), how often, and where, one after the other."""

    zone: str
    view: str
    documents: Rows
    frequencies: NDArray[Any]
    positions: Positions | None


class Shelf:
    """One segment, for searching. Threads may share it."""

    def __init__(self, segment: OpenSegment) -> None:
        self.segment = segment
        self.size = len(segment.ids)
        self.lengths = {view: segment.lengths[at] for at, view in enumerate(VIEWS)}
        self._terms: ByteCache[tuple[Part, ...]] = ByteCache(0, _parts_size)
        self._cache: ByteCache[Any] = ByteCache(0, _size)
        self._facets: dict[str, FacetTable] = {}
        self._norms: dict[str, tuple[float, Floats]] = {}
        self._sketches: Sketches | None = None

    def limit(self, cache_bytes: int) -> None:
        """Bound what is remembered."""
        self._terms.limit(cache_bytes // 2)
        self._cache.limit(cache_bytes // 2)

    @cached_property
    def totals(self) -> dict[str, tuple[int, int]]:
        """How many words each view has in all, and in how many documents it is not empty."""
        return {view: (int(each.sum()), int(np.count_nonzero(each))) for view, each in self.lengths.items()}

    @cached_property
    def id_ranks(self) -> Rows:
        """The place of each document in the order of ids."""
        ranks = np.empty(self.size, np.uint32)
        ranks[self.segment.ids.order] = np.arange(self.size)
        return ranks

    @cached_property
    def all_rows(self) -> Rows:
        """Every document."""
        return np.arange(self.size, dtype=np.uint32)

    def parts(self, form: str, term: str) -> tuple[Part, ...]:
        """Look a form (``lem``, ``exact`` or ``accented``) up in all zones; zones without it are left out."""
        return self._terms.get((form, term), lambda: self._parts(form, term))

    def _parts(self, form: str, term: str) -> tuple[Part, ...]:
        parts = []
        for zone, view in _VIEWS_OF[form]:
            found = self.segment.postings(view, term)
            if found is not None:
                parts.append(Part(zone, view, *found))
        return tuple(parts)

    def beginning(self, start: str, last: str | None, zones: Sequence[str]) -> tuple[Part, ...]:
        """Take the words that begin so, up to the ``last`` one allowed, as one form: an exact one in these zones."""
        key = ("beginning", start, last, *zones)
        return self._terms.get(key, lambda: self._beginning(start, last, zones))

    def _beginning(self, start: str, last: str | None, zones: Sequence[str]) -> tuple[Part, ...]:
        parts = []
        for zone in zones:
            view = f"{zone}_exact"
            documents, frequencies = self.segment.beginning(view, start, last)
            if len(documents):
                parts.append(Part(zone, view, *_together(documents, frequencies, self.size), None))
        return tuple(parts)

    def rows(self, parts: tuple[Part, ...], *key: str | None) -> Rows:
        """Unite the zones; ``key`` names the form, for the cache."""
        if len(parts) < 2:  # noqa: PLR2004 nothing to unite
            return parts[0].documents if parts else NO_ROWS
        found: Rows = self._cache.get(("rows", *key), lambda: union([each.documents for each in parts]))
        return found

    def ends(self, part: Part, term: str) -> NDArray[np.int64]:
        """Tell where the positions of each of a term's documents end among all of its positions."""
        ends: NDArray[np.int64] = self._kept(
            ("ends", part.view, term), len(part.documents), lambda: np.cumsum(part.frequencies, dtype=np.int64)
        )
        return ends

    def filled(self, part: Part, average: float, form: str, term: str) -> Floats:
        """Give the saturation of all postings of a part of that form, for zones of that average length."""

        def fill() -> Floats:
            return saturation(part.frequencies, self.norms(part.view, average)[self.lengths[part.view][part.documents]])

        if form == "prefix":  # the words it stands for are another commit's own
            return fill()
        filled: Floats = self._kept(("filled", part.view, average, form, term), len(part.documents), fill)
        return filled

    def norms(self, view: str, average: float) -> Floats:
        """Give the norm of every length there is in a view: a table that lengths index."""

        def make() -> Floats:
            return norm(np.arange(int(self.lengths[view].max(initial=0)) + 1, dtype=np.float64), average)

        known = self._norms.get(view)
        if known is None or known[0] != average:
            known = self._norms[view] = (average, make())
        return known[1]

    def facet(self, name: str) -> FacetTable | None:
        """Give the values of a facet; None when no document has any."""
        if name not in self._facets and name in self.segment.values:
            self._facets[name] = FacetTable(self.segment.values[name])
        return self._facets.get(name)

    def sketches(self, draw: Callable[[File], Sketches]) -> Sketches:
        """Give the sketches of all exact forms, drawn when first asked for."""
        if self._sketches is None:
            self._sketches = Sketches(*draw(self.segment.file))
        return self._sketches

    def having(self, filter_: Filter) -> Mask:
        """Tell for every document whether it has one of the values."""
        table = self.facet(filter_.name)
        if table is None:
            return np.zeros(self.size, np.bool_)
        mask: Mask = self._cache.get(filter_, lambda: table.having(filter_.any_of))
        return mask

    def _kept(self, key: tuple[Any, ...], size: int, make: Callable[[], Any]) -> Any:
        return self._cache.get(key, make) if size >= KEPT_FROM else make()


def _together(documents: Rows, frequencies: NDArray[Any], size: int) -> tuple[Rows, NDArray[np.float64]]:
    """Take several words for one: the documents that have any of them, ascending, and how often in all.

    Few are sorted, each document and its frequency in one number; many are added up in a dense array.
    """
    if len(documents) * SORTED_BELOW > size:
        sums = np.bincount(documents, frequencies, size)
        rows = (sums > 0).nonzero()[0]
        return rows.astype(np.uint32), np.asarray(sums[rows], np.float64)
    both = documents.astype(np.uint64) << 32 | frequencies
    both.sort()
    ordered = (both >> 32).astype(np.uint32)
    firsts = np.ones(len(both), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=firsts[1:])
    starts = firsts.nonzero()[0]
    return ordered[starts], np.add.reduceat(both.astype(np.uint32), starts, dtype=np.float64)


def _parts_size(parts: tuple[Part, ...]) -> int:
    """Count the bytes of parts as if all of them were copies."""
    return sum([each.documents.nbytes + each.frequencies.nbytes for each in parts])


def _size(value: Any) -> int:
    """Count the bytes of arrays, those apart that are only views of something else."""
    if isinstance(value, np.ndarray):
        return 0 if value.base is not None else value.nbytes
    return sum(map(_size, value)) if isinstance(value, tuple) else 0
