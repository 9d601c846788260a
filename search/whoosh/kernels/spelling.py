"""Which known words are near a mistyped one: ``search.spelling.distance`` over a part of the dictionary.

Reading all words of one first letter would take 300 ns a word, from all over the dictionary. So sketches
(``search.whoosh.kernels.sketches``) tell most of them from it, 3 ns a word: of six thousand words some sixty are
left. These are weighed row by row, a letter of the known word each, until two rows are too far off.
"""

import numpy as np

from search.fields import ZONES
from search.spelling import ALIKE, HALF, WHOLE
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import having_at, nth_value, word_at
from search.whoosh.kernels.sifting import sifted
from search.whoosh.kernels.sketches import (
    HEAD,
    LONGEST,
    TENTHS,
    TENTHS_HALF,
    TENTHS_LITTLE,
    TENTHS_WHOLE,
    bounds,
    extra,
    extra_in,
    letter_of,
    place_of_any,
    without_ph,
)
from search.whoosh.shelf import Floats
from search.whoosh.sketches import Sketches

_ZONES = len(ZONES)
_ASCII = 128
_END = ord("\n")
_UNSURE = -1.0


def _changes() -> "np.ndarray[tuple[int, int], np.dtype[np.int8]]":
    """Give what it takes to change a character into another, in tenths."""
    table = np.full((_ASCII, _ASCII), TENTHS_WHOLE, np.int8)
    np.fill_diagonal(table, 0)
    for one, other in map(tuple, ALIKE):
        table[ord(one), ord(other)] = table[ord(other), ord(one)] = TENTHS_HALF
    return table


_CHANGE = _changes()


@kernel
def near_words(file: File, sketches: Sketches, word: Bytes, most: float) -> tuple[Bytes, Integers, Floats]:
    """Find the exact forms with the same first letter that are at most so far off, and their distances.

    Gives them one after the other, a line feed after each; and how many documents have each in each zone, deleted ones
    too. ``word`` is letters of ASCII. Words that are not, or too long, are given whatever they are, with a distance
    below 0.
    """
    ours, theirs = np.empty(LONGEST, np.uint8), np.empty(LONGEST, np.uint8)
    size = without_ph(word, np.int64(0), len(word), ours)
    ours = ours[:size]
    first, tenths = letter_of(word[0]), np.int64(TENTHS * most + 0.5)
    places, lengths = sifted(sketches, first, ours, tenths)
    places = places[: _weighed(sketches, ours, tenths, places, lengths)]
    extras, rows = np.empty(size), np.empty((LONGEST + 1, size + 1))
    for at in range(size):
        extras[at] = extra(ours, size, at)
    sure, far = bounds(sketches, first)[1], np.empty(len(places))
    count, bytes_ = np.int64(0), np.int64(0)
    for at in places:
        key, length = word_at(file, place_of_any(sketches, at))
        away = _UNSURE
        if at >= sure:
            away = _distance(ours, extras, theirs, without_ph(file.content, key, length, theirs), rows)
            if away > most:
                continue
        places[count], far[count] = at, away
        count += 1
        bytes_ += length + 1
    words, having = _told(file, sketches, places[:count], bytes_)
    return words, having, far[:count]


@kernel
def _told(file: File, sketches: Sketches, places: Integers, length: int) -> tuple[Bytes, Integers]:
    """Give words, and how many documents have each in each zone."""
    words, having, end = np.empty(length, np.uint8), np.zeros((len(places), _ZONES), np.int64), np.int64(0)
    for nth, at in enumerate(places):
        key, size = word_at(file, place_of_any(sketches, at))
        for each in range(size):
            words[end + each] = file.content[key + each]
        words[end + size] = _END
        end += size + 1
        for zone in range(_ZONES):
            place = np.int64(sketches.places[at, zone])
            if place >= 0:
                having[nth, zone] = having_at(file, nth_value(file, place))
    return words, having


@kernel
def _weighed(sketches: Sketches, ours: Bytes, most: int, places: Integers, lengths: Integers) -> int:
    """Leave of some words those that are at most so far off: ``_distance`` in tenths, given up as soon as may be.

    Words of which a head does not tell all are left, too. Gives how many these are.
    """
    size, heads, firm, count = len(ours), sketches.heads, sketches.firm, np.int64(0)
    rows, extras = np.zeros((LONGEST + 1, size + 1), np.int64), np.empty(size, np.int64)
    for at in range(size):
        extras[at] = _tenths(extra(ours, size, at))
        rows[0, at + 1] = rows[0, at] + extras[at]
    for nth in range(len(places)):
        at, letters = places[nth], lengths[nth]
        if letters and firm[at] >= 0:
            start, before = at * HEAD, np.int64(0)
            rows[letters, size] = most + 1
            for row in range(1, letters + 1):
                letter, other = heads[start + row - 1], _tenths(extra_in(heads, start, letters, row - 1))
                cost = rows[row - 1, 0] + other
                rows[row, 0], lowest = cost, cost
                for column in range(1, size + 1):
                    own = ours[column - 1]
                    cost = min(cost + extras[column - 1], rows[row - 1, column - 1] + np.int64(_CHANGE[letter, own]))
                    cost = min(cost, rows[row - 1, column] + other)
                    if row > 1 and column > 1 and own == heads[start + row - 2] and letter == ours[column - 2]:
                        cost = min(cost, rows[row - 2, column - 2] + TENTHS_HALF)
                    rows[row, column] = cost
                    lowest = min(lowest, cost)
                if lowest > most and before > most:
                    break
                before = lowest
            if rows[letters, size] > most:
                continue
        places[count] = at
        count += 1
    return count


@kernel
def _tenths(cost: float) -> int:
    return TENTHS_LITTLE if cost < WHOLE else TENTHS_WHOLE


@kernel
def _distance(ours: Bytes, extras: Floats, theirs: Bytes, letters: int, rows: Floats) -> float:
    """Weigh what it takes to make one of the other; ``extras`` is what each of our letters costs, ``rows`` scratch."""
    size = len(ours)
    rows[0, 0] = 0.0
    for column in range(1, size + 1):
        rows[0, column] = rows[0, column - 1] + extras[column - 1]
    for row in range(1, letters + 1):
        letter, other = theirs[row - 1], extra(theirs, letters, row - 1)
        rows[row, 0] = rows[row - 1, 0] + other
        for column in range(1, size + 1):
            own = ours[column - 1]
            change = 0.0 if letter == own else (HALF if _CHANGE[own, letter] == TENTHS_HALF else WHOLE)
            cost = min(rows[row, column - 1] + extras[column - 1], rows[row - 1, column - 1] + change)
            cost = min(cost, rows[row - 1, column] + other)
            if row > 1 and column > 1 and own == theirs[row - 2] and letter == ours[column - 2]:
                cost = min(cost, rows[row - 2, column - 2] + HALF)
            rows[row, column] = cost
    return rows[letters, size]
