"""The forms of a query → their posting lists in one segment, and how many live documents have each.

List ``form × zones + zone`` is that of a form in a zone. The words that a prefix stands for become one list, made here.
"""

import numpy as np

from search.fields import FORMS, ZONES
from search.ranking import MAX_EXPANSIONS
from search.whoosh.arrays import Bytes, Integers, Words
from search.whoosh.chart import SIZE, File
from search.whoosh.kernels.bits import bits
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.dictionary import (
    beginning,
    having_at,
    in_order,
    nth_value,
    start_at,
    value_of,
    word_at,
)
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

_BITS = 5
_LOW = (1 << _BITS) - 1
"""Bits of documents that are kept in one number."""

WORDS = len(ZONES)
"""Column of ``having`` beside those of the zones."""


@kernel
def look_up(
    file: File,
    deleted: Words,
    keys: Bytes,
    kinds: Integers,
    sums: Words,
    having: Integers,
    alone: bool,
) -> Lists:
    """Describe the list of every form in every zone, and add its live documents to ``having``, forms × zones.

    ``having`` has a column more: the words that a prefix stands for. More than ``MAX_EXPANSIONS`` are too many: where a
    segment is ``alone``, and has nothing deleted, the first so many are taken; else nothing is told any more. ``sums``
    is scratch, all zero, a number a document, small so that the cache holds more of them.
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
                file, keys, start, end, most - having[form, WORDS], alone, sums, rows, form, made, often
            )
            having[form, WORDS] += words
            if having[form, WORDS] > most and not alone:
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
    alone: bool,
    sums: Words,
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
    if words > most and not alone:
        return made, often, words
    if words > most:
        words = _first_words(file, ranges, most)
    for zone in range(_ZONES):
        here, times = _united(file, zone * _FORMS + EXACT, ranges[zone, 0], ranges[zone, 1], sums)
        row = rows[form * _ZONES + zone]
        row[HAVING], row[DOCUMENTS], row[VIEW_NUMBER] = len(here), len(made), zone * _FORMS + EXACT
        made, often = np.concatenate((made, here)), np.concatenate((often, times))
    return made, often, words


@kernel
def _first_words(file: File, ranges: Integers, most: int) -> int:
    """Cut the ranges of the zones to the first so many different words; give how many these are, or more than those."""
    at, keys, sizes = ranges[:, 0].copy(), np.zeros(_ZONES, np.int64), np.zeros(_ZONES, np.int64)
    for zone in range(_ZONES):
        if at[zone] < ranges[zone, 1]:
            keys[zone], sizes[zone] = word_at(file, at[zone])
    words = np.int64(0)
    while True:
        least = np.int64(-1)
        for zone in range(_ZONES):
            if at[zone] < ranges[zone, 1] and (
                least < 0 or in_order(file.content, keys[zone], sizes[zone], keys[least], sizes[least]) < 0
            ):
                least = np.int64(zone)
        if least < 0 or words == most:
            break
        words += 1
        key, size = keys[least], sizes[least]
        for zone in range(_ZONES):
            if at[zone] < ranges[zone, 1] and in_order(file.content, keys[zone], sizes[zone], key, size) == 0:
                at[zone] += 1
                if at[zone] < ranges[zone, 1]:
                    keys[zone], sizes[zone] = word_at(file, at[zone])
    ranges[:, 1] = at
    return words + (least >= 0)


@kernel
def _united(file: File, view: int, first: int, last: int, sums: Words) -> tuple[Words, Words]:
    """Take several words for one: the documents that have any of them, ascending, and how often in all.

    Frequencies are added up densely; a bit a document tells which of the sums to read, so that nothing is sorted.
    """
    if first == last:
        return _NOTHING.copy(), _NOTHING.copy()
    rows = np.zeros((1, ROW), np.int64)
    lists, row = Lists(rows, _NOTHING, _NOTHING), rows[0]
    here, there = np.empty(64, np.uint32), np.zeros((file.chart[SIZE] >> _BITS) + 1, np.int64)
    count = np.int64(0)
    for nth in range(first, last):
        value, rank = nth_value(file, nth), np.int64(0)
        having = having_at(file, value)
        if having > len(here):
            here = np.empty(2 * having, np.uint32)
        describe(file, view, start_at(file, value), having, row)
        for at in range(listed(file, lists, np.int64(0), here)):
            document, times = np.int64(here[at]), np.uint32(1)
            if row[OFTEN_WIDTH] and several_at(file.content, row[MARKS], at):
                times = np.uint32(number_at(file, row[OFTEN], row[OFTEN_WIDTH], rank))
                rank += 1
            if not sums[document]:
                there[document >> _BITS] |= np.int64(1) << (document & _LOW)
                count += 1
            sums[document] += times
    found, often, kept = np.empty(count, np.uint32), np.empty(count, np.uint32), np.int64(0)
    for at in range(len(there)):
        left = there[at]
        while left:
            document = (at << _BITS) + bits((left & -left) - 1)
            found[kept], often[kept] = document, sums[document]
            sums[document] = 0
            left &= left - 1
            kept += 1
    return found, often
