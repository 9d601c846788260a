"""Where words stand one after the other: documents first, then the positions of those that have all the words.

The rarest word's documents are narrowed by the other words' lists; then, for each document left, each occurrence of
the word that occurs least in it is a possible place of the phrase, and the other words are looked for at their distance
from it. A word that the phrase has several times is read once.
"""

import numpy as np

from search.fields import RANGE_BITS, ZONES
from search.whoosh.arrays import Integers, Numbers, Words
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import (
    HALF,
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

FAR = 16
"""From one document to the next so many places further on, marks are counted by the byte."""


@kernel
def phrase_rows(
    file: File, lists: Lists, forms: Integers, zone: int, slot: int, asked: Words, any_document: bool
) -> Words:
    """List the documents, of those asked about or of all, in which these forms follow one another in a zone."""
    nths = forms * _ZONES + zone
    own, different = _different(nths)
    sizes = np.empty(len(different))
    for word in range(len(different)):
        sizes[word] = lists.rows[different[word], HAVING]
    order = least_first(sizes)
    rarest = different[order[0]]
    if not lists.rows[rarest, HAVING]:
        return np.empty(0, np.uint32)
    rows, narrowed = asked, np.int64(0)
    if any_document or lists.rows[rarest, HAVING] < len(asked):
        rows, narrowed = np.empty(lists.rows[rarest, HAVING], np.uint32), np.int64(1)
        listed(file, lists, rarest, rows)
        if not any_document:
            rows = _kept(rows, _there(asked, rows))
    at = np.empty(len(rows), np.int64)
    for word in order[narrowed:]:
        places_of(file, lists, different[word], rows, len(rows), at)
        rows = _kept(rows, at)
        if not len(rows):
            return rows
    if len(forms) == 1 and slot == ANY:
        return rows
    return _kept(rows, _standing(file, lists, own, different, slot, rows))


@kernel
def _different(nths: Integers) -> tuple[Integers, Integers]:
    """Give each word's place among the different ones, and these."""
    own, different, count = np.empty(len(nths), np.int64), np.empty(len(nths), np.int64), np.int64(0)
    for word in range(len(nths)):
        known = np.int64(0)
        while known < count and different[known] != nths[word]:
            known += 1
        if known == count:
            different[count] = nths[word]
            count += 1
        own[word] = known
    return own, different[:count]


@kernel
def _standing(file: File, lists: Lists, own: Integers, different: Integers, slot: int, rows: Words) -> Integers:
    """Tell of each document, all of which have all the words, whether they stand one after the other: 0, or else -1."""
    starts, counts = np.empty((len(different), len(rows)), np.int64), np.empty((len(different), len(rows)), np.int64)
    at = np.empty(len(rows), np.int64)
    for word in range(len(different)):
        places_of(file, lists, different[word], rows, len(rows), at)
        spans(file, lists.rows[different[word]], at, starts[word], counts[word])
    positions = np.empty(counts.sum(), np.int64)
    done = np.int64(0)
    for word in range(len(different)):
        done = _positions(file, lists.rows[different[word]], starts[word], counts[word], positions, done)
    found = np.empty(len(rows), np.int64)
    for each in range(len(rows)):
        found[each] = _place(own, starts, counts, positions, slot, each)
    return found


@kernel
def _place(own: Integers, starts: Integers, counts: Integers, positions: Integers, slot: int, each: int) -> int:
    """Give 0 where the words stand one after the other in a document, or else -1."""
    least = np.int64(0)
    for word in range(1, len(own)):
        if counts[own[word], each] < counts[own[least], each]:
            least = np.int64(word)
    first = starts[own[least], each]
    for occurrence in range(first, first + counts[own[least], each]):
        begins = positions[occurrence] - least
        all_there = begins >= 0 and (slot == ANY or begins >> RANGE_BITS == slot)
        word = np.int64(0)
        while all_there and word < len(own):
            at = starts[own[word], each]
            last = at + counts[own[word], each]
            while at < last and positions[at] < begins + word:
                at += 1
            all_there = at < last and positions[at] == begins + word
            word += 1
        if all_there:
            return 0
    return -1


@kernel
def _positions(file: File, row: Integers, starts: Integers, counts: Integers, out: Integers, done: int) -> int:
    """Write a word's positions in some documents out, with their ranges where they belong; give where they end.

    ``starts`` become where each document's are written.
    """
    first, width, begun = positions_start(file, row), row[PLACE_WIDTH], done
    if width == 1:
        done = _copied(file.content, first, starts, counts, out, done)
    elif width == HALF:
        done = _copied(file.halves, first >> 1, starts, counts, out, done)
    else:
        done = _copied(file.words, first >> 2, starts, counts, out, done)
    stride = stride_of(file, row)
    if stride != _WHOLE:
        for each in range(begun, done):
            position = out[each]
            if position >= stride:
                out[each] = ((position // stride) << RANGE_BITS) | (position % stride)
    return done


@kernel
def _copied(numbers: Numbers, first: int, starts: Integers, counts: Integers, out: Integers, done: int) -> int:
    """Copy so many numbers from each start; give where they end."""
    for each in range(len(starts)):
        begins, starts[each] = first + starts[each], done
        for nth in range(begins, begins + counts[each]):
            out[done] = numbers[nth]
            done += 1
    return done


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
        if often and at[each] - counted > FAR:
            passed = several_between(file, marks, counted, at[each])
            extra += total_of(file, values, often, rank, rank + passed) - passed
            rank += passed
        elif often:
            for nth in range(counted, at[each]):
                if several_at(file.content, marks, nth):
                    extra += number_at(file, values, often, rank) - 1
                    rank += 1
        counted = at[each]
        starts[each], counts[each] = at[each] + extra, 1
        if often and several_at(file.content, marks, at[each]):
            counts[each] = number_at(file, values, often, rank)
