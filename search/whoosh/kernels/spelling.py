"""Which known words are near a mistyped one: ``search.spelling.distance`` over a part of the dictionary.

A walk through all words of one first letter would read some fifty bytes of each from all over the dictionary, 300 ns a
word. So every exact form has a *sketch* of eight bytes, drawn once a segment: which letters it has, how many, how many
of them the distance takes for next to nothing, and its last. Two sketches bound the distance from below, 5 ns a word:

- a letter that only one of two words has must go, by ``HALF`` at least, since even one of a pair costs two ``LITTLE``;
  but an h, or a silent letter at the end, goes for ``LITTLE``. What replaces it may be one that must come;
- so many letters more are so many left out, of which only those next to nothing go for ``LITTLE``; they may be the very
  letters that the shorter word has not, so that these count beyond them alone.

What passes is weighed row by row, a letter of the known word each. The dictionary is in order, so that a word begins as
the one before it does, and so do its rows: those are not made again, and where the one before was too far off already,
so are all that begin so (a walk through a trie, as it were; Oflazer 1996). How many letters a word shares with the one
before it is in its sketch, too.
"""

import numpy as np

from search.fields import FORMS, ZONES
from search.spelling import ALIKE, HALF, LITTLE, SILENT, WHOLE
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.chart import DICTIONARY, File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import beginning, big_endian, having_at, nth_value, place_of
from search.whoosh.plan import EXACT
from search.whoosh.shelf import Floats

LONGEST = 64
_ZONES = len(ZONES)
_FORMS = len(FORMS)
HEAD = 10
"""Bytes of a pair before its term: the lengths of key and value, the number of the field."""
_ASCII = 128
_P, _H, _F = ord("p"), ord("h"), ord("f")
_FAR = 1e9
_TENTHS = 10
_LITTLE, _HALF, _WHOLE = (round(_TENTHS * each) for each in (LITTLE, HALF, WHOLE))
"""What slips cost, in whole numbers: what a sketch tells is told in these."""

_A, _OTHER = ord("a"), 26
_LETTERS = (1 << (_OTHER + 1)) - 1
_H_LETTER = _H - _A
_SIZE, _CHEAP, _LAST, _SHARED, _COUNT = 32, 40, 48, 56, 127
"""Where a sketch has its numbers: bits 0 to 26 are letters."""
UNSURE, _NEVER = -1, 0
"""Sketches of words that are not ASCII, or longer than any that is asked about."""


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
def sketched(file: File, sketches: Integers) -> None:
    """Draw the sketches of all exact forms, each at its place in the dictionary."""
    none, both = np.empty(0, np.uint8), np.empty((2, LONGEST), np.uint8)
    for zone in range(_ZONES):
        first, last = beginning(file, zone * _FORMS + EXACT, none, np.int64(0), np.int64(0))
        before = np.int64(0)
        for nth in range(first, last):
            pair = file.chart[DICTIONARY] + place_of(file, nth)
            length = big_endian(file.content, pair, np.int64(4)) - 2
            sketches[nth], size = _NEVER, np.int64(0)
            if not _is_ascii(file.content, pair + HEAD, length):
                sketches[nth] = UNSURE
            elif length <= LONGEST:
                word = both[nth & 1]
                size = _without_ph(file.content, pair + HEAD, length, word)
                sketches[nth] = _sketch(word, size) | _in_common(word, size, both[1 - (nth & 1)], before) << _SHARED
            before = size


@kernel
def near_words(file: File, sketches: Integers, word: Bytes, most: float) -> tuple[Integers, Floats]:
    """Find the exact forms with the same first letter that are at most so far off, and their distances.

    Of each a row: its place in the dictionary, its zone, and how many documents have it, deleted ones too. ``word`` is
    ASCII; words that are not are given whatever they are, with a distance below 0.
    """
    found, far, count = np.empty((64, 3), np.int64), np.empty(64), np.int64(0)
    ours, theirs = np.empty(LONGEST, np.uint8), np.empty(LONGEST, np.uint8)
    size = _without_ph(word, np.int64(0), len(word), ours)
    our_sketch, extras, rows = _sketch(ours, size), np.empty(size), np.zeros((LONGEST + 1, LONGEST + 1))
    least, tenths = np.zeros(LONGEST + 1), np.int64(_TENTHS * most + 0.5)
    for at in range(size):
        extras[at] = _extra(ours, size, at)
        rows[0, at + 1] = rows[0, at] + extras[at]
    for zone in range(_ZONES):
        first, last = beginning(file, zone * _FORMS + EXACT, word, np.int64(0), np.int64(1))
        made, shared, dead = np.int64(0), np.int64(0), np.int64(0)
        for nth in range(first, last):
            sketch, away = sketches[nth], -1.0
            if sketch == UNSURE:
                shared = np.int64(0)
            else:
                shared = min(shared, sketch >> _SHARED)
                if (dead and shared >= dead) or sketch == _NEVER or _at_least(our_sketch, sketch, tenths) > tenths:
                    continue
                pair = file.chart[DICTIONARY] + place_of(file, nth)
                length = big_endian(file.content, pair, np.int64(4)) - 2
                letters = _without_ph(file.content, pair + HEAD, length, theirs)
                away, made = _distance(ours, extras, theirs, letters, most, rows, least, min(made, shared - 1))
                shared, dead = np.int64(LONGEST), made + 1 if away == _FAR else np.int64(0)
                if away > most:
                    continue
            if count == len(found):
                found, far = np.concatenate((found, found)), np.concatenate((far, far))
            found[count, 0], found[count, 1], found[count, 2] = nth, zone, having_at(file, nth_value(file, nth))
            far[count] = away
            count += 1
    return found[:count], far[:count]


