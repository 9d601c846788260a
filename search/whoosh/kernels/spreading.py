"""The scores of many documents: lists are added up densely, in a window of documents after the other.

A sum a document of a large segment would be read from far away, at random, a line of memory a posting. The sums of a
window stay in the second cache, and so do the lengths of its documents; each list goes on where the window before left
it. So does Lucene score alternatives (its ``BooleanScorer``); it takes 4 to 6 ns a posting, the sums read.
"""

import numpy as np

from search.whoosh.arrays import Integers, Words
from search.whoosh.chart import LENGTH_WIDTH, LENGTHS, PER_VIEW, VIEW, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import (
    DOCUMENTS,
    HAVING,
    MARKS,
    OFTEN,
    OFTEN_WIDTH,
    VIEW_NUMBER,
    WIDTH,
    Lists,
    first_from,
    listed,
    number_at,
    several_at,
    several_between,
)
from search.whoosh.kernels.saturation import FREQUENCIES, LENGTHS_KNOWN, saturated
from search.whoosh.shelf import Floats

WINDOW = 1 << 16
"""Documents of a window: half a megabyte of sums."""

WHOLE = 1 << 17
"""A segment of no more documents is one window: its sums find room in the cache."""

FIRST, START, END, RANK = range(4)
CURSOR = 4
"""Columns of ``cursors``: where a list's documents lie; from and to where of it they are of the window; and how many of
those before are there more than once."""


@kernel
def window_for(documents: int) -> int:
    """Give the window of a segment of so many documents."""
    return documents if documents <= WHOLE else WINDOW


@kernel
def spread(
    file: File,
    lists: Lists,
    weights: Floats,
    averages: Floats,
    table: Floats,
    asked: Words,
    dense: Floats,
    sums: Floats,
    window: int,
) -> None:
    """Score documents, ascending: ``weights`` of lists, 0 where they rank nothing; ``dense`` is scratch, all zero.

    It has room for a window. The sums do not depend on how large that is.
    """
    cursors = np.zeros((len(weights), CURSOR), np.int64)
    documents = _listed(file, lists, weights, cursors)
    first = np.int64(0)
    while first < len(asked):
        base = np.int64(asked[first]) // window * window
        last = first_from(asked, 0, first, len(asked), base + window)
        touched = np.int64(0)
        for nth in range(len(weights)):
            if weights[nth]:
                here = _in_window(file, lists.rows[nth], cursors[nth], documents, base, base + window)
                touched += _add(file, lists, nth, cursors[nth], here, base, weights[nth], averages, table, dense)
        for each in range(first, last):
            where = np.int64(np.uint32(asked[each] - base))
            sums[each] = dense[where]
            dense[where] = 0.0
            touched -= sums[each] > 0
        if touched:  # documents that were not asked about
            for nth in range(len(weights)):
                for document in documents[cursors[nth, FIRST] :][cursors[nth, START] : cursors[nth, END]]:
                    dense[document - base] = 0.0
        first = last


@kernel
def _listed(file: File, lists: Lists, weights: Floats, cursors: Integers) -> Words:
    """Write the documents of the lists that rank out, one list after the other."""
    total = np.int64(0)
    for nth in range(len(weights)):
        if weights[nth]:
            cursors[nth, FIRST] = total
            total += lists.rows[nth, HAVING]
    documents = np.empty(total, np.uint32)
    for nth in range(len(weights)):
        if weights[nth]:
            listed(file, lists, nth, documents[cursors[nth, FIRST] :])
    return documents


@kernel
def _in_window(file: File, row: Integers, cursor: Integers, documents: Words, low: int, high: int) -> Words:
    """Give the documents of a list that are in a window, and let its cursor tell where they are."""
    before, having = cursor[END], row[HAVING]
    cursor[START] = first_from(documents, cursor[FIRST], before, having, low)
    cursor[END] = first_from(documents, cursor[FIRST], cursor[START], having, high)
    if row[OFTEN_WIDTH]:
        cursor[RANK] += several_between(file, row[MARKS], before, cursor[START])
    return documents[cursor[FIRST] + cursor[START] : cursor[FIRST] + cursor[END]]


@kernel
def _add(
    file: File,
    lists: Lists,
    nth: int,
    cursor: Integers,
    here: Words,
    base: int,
    weight: float,
    averages: Floats,
    table: Floats,
    dense: Floats,
) -> int:
    """Add what one list gives, more than nothing, to its documents of a window; give how many had nothing before."""
    row = lists.rows[nth]
    view, often, marks, values = row[VIEW_NUMBER], row[OFTEN_WIDTH], row[MARKS], row[OFTEN]
    average, known, start, rank, new = averages[view], table[view], cursor[START], cursor[RANK], np.int64(0)
    column = VIEW + PER_VIEW * view
    lengths, width = file.chart[column + LENGTHS], file.chart[column + LENGTH_WIDTH]
    made, made_first = row[WIDTH] == 0, row[DOCUMENTS] + start
    for at in range(len(here)):
        # What comes from an unsigned number is an index that needs no look at its sign.
        document, frequency = np.int64(here[at]), np.int64(1)
        where = np.int64(np.uint32(document - base))
        if often:
            if several_at(file.content, marks, start + at):
                frequency = number_at(file, values, often, rank)
                rank += 1
        elif made:
            frequency = np.int64(lists.made_often[made_first + at])
        length = number_at(file, lengths, width, document)
        new += dense[where] == 0
        if frequency < FREQUENCIES and length < LENGTHS_KNOWN:
            dense[where] += weight * known[frequency, length]
        else:
            dense[where] += weight * saturated(float(frequency), float(length), average)
    cursor[RANK] = rank
    return new
