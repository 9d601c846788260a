"""The kernels at work: a plan over a snapshot → what was found, segment by segment."""

from collections.abc import Sequence

import numpy as np

from search.fields import ZONES
from search.ranking import MAX_EXPANSIONS
from search.types import FacetCount, Filter
from search.whoosh.arrays import Integers, Mask
from search.whoosh.facets import most_frequent
from search.whoosh.kernels.counting import tally, tally_others
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.looking import WORDS, look_up
from search.whoosh.kernels.matching import matches
from search.whoosh.kernels.ordering import best
from search.whoosh.kernels.relaxing import most_of
from search.whoosh.kernels.scoring import saturation_table, scores
from search.whoosh.ordering import Found, Indexes
from search.whoosh.plan import Plan
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

    def found(self, plan: Plan, filters: Sequence[Filter]) -> tuple[list[Found], bool] | None:
        """Find, and tell whether words were let off; None when a prefix has too many words to be all of them."""
        snapshot = self._snapshot
        having = np.zeros((len(plan.kinds), len(ZONES) + 1), np.int64)
        lists = [self._looked_up(reading, plan, having) for reading in snapshot.readings]
        if plan.prefixes and int(having[:, WORDS].max()) > MAX_EXPANSIONS:
            return None
        masks = [_mask(reading.shelf, filters) for reading in snapshot.readings]
        found = []
        for reading, here, mask in zip(snapshot.readings, lists, masks, strict=True):
            rows = matches(reading.shelf.segment.file, reading.deleted, here, plan.whole, mask)
            if len(rows):
                found.append(Found(reading, rows, self._scores(reading, here, plan, having, rows)))
        if found or len(plan.words) < 2:  # noqa: PLR2004 one cannot be let off
            return found, False
        found = self._most(plan, lists, masks, having)
        return found, bool(found)

    def best(self, scores: Floats, rows: Rows, shelf: Shelf, wanted: int) -> Indexes:
        """Give the places of the best: ties by id."""
        return best(scores, rows, shelf.id_ranks, wanted)

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

    def _scores(self, reading: Reading, lists: Lists, plan: Plan, having: Integers, rows: Rows) -> Floats:
        dense = SCRATCH.take_numbers(reading.shelf.size)
        known = (self._snapshot.size, having, plan.weights, self._averages, self._table)
        sums = scores(reading.shelf.segment.file, lists, *known, rows, dense)
        SCRATCH.give_numbers(dense)
        return sums

    def _most(self, plan: Plan, lists: Sequence[Lists], masks: Sequence[Mask], having: Integers) -> list[Found]:
        """Find what has most of the words."""
        found = []
        size = self._snapshot.size
        for reading, here, mask in zip(self._snapshot.readings, lists, masks, strict=True):
            file = reading.shelf.segment.file
            dense = SCRATCH.take_numbers(reading.shelf.size)
            rows, share = most_of(file, reading.deleted, here, plan.words, plan.required, mask, size, having, dense)
            SCRATCH.give_numbers(dense)
            if len(rows):
                sums = self._scores(reading, here, plan, having, rows)
                found.append(Found(reading, rows, sums * np.sqrt(np.sqrt(share))))
        return found


def _mask(shelf: Shelf, filters: Sequence[Filter]) -> Mask:
    """Tell which documents pass all filters; nothing where there is none."""
    if not filters:
        return NO_MASK
    mask = shelf.having(filters[0])
    for each in filters[1:]:
        mask = mask & shelf.having(each)
    return mask
