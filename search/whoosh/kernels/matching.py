"""Which live documents of a segment a query holds for, when it is a conjunction of alternatives of leaves.

A *leaf* is a word in any zone, a phrase, or a beginning; a *group* is leaves of which one must hold, or, negated, none
may. Groups are asked in the order of the most documents they can hold for, so that a query costs what its rarest part
costs; then what is excluded, the filters and the days. ``search.whoosh.plan`` makes these tables of a query.
"""

import numpy as np

from search.fields import ZONES
from search.whoosh.arrays import Integers, Mask, Words
from search.whoosh.chart import DAY_WIDTH, DAYS, SIZE, File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import HAVING, Lists, first_from, listed, number_at, places_of
from search.whoosh.kernels.ordering import least_first
from search.whoosh.kernels.phrases import phrase_rows
from search.whoosh.plan import ANY, FORM, LEAF, LEAVES, NEGATED, NO_DAY, PHRASE, TOGETHER, Program

_ZONES = len(ZONES)

INSERTED = 6
"""Rows are merged into others at once, not one by one, when those are more than so many times as many."""


@kernel
def matches(file: File, deleted: Words, lists: Lists, program: Program, mask: Mask) -> Words:
    """List the documents, ascending; an empty mask filters nothing."""
    groups = program.groups
    bounds = np.empty(len(groups))
    for group in range(len(groups)):
        bounds[group] = _most(file, lists, program, group)
    rows, any_document = np.empty(0, np.uint32), np.bool_(True)
    for group in least_first(bounds):
        if not groups[group, NEGATED]:
            rows = _group_rows(file, lists, program, group, rows, any_document)
            any_document = np.bool_(False)
            if not len(rows):
                return rows
    if any_document:
        rows = np.arange(file.chart[SIZE]).astype(np.uint32)
    for group in range(len(groups)):
        if groups[group, NEGATED] and len(rows):
            rows = without(rows, _group_rows(file, lists, program, group, rows, np.bool_(False)))
    return filtered(file, without(rows, deleted), program, mask)


@kernel
def filtered(file: File, rows: Words, program: Program, mask: Mask) -> Words:
    """Keep the documents of the mask, within the days."""
    bounded = program.after != NO_DAY or program.before != NO_DAY
    if not len(mask) and not bounded:
        return rows
    kept, count = np.empty(len(rows), np.uint32), np.int64(0)
    first, width = file.chart[DAYS], file.chart[DAY_WIDTH]
    for row in rows:
        if len(mask) and not mask[row]:
            continue
        if bounded:
            day = number_at(file, first, width, np.int64(row))
            if not day or day < program.after or (program.before != NO_DAY and day >= program.before):
                continue
        kept[count] = row
        count += 1
    return kept[:count]


@kernel
def without(rows: Words, others: Words) -> Words:
    """Leave rows out; both ascend."""
    if not len(others):
        return rows
    kept, count, at = np.empty(len(rows), np.uint32), np.int64(0), np.searchsorted(others, rows[0]) if len(rows) else 0
    for row in rows:
        while at < len(others) and others[at] < row:
            at += 1
        if at == len(others) or others[at] != row:
            kept[count] = row
            count += 1
    return kept[:count]


@kernel
def united(left: Words, right: Words) -> Words:
    """Merge; both ascend."""
    if not len(left):
        return right
    if not len(right):
        return left
    if len(left) > INSERTED * len(right):
        return _inserted(left, right)
    if len(right) > INSERTED * len(left):
        return _inserted(right, left)
    merged, count, here, there = np.empty(len(left) + len(right), np.uint32), np.int64(0), np.int64(0), np.int64(0)
    while here < len(left) and there < len(right):
        least = min(left[here], right[there])
        here += left[here] == least
        there += right[there] == least
        merged[count] = least
        count += 1
    for each in range(here, len(left)):
        merged[count] = left[each]
        count += 1
    for each in range(there, len(right)):
        merged[count] = right[each]
        count += 1
    return merged[:count]


