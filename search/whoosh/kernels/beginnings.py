"""Which known words may begin like a mistyped one: a sieve over the sketches of ``search.whoosh.kernels.spelling``.

A word that begins so but for one slip has all the letters of the beginning but one: eight bytes tell that, 3 ns a word.
Of the few that pass, the letters are looked at.
"""

import numpy as np

from search.fields import FORMS
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import DICTIONARY, File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import beginning, big_endian, having_at, nth_value, place_of
from search.whoosh.kernels.spelling import HEAD, UNSURE, letter_of
from search.whoosh.plan import EXACT

_FORMS = len(FORMS)
_TWO_AS_ONE = frozenset("fhp")
"""Letters that sketches do not tell for certain: they have an f for a ph."""


def _certain() -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    table = np.ones(128, np.bool_)
    table[[ord(letter) for letter in _TWO_AS_ONE]] = False
    return table


_CERTAIN = _certain()


@kernel
def begun_nearly(file: File, sketches: Integers, start: Bytes, zone: int) -> tuple[Integers, Integers]:
    """Find the exact forms of a zone that begin so but for a slip after the first letter; ``start`` is ASCII.

    Gives places in the dictionary, and how many documents, deleted ones too, have each. Words that are not ASCII are
    given whatever they are.
    """
    found, having, count = np.empty(64, np.int64), np.empty(64, np.int64), np.int64(0)
    wanted = np.int64(0)
    for letter in start:
        if _CERTAIN[letter]:
            wanted |= np.int64(1) << letter_of(letter)
    first, last = beginning(file, zone * _FORMS + EXACT, start, np.int64(0), np.int64(1))
    for nth in range(first, last):
        if sketches[nth] != UNSURE:
            if bits(wanted & ~sketches[nth]) > 1:
                continue
            pair = file.chart[DICTIONARY] + place_of(file, nth)
            size = big_endian(file.content, pair, np.int64(4)) - 2
            if not _begins_nearly(file.content, pair + HEAD, size, start):
                continue
        if count == len(found):
            found, having = np.concatenate((found, found)), np.concatenate((having, having))
        found[count], having[count] = nth, having_at(file, nth_value(file, nth))
        count += 1
    return found[:count], having[:count]


@kernel
def _begins_nearly(content: Bytes, at: int, size: int, start: Bytes) -> bool:
    """Say whether a word of ``size`` bytes begins so, as ``search.beginnings.begins_nearly`` does."""
    slip, shorter = np.int64(0), min(size, len(start))
    while slip < shorter and content[at + slip] == start[slip]:
        slip += 1
    if _same(content, at, size, slip, start, slip + 1) or _same(content, at, size, slip + 1, start, slip + 1):
        return True
    if _same(content, at, size, slip + 1, start, slip):
        return True
    return (
        slip + 1 < min(size, len(start))
        and content[at + slip] == start[slip + 1]
        and content[at + slip + 1] == start[slip]
        and _same(content, at, size, slip + 2, start, slip + 2)
    )


@kernel
def _same(content: Bytes, at: int, size: int, place: int, start: Bytes, rest: int) -> bool:
    """Say whether what follows ``place`` in the word begins with what follows ``rest`` in the beginning."""
    if place + len(start) - rest > size or place > size:
        return False
    for step in range(len(start) - rest):  # noqa: SIM110 no generators in kernels
        if content[at + place + step] != start[rest + step]:
            return False
    return True
