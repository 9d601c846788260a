"""When no document has all the words: those that have most of them, by idf.

As ``search.whoosh.relaxing`` has it: the commonest words, which can let no document in by themselves, are set aside
(MaxScore, Turtle and Flood 1995); what the others give is added up in a dense array, some 2 ns a posting, and those
set aside are asked about the few documents that come close. The share of what is left is then summed in the order
written, as the definition has it.
"""

import numpy as np

from search.fields import ZONES
from search.ranking import MOST
from search.whoosh.arrays import Halves, Integers, Mask, Words
from search.whoosh.chart import SIZE, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import HAVING, Lists, listed
from search.whoosh.kernels.matching import filtered, form_there, matches, without
from search.whoosh.kernels.ordering import least_first
from search.whoosh.kernels.scoring import having_most, idf
from search.whoosh.plan import Program
from search.whoosh.shelf import Floats

BLOCK_BITS = 6
BLOCK = 1 << BLOCK_BITS
"""Documents are gone through by blocks of 64: two lines of memory."""

PARTS = 30_000
"""The idf of all the words, in whole numbers of which a sum takes 15 bits: each word rounded up adds less than one."""

ASIDE_FROM = 4
"""A word is set aside when it has so many times as many postings as those that are added up."""

_ZONES = len(ZONES)
_TOP = 0x8000
_FOURS = BLOCK // 4
_QUARTERS = np.uint64(0x0001_0001_0001_0001)
_TOPS = np.uint64(0x8000_8000_8000_8000)

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
    enough, sums = MOST * everything, dense.view(np.uint16)[: (file.chart[SIZE] + 3) & ~3]
    close = np.empty(0, np.uint32)
    if len(required.groups):
        close = matches(file, deleted, lists, required, mask)
        if len(close) * WIDE > file.chart[SIZE]:
            close = _common(_close(file, lists, words, weights, everything, sums), close)
    else:
        close = filtered(file, without(_close(file, lists, words, weights, everything, sums), deleted), required, mask)
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
def _close(file: File, lists: Lists, words: Integers, weights: Floats, everything: float, sums: Halves) -> Words:
    """List the documents that have enough idf, or nearly: in order.

    What a word weighs is rounded up to a whole number here, so that nothing is left out; ``sums`` is scratch, all zero.
    """
    parts, order = np.ceil(weights * (PARTS / everything)).astype(np.int64), least_first(weights)
    enough, aside, left = np.int64(MOST * PARTS), 0, np.int64(0)
    while aside < len(order) and left + parts[order[aside]] < enough:
        left += parts[order[aside]]
        aside += 1
    blocks, postings = np.zeros((file.chart[SIZE] >> BLOCK_BITS) + 1, np.bool_), np.int64(0)
    for at in range(len(order) - 1, -1, -1):
        form = words[order[at]]
        its = _postings(lists, form)
        if at < aside:
            if its > ASIDE_FROM * postings:
                break
            aside, left = at, left - parts[order[at]]
        _add_up(file, lists, form, parts[order[at]], sums, blocks)
        postings += its
    close = _taken(sums, _enough(sums, blocks, enough - left), enough - left)
    share = np.empty(len(close), np.int64)
    for each in range(len(close)):
        share[each] = sums[close[each]]
    _wipe(sums, blocks)
    for at in range(aside - 1, -1, -1):
        word = order[at]
        if parts[word] and len(close):
            there = form_there(file, lists, words[word], close)
            left -= parts[word]
            count = np.int64(0)
            for each in range(len(close)):
                close[count], share[count] = close[each], share[each] + parts[word] * there[each]
                count += share[count] >= enough - left
            close, share = close[:count], share[:count]
    return close


@kernel
def _postings(lists: Lists, form: int) -> int:
    total = np.int64(0)
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        total += lists.rows[nth, HAVING]
    return total


@kernel
def _add_up(file: File, lists: Lists, form: int, part: int, sums: Halves, blocks: Mask) -> None:
    """Add to the sum of each document that has a form, once, whatever zones have it; the top bit says that it was."""
    largest = form * _ZONES
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        if lists.rows[nth, HAVING] > lists.rows[largest, HAVING]:
            largest = nth
    once, marked = np.uint16(part), np.uint16(part | _TOP)
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        if nth != largest:
            for row in _listed(file, lists, nth):
                sums[row] += marked if sums[row] < _TOP else np.uint16(0)
                blocks[row >> BLOCK_BITS] = True
    for row in _listed(file, lists, largest):
        sums[row] += once if sums[row] < _TOP else np.uint16(0)
        blocks[row >> BLOCK_BITS] = True
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        if nth != largest:
            for row in _listed(file, lists, nth):
                sums[row] &= np.uint16(_TOP - 1)


@kernel
def _listed(file: File, lists: Lists, nth: int) -> Words:
    here = np.empty(lists.rows[nth, HAVING], np.uint32)
    if len(here):
        listed(file, lists, nth, here)
    return here


@kernel
def _enough(sums: Halves, blocks: Mask, least: int) -> Mask:
    """Tell which of the blocks have a document with so much, more than nothing."""
    fours, missing, some = sums.view(np.uint64), np.uint64(_TOP - least) * _QUARTERS, np.zeros_like(blocks)
    for block in range(len(blocks)):
        if blocks[block]:
            carried = np.uint64(0)
            for four in range(block * _FOURS, min((block + 1) * _FOURS, len(fours))):
                carried |= fours[four] + missing  # four sums at once: one that is enough sets its top bit
            some[block] = (carried & _TOPS) != 0
    return some


@kernel
def _taken(sums: Halves, blocks: Mask, least: int) -> Words:
    """List the documents of these blocks that have so much."""
    taken, count = np.empty(BLOCK * np.count_nonzero(blocks), np.uint32), np.int64(0)
    for block in range(len(blocks)):
        if blocks[block]:
            for row in range(block * BLOCK, min((block + 1) * BLOCK, len(sums))):
                taken[count] = row
                count += sums[row] >= least
    return taken[:count]


@kernel
def _wipe(sums: Halves, blocks: Mask) -> None:
    fours = sums.view(np.uint64)
    for block in range(len(blocks)):
        if blocks[block]:
            for four in range(block * _FOURS, min((block + 1) * _FOURS, len(fours))):
                fours[four] = 0


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