@kernel
def _sketch(word: Bytes, size: int) -> int:
    """Draw one: a bit for each letter, and one for all other characters; then size, cheap letters, the last letter."""
    letters, cheap = np.int64(0), np.int64(0)
    for at in range(size):
        letters |= np.int64(1) << letter_of(word[at])
        cheap += _extra(word, size, at) < WHOLE
    last = letter_of(word[size - 1]) if size and _SILENT[word[size - 1]] else np.int64(_OTHER + 1)
    return letters | size << _SIZE | cheap << _CHEAP | last << _LAST


@kernel
def letter_of(character: int) -> int:
    """Give the bit of a character: one for each letter, and one for all others."""
    return np.int64(character) - _A if _A <= character < _A + _OTHER else np.int64(_OTHER)


@kernel
def _at_least(one: int, other: int, most: int) -> int:
    """Bound the distance of two words from below, in tenths, by their sketches; beyond ``most``, roughly."""
    if (one >> _SIZE) & _COUNT < (other >> _SIZE) & _COUNT:
        one, other = other, one
    more, cheap = ((one >> _SIZE) & _COUNT) - ((other >> _SIZE) & _COUNT), (one >> _CHEAP) & _COUNT
    left_out = _LITTLE * min(more, cheap) + _WHOLE * max(more - cheap, 0)
    if left_out > most:
        return left_out
    return left_out + max(_gone(other, one), _gone(one, other) - _HALF * more, 0)


@kernel
def _gone(one: int, other: int) -> int:
    """Weigh the letters of a word that the other has not, in tenths."""
    letters = one & ~other & _LETTERS
    return _HALF * bits(letters) - (_HALF - _LITTLE) * (
        ((letters >> _H_LETTER) & 1) + ((letters >> ((one >> _LAST) & 31)) & 1)
    )


@kernel
def _is_ascii(content: Bytes, start: int, length: int) -> bool:
    highest = np.uint8(0)
    for at in range(start, start + length):
        highest = max(highest, content[at])
    return highest < _ASCII


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
def _in_common(one: Bytes, size: int, other: Bytes, others: int) -> int:
    """Count the letters that two words begin with in common."""
    at = np.int64(0)
    while at < size and at < others and one[at] == other[at]:
        at += 1
    return at


@kernel
def _distance(
    ours: Bytes, extras: Floats, theirs: Bytes, letters: int, most: float, rows: Floats, least: Floats, known: int
) -> tuple[float, int]:
    """Weigh what it takes to make one of the other; rows up to ``known`` are made already. Give the last row made.

    ``extras`` is what each of our letters costs, ``least`` the least of each row. A row depends on the letter after its
    own, too, which tells whether that is doubled, or the last: of ``n`` letters in common, ``n - 1`` rows are.
    """
    size, last = len(extras), known if known > 0 else np.int64(0)
    while last == 0 or least[last] <= most or least[last - 1] <= most:
        if last == letters:
            return rows[last, size], last
        last += 1
        letter, extra = theirs[last - 1], _extra(theirs, letters, last - 1)
        cost = rows[last - 1, 0] + extra
        rows[last, 0], lowest = cost, cost
        for column in range(1, size + 1):
            own = ours[column - 1]
            change = 0.0 if letter == own else (HALF if _ALIKE[own, letter] else WHOLE)
            cost = min(cost + extras[column - 1], rows[last - 1, column - 1] + change)
            cost = min(cost, rows[last - 1, column] + extra)
            if last > 1 and column > 1 and own == theirs[last - 2] and letter == ours[column - 2]:
                cost = min(cost, rows[last - 2, column - 2] + HALF)
            rows[last, column] = cost
            lowest = min(lowest, cost)
        least[last] = lowest
    return _FAR, last
