"""Scores (``search.ranking``): for each form and zone, in this order, weight · saturation is added to documents."""

import numpy as np

from search.fields import ZONES
from search.whoosh.arrays import Integers, Words
from search.whoosh.chart import LENGTH_WIDTH, LENGTHS, PER_VIEW, SIZE, VIEW, File
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
    number_at,
    places_of,
    several_at,
    several_between,
)
from search.whoosh.kernels.saturation import FREQUENCIES, LENGTHS_KNOWN, saturated
from search.whoosh.kernels.spreading import spread, window_for
from search.whoosh.shelf import Floats

SPREAD_BELOW = 4
"""Lists are added up densely when they have fewer postings, all together, than this many a document asked about."""

_ZONES = len(ZONES)
_ZONE_WEIGHTS = np.array(list(ZONES.values()))


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

    ``dense`` is scratch, all zero, a number a document. Where most postings are of documents asked about, the lists are
    added up in it; else each document is looked for in each list. Both sums are the same.
    """
    many, postings = len(asked), np.int64(0)
    sums, weights_of = np.zeros(many), np.zeros(len(lists.rows))
    for form in range(len(weights)):
        most = having_most(having, form)
        if weights[form] and most:
            weight = weights[form] * idf(documents, most)
            for zone in range(_ZONES):
                nth = form * _ZONES + zone
                if lists.rows[nth, HAVING]:
                    weights_of[nth] = weight * _ZONE_WEIGHTS[zone]
                    postings += lists.rows[nth, HAVING]
    if postings < SPREAD_BELOW * many:
        spread(file, lists, weights_of, averages, table, asked, dense, sums, window_for(file.chart[SIZE]))
        return sums
    at = np.empty(many, np.int64)
    for nth in range(len(weights_of)):
        if weights_of[nth]:
            places_of(file, lists, nth, asked, many, at)
            _add(file, lists, nth, weights_of[nth], averages, table, asked, at, sums)
    return sums


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
