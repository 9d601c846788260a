"""Posting lists where they lie (``search.whoosh.layout``): read whole, or asked about some documents.

A list is one row of numbers, told once a query (``describe``). Documents asked about ascend, so that a list is gone
through from front to back, chunk by chunk: merging where many are asked about, and where few are, galloping (Bentley
and Yao 1976), which costs log2 of the distance to the next one.
"""

from typing import NamedTuple

import numpy as np

from search.whoosh.arrays import Bytes, Integers, Numbers, Words
from search.whoosh.chart import CHUNKS, PER_VIEW, POSTINGS, STRIDE, VIEW, File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel

HAVING = 0
"""How many documents it names; 0: there is no such list."""
WIDTH = 1
"""Bytes of a document on disk, 2 or 4; 0 when the list was made for this query and lies in memory."""
DOCUMENTS = 2
"""Where its documents start: in bytes, or which is the first in memory."""
COUNTS = 3
"""Where the counts of its chunks start, in bytes; 0 when it has one chunk only."""
OFTEN_WIDTH, MARKS, OFTEN = 4, 5, 6
"""Bytes of a frequency above 1, where the bitmap of those starts, and where they start."""
PLACE_WIDTH = 7
"""Bytes of a position; positions follow the frequencies."""
START = 8
"""Where it starts."""
VIEW_NUMBER = 9
ROW = 10

HALF = 2
CHUNK_BITS = 16
GALLOP = 8
"""A list is galloped through when it has more than this many documents for each asked about."""


class Lists(NamedTuple):
    """The lists of a query in one segment: their rows, and the documents and frequencies of those made for it."""

    rows: Integers
    made: Words
    made_often: Words


@kernel
def describe(file: File, view: int, start: int, having: int, row: Integers) -> None:
    """Tell where the parts of the list lie that starts there in the postings."""
    first = file.chart[POSTINGS] + start
    width = np.int64(file.content[first])
    often = np.int64(file.content[first + 1])
    at = first + 4
    row[COUNTS] = 0
    if width == HALF:
        if file.chart[CHUNKS]:
            row[COUNTS] = at
        at += 4 * file.chart[CHUNKS]
    row[DOCUMENTS] = at
    at += width * having
    row[MARKS] = at
    if often:
        at += (having + 7) >> 3
        at += (first - at) % often
    row[OFTEN] = at
    row[HAVING], row[WIDTH], row[OFTEN_WIDTH], row[START], row[VIEW_NUMBER] = having, width, often, first, view
    row[PLACE_WIDTH] = np.int64(file.content[first + 2])


@kernel
def listed(file: File, lists: Lists, nth: int, out: Words) -> int:
    """Write the documents of a list out; give how many they are."""
    row = lists.rows[nth]
    having, first = row[HAVING], row[DOCUMENTS]
    if row[WIDTH] == 0:
        out[:having] = lists.made[first : first + having]
    elif row[WIDTH] != HALF:
        out[:having] = file.words[first >> 2 : (first >> 2) + having]
    elif not row[COUNTS]:
        out[:having] = file.halves[first >> 1 : (first >> 1) + having]
    else:
        done, at, counts = np.int64(0), first >> 1, row[COUNTS] >> 2
        for chunk in range(file.chart[CHUNKS]):
            high = np.uint32(chunk << CHUNK_BITS)
            many = np.int64(file.words[counts + chunk])
            for each in range(done, done + many):
                out[each] = high | np.uint32(file.halves[at + each])
            done += many
    return having


@kernel
def places_of(file: File, lists: Lists, nth: int, asked: Words, many: int, out: Integers) -> None:
    """Tell of each document asked about, ascending, the how many-th of the list it is, or -1."""
    row = lists.rows[nth]
    having, first, none = row[HAVING], row[DOCUMENTS], np.int64(0)
    if row[WIDTH] == 0:
        _among(lists.made, first, none, having, asked, none, many, none, out)
        return
    if row[WIDTH] != HALF:
        _among(file.words, first >> 2, none, having, asked, none, many, none, out)
        return
    if not row[COUNTS]:
        _among(file.halves, first >> 1, none, having, asked, none, many, none, out)
        return
    done, begins, counts = none, none, row[COUNTS] >> 2
    for chunk in range(file.chart[CHUNKS]):
        if begins == many:
            break
        size = np.int64(file.words[counts + chunk])
        base = chunk << CHUNK_BITS
        ends = _before(asked, begins, many, base + (1 << CHUNK_BITS))
        _among(file.halves, first >> 1, done, done + size, asked, begins, ends, base, out)
        begins = ends
        done += size


