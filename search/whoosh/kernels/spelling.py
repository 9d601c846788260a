"""Which known words are near a mistyped one: ``search.spelling.distance`` over a part of the dictionary.

Reading all words of one first letter would take 300 ns a word, from all over the dictionary. So sketches
(``search.whoosh.kernels.sketches``) tell most of them from it, 3 ns a word: of six thousand words some sixty are
left. These are weighed row by row, a letter of the known word each, until two rows are too far off.
"""

from typing import NamedTuple

import numpy as np

from search.fields import ZONES
from search.spelling import ALIKE, HALF, WHOLE
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import having_at, nth_value, word_at
from search.whoosh.kernels.sketches import (
    CHEAP,
    HEAD,
    LONGEST,
    TENTHS,
    TENTHS_HALF,
    TENTHS_LITTLE,
    TENTHS_WHOLE,
    bounds,
    class_of,
    extra,
    extra_in,
    left_out,
    letter_of,
    like,
    place_of_any,
    sketch,
    without_ph,
)
from search.whoosh.shelf import Floats
from search.whoosh.sketches import Sketches

_ZONES = len(ZONES)
_ASCII = 128
_END = ord("\n")
_UNSURE = -1.0


class _Asked(NamedTuple):
    """The sketch of what is asked about: letters, the firm ones, those like any of them; its size and cheap letters."""

    letters: int
    firm: int
    like: int
    size: int
    cheap: int


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
    letters, firm, cheap = sketch(ours, size)
    first = letter_of(word[0])
    asked = _Asked(letters, firm, like(ours, size), size, cheap)
    tenths = np.int64(TENTHS * most + 0.5)
    places, lengths = _sifted(sketches, first, asked, tenths)
    extras, weights = np.empty(size), np.empty(size, np.int64)
    for at in range(size):
        extras[at] = extra(ours, size, at)
        weights[at] = _tenths(extras[at])
    rows, exact = np.zeros((LONGEST + 1, size + 1), np.int64), np.empty((LONGEST + 1, size + 1))
    rows[0, 1:] = np.cumsum(weights)
    sure, heads, firm_of = bounds(sketches, first)[1], sketches.heads, sketches.firm
    far, count, bytes_ = np.empty(len(places)), np.int64(0), np.int64(0)
    for nth in range(len(places)):
        at, length, away = places[nth], lengths[nth], _UNSURE
        if at >= sure:
            plain = firm_of[at] >= 0  # its head is all of it, and as it is weighed
            if plain and not _is_within(ours, weights, heads, at * HEAD, length, tenths, rows):
                continue
            _write(file, sketches, at, theirs)
            if not plain and not _is_within(ours, weights, theirs, np.int64(0), length, tenths, rows):
                continue
            away = _distance(ours, extras, theirs, length, exact)
            if away > most:
                continue
        places[count], far[count] = at, away
        count += 1
        bytes_ += word_at(file, place_of_any(sketches, at))[1] + 1
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
def _sifted(sketches: Sketches, first: int, asked: _Asked, most: int) -> tuple[Integers, Integers]:
    """Find the words of one first letter that may be at most so far off, in tenths, as sketches tell.

    Gives their places among all, and how many letters each has; those come first of which sketches tell nothing.
    """
    unsure, sure, end = bounds(sketches, first)
    count, widest = sure - unsure, most // TENTHS_LITTLE
    passed, lengths = np.empty(end - unsure, np.int64), np.empty(end - unsure, np.int64)
    for at in range(count):
        passed[at], lengths[at] = unsure + at, 0
    for size in range(max(1, asked.size - widest), min(LONGEST, asked.size + widest) + 1):
        more, classes, before = size - asked.size, class_of(first, np.int64(size), np.int64(0)), count
        step = 1 if more > 0 else CHEAP  # how many are cheap counts for the longer one's
        for cheap in range(0, CHEAP, step):
            room = most - left_out(abs(more), np.int64(cheap) if more > 0 else asked.cheap)
            if room >= 0:
                start, end = sketches.starts[classes + cheap], sketches.starts[classes + cheap + step]
                count = _sift(sketches, start, end, asked, room, more, passed, count)
        lengths[before:count] = size
    return passed[:count], lengths[:count]


@kernel
def _sift(
    sketches: Sketches, start: int, end: int, asked: _Asked, room: int, more: int, passed: Integers, count: int
) -> int:
    """Note which words of a class, so many letters longer, have letters that may go, and lack such that may come.

    Every letter that only one of them has counts, but for as many of the longer one's as it has more: what those cost
    is off the ``room`` already.
    """
    longer, shorter, letters_of, firm_of = max(more, 0), max(-more, 0), sketches.letters, sketches.firm
    for at in range(start, end):
        letters = letters_of[at]
        come, gone = letters & ~asked.letters, asked.letters & ~letters
        firm = come & firm_of[at]
        theirs = TENTHS_LITTLE * bits(come) + (TENTHS_HALF - TENTHS_LITTLE) * bits(firm)
        theirs += (TENTHS_WHOLE - TENTHS_HALF) * max(bits(firm & ~asked.like) - longer, 0)
        ours = TENTHS_LITTLE * bits(gone) + (TENTHS_HALF - TENTHS_LITTLE) * bits(gone & asked.firm)
        if theirs <= room + TENTHS_HALF * longer and ours <= room + TENTHS_HALF * shorter:
            passed[count] = at
            count += 1
    return count


@kernel
def _write(file: File, sketches: Sketches, at: int, out: Bytes) -> None:
    """Write a word with f for ph."""
    key, size = word_at(file, place_of_any(sketches, at))
    without_ph(file.content, key, size, out)


@kernel
def _is_within(
    ours: Bytes, extras: Integers, theirs: Bytes, start: int, letters: int, most: int, rows: Integers
) -> bool:
    """Say whether words are at most so far off: what ``_distance`` tells, in tenths, given up as soon as may be.

    ``extras`` is what each of our letters costs, and row 0 what the first so many do; the other rows are scratch.
    """
    size, before = len(ours), np.int64(0)
    for row in range(1, letters + 1):
        letter, other = theirs[start + row - 1], _tenths(extra_in(theirs, start, letters, row - 1))
        cost = rows[row - 1, 0] + other
        rows[row, 0], lowest = cost, cost
        for column in range(1, size + 1):
            own = ours[column - 1]
            cost = min(cost + extras[column - 1], rows[row - 1, column - 1] + np.int64(_CHANGE[letter, own]))
            cost = min(cost, rows[row - 1, column] + other)
            if row > 1 and column > 1 and own == theirs[start + row - 2] and letter == ours[column - 2]:
                cost = min(cost, rows[row - 2, column - 2] + TENTHS_HALF)
            rows[row, column] = cost
            lowest = min(lowest, cost)
        if lowest > most and before > most:
            return False
        before = lowest
    return rows[letters, size] <= most


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
