"""When no document has all the words: those that have most of them, by idf.

As ``search.whoosh.relaxing`` has it: the commonest words, which can let no document in by themselves, are set aside
(MaxScore, Turtle and Flood 1995); what the others give is added up in a dense array, some 2 ns a posting, and those
set aside are asked about the few documents that come close. The share of what is left is then summed in the order
written, as the definition has it.
"""

import numpy as np

from search.ranking import MOST
from search.whoosh.arrays import Integers, Mask, Words
from search.whoosh.chart import SIZE, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.matching import filtered, form_rows, form_there, matches, without
from search.whoosh.kernels.ordering import least_first
from search.whoosh.kernels.scoring import having_most, idf
from search.whoosh.plan import Program
from search.whoosh.shelf import Floats

BLOCK_BITS = 6
"""Documents are put in order by blocks of 64: eight lines of memory."""

SLACK = 1e-9
"""Bounds are loosened by this, so that rounding lets nothing out that the exact sum lets in."""

WIDE = 8
"""What is required is narrow enough when it holds for fewer than one document in so many: words are asked about it."""


@kernel
def most_of(
    file: File,
    deleted: Words,
    lists: Lists,
    words: Integers,
    required: Program,
    mask: Mask,
    documents: int,
    having: Integers,
    dense: Floats,
) -> tuple[Words, Floats]:
    """List the live documents with most of the words (forms) and all that is required, and their share of the idf.

    ``dense`` is scratch, all zero, a number a document.
    """
    weights, everything = np.zeros(len(words)), 0.0
    for word in range(len(words)):
        most = having_most(having, words[word])
        if most:
            weights[word] = idf(documents, most)
            everything += weights[word]
    if not everything:  # no live document has any of the words: there is no share of nothing
        return np.empty(0, np.uint32), np.empty(0)
    enough = MOST * everything
    close, close_enough = np.empty(0, np.uint32), enough * (1 - SLACK)
    if len(required.groups):
        close = matches(file, deleted, lists, required, mask)
        if len(close) * WIDE > file.chart[SIZE]:
            close = _common(_close(file, lists, words, weights, close_enough, dense), close)
    else:
        close = filtered(
            file, without(_close(file, lists, words, weights, close_enough, dense), deleted), required, mask
        )
    share = np.zeros(len(close))
    for word in range(len(words)):
        if weights[word]:
            _add_where(file, lists, words[word], weights[word], close, share)
    kept, count = np.empty(len(close), np.uint32), np.int64(0)
    for each in range(len(close)):
        if share[each] >= enough:
            kept[count], share[count] = close[each], share[each] / everything
            count += 1
    return kept[:count], share[:count]


@kernel
def _close(file: File, lists: Lists, words: Integers, weights: Floats, enough: float, dense: Floats) -> Words:
    """List the documents that have so much idf, or nearly."""
    order = least_first(weights)
    aside, left = 0, 0.0
    while aside < len(order) and left + weights[order[aside]] < enough:
        left += weights[order[aside]]
        aside += 1
    touched, many = np.empty(1024, np.uint32), np.int64(0)
    for at in range(aside, len(order)):
        word = order[at]
        rows = form_rows(file, lists, words[word])
        while many + len(rows) > len(touched):
            touched = np.concatenate((touched, np.empty(len(touched), np.uint32)))
        for row in rows:
            before = dense[row]
            dense[row] = before + weights[word]
            touched[many] = row
            many += before == 0
    close = _in_order(touched[:many], dense, enough - left, file.chart[SIZE])
    count = len(close)
    share = np.empty(count)
    for each in range(count):
        share[each] = dense[close[each]]
    for row in touched[:many]:
        dense[row] = 0.0
    for at in range(aside - 1, -1, -1):
        word = order[at]
        if weights[word] and len(close):
            _add_where(file, lists, words[word], weights[word], close, share)
            left -= weights[word]
            count = np.int64(0)
            for each in range(len(close)):
                close[count], share[count] = close[each], share[each]
                count += share[each] >= enough - left
            close, share = close[:count], share[:count]
    return close


@kernel
def _in_order(touched: Words, dense: Floats, least: float, size: int) -> Words:
    """List those of the documents, each named once, that have so much: in order, block by block, without sorting.

    ``least`` is more than nothing, which all documents have that were not touched.
    """
    blocks, count = np.zeros((size >> BLOCK_BITS) + 1, np.bool_), np.int64(0)
    for row in touched:
        if dense[row] >= least:
            blocks[row >> BLOCK_BITS] = True
            count += 1
    close, done = np.empty(count, np.uint32), np.int64(0)
    for block in range(len(blocks)):
        if blocks[block]:
            for row in range(block << BLOCK_BITS, min((block + 1) << BLOCK_BITS, size)):
                if dense[row] >= least:
                    close[done] = row
                    done += 1
    return close


@kernel
def _add_where(file: File, lists: Lists, form: int, weight: float, rows: Words, sums: Floats) -> None:
    """Add a weight to the sums of those documents that have a form in some zone."""
    there = form_there(file, lists, form, rows)
    for each in range(len(rows)):
        if there[each]:
            sums[each] += weight


@kernel
def _common(left: Words, right: Words) -> Words:
    """Intersect; both ascend."""
    kept, count, at = np.empty(len(left), np.uint32), np.int64(0), np.int64(0)
    for row in left:
        while at < len(right) and right[at] < row:
            at += 1
        if at < len(right) and right[at] == row:
            kept[count] = row
            count += 1
    return kept[:count]
