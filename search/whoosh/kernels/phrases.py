"""Where words stand one after the other: documents first, then the positions of those that have all the words.

The rarest word's documents are narrowed by the other words' lists; then, for each document left, each occurrence of
the word that occurs least in it is a possible place of the phrase, and the other words are looked for at their distance
from it.
"""

import numpy as np

from search.fields import RANGE_BITS, ZONES
from search.whoosh.arrays import Integers, Words
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import (
    HAVING,
    MARKS,
    OFTEN,
    OFTEN_WIDTH,
    PLACE_WIDTH,
    Lists,
    listed,
    number_at,
    places_of,
    positions_start,
    several_at,
    several_between,
    stride_of,
    total_of,
)
from search.whoosh.kernels.ordering import least_first
from search.whoosh.plan import ANY

_ZONES = len(ZONES)
_WHOLE = 1 << RANGE_BITS


@kernel
def phrase_rows(
    file: File, lists: Lists, forms: Integers, zone: int, slot: int, asked: Words, any_document: bool
) -> Words:
    """List the documents, of those asked about or of all, in which these forms follow one another in a zone."""
    words = len(forms)
    nths = forms * _ZONES + zone
    rarest = np.int64(0)
    for word in range(words):
        if not lists.rows[nths[word], HAVING]:
            return np.empty(0, np.uint32)
        if lists.rows[nths[word], HAVING] < lists.rows[nths[rarest], HAVING]:
            rarest = np.int64(word)
    rows = asked
    if any_document or lists.rows[nths[rarest], HAVING] < len(asked):
        rows = np.empty(lists.rows[nths[rarest], HAVING], np.uint32)
        listed(file, lists, nths[rarest], rows)
        if not any_document:
            rows = _kept(rows, _there(asked, rows))
    at = np.empty(len(rows), np.int64)
    sizes = np.empty(words)
    for word in range(words):
        sizes[word] = lists.rows[nths[word], HAVING]
    for word in least_first(sizes):
        places_of(file, lists, nths[word], rows, len(rows), at)
        rows = _kept(rows, at)
        if not len(rows):
            return rows
    if words == 1 and slot == ANY:
        return rows
    starts, counts = np.empty((words, len(rows)), np.int64), np.empty((words, len(rows)), np.int64)
    firsts, at = np.empty(words, np.int64), np.empty(len(rows), np.int64)
    for word in range(words):
        places_of(file, lists, nths[word], rows, len(rows), at)
        firsts[word] = positions_start(file, lists.rows[nths[word]])
        spans(file, lists.rows[nths[word]], at, starts[word], counts[word])
    found = np.empty(len(rows), np.int64)
    for each in range(len(rows)):
        found[each] = 0 if _stands(file, lists, nths, firsts, starts[:, each], counts[:, each], slot) else -1
    return _kept(rows, found)


@kernel
def _there(among: Words, rows: Words) -> Integers:
    """Tell of each row whether it is among others: its place there, or -1. Both ascend."""
    at, found = np.int64(0), np.empty(len(rows), np.int64)
    for each in range(len(rows)):
        while at < len(among) and among[at] < rows[each]:
            at += 1
        found[each] = at if at < len(among) and among[at] == rows[each] else -1
    return found


@kernel
def _kept(rows: Words, at: Integers) -> Words:
    """Keep the rows whose place is none below 0."""
    kept, count = np.empty(len(rows), np.uint32), np.int64(0)
    for each in range(len(rows)):
        if at[each] >= 0:
            kept[count] = rows[each]
            count += 1
    return kept[:count]


@kernel
def spans(file: File, row: Integers, at: Integers, starts: Integers, counts: Integers) -> None:
    """Tell which positions of a list are those of each document, which is the ``at``-th: the first, and how many.

    Those that are not there, below 0, have none.
    """
    often, marks, values = row[OFTEN_WIDTH], row[MARKS], row[OFTEN]
    extra, rank, counted = np.int64(0), np.int64(0), np.int64(0)
    for each in range(len(at)):
        if at[each] < 0:
            starts[each], counts[each] = 0, 0
            continue
        starts[each], counts[each] = at[each] + extra, 1
        if often:
            passed = several_between(file.content, marks, counted, at[each])
            counted = at[each]
            extra += total_of(file, values, often, rank, rank + passed) - passed
            rank += passed
            starts[each] = at[each] + extra
            if several_at(file.content, marks, at[each]):
                counts[each] = number_at(file, values, often, rank)


@kernel
def _stands(
    file: File, lists: Lists, nths: Integers, firsts: Integers, starts: Integers, counts: Integers, slot: int
) -> bool:
    """Tell whether the words stand one after the other in one document."""
    least = np.argmin(counts)
    row = lists.rows[nths[least]]
    for occurrence in range(counts[least]):
        place = _position(file, row, firsts[least], starts[least] + occurrence)
        begins = place - least
        if begins < 0 or (slot != ANY and begins >> RANGE_BITS != slot):
            continue
        all_there = True
        for word in range(len(nths)):
            if word != least:
                there = False
                for other in range(counts[word]):
                    position = _position(file, lists.rows[nths[word]], firsts[word], starts[word] + other)
                    if position >= begins + word:
                        there = position == begins + word
                        break
                if not there:
                    all_there = False
                    break
        if all_there:
            return True
    return False


@kernel
def _position(file: File, row: Integers, first: int, nth: int) -> int:
    """Read the n-th position of a list, with its range of positions where it belongs."""
    position = number_at(file, first, row[PLACE_WIDTH], nth)
    stride = stride_of(file, row)
    if stride == _WHOLE or position < stride:
        return position
    return ((position // stride) << RANGE_BITS) | (position % stride)