@kernel
def _before(asked: Words, low: int, high: int, bound: int) -> int:
    """Find the first of those asked about that is not below a bound."""
    if low < high and np.int64(asked[high - 1]) < bound:
        return high
    while low < high:
        middle = (low + high) >> 1
        if np.int64(asked[middle]) < bound:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _among(
    numbers: Numbers, first: int, low: int, high: int, asked: Words, begins: int, ends: int, base: int, out: Integers
) -> None:
    """Look the asked ones up among ``numbers[first + low : first + high]``, each of which is ``base`` less."""
    at = low
    galloping = high - low > GALLOP * (ends - begins)
    for each in range(begins, ends):
        wanted = np.int64(asked[each]) - base
        if galloping:
            at = first_from(numbers, first, at, high, wanted)
        else:
            while at < high and np.int64(numbers[first + at]) < wanted:
                at += 1
        out[each] = at if at < high and np.int64(numbers[first + at]) == wanted else -1


@kernel
def first_from(numbers: Numbers, first: int, low: int, high: int, bound: int) -> int:
    """Find the first of ``numbers[first + low : first + high]``, ascending, that is not below a bound, by galloping."""
    at, top, step = low, low, np.int64(1)
    while top < high and np.int64(numbers[first + top]) < bound:
        at = top + 1
        top += step
        step *= 2
    top = min(top, high)
    while at < top:
        middle = (at + top) >> 1
        if np.int64(numbers[first + middle]) < bound:
            at = middle + 1
        else:
            top = middle
    return at


@kernel
def number_at(file: File, first: int, width: int, nth: int) -> int:
    """Read the n-th of the numbers of that width that start there."""
    if width == 1:
        return np.int64(file.content[first + nth])
    if width == HALF:
        return np.int64(file.halves[(first >> 1) + nth])
    return np.int64(file.words[(first >> 2) + nth])


@kernel
def total_of(file: File, first: int, width: int, low: int, high: int) -> int:
    """Add up the numbers from the low-th to before the high-th."""
    total = np.int64(0)
    if width == 1:
        for number in file.content[first + low : first + high]:
            total += np.int64(number)
    else:
        for nth in range(low, high):
            total += number_at(file, first, width, nth)
    return total


@kernel
def several_at(content: Bytes, marks: int, nth: int) -> bool:
    """Tell whether the n-th bit of a bitmap is set, whose bytes begin with their highest bit."""
    return ((content[marks + (nth >> 3)] >> (7 - (nth & 7))) & 1) == 1


@kernel
def several_between(file: File, marks: int, low: int, high: int) -> int:
    """Count the bits set from the low-th to before the high-th: 32 at once where these are a word of the file."""
    count, at = np.int64(0), low
    while at < high and at & 7:
        count += several_at(file.content, marks, at)
        at += 1
    while at + 8 <= high and (marks + (at >> 3)) & 3:
        count += bits(np.int64(file.content[marks + (at >> 3)]))
        at += 8
    first, words = (marks + (at >> 3)) >> 2, (high - at) >> 5
    for word in range(first, first + words):
        count += bits(np.int64(file.words[word]))
    at += words << 5
    while at + 8 <= high:
        count += bits(np.int64(file.content[marks + (at >> 3)]))
        at += 8
    while at < high:
        count += several_at(file.content, marks, at)
        at += 1
    return count


@kernel
def positions_start(file: File, row: Integers) -> int:
    """Tell where the positions of a list start, in bytes."""
    at = row[OFTEN]
    if row[OFTEN_WIDTH]:
        at += row[OFTEN_WIDTH] * several_between(file, row[MARKS], np.int64(0), row[HAVING])
    return at + (row[START] - at) % max(row[PLACE_WIDTH], np.int64(1))


@kernel
def stride_of(file: File, row: Integers) -> int:
    """Tell how far apart the ranges of its positions stand."""
    return file.chart[VIEW + PER_VIEW * row[VIEW_NUMBER] + STRIDE]
