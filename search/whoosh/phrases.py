"""Where words stand one after the other. Documents first, positions of the candidates alone afterwards.

The documents that have all the words are found by intersecting sorted arrays from the rarest word on: O(candidates ·
log df) a word. Only their positions are then read, whatever the words' df: each becomes a key, candidate << 32 |
position - place of the word in the phrase, ascending as it is; a phrase starts at the keys that all words share.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.fields import RANGE_BITS
from search.whoosh.rows import NO_ROWS, Rows, member
from search.whoosh.shelf import Part, Shelf

_POSITION = (1 << 32) - 1

Keys = NDArray[np.int64]


class Place(NamedTuple):
    """Where to look: a view, and within ``names`` the range of positions of one field."""

    view: str
    slot: int | None = None


def having_phrase(shelf: Shelf, phrase: Sequence[str], place: Place, candidates: Rows | None) -> Rows:
    """Give the documents, of the candidates or else of all, that have the phrase there."""
    postings = {word: part for word in phrase for part in shelf.parts("exact", word) if part.view == place.view}
    if any(word not in postings for word in phrase):
        return NO_ROWS
    rows = _having_all(sorted(postings.values(), key=lambda each: len(each.documents)), candidates)
    if not len(rows) or (len(phrase) == 1 and place.slot is None):
        return rows
    starts: Keys | None = None
    for step, word in sorted(enumerate(phrase), key=lambda each: len(postings[each[1]].documents)):
        keys = _keys(shelf, word, postings[word], rows) + (len(phrase) - step)
        starts = keys if starts is None else starts[member(starts, keys)]
        if not len(starts):
            return NO_ROWS
    starts = np.asarray(starts) - len(phrase)
    if place.slot is not None:
        starts = starts[(starts & _POSITION) >> RANGE_BITS == place.slot]
    hit = np.zeros(len(rows), np.bool_)
    hit[starts >> 32] = True
    return rows[hit]


def _having_all(words: Sequence[Part], rows: Rows | None) -> Rows:
    """Intersect, the rarest word first."""
    for each in words:
        if rows is None:
            rows = each.documents
        elif len(rows) > len(each.documents):
            rows = each.documents[member(each.documents, rows)]
        else:
            rows = rows[member(rows, each.documents)]
        if not len(rows):
            break
    return NO_ROWS if rows is None else rows


def _keys(shelf: Shelf, word: str, part: Part, rows: Rows) -> Keys:
    """Give candidate << 32 | position of all occurrences of a word in these documents, all of which have it."""
    at = part.documents.searchsorted(rows)
    counts = part.frequencies[at].astype(np.int64)
    ends = shelf.ends(part, word)[at]
    own = np.arange(len(rows), dtype=np.int64)
    if len(rows) == int(counts.sum()):
        places = ends - 1
    else:
        own = np.repeat(own, counts)
        places = np.arange(len(own)) + np.repeat(ends - np.cumsum(counts), counts)
    positions = part.positions[places] if part.positions is not None else NO_ROWS
    return (own << 32) | positions


def positions_in(shelf: Shelf, word: str, view: str, rows: Rows) -> list[list[int]]:
    """Give where an exact form stands in each of these documents, ascending; nowhere in those that lack it."""
    places: list[list[int]] = [[] for _ in range(len(rows))]
    for part in shelf.parts("exact", word):
        if part.view == view:
            own = member(rows, part.documents).nonzero()[0]
            keys = _keys(shelf, word, part, rows[own])
            for at, position in zip(own[keys >> 32].tolist(), (keys & _POSITION).tolist(), strict=True):
                places[at].append(position)
    return places
