"""Scores (``search.ranking``): for each form and zone, in this order, weight · saturation is added to every document.

The saturation of BM25 depends on a frequency, a length and the average length alone. For the frequencies and lengths
that nearly all postings have, it stands in a table, made once a commit: one load in the place of two divisions.
Beyond the table, the formula itself is used; it gives the same number, since it made the table.
"""

import numpy as np

from search.fields import ZONES
from search.ranking import K1, B
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
    listed,
    number_at,
    places_of,
    several_at,
    several_between,
)
from search.whoosh.shelf import Floats

FREQUENCIES, LENGTHS_KNOWN = 8, 512
"""The table's size a view: 32 kB, what the first cache of a core holds."""

SPREAD_BELOW = 4
"""Lists are added up densely when they have fewer postings, all together, than this many a document asked about."""

_ZONES = len(ZONES)
_ZONE_WEIGHTS = np.array(list(ZONES.values()))


@kernel
def saturated(frequency: float, length: float, average: float) -> float:
    """Do the sum of ``search.ranking.saturation`` of ``norm``."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


@kernel
def saturation_table(averages: Floats) -> Floats:
    """Make the table: views × frequencies × lengths."""
    table = np.zeros((len(averages), FREQUENCIES, LENGTHS_KNOWN))
    for view in range(len(averages)):
        for frequency in range(1, FREQUENCIES):
            for length in range(LENGTHS_KNOWN):
                table[view, frequency, length] = saturated(float(frequency), float(length), averages[view])
    return table


@kernel
def idf(documents: int, having: int) -> float:
    """Do the sum of ``search.ranking.idf``."""
    return np.log(1 + (documents - having + 0.5) / (having + 0.5))


@kernel
def having_most(having: Integers, form: int) -> int:
    """Give the most live documents that have a form in one zone."""
    most = np.int64(0)
    for zone in range(_ZONES):
        most = max(most, having[form, zone])
    return most


@kernel
def scores(
    file: File,
    lists: Lists,
    documents: int,
    having: Integers,
    weights: Floats,
    averages: Floats,
    table: Floats,
    asked: Words,
    dense: Floats,
) -> Floats:
    """Score documents, ascending, of a segment. A form of weight 0 ranks nothing.

    ``dense`` is scratch, all zero, a number a document. Where most postings are of documents asked about, each list
    is added up in it, some 3 ns a posting; else each document is looked for in each list. Both sums are the same.
    """
    many = len(asked)
    sums = np.zeros(many)
    at = np.empty(many, np.int64)
    postings = np.int64(0)
    for nth in range(len(lists.rows)):
        postings += lists.rows[nth, HAVING]
    spread, touched = postings < SPREAD_BELOW * many, np.int64(0)
    for form in range(len(weights)):
        most = having_most(having, form)
        if weights[form] and most:
            weight = weights[form] * idf(documents, most)
            for zone in range(_ZONES):
                nth = form * _ZONES + zone
                if spread and lists.rows[nth, HAVING]:
                    touched += _spread(file, lists, nth, weight * _ZONE_WEIGHTS[zone], averages, table, dense)
                elif lists.rows[nth, HAVING]:
                    places_of(file, lists, nth, asked, many, at)
                    _add(file, lists, nth, weight * _ZONE_WEIGHTS[zone], averages, table, asked, at, sums)
    if spread:
        for each in range(many):
            sums[each] = dense[asked[each]]
            dense[asked[each]] = 0.0
            touched -= sums[each] > 0
        if touched:  # documents that were not asked about
            _wipe(file, lists, dense)
    return sums


@kernel
def _spread(file: File, lists: Lists, nth: int, weight: float, averages: Floats, table: Floats, dense: Floats) -> int:
    """Add what one list gives, more than nothing, to all its documents; give how many of them had nothing before."""
    row = lists.rows[nth]
    view, often, marks, values = row[VIEW_NUMBER], row[OFTEN_WIDTH], row[MARKS], row[OFTEN]
    made, made_first = row[WIDTH] == 0, row[DOCUMENTS]
    first = VIEW + PER_VIEW * view
    lengths, width = file.chart[first + LENGTHS], file.chart[first + LENGTH_WIDTH]
    average, known, rank = averages[view], table[view], np.int64(0)
    here, new = np.empty(row[HAVING], np.uint32), np.int64(0)
    for place in range(listed(file, lists, nth, here)):
        document, frequency = np.int64(here[place]), np.int64(1)
        if often:
            if several_at(file.content, marks, place):
                frequency = number_at(file, values, often, rank)
                rank += 1
        elif made:
            frequency = np.int64(lists.made_often[made_first + place])
        length = number_at(file, lengths, width, document)
        new += dense[document] == 0
        if frequency < FREQUENCIES and length < LENGTHS_KNOWN:
            dense[document] += weight * known[frequency, length]
        else:
            dense[document] += weight * saturated(float(frequency), float(length), average)
    return new


@kernel
def _wipe(file: File, lists: Lists, dense: Floats) -> None:
    """Set all that may have been added up to zero again."""
    for nth in range(len(lists.rows)):
        here = np.empty(lists.rows[nth, HAVING], np.uint32)
        for place in range(listed(file, lists, nth, here)):
            dense[here[place]] = 0.0


@kernel
def _add(
    file: File,
    lists: Lists,
    nth: int,
    weight: float,
    averages: Floats,
    table: Floats,
    asked: Words,
    at: Integers,
    sums: Floats,
) -> None:
    """Add what one list gives to each document, of which ``at`` tells the place in the list."""
    row = lists.rows[nth]
    view, often, marks, values = row[VIEW_NUMBER], row[OFTEN_WIDTH], row[MARKS], row[OFTEN]
    made, made_first = row[WIDTH] == 0, row[DOCUMENTS]
    first = VIEW + PER_VIEW * view
    lengths, width = file.chart[first + LENGTHS], file.chart[first + LENGTH_WIDTH]
    average, known = averages[view], table[view]
    counted, rank = np.int64(0), np.int64(0)
    for each in range(len(asked)):
        place = at[each]
        if place < 0:
            continue
        frequency = np.int64(1)
        if often:
            if several_at(file.content, marks, place):
                rank += several_between(file, marks, counted, place)
                counted = place
                frequency = number_at(file, values, often, rank)
        elif made:
            frequency = np.int64(lists.made_often[made_first + place])
        length = number_at(file, lengths, width, np.int64(asked[each]))
        if frequency < FREQUENCIES and length < LENGTHS_KNOWN:
            sums[each] += weight * known[frequency, length]
        else:
            sums[each] += weight * saturated(float(frequency), float(length), average)
