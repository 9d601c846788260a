"""The best of what was found: a heap of as many as are wanted, the worst of them on top; O(found · log wanted)."""

import numpy as np

from search.whoosh.arrays import Integers, Words
from search.whoosh.kernels.compiling import kernel
from search.whoosh.shelf import Floats


@kernel
def best(scores: Floats, rows: Words, ranks: Words, wanted: int) -> Integers:
    """Give the places of the ``wanted`` best: the highest score first, ties by the rank of their ids."""
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
