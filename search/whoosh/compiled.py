"""The kernels at work: a plan over a snapshot → what was found, segment by segment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from search.beginnings import begins_nearly
from search.fields import ZONES
from search.proximity import Said
from search.ranking import MAX_EXPANSIONS, lets_off
from search.spelling import nearest
from search.types import FacetCount, Filter
from search.whoosh.arrays import Integers, Mask
from search.whoosh.facets import most_frequent
from search.whoosh.kernels.beginnings import begun_nearly
from search.whoosh.kernels.counting import tally, tally_others
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.looking import WORDS, look_up
from search.whoosh.kernels.matching import matches
from search.whoosh.kernels.ordering import best
from search.whoosh.kernels.proximity import near
from search.whoosh.kernels.relaxing import most_of
from search.whoosh.kernels.scoring import saturation_table, scores
from search.whoosh.kernels.spelling import near_words, sketched
from search.whoosh.ordering import Found, Indexes
from search.whoosh.plan import Plan
from search.whoosh.reranking import Leading, Nearness, leading
from search.whoosh.rows import Rows
from search.whoosh.scratch import SCRATCH
from search.whoosh.shelf import Floats, Shelf
from search.whoosh.snapshot import Reading, Snapshot

NO_MASK: Mask = np.empty(0, np.bool_)


class Kernels:
    """Answers plans over one commit."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._averages = np.array(list(snapshot.averages.values()))
        self._table = saturation_table(self._averages)

    def matched(
        self, plan: Plan, filters: Sequence[Filter], said: Said | None
    ) -> tuple[list[Found], bool, tuple[str, ...], Leading] | None:
        """Give what was found, whether words were let off, which beginnings were cut, and the hits that come first.

        None when a beginning has too many words to be all of them.
        """
        snapshot = self._snapshot
        having = np.zeros((len(plan.kinds), len(ZONES) + 1), np.int64)
        lists = [self._looked_up(reading, plan, having) for reading in snapshot.readings]
        if plan.prefixes and int(having[:, WORDS].max()) > MAX_EXPANSIONS:
            return None
        asked = _Asked(plan, having, [_mask(reading.shelf, filters) for reading in snapshot.readings], lists)
        found = []
        for at, reading in enumerate(snapshot.readings):
            file = reading.shelf.segment.file
            rows = matches(file, reading.deleted, lists[at], plan.whole, asked.masks[at])
            found.append(Found.of(reading, rows, self._scores(asked, at, rows)))
        whole, relaxed = sum([len(each.rows) for each in found]), False
        if plan.most_do or lets_off(len(plan.words), whole):
            found = self._most(asked)
            relaxed = sum([len(each.rows) for each in found]) > whole
        first = leading(found, self._nearness(asked, said), self.best) if said else Leading()
        return found, relaxed, (), first

    def _nearness(self, asked: "_Asked", said: Said) -> Nearness:
        readings, size, plan = self._snapshot.readings, self._snapshot.size, asked.plan

        def near_of(at: int, rows: Rows) -> Integers:
            file = readings[at].shelf.segment.file
            return near(file, asked.lists[at], size, asked.having, plan.said, plan.pairs, said.span, rows)

        return near_of

    def best(self, scores: Floats, rows: Rows, shelf: Shelf, wanted: int) -> Indexes:
        """Give the places of the best: ties by id."""
        return best(scores, rows, shelf.id_ranks, wanted)

    def near_words(self, word: str, most: float) -> Iterator[tuple[str, float]]:
        """Give the exact forms, of the same first letter as an ASCII word, that are at most so far off, each once."""
        key = np.frombuffer(word.encode(), np.uint8)
        found: dict[str, float] = {}
        for reading in self._snapshot.readings:
            segment, sketches = reading.shelf.segment, reading.shelf.sketches(sketched)
            places, distances = near_words(segment.file, sketches, key, most)
            found |= {segment.word(nth): far for nth, far in zip(places.tolist(), distances.tolist(), strict=True)}
        unsure = [each for each, far in found.items() if far < 0]
        return chain(((each, far) for each, far in found.items() if far >= 0), nearest(word, unsure, most))

    def begun_nearly(self, start: str) -> Iterator[tuple[str, int]]:
        """Give the exact forms that begin with ASCII letters but for a slip, the frequent first.

        Each comes with a bound of what is still to come: for each zone the segments' next numbers of documents, deleted
        ones too, are added up, as in the threshold algorithm (Fagin, Lotem and Naor 2001).
        """
        key = np.frombuffer(start.encode(), np.uint8)
        segments = [reading.shelf.segment for reading in self._snapshot.readings]
        lists = []
        for at, reading in enumerate(self._snapshot.readings):
            sketches = reading.shelf.sketches(sketched)
            for zone in range(len(ZONES)):
                places, having = begun_nearly(segments[at].file, sketches, key, zone)
                order = np.argsort(-having, kind="stable")
                lists.append([*zip((-having[order]).tolist(), repeat((zone, at)), places[order].tolist())])
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
        places = np.arange(len(counts), dtype=np.uint32)
        top = best(counts, places, places, limit).tolist()
        return tuple([FacetCount(table.values[code], int(counts[code])) for code in top if counts[code]])

    def _looked_up(self, reading: Reading, plan: Plan, having: Integers) -> Lists:
        file = reading.shelf.segment.file
        sums = SCRATCH.take_numbers(reading.shelf.size)
        arguments = (plan.keys, plan.ends, plan.kinds, MAX_EXPANSIONS, sums.view(np.int64), having)
        lists = look_up(file, reading.deleted, *arguments)
        SCRATCH.give_numbers(sums)
        return lists

    def _scores(self, asked: "_Asked", at: int, rows: Rows) -> Floats:
        if not len(rows):
            return _NO_SCORES
        shelf = self._snapshot.readings[at].shelf
        dense = SCRATCH.take_numbers(shelf.size)
        known = (self._snapshot.size, asked.having, asked.plan.weights, self._averages, self._table)
        sums = scores(shelf.segment.file, asked.lists[at], *known, rows, dense)
        SCRATCH.give_numbers(dense)
        return sums

    def _most(self, asked: "_Asked") -> list[Found]:
        """Find what has most of the words."""
        found = []
        plan, size = asked.plan, self._snapshot.size
        for at, reading in enumerate(self._snapshot.readings):
            file, here, mask = reading.shelf.segment.file, asked.lists[at], asked.masks[at]
            dense = SCRATCH.take_numbers(reading.shelf.size)
            what = (plan.words, plan.required, mask, size, asked.having)
            rows, share = most_of(file, reading.deleted, here, *what, dense)
            SCRATCH.give_numbers(dense)
            found.append(Found.of(reading, rows, self._scores(asked, at, rows), share))
        return found


class _Asked(NamedTuple):
    """A plan, and what was looked up for it: how many documents have each form; masks and lists of each reading."""

    plan: Plan
    having: Integers
    masks: list[Mask]
    lists: list[Lists]


_NO_SCORES: Floats = np.empty(0)


def _mask(shelf: Shelf, filters: Sequence[Filter]) -> Mask:
    """Tell which documents pass all filters; nothing where there is none."""
    if not filters:
        return NO_MASK
    mask = shelf.having(filters[0])
    for each in filters[1:]:
        mask = mask & shelf.having(each)
    return mask
