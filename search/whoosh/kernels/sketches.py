"""Sketches of words, and how they bound ``search.spelling.distance`` from below; see ``search.whoosh.sketches``.

How often a word has each letter is told in unary: a bit for once, one for twice, one for three times. So what two words
have not in common is two operations, and how much it is an instruction. In two words so far off as their distance says:

- each letter that only one of them has must go, or be exchanged: for ``LITTLE`` if it is an h, a double, or silent and
  the last; else for ``HALF`` if the other word has a letter alike, else for ``WHOLE``;
- so many letters more are so many left out, for ``LITTLE`` or ``WHOLE`` each. They may be the very letters that the
  shorter word has not, so that these count beyond them alone.

Words are weighed with an f for each ph, and so are they drawn. Costs are told in tenths, whole numbers. Drawing takes
.2 µs a word.
"""

from itertools import permutations

import numpy as np

from search.fields import FORMS, ZONES
from search.spelling import ALIKE, HALF, LITTLE, SILENT, WHOLE
from search.whoosh.arrays import Bytes, Integers, Numbers
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import beginning, in_order, word_at
from search.whoosh.plan import EXACT
from search.whoosh.sketches import Sketches

LONGEST = 64
"""Letters of the words that are told by sketches; longer ones, as those not ASCII, are of size 0 here."""

HEAD = 16
"""Bytes of a word beside its sketch."""

TENTHS = 10
TENTHS_LITTLE, TENTHS_HALF, TENTHS_WHOLE = (round(TENTHS * each) for each in (LITTLE, HALF, WHOLE))

SIZES = LONGEST + 1
CHEAP = 6 + 1
"""Numbers of letters, and of cheap ones, by which words are told apart; six more of these are as far off as can be."""

_ZONES = len(ZONES)
_FORMS = len(FORMS)
_ASCII = 128
_P, _H, _F, _A = ord("p"), ord("h"), ord("f"), ord("a")
_LETTERS = 26
"""By which words begin; no word is in the classes of what else a word may begin with."""
_BYTES, _BYTE = 7, 8
"""Bytes of a word that are compared as one number, and the bits of each."""
_KEY, _LENGTH, _FIRST, _CLASS, _BITS, _FIRM = range(6)
"""What is noted of a word: where it lies, its length, its first bytes, its sketch, and its class."""
_NONE = (1 << 63) - 1
_NOT_PLAIN = -1 << 63
"""The bit, beside the firm ones, of a word with ph, or longer than its head."""

_TOGETHER = ("abcdefghilmnoprstuv", "qxz")
"""Letters that have bits of their own; those that share some; all other characters share the last."""

_ONCE = len(_TOGETHER[0]) + 2
"""How many bits tell which letters a word has; as many which it has twice, and three times."""


def _bit_numbers() -> Integers:
    numbers = np.full(_ASCII, _ONCE - 1, np.int64)
    for at, letter in enumerate(_TOGETHER[0]):
        numbers[ord(letter)] = at
    numbers[[ord(letter) for letter in _TOGETHER[1]]] = _ONCE - 2
    return numbers


def _silent() -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    table = np.zeros(_ASCII, np.bool_)
    table[[ord(letter) for letter in SILENT]] = True
    return table


_BIT, SILENT_LETTERS = _bit_numbers(), _silent()


def bits_of(letter: str) -> int:
    """Give all bits that tell of a letter."""
    once = 1 << int(_BIT[ord(letter)])
    return once | once << _ONCE | once << 2 * _ONCE


def _like() -> Integers:
    """Give for each letter all bits of those like it."""
    table = np.zeros(_ASCII, np.int64)
    for pair in ALIKE:
        for one, other in permutations(pair):
            table[ord(one)] |= bits_of(other)
    return table


_LIKE = _like()


@kernel
def sketched(file: File) -> Sketches:
    """Draw the sketches of all exact forms that begin with a letter: the zones' words, merged."""
    none, at, ends = np.empty(0, np.uint8), np.empty(_ZONES, np.int64), np.empty(_ZONES, np.int64)
    heads = np.empty((_ZONES, _FIRST + 1), np.int64)
    for zone in range(_ZONES):
        at[zone], ends[zone] = beginning(file, zone * _FORMS + EXACT, none, np.int64(0), np.int64(0))
        _head(file, at[zone], ends[zone], heads, zone)
    most, words = (ends - at).sum(), np.int64(0)
    drawn, places = np.empty((most, _FIRM + 1), np.int64), np.empty((most, _ZONES), np.int32)
    starts, written = np.zeros((_LETTERS + 1) * SIZES * CHEAP + 1, np.int64), np.empty(LONGEST, np.uint8)
    while True:
        least = np.int64(0)
        for zone in range(1, _ZONES):
            if _in_order(file, heads, zone, least) < 0:
                least = np.int64(zone)
        if heads[least, _FIRST] == _NONE:
            break
        key, length, size, cheap = heads[least, _KEY], heads[least, _LENGTH], np.int64(0), np.int64(0)
        for zone in range(_ZONES):
            here = zone == least or _in_order(file, heads, zone, least) == 0
            places[words, zone] = at[zone] if here else -1
        for zone in range(_ZONES):
            if places[words, zone] >= 0:
                at[zone] += 1
                _head(file, at[zone], ends[zone], heads, zone)
        first = letter_of(file.content[key]) if length else np.int64(_LETTERS)
        if first == _LETTERS:
            continue
        letters, firm = np.int64(0), np.int64(0)
        if length <= LONGEST and _is_ascii(file.content, key, length):
            size = without_ph(file.content, key, length, written)
            letters, firm, cheap = sketch(written, size)
            if size < length or length > HEAD:
                firm |= _NOT_PLAIN
        which = class_of(first, size, cheap)
        drawn[words, _KEY], drawn[words, _LENGTH], drawn[words, _CLASS] = key, length, which
        drawn[words, _BITS], drawn[words, _FIRM] = letters, firm
        starts[which + 1] += 1
        words += 1
    return _sorted(file, drawn[:words], places[:words], np.cumsum(starts))


