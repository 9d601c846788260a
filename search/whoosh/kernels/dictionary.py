"""Terms in a segment's dictionary: the look-ups of ``search.whoosh.dictionary``, without Python's calls.

A look-up is one CRC-32 of the key, one slot of a hash table and one comparison, O(1); a beginning is two bisections.
"""

from zlib import crc32

import numpy as np

from search.whoosh.arrays import Bytes
from search.whoosh.chart import (
    DICTIONARY,
    FIELD,
    PER_VIEW,
    PLACE_WIDTH,
    PLACES,
    TABLES,
    TERMS,
    VIEW,
    File,
)
from search.whoosh.kernels.compiling import kernel

_PAIR = 8
"""Bytes before a key: the lengths of key and value."""
_NUMBER = 2
"""Bytes of a key before its term: the number of its field."""
_SLOT = 12
_HAVING_AT, _START_AT = 5, 23
"""Where a value (``search.whoosh.terms.INFO``) says how many documents have the term, and where its postings start."""


def _byte_table() -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Make the CRC-32's table from the library's own: the checksum of one byte tells its entry."""
    ones = 0xFFFFFFFF
    # crc32(b) = ones ^ (table[ones & 255 ^ b] ^ ones >> 8), so each entry is read off one checksum.
    table = np.zeros(256, np.int64)
    for byte in range(256):
        table[(ones & 255) ^ byte] = crc32(bytes([byte])) ^ ones ^ (ones >> 8)
    return table


_TABLE = _byte_table()


@kernel
def big_endian(content: Bytes, at: int, width: int) -> int:
    """Read a number of ``width`` bytes."""
    number = np.int64(0)
    for each in range(at, at + width):
        number = (number << 8) | np.int64(content[each])
    return number


@kernel
def value_of(file: File, view: int, keys: Bytes, start: int, end: int) -> int:
    """Find the term ``keys[start:end]`` in a view; give where its value lies in the file, or -1."""
    field = file.chart[VIEW + PER_VIEW * view + FIELD]
    if field < 0:
        return -1
    high, low = field >> 8, field & 255
    crc = np.int64(0xFFFFFFFF)
    crc = _TABLE[(crc ^ high) & 255] ^ (crc >> 8)
    crc = _TABLE[(crc ^ low) & 255] ^ (crc >> 8)
    for at in range(start, end):
        crc = _TABLE[(crc ^ np.int64(keys[at])) & 255] ^ (crc >> 8)
    crc ^= np.int64(0xFFFFFFFF)
    dictionary = file.chart[DICTIONARY]
    table = TABLES + 2 * (crc & 255)
    first, slots = dictionary + file.chart[table], file.chart[table + 1]
    if not slots:
        return -1
    size = end - start
    slot = (crc >> 8) % slots
    for _ in range(slots):
        here = first + _SLOT * slot
        place = big_endian(file.content, here + 4, np.int64(8))
        if not place:
            return -1
        if big_endian(file.content, here, np.int64(4)) == crc:
            key = dictionary + place + _PAIR
            if big_endian(file.content, key - _PAIR, np.int64(4)) == size + _NUMBER:
                same = file.content[key] == high and file.content[key + 1] == low
                for at in range(size):
                    if file.content[key + _NUMBER + at] != keys[start + at]:
                        same = False
                        break
                if same:
                    return key + _NUMBER + size
        slot += 1
        if slot == slots:
            slot = np.int64(0)
    return -1


@kernel
def having_at(file: File, value: int) -> int:
    """Read how many documents have the term whose value lies there."""
    return big_endian(file.content, value + _HAVING_AT, np.int64(4))


@kernel
def start_at(file: File, value: int) -> int:
    """Read where its postings start, from the beginning of all postings."""
    return big_endian(file.content, value + _START_AT, np.int64(8))


@kernel
def nth_value(file: File, nth: int) -> int:
    """Give where the value of the n-th term of all views lies."""
    pair = file.chart[DICTIONARY] + place_of(file, nth)
    return pair + _PAIR + big_endian(file.content, pair, np.int64(4))


@kernel
def place_of(file: File, nth: int) -> int:
    """Give where the n-th pair starts, from the beginning of the dictionary."""
    width = file.chart[PLACE_WIDTH]
    return big_endian(file.content, file.chart[PLACES] + width * nth, width)


@kernel
def _compared(file: File, nth: int, field: int, keys: Bytes, start: int, end: int) -> int:
    """Set the n-th key against a beginning: -1 before it, 0 when it begins so, 1 after."""
    pair = file.chart[DICTIONARY] + place_of(file, nth)
    size = big_endian(file.content, pair, np.int64(4)) - _NUMBER
    key = pair + _PAIR
    number = big_endian(file.content, key, np.int64(_NUMBER))
    if number != field:
        return -1 if number < field else 1
    for at in range(end - start):
        if at == size:
            return -1
        ours, theirs = file.content[key + _NUMBER + at], keys[start + at]
        if ours != theirs:
            return -1 if ours < theirs else 1
    return 0


@kernel
def word_at(file: File, nth: int) -> tuple[int, int]:
    """Give where the n-th term of all views lies, and its bytes."""
    pair = file.chart[DICTIONARY] + place_of(file, nth)
    return pair + _PAIR + _NUMBER, big_endian(file.content, pair, np.int64(4)) - _NUMBER


@kernel
def in_order(content: Bytes, one: int, size: int, other: int, length: int) -> int:
    """Set the term that lies there against another: below 0 before it, 0 the same."""
    for at in range(min(size, length)):
        if content[one + at] != content[other + at]:
            return np.int64(content[one + at]) - np.int64(content[other + at])
    return size - length


@kernel
def beginning(file: File, view: int, keys: Bytes, start: int, end: int) -> tuple[int, int]:
    """Find the terms of a view that begin with ``keys[start:end]``: the first of them, and the first after them.

    The last is looked for by doubling steps from the first: most beginnings have few.
    """
    field = file.chart[VIEW + PER_VIEW * view + FIELD]
    terms = file.chart[TERMS]
    low, high = np.int64(0), terms
    while low < high:
        middle = (low + high) >> 1
        if _compared(file, middle, field, keys, start, end) < 0:
            low = middle + 1
        else:
            high = middle
    first, step, high = low, np.int64(1), low
    while high < terms and _compared(file, high, field, keys, start, end) == 0:
        low = high + 1
        high = min(high + step, terms)
        step *= 2
    while low < high:
        middle = (low + high) >> 1
        if _compared(file, middle, field, keys, start, end) == 0:
            low = middle + 1
        else:
            high = middle
    return first, low