@kernel
def _inserted(many: Words, few: Words) -> Words:
    """Merge a few into many: what stands between two of the few is copied at once."""
    merged, count, at = np.empty(len(many) + len(few), np.uint32), np.int64(0), np.int64(0)
    for each in few:
        before, at = at, first_from(many, 0, at, len(many), np.int64(each))
        for place in range(before, at):
            merged[count + place - before] = many[place]
        count += at - before
        if at == len(many) or many[at] != each:
            merged[count] = each
            count += 1
    left = len(many) - at
    merged[count : count + left] = many[at:]
    return merged[: count + left]


@kernel
def form_rows(file: File, lists: Lists, form: int) -> Words:
    """List all documents that have a form in some zone."""
    rows = np.empty(0, np.uint32)
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        if lists.rows[nth, HAVING]:
            here = np.empty(lists.rows[nth, HAVING], np.uint32)
            listed(file, lists, nth, here)
            rows = united(rows, here)
    return rows


@kernel
def form_there(file: File, lists: Lists, form: int, asked: Words) -> Mask:
    """Tell which of some documents have a form in some zone."""
    there, at = np.zeros(len(asked), np.bool_), np.empty(len(asked), np.int64)
    for nth in range(form * _ZONES, (form + 1) * _ZONES):
        if lists.rows[nth, HAVING]:
            places_of(file, lists, nth, asked, len(asked), at)
            for each in range(len(asked)):
                there[each] |= at[each] >= 0
    return there


@kernel
def form_among(file: File, lists: Lists, form: int, asked: Words) -> Words:
    """List those of some documents that have a form in some zone."""
    there = form_there(file, lists, form, asked)
    kept, count = np.empty(len(asked), np.uint32), np.int64(0)
    for each in range(len(asked)):
        kept[count] = asked[each]
        count += there[each]
    return kept[:count]


@kernel
def _most(file: File, lists: Lists, program: Program, group: int) -> int:
    """Bound the number of documents that a group holds for."""
    bound = np.int64(0)
    for leaf in range(program.groups[group, LEAF], program.groups[group, LEAF] + program.groups[group, LEAVES]):
        kind, first, count, only, _ = program.leaves[leaf]
        fewest = file.chart[SIZE]
        for word in range(first, first + count):
            form = word if kind == FORM else program.words[word]
            here = np.int64(0)
            for zone in range(_ZONES):
                if only in (ANY, zone):
                    here += lists.rows[form * _ZONES + zone, HAVING]
            fewest = min(fewest, here)
        bound += fewest
    return bound


@kernel
def _group_rows(file: File, lists: Lists, program: Program, group: int, asked: Words, any_document: bool) -> Words:
    """List the documents, of those asked about or of all, that one of a group's leaves holds for."""
    rows = np.empty(0, np.uint32)
    for leaf in range(program.groups[group, LEAF], program.groups[group, LEAF] + program.groups[group, LEAVES]):
        kind, first, count, only, slot = program.leaves[leaf]
        if kind == PHRASE:
            forms = program.words[first : first + count]
            for zone in range(_ZONES):
                if only in (ANY, zone):
                    rows = united(rows, phrase_rows(file, lists, forms, zone, slot, asked, any_document))
        elif kind == TOGETHER:
            rows = united(rows, _together(file, lists, program.words[first : first + count], asked, any_document))
        elif any_document:
            rows = united(rows, form_rows(file, lists, first))
        else:
            rows = united(rows, form_among(file, lists, first, asked))
    return rows


@kernel
def _together(file: File, lists: Lists, forms: Integers, asked: Words, any_document: bool) -> Words:
    """List the documents, of those asked about or of all, that have every one of these forms in some zone."""
    sizes = np.zeros(len(forms))
    for word in range(len(forms)):
        for zone in range(_ZONES):
            sizes[word] += lists.rows[forms[word] * _ZONES + zone, HAVING]
    rows, everything = asked, any_document
    for word in least_first(sizes):
        rows = form_rows(file, lists, forms[word]) if everything else form_among(file, lists, forms[word], rows)
        everything = np.bool_(False)
    return rows