@kernel
def _head(file: File, nth: int, end: int, heads: Integers, zone: int) -> None:
    """Note where the n-th term lies, how long it is, and its first bytes as one number."""
    if nth == end:
        heads[zone, _FIRST] = _NONE
        return
    key, length = word_at(file, nth)
    first = np.int64(0)
    for at in range(key, key + _BYTES):  # a value follows each word
        first = first << _BYTE | np.int64(file.content[at])
    left = _BYTE * (_BYTES - min(length, _BYTES))
    heads[zone, _KEY], heads[zone, _LENGTH], heads[zone, _FIRST] = key, length, first >> left << left


@kernel
def _in_order(file: File, heads: Integers, one: int, other: int) -> int:
    """Set the next word of a zone against that of another: below 0 before it, 0 the same."""
    if heads[one, _FIRST] != heads[other, _FIRST]:
        return -1 if heads[one, _FIRST] < heads[other, _FIRST] else 1
    if heads[one, _FIRST] == _NONE:
        return 1
    return in_order(file.content, heads[one, _KEY], heads[one, _LENGTH], heads[other, _KEY], heads[other, _LENGTH])


@kernel
def _sorted(file: File, drawn: Integers, places: Numbers, starts: Integers) -> Sketches:
    """Put words in the order of their classes."""
    words, ends = len(drawn), starts.copy()
    letters, firm, heads = np.empty(words, np.int64), np.empty(words, np.int64), np.zeros(words * HEAD, np.uint8)
    ordered = np.empty((words, _ZONES), np.int32)
    for nth in range(words):
        which, key = drawn[nth, _CLASS], drawn[nth, _KEY]
        at = ends[which]
        ends[which] += 1
        letters[at], firm[at] = drawn[nth, _BITS], drawn[nth, _FIRM]
        for zone in range(_ZONES):
            ordered[at, zone] = places[nth, zone]
        for each in range(min(drawn[nth, _LENGTH], HEAD)):
            heads[at * HEAD + each] = file.content[key + each]
    return Sketches(letters, firm, heads, ordered, starts)


@kernel
def class_of(first: int, size: int, cheap: int) -> int:
    """Give the class of words of a first letter, of so many letters, so many of them cheap."""
    return (first * SIZES + size) * CHEAP + min(cheap, CHEAP - 1)


@kernel
def bounds(sketches: Sketches, first: int) -> tuple[int, int, int]:
    """Give where the words of a first letter start, where those start that sketches tell of, and where they end."""
    classes = first * SIZES * CHEAP
    return sketches.starts[classes], sketches.starts[classes + CHEAP], sketches.starts[classes + SIZES * CHEAP]


@kernel
def place_of_any(sketches: Sketches, at: int) -> int:
    """Give a place of a word in the dictionary: in the first zone that has it."""
    zone = 0
    while sketches.places[at, zone] < 0:
        zone += 1
    return np.int64(sketches.places[at, zone])


@kernel
def sketch(word: Bytes, size: int) -> tuple[int, int, int]:
    """Draw one: the letters of a word, the firm ones of them, and how many are cheap.

    Of a letter that is cheap so many times, the last so many bits are: what another word has not are the last ones.
    """
    once, twice, thrice, cheap = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
    for at in range(size):
        bit = np.int64(1) << _BIT[word[at]]
        thrice |= twice & bit
        twice |= once & bit
        once |= bit
    letters = once | twice << _ONCE | thrice << 2 * _ONCE
    for at in range(size):
        if extra(word, size, at) < WHOLE:
            cheap += 1
            bit = np.int64(1) << _BIT[word[at]]
            last, middle = thrice & bit, twice & bit
            thrice &= ~bit
            twice &= ~bit | last
            once &= ~bit | last | middle
    return letters, once | twice << _ONCE | thrice << 2 * _ONCE, cheap


@kernel
def like(word: Bytes, size: int) -> int:
    """Give the bits of all letters that are like one in a word."""
    letters = np.int64(0)
    for at in range(size):
        letters |= _LIKE[word[at]]
    return letters


@kernel
def left_out(more: int, cheap: int) -> int:
    """Weigh so many letters that one word has more, in tenths, when so many of its letters are cheap."""
    return TENTHS_LITTLE * min(more, cheap) + TENTHS_WHOLE * max(more - cheap, 0)


@kernel
def letter_of(character: int) -> int:
    """Give the number of a letter; one beyond them for all other characters."""
    return np.int64(character) - _A if _A <= character < _A + _LETTERS else np.int64(_LETTERS)


@kernel
def _is_ascii(content: Bytes, start: int, length: int) -> bool:
    highest = np.uint8(0)
    for at in range(start, start + length):
        highest = max(highest, content[at])
    return highest < _ASCII


@kernel
def without_ph(content: Bytes, start: int, length: int, out: Bytes) -> int:
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
def extra(word: Bytes, size: int, at: int) -> float:
    """Weigh a letter that one spelling has and the other has not."""
    return extra_in(word, np.int64(0), size, at)


@kernel
def extra_in(content: Bytes, start: int, size: int, at: int) -> float:
    """Weigh a letter of a word that starts there."""
    letter = content[start + at]
    doubled = (at > 0 and content[start + at - 1] == letter) or (at + 1 < size and content[start + at + 1] == letter)
    return LITTLE if doubled or letter == _H or (at + 1 == size and SILENT_LETTERS[letter]) else WHOLE
