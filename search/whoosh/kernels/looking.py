"""The forms of a query → their posting lists in one segment, and how many live documents have each.

List ``form × zones + zone`` is that of a form in a zone. The words that a prefix stands for become one list, made here.
"""

import numpy as np

from search.fields import FORMS, ZONES
from search.ranking import MAX_EXPANSIONS
from search.whoosh.arrays import Bytes, Integers, Words
from search.whoosh.chart import SIZE, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import beginning, having_at, nth_value, start_at, value_of
from search.whoosh.kernels.lists import (
    DOCUMENTS,
    HAVING,
    MARKS,
    OFTEN,
    OFTEN_WIDTH,
    ROW,
    VIEW_NUMBER,
    Lists,
    describe,
    listed,
    number_at,
    places_of,
    several_at,
)
from search.whoosh.plan import END, EXACT, PREFIX

_ZONES = len(ZONES)
_FORMS = len(FORMS)
_NOTHING = np.empty(0, np.uint32)

SORTED_BELOW = 12
"""The postings of a prefix are sorted when they are fewer than one in this many documents, else added up densely."""

WORDS = len(ZONES)
"""Column of ``having`` beside those of the zones."""


@kernel
def look_up(
    file: File,
    deleted: Words,
    keys: Bytes,
    kinds: Integers,
    sums: Integers,
    having: Integers,
) -> Lists:
    """Describe the list of every form in every zone, and add its live documents to ``having``, forms × zones.

    ``having`` has a column more: the words that a prefix stands for; once these are more than ``MAX_EXPANSIONS``,
    nothing is told. ``sums`` is scratch, all zero, a number a document.
    """
    forms, most = len(kinds), np.int64(MAX_EXPANSIONS)
    rows = np.zeros((forms * _ZONES, ROW), np.int64)
    made, often = _NOTHING.copy(), _NOTHING.copy()
    start = np.int64(0)
    for form in range(forms):
        end = start
        while keys[end] != END:
            end += 1
        if kinds[form] == PREFIX:
            made, often, words = _prefixes(
                file, keys, start, end, most - having[form, WORDS], sums, rows, form, made, often
            )
            having[form, WORDS] += words
            if having[form, WORDS] > most:
                return Lists(rows, made, often)
        else:
            for zone in range(_ZONES):
                view = zone * _FORMS + kinds[form]
                value = value_of(file, view, keys, start, end)
                if value >= 0:
                    describe(file, view, start_at(file, value), having_at(file, value), rows[form * _ZONES + zone])
        start = end + 1
    lists = Lists(rows, made, often)
    gone = np.empty(len(deleted), np.int64)
    for form in range(forms):
        for zone in range(_ZONES):
            nth = form * _ZONES + zone
            count = rows[nth, HAVING]
            if count and len(deleted):
                places_of(file, lists, nth, deleted, len(deleted), gone)
                for each in gone:
                    count -= each >= 0
            having[form, zone] += count
    return lists


@kernel
def _prefixes(
    file: File,
    keys: Bytes,
    start: int,
    end: int,
    most: int,
    sums: Integers,
    rows: Integers,
    form: int,
    made: Words,
    often: Words,
) -> tuple[Words, Words, int]:
    """Make one list a zone of all the words that begin so; give what is made, these at its end, and how many words."""
    ranges = np.empty((_ZONES, 2), np.int64)
    words = np.int64(0)
    for zone in range(_ZONES):
        ranges[zone] = beginning(file, zone * _FORMS + EXACT, keys, start, end)
        words += ranges[zone, 1] - ranges[zone, 0]
    if words > most:
        return made, often, words
    for zone in range(_ZONES):
        here, times = _united(file, zone * _FORMS + EXACT, ranges[zone, 0], ranges[zone, 1], sums)
        row = rows[form * _ZONES + zone]
        row[HAVING], row[DOCUMENTS], row[VIEW_NUMBER] = len(here), len(made), zone * _FORMS + EXACT
        made, often = np.concatenate((made, here)), np.concatenate((often, times))
    return made, often, words


@kernel
def _united(file: File, view: int, first: int, last: int, sums: Integers) -> tuple[Words, Words]:
    """Take several words for one: the documents that have any of them, ascending, and how often in all."""
    total = np.int64(0)
    for nth in range(first, last):
        total += having_at(file, nth_value(file, nth))
    rows = np.zeros((1, ROW), np.int64)
    lists = Lists(rows, _NOTHING, _NOTHING)
    each = np.empty(total, np.uint32)
    pairs = np.empty(total, np.int64)
    done = np.int64(0)
    for nth in range(first, last):
        value = nth_value(file, nth)
        describe(file, view, start_at(file, value), having_at(file, value), rows[0])
        count = listed(file, lists, np.int64(0), each)
        times = _frequencies(file, rows[0], count)
        for at in range(count):
            pairs[done + at] = (np.int64(each[at]) << 32) | times[at]
        done += count
    if total * SORTED_BELOW > file.chart[SIZE]:
        return _added(pairs, sums, file.chart[SIZE])
    if last - first > 1:
        pairs.sort()
    found, sizes, kept = np.empty(total, np.uint32), np.empty(total, np.uint32), np.int64(0)
    for pair in pairs:
        document, many = np.uint32(pair >> 32), np.uint32(pair & 0xFFFFFFFF)
        if kept and found[kept - 1] == document:
            sizes[kept - 1] += many
        else:
            found[kept], sizes[kept] = document, many
            kept += 1
    return found[:kept].copy(), sizes[:kept].copy()


@kernel
def _added(pairs: Integers, sums: Integers, size: int) -> tuple[Words, Words]:
    """Add up densely: no sorting, one walk over all documents."""
    count = np.int64(0)
    for pair in pairs:
        document = pair >> 32
        count += sums[document] == 0
        sums[document] += pair & 0xFFFFFFFF
    found, sizes, kept = np.empty(count, np.uint32), np.empty(count, np.uint32), np.int64(0)
    for document in range(size):
        if sums[document]:
            found[kept], sizes[kept] = document, sums[document]
            sums[document] = 0
            kept += 1
    return found, sizes


@kernel
def _frequencies(file: File, row: Integers, count: int) -> Words:
    """Read all frequencies of a list."""
    times = np.ones(count, np.uint32)
    if row[OFTEN_WIDTH]:
        rank = np.int64(0)
        for at in range(count):
            if several_at(file.content, row[MARKS], at):
                times[at] = number_at(file, row[OFTEN], row[OFTEN_WIDTH], rank)
                rank += 1
    return times
