"""The best of what was found: a heap of as many as are wanted, the worst of them on top; O(found · log wanted).

Where much was found, the score of the last one is bounded first, and what is below the bound is sieved out: some 4 ns
each, where a heap takes 8, since no processor foresees what gets in.
"""

import numpy as np

from search.whoosh.arrays import Integers, Words
from search.whoosh.kernels.compiling import kernel
from search.whoosh.shelf import Floats

SIEVED_FROM = 8
"""What was found is sieved when it is so many times as much as is wanted."""


@kernel
def best(scores: Floats, rows: Words, ranks: Words, wanted: int) -> Integers:
    """Give the places of the ``wanted`` best: the highest score first, ties by the rank of their ids."""
    if len(rows) <= SIEVED_FROM * wanted or not wanted:
        return _ordered(scores, rows, ranks, wanted)
    near, count, bound = np.empty(len(rows), np.int64), np.int64(0), _bound(scores, wanted)
    for each in range(len(rows)):
        near[count] = each
        count += scores[each] >= bound
    near = near[:count]
    return near[_ordered(scores[near], rows[near], ranks, wanted)]


@kernel
def _bound(scores: Floats, wanted: int) -> float:
    """Bound the score of the last of the wanted from below: so many of the greatest scores of groups are no less.

    Groups are twice as many as are wanted, each of every so-manieth document; so some 1.4 times as many reach it.
    """
    groups = 2 * wanted
    greatest = scores[:groups].copy()
    for start in range(groups, len(scores) - groups + 1, groups):
        for group in range(groups):
            greatest[group] = max(greatest[group], scores[start + group])
    return np.partition(greatest, groups - wanted)[groups - wanted]


@kernel
def _ordered(scores: Floats, rows: Words, ranks: Words, wanted: int) -> Integers:
    """Order by a heap of as many as are wanted."""
    size = min(wanted, len(rows))
    heap, keys, ties = np.arange(size), scores[:size].copy(), ranks[rows[:size]]
    for each in range(size // 2 - 1, -1, -1):
        _sink(heap, keys, ties, heap[each], keys[each], ties[each], np.int64(each), size)
    for each in range(size, len(rows) if size else 0):
        score = scores[each]
        if score > keys[0] or (score == keys[0] and ranks[rows[each]] < ties[0]):
            _sink(heap, keys, ties, each, score, ranks[rows[each]], np.int64(0), size)
    for last in range(size - 1, 0, -1):
        place, score, tie = heap[last], keys[last], ties[last]
        heap[last], keys[last], ties[last] = heap[0], keys[0], ties[0]
        _sink(heap, keys, ties, place, score, tie, np.int64(0), last)
    return heap


@kernel
def _sink(heap: Integers, keys: Floats, ties: Words, place: int, score: float, tie: int, at: int, size: int) -> None:
    """Put something in at a place of the heap, and let it sink until nothing below it is worse."""
    while 2 * at + 1 < size:
        below = 2 * at + 1
        other = below + 1
        if other < size and (keys[other] < keys[below] or (keys[other] == keys[below] and ties[other] > ties[below])):
            below = other
        if keys[below] > score or (keys[below] == score and ties[below] < tie):
            break
        heap[at], keys[at], ties[at] = heap[below], keys[below], ties[below]
        at = below
    heap[at], keys[at], ties[at] = place, score, tie


@kernel
def least_first(keys: Floats) -> Integers:
    """Order a few places by their keys, the least first, ties as they come: by insertion, which compiles to little."""
    order = np.arange(len(keys))
    for last in range(1, len(keys)):
        moving, at = order[last], last
        while at and keys[order[at - 1]] > keys[moving]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = moving
    return order
