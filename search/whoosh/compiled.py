"""The kernels at work: a plan over a snapshot → what was found, segment by segment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import repeat
from operator import add
from typing import NamedTuple, TypeAlias

import numpy as np

from search.beginnings import begins_nearly
from search.fields import ZONES
from search.proximity import Said
from search.ranking import MAX_EXPANSIONS, lets_off
from search.spelling import Near, nearest
from search.types import FacetCount, Filter
from search.whoosh.arrays import Integers, Mask
from search.whoosh.facets import most_frequent
from search.whoosh.kernels.answering import CUT, answered, found, looked_up, near_said
from search.whoosh.kernels.beginnings import begun_nearly
from search.whoosh.kernels.counting import tally, tally_others
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.looking import WORDS
from search.whoosh.kernels.ordering import best
from search.whoosh.kernels.saturation import saturation_table
from search.whoosh.kernels.sketches import sketched
from search.whoosh.kernels.spelling import near_words
from search.whoosh.ordering import Found, Indexes
from search.whoosh.plan import Plan
from search.whoosh.reranking import Leading, Nearness, leading
from search.whoosh.rows import Rows
from search.whoosh.scratch import SCRATCH
from search.whoosh.shelf import Floats, Shelf
from search.whoosh.snapshot import Reading, Snapshot

NO_MASK: Mask = np.empty(0, np.bool_)

_Matched: TypeAlias = tuple[list[Found], bool, Sequence[str], Leading]


class Kernels:
    """Answers plans over one commit."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._averages = np.array(list(snapshot.averages.values()))
        self._table = saturation_table(self._averages)

    def matched(self, plan: Plan, filters: Sequence[Filter], said: Said | None) -> _Matched | None:
        """Give what was found, whether words were let off, and the beginnings of which some words were left out.

        And, where the best come first, the first documents in order. None when a beginning has too many words, and only
        NumPy can tell which of them live.
        """
        having = np.zeros((len(plan.weights), len(ZONES) + 1), np.int64)
        readings = self._snapshot.readings
        return self._by_one(plan, filters, having) if len(readings) == 1 else self._by_all(plan, filters, said, having)

    def _by_one(self, plan: Plan, filters: Sequence[Filter], having: Integers) -> _Matched | None:
        """Ask the only segment there is."""
        (reading,) = self._snapshot.readings
        shelf = reading.shelf
        dense = SCRATCH.take_numbers(shelf.size)
        how, whole, rows, sums, roots, first, scores = answered(
            *shelf.segment.file,
            reading.deleted,
            shelf.id_ranks,
            plan.keys,
            plan.numbers,
            plan.weights,
            _mask(shelf, filters),
            self._snapshot.size,
            self._averages,
            self._table,
            dense,
            having,
        )
        SCRATCH.give_numbers(dense)
        if how == CUT:
            return None
        here = Found.of(reading, rows, sums, roots if len(roots) else None)
        cut = [start for start, form in plan.begun if having[form, WORDS] > MAX_EXPANSIONS]
        return [here], len(rows) > whole, cut, Leading([shelf], first.tolist(), scores.tolist())

    def _by_all(self, plan: Plan, filters: Sequence[Filter], said: Said | None, having: Integers) -> _Matched | None:
        """Ask all segments, step by step: how telling a word is depends on all of them."""
        lists = [self._looked_up(reading, plan, having) for reading in self._snapshot.readings]
        if having[:, WORDS].max(initial=0) > MAX_EXPANSIONS:
            return None
        asked = _Asked(plan, having, [_mask(reading.shelf, filters) for reading in self._snapshot.readings], lists)
        every = self._found(asked, most=False)
        whole, relaxed = sum([len(each.rows) for each in every]), False
        if plan.most_do or lets_off(plan.words, whole):
            every = self._found(asked, most=True)
            relaxed = sum([len(each.rows) for each in every]) > whole
        return every, relaxed, (), leading(every, self._nearness(asked), self.best) if said else Leading()

    def _nearness(self, asked: "_Asked") -> Nearness:
        readings, size = self._snapshot.readings, self._snapshot.size

        def near_of(at: int, rows: Rows) -> Integers:
            return near_said(
                readings[at].shelf.segment.file, asked.lists[at], asked.plan.numbers, size, asked.having, rows
            )

        return near_of

    def best(self, scores: Floats, rows: Rows, shelf: Shelf, wanted: int) -> Indexes:
        """Give the places of the best: ties by id."""
        return best(scores, rows, shelf.id_ranks, wanted)

    def near_words(self, word: str, most: float) -> list[Near]:
        """Give the exact forms, of the same first letter as an ASCII word, that are at most so far off, each once.

        Deleted documents are counted, too.
        """
        key = np.frombuffer(word.encode(), np.uint8)
        zones: dict[str, list[int]] = {}
        found: dict[str, float] = {}
        for reading in self._snapshot.readings:
            shelf = reading.shelf
            words, having, distances = near_words(shelf.segment.file, shelf.sketches(sketched), key, most)
            here = words.tobytes().decode().split("\n")[:-1]
            for each, in_zones, far in zip(here, having.tolist(), distances.tolist(), strict=True):
                known = zones.get(each)
                zones[each] = in_zones if known is None else [*map(add, known, in_zones)]
                found[each] = far
        near = [Near(each, far, max(zones[each])) for each, far in found.items() if far >= 0]
        unsure = [each for each, far in found.items() if far < 0]
        near += [Near(each, far, max(zones[each])) for each, far in nearest(word, unsure, most)]
        return near

    def begun_nearly(self, start: str) -> Iterator[tuple[str, int]]:
        """Give the exact forms that begin with ASCII letters but for a slip, the frequent first.

        Each comes with a bound of what is still to come: for each zone the segments' next numbers of documents, deleted
        ones too, are added up, as in the threshold algorithm (Fagin, Lotem and Naor 2001).
        """
        key = np.frombuffer(start.encode(), np.uint8)
        segments = [reading.shelf.segment for reading in self._snapshot.readings]
        lists = []
        for at, reading in enumerate(self._snapshot.readings):
            places, having = begun_nearly(segments[at].file, reading.shelf.sketches(sketched), key)
            for zone in range(len(ZONES)):
                rows = np.flatnonzero(having[:, zone])
                rows = rows[np.argsort(-having[rows, zone], kind="stable")]
                lists.append([*zip((-having[rows, zone]).tolist(), repeat((zone, at)), places[rows, zone].tolist())])
        bounds = {which: -less for (less, which, _), *_ in filter(None, lists)}
        for less, which, place in merge(*lists):
            bounds[which] = -less
            word = segments[which[1]].word(place)
            if begins_nearly(word, start):
                zones = Counter[int]()
                for (zone, _), having in bounds.items():
                    zones[zone] += having
                yield word, max(zones.values())

    def counted(self, found: Sequence[Found], name: str, limit: int) -> tuple[FacetCount, ...]:
        """Count the values of one facet over all that was found; the most frequent come first, ties by value."""
        tallies = []
        for each in found:
            table = each.reading.shelf.facet(name)
            if table is not None:
                counts = np.zeros(len(table.values) + 1)
                tally(table.columns, each.rows, counts)
                if len(table.others[0]):
                    tally_others(*table.others, each.rows, counts)
                tallies.append((table, counts[:-1]))
        if len(tallies) != 1:
            return most_frequent([(table, counts.astype(np.int64)) for table, counts in tallies], limit)
        table, counts = tallies[0]
        top = best(counts, table.places, table.places, limit)
        values, many = [table.values[code] for code in top.tolist()], counts[top].astype(np.int64).tolist()
        return tuple([each for each in map(FacetCount, values, many) if each.count])

    def _looked_up(self, reading: Reading, plan: Plan, having: Integers) -> Lists:
        dense = SCRATCH.take_numbers(reading.shelf.size)
        lists = looked_up(
            reading.shelf.segment.file, reading.deleted, plan.keys, plan.numbers, dense, having, alone=False
        )
        SCRATCH.give_numbers(dense)
        return lists

    def _found(self, asked: "_Asked", *, most: bool) -> list[Found]:
        """Find what has all of the words, or most of them."""
        every: list[Found] = []
        plan = asked.plan
        for at, reading in enumerate(self._snapshot.readings):
            dense = SCRATCH.take_numbers(reading.shelf.size)
            rows, sums, roots = found(
                reading.shelf.segment.file,
                reading.deleted,
                asked.lists[at],
                plan.numbers,
                plan.weights,
                asked.masks[at],
                self._snapshot.size,
                asked.having,
                self._averages,
                self._table,
                dense,
                most,
            )
            SCRATCH.give_numbers(dense)
            every.append(Found.of(reading, rows, sums, roots if len(roots) else None))
        return every


class _Asked(NamedTuple):
    """A plan, and what was looked up for it: how many documents have each form; masks and lists of each reading."""

    plan: Plan
    having: Integers
    masks: list[Mask]
    lists: list[Lists]


def _mask(shelf: Shelf, filters: Sequence[Filter]) -> Mask:
    """Tell which documents pass all filters; nothing where there is none."""
    if not filters:
        return NO_MASK
    mask = shelf.having(filters[0])
    for each in filters[1:]:
        mask = mask & shelf.having(each)
    return mask
