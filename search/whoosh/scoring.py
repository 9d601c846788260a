"""What documents score: sums of weight · saturation over forms and zones, one after the other as defined.

A part (a form in one zone) is added in one of two ways, equal to the last bit, since adding 0 changes nothing:

- few documents are asked about: each is searched for among the part's, some 25 ns each with all that follows;
- many are: the parts are added up in a dense array, in order, some 10 ns a posting, and read where asked.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.fields import ZONES
from search.ranking import Ranked, saturation
from search.whoosh.rows import Rows
from search.whoosh.scratch import SCRATCH
from search.whoosh.shelf import Floats, Part, Shelf
from search.whoosh.snapshot import Snapshot

FEW = 128
"""So many documents are always searched for: calls cost more than they do."""

SEARCHED_BELOW = 2
"""Documents are searched for when they are fewer than one in this many postings of a part, on the average."""


class Telling(NamedTuple):
    """A form, its own weight · its idf, and its parts in each reading."""

    form: str
    term: str
    weight: float
    parts: Sequence[tuple[Part, ...]]


class Share(NamedTuple):
    """A part and what a saturation of 1 in it scores; ``term`` names it for the cache."""

    part: Part
    weight: float
    average: float
    term: tuple[str, str]


def telling(snapshot: Snapshot, ranked: Sequence[Ranked]) -> list[Telling]:
    """Weigh forms; those that no document has are left out."""
    found = []
    for form, term, weight in ranked:
        parts = [snapshot.parts(reading, form, term) for reading in snapshot.readings]
        idf = snapshot.idf(parts)
        if idf is not None:
            found.append(Telling(form, term, weight * idf, parts))
    return found


def scores(snapshot: Snapshot, at: int, forms: Sequence[Telling], rows: Rows) -> Floats:
    """Score these documents (ascending) of the reading at that place."""
    reading = snapshot.readings[at]
    shares = [
        Share(part, weight * ZONES[part.zone], snapshot.averages[part.view], (form, term))
        for form, term, weight, parts in forms
        for part in parts[at]
    ]
    if not shares or not len(rows):
        return np.zeros(len(rows))
    postings = sum(len(each.part.documents) for each in shares)
    if len(rows) <= FEW or len(rows) * len(shares) * SEARCHED_BELOW < postings:
        return _searched(reading.shelf, shares, rows)
    return _spread(reading.shelf, shares, rows, postings)


def _searched(shelf: Shelf, shares: Sequence[Share], rows: Rows) -> Floats:
    """Look each document up in each part."""
    often = np.empty((len(shares), len(rows)))
    against = np.empty_like(often)
    norms: dict[str, Floats] = {}
    weights = []
    for nth, ((_, view, documents, frequencies, _), weight, average, _) in enumerate(shares):
        if view not in norms:
            norms[view] = shelf.norms(view, average)[shelf.lengths[view][rows]]
        against[nth] = norms[view]
        at = documents.searchsorted(rows)
        there = documents.take(at, mode="clip") == rows
        np.multiply(frequencies.take(at, mode="clip"), there, out=often[nth])
        weights.append(weight)
    filled = saturation(often, against)
    filled *= np.array(weights)[:, np.newaxis]
    total: Floats = np.add.accumulate(filled, axis=0)[-1]  # not a sum: NumPy's would add in another order
    return total


def _spread(shelf: Shelf, shares: Sequence[Share], rows: Rows, postings: int) -> Floats:
    """Add the parts up in a dense array."""
    sums = SCRATCH.take_numbers(shelf.size)
    for at, (part, weight, average, term) in enumerate(shares):
        weighed = weight * shelf.filled(part, average, *term)
        if at:
            sums[part.documents] += weighed
        else:
            sums[part.documents] = weighed
    total: Floats = sums[rows]
    if postings > shelf.size:
        sums[: shelf.size] = 0
    else:
        for each in shares:
            sums[each.part.documents] = 0
    SCRATCH.give_numbers(sums)
    return total
