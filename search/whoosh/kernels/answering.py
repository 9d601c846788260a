"""A plan (``search.whoosh.plan``) over one segment: what matches, its scores, and which of it comes first.

What one segment answers alone is one call: for most queries, calls and the arrays that go in and out of them cost more
than the work.
"""

import numpy as np

from search.proximity import UNIT
from search.ranking import MAX_EXPANSIONS, RERANKED, lets_off
from search.whoosh.arrays import Bytes, Integers, Mask, Numbers, Words
from search.whoosh.chart import File
from search.whoosh.kernels.accents import accents_tell, take_otherwise
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.looking import WORDS as EXPANDED
from search.whoosh.kernels.looking import look_up
from search.whoosh.kernels.matching import matches
from search.whoosh.kernels.ordering import best
from search.whoosh.kernels.proximity import near
from search.whoosh.kernels.relaxing import most_of
from search.whoosh.kernels.scoring import scores
from search.whoosh.plan import (
    ACCENTS,
    AFTER,
    BEFORE,
    GROUP_COLUMNS,
    GROUPS_OF_ALL,
    GROUPS_REQUIRED,
    KINDS,
    LEAF_COLUMNS,
    LEAF_WORDS,
    LEAVES_OF_ALL,
    LEAVES_REQUIRED,
    MOST_DO,
    PAIRS,
    SAID,
    SECTIONS,
    SPAN,
    WORDS,
    Program,
)
from search.whoosh.shelf import Floats

CUT, WHOLE, PART = range(3)
"""What became of a query: of too many words that begin so some may be dead; what was found covers all of it; or its
coverage is told."""


_lets_off = kernel(lets_off)


@kernel
def section(numbers: Integers, nth: int) -> Integers:
    """Take a section of a plan."""
    return numbers[numbers[SECTIONS + nth] : numbers[SECTIONS + nth + 1]]


@kernel
def _program(numbers: Integers, leaves: int, groups: int) -> Program:
    rows, ranges = section(numbers, leaves), section(numbers, groups)
    return Program(
        rows.reshape((len(rows) // LEAF_COLUMNS, LEAF_COLUMNS)),
        ranges.reshape((len(ranges) // GROUP_COLUMNS, GROUP_COLUMNS)),
        section(numbers, LEAF_WORDS),
        numbers[AFTER],
        numbers[BEFORE],
    )


@kernel
def looked_up(
    file: File, deleted: Words, keys: Bytes, numbers: Integers, dense: Floats, having: Integers, alone: bool
) -> Lists:
    """Look up the forms of a plan."""
    return look_up(file, deleted, keys, section(numbers, KINDS), dense.view(np.uint32), having, alone)


@kernel
def found(
    file: File,
    deleted: Words,
    lists: Lists,
    numbers: Integers,
    weights: Floats,
    mask: Mask,
    documents: int,
    having: Integers,
    averages: Floats,
    table: Floats,
    dense: Floats,
    most: bool,
) -> tuple[Words, Floats, Floats]:
    """Give the documents that have all words, or ``most`` of them, with their sums and the roots of their coverage.

    There are no roots where all words were asked for, and their accents tell nothing apart.
    """
    words, accents = section(numbers, WORDS), section(numbers, ACCENTS)
    roots, telling = np.empty(0), accents_tell(accents, having)
    if most:
        required = _program(numbers, LEAVES_REQUIRED, GROUPS_REQUIRED)
        rows, share = most_of(file, deleted, lists, words, required, mask, documents, having, dense)
    else:
        rows = matches(file, deleted, lists, _program(numbers, LEAVES_OF_ALL, GROUPS_OF_ALL), mask)
        share = np.ones(len(rows) if telling else 0)
    if telling:
        take_otherwise(file, lists, accents, words, documents, having, rows, share)
    if most or telling:
        roots = np.sqrt(share)
    return rows, scores(file, lists, documents, having, weights, averages, table, rows, dense), roots


@kernel
def near_said(file: File, lists: Lists, numbers: Integers, documents: int, having: Integers, rows: Words) -> Integers:
    """Give the proximity of what was said in these documents, ascending."""
    pairs = section(numbers, PAIRS)
    pairs = pairs.reshape((len(pairs) // 2, 2))
    return near(file, lists, documents, having, section(numbers, SAID), pairs, numbers[SPAN], rows)


@kernel
def answered(
    content: Bytes,
    halves: Numbers,
    words: Numbers,
    chart: Integers,
    deleted: Words,
    ranks: Words,
    keys: Bytes,
    numbers: Integers,
    weights: Floats,
    mask: Mask,
    documents: int,
    averages: Floats,
    table: Floats,
    dense: Floats,
    having: Integers,
) -> tuple[int, int, Words, Floats, Floats, Words, Floats]:
    """Answer by the only segment there is.

    Gives what became of the query; how many documents have all words; what ``found`` gives; and the first documents, in
    order, with their scores. ``having`` is all zero, forms × zones and one; ``dense`` is scratch.
    """
    file = File(content, halves, words, chart)
    alone = len(deleted) == 0
    lists = looked_up(file, deleted, keys, numbers, dense, having, alone)
    none, nothing = np.empty(0, np.uint32), np.empty(0)
    for form in range(len(weights)):
        if having[form, EXPANDED] > MAX_EXPANSIONS and not alone:
            return CUT, 0, none, nothing, nothing, none, nothing
    asked = (numbers, weights, mask, documents, having, averages, table, dense)
    rows, sums, roots = found(file, deleted, lists, *asked, np.bool_(False))
    whole, how = len(rows), WHOLE
    if numbers[MOST_DO] or _lets_off(len(section(numbers, WORDS)), whole):
        rows, sums, roots = found(file, deleted, lists, *asked, np.bool_(True))
    if len(roots):
        how = PART
    total = sums if how == WHOLE else sums * roots
    places = np.sort(best(total, rows, ranks, RERANKED)) if len(rows) > RERANKED else np.arange(len(rows))
    first, score = rows[places], total[places]
    if len(section(numbers, SAID)):
        score = sums[places] + near_said(file, lists, numbers, documents, having, first) / (10.0 * UNIT)
        if how == PART:
            score *= roots[places]
    order = best(score, first, ranks, len(first))
    return how, whole, rows, sums, roots, first[order], score[order]
