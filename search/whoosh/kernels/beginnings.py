"""Which known words may begin like a mistyped one: a sieve over the sketches of ``search.whoosh.kernels.spelling``.

A word that begins so but for one slip has all the letters of the beginning but one: eight bytes tell that, 2 ns a word.
Of the few that pass, the letters are looked at.
"""

import numpy as np

from search.fields import ZONES
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import having_at, nth_value, word_at
from search.whoosh.kernels.sketches import (
    HEAD,
    bits_of,
    bounds,
    letter_of,
    place_of_any,
    sketch,
)
from search.whoosh.sketches import Sketches

_ZONES = len(ZONES)
_TWO_AS_ONE = frozenset("fhp")
"""Letters that sketches do not tell for certain: they have an f for a ph."""


def _certain() -> int:
    """Give the bits of all others."""
    return ~sum(bits_of(letter) for letter in _TWO_AS_ONE)


_CERTAIN = _certain()


@kernel
def begun_nearly(file: File, sketches: Sketches, start: Bytes) -> tuple[Integers, Integers]:
    """Find the exact forms that begin so but for a slip after the first letter; ``start`` is letters of ASCII.

    Gives of each its place in each zone's part of the dictionary, -1 where that has it not; and how many documents,
    deleted ones too, have it there. Words that are not ASCII are given whatever they are.
    """
    wanted = sketch(start, len(start))[0] & _CERTAIN
    unsure, sure, end = bounds(sketches, letter_of(start[0]))
    found, count, letters, heads = np.empty(end - unsure, np.int64), sure - unsure, sketches.letters, sketches.heads
    for at in range(count):
        found[at] = unsure + at
    for at in range(sure, end):
        if bits(wanted & ~letters[at]) <= 1:
            size = np.int64(0)
            while size < HEAD and heads[at * HEAD + size]:
                size += 1
            near = _begins_nearly(heads, at * HEAD, size, start)
            if size == HEAD and len(start) >= HEAD:  # more may follow
                key, size = word_at(file, place_of_any(sketches, at))
                near = _begins_nearly(file.content, key, size, start)
            if near:
                found[count] = at
                count += 1
    places, having = np.empty((count, _ZONES), np.int64), np.zeros((count, _ZONES), np.int64)
    for nth in range(count):
        for zone in range(_ZONES):
            place = np.int64(sketches.places[found[nth], zone])
            places[nth, zone] = place
            if place >= 0:
                having[nth, zone] = having_at(file, nth_value(file, place))
    return places, having


@kernel
def _begins_nearly(content: Bytes, at: int, size: int, start: Bytes) -> bool:
    """Say whether a word of ``size`` bytes begins so, as ``search.beginnings.begins_nearly`` does."""
    slip, typed = np.int64(0), len(start)
    while slip < size and slip < typed and content[at + slip] == start[slip]:
        slip += 1
    # One letter too many, another, one too few, two exchanged: from where on which rest follows.
    for place, rest in ((slip, slip + 1), (slip + 1, slip + 1), (slip + 1, slip), (slip + 2, slip + 2)):
        if place + typed - rest > size or place > size:
            continue
        if place == slip + 2 and not (
            rest <= typed and content[at + slip] == start[slip + 1] and content[at + slip + 1] == start[slip]
        ):
            continue
        step = rest
        while step < typed and content[at + place + step - rest] == start[step]:
            step += 1
        if step >= typed:
            return True
    return False
