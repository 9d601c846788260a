"""Which known words are near a mistyped one: ``search.spelling.distance`` over a part of the dictionary.

Some 10 ns a word that its length or its letters rule out, half a microsecond for the others: a millisecond for all the
words of one first letter, where Python takes a tenth of a second.
"""

import numpy as np

from search.fields import FORMS, ZONES
from search.spelling import ALIKE, HALF, LITTLE, SILENT, WHOLE
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import DICTIONARY, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import beginning, big_endian, place_of
from search.whoosh.plan import EXACT
from search.whoosh.shelf import Floats

LONGEST = 64
_ZONES = len(ZONES)
_FORMS = len(FORMS)
_HEAD = 10
"""Bytes of a pair before its term: the lengths of key and value, the number of the field."""
_ASCII = 128
_P, _H, _F = ord("p"), ord("h"), ord("f")
_FAR = 1e9


def _silent() -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    table = np.zeros(_ASCII, np.bool_)
    table[[ord(letter) for letter in SILENT]] = True
    return table


def _alike() -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    table = np.zeros((_ASCII, _ASCII), np.bool_)
    for one, other in map(tuple, ALIKE):
        table[ord(one), ord(other)] = table[ord(other), ord(one)] = True
    return table


_SILENT, _ALIKE = _silent(), _alike()


@kernel
def near_words(file: File, word: Bytes, most: float, slips: int, letters: int) -> Integers:
    """Give the places in the dictionary of the exact forms with the same first letter that are at most so far off.

    ``word`` is ASCII; words that are not are given whatever they are. ``slips`` and ``letters`` are how much lengths,
    and sets of letters, may differ.
    """
    found, count = np.empty(256, np.int64), np.int64(0)
    ours, our_set = np.empty(LONGEST, np.uint8), _letters(word, np.int64(0), len(word))
    size = _without_ph(word, np.int64(0), len(word), ours)
    theirs = np.empty(LONGEST, np.uint8)
    costs = np.empty((3, LONGEST + 1))
    for zone in range(_ZONES):
        first, last = beginning(file, zone * _FORMS + EXACT, word, np.int64(0), np.int64(1))
        for nth in range(first, last):
            pair = file.chart[DICTIONARY] + place_of(file, nth)
            length = big_endian(file.content, pair, np.int64(4)) - 2
            start = pair + _HEAD
            if abs(length - len(word)) > slips or length > LONGEST:
                continue
            near = not _is_ascii(file.content, start, length)
            if not near and _different(our_set, _letters(file.content, start, length)) <= letters:
                near = (
                    _distance(ours, size, theirs, _without_ph(file.content, start, length, theirs), most, costs) <= most
                )
            if near:
                if count == len(found):
                    found = np.concatenate((found, np.empty(count, np.int64)))
                found[count] = nth
                count += 1
    return found[:count]


@kernel
def _is_ascii(content: Bytes, start: int, length: int) -> bool:
    highest = np.uint8(0)
    for at in range(start, start + length):
        highest = max(highest, content[at])
    return highest < _ASCII


@kernel
def _letters(content: Bytes, start: int, length: int) -> int:
    """Tell which letters there are, a bit each. Digits share the bits of letters, so that a few more words pass."""
    bits = np.int64(0)
    for at in range(start, start + length):
        bits |= np.int64(1) << (np.int64(content[at]) & 63)
    return bits


@kernel
def _different(one: int, other: int) -> int:
    count, bits = np.int64(0), one ^ other
    while bits:
        bits &= bits - 1
        count += 1
    return count


@kernel
def _without_ph(content: Bytes, start: int, length: int, out: Bytes) -> int:
    """Write a word with f for ph; give its length."""
    size, at = np.int64(0), start
    while at < start + length:
        letter = content[at]
        if letter == _P and at + 1 < start + length and content[at + 1] == _H:
            letter = np.uint8(_F)
            at += 1
        out[size] = letter
        size += 1
        at += 1
    return size


@kernel
def _extra(word: Bytes, size: int, at: int) -> float:
    """Weigh a letter that one spelling has and the other has not."""
    letter = word[at]
    doubled = (at > 0 and word[at - 1] == letter) or (at + 1 < size and word[at + 1] == letter)
    return LITTLE if doubled or letter == _H or (at + 1 == size and _SILENT[letter]) else WHOLE


@kernel
def _distance(one: Bytes, rows: int, other: Bytes, columns: int, most: float, costs: Floats) -> float:
    """Weigh what it takes to make one of the other, row by row; ``costs`` is scratch."""
    costs[1, 0] = 0.0
    for at in range(columns):
        costs[1, at + 1] = costs[1, at] + _extra(other, columns, at)
    before, last, current = np.int64(0), np.int64(1), np.int64(2)
    for row in range(1, rows + 1):
        extra = _extra(one, rows, row - 1)
        least, least_last = costs[last, 0] + extra, costs[last, 0]
        costs[current, 0] = least
        for column in range(1, columns + 1):
            a, b = one[row - 1], other[column - 1]
            change = 0.0 if a == b else (HALF if _ALIKE[a, b] else WHOLE)
            cost = min(costs[last, column - 1] + change, costs[last, column] + extra)
            cost = min(cost, costs[current, column - 1] + _extra(other, columns, column - 1))
            if row > 1 and column > 1 and a == other[column - 2] and b == one[row - 2]:
                cost = min(cost, costs[before, column - 2] + HALF)
            costs[current, column] = cost
            least, least_last = min(least, cost), min(least_last, costs[last, column])
        if least > most and least_last > most:
            return _FAR
        before, last, current = last, current, before
    return costs[last, columns]
