"""How near some documents have what was said (``search.proximity``), from the positions of its words in their texts."""

import numpy as np

from search.fields import ZONES
from search.proximity import PAIR_SHARE, REACH, UNIT, WINDOW_SHARE
from search.whoosh.arrays import Integers, Words
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import HAVING, PLACE_WIDTH, Lists, number_at, places_of, positions_start
from search.whoosh.kernels.phrases import spans
from search.whoosh.kernels.scoring import having_most, idf

_ZONES = len(ZONES)
_TEXT = list(ZONES).index("text")

WORD_BITS = 6
"""A place and a word are one number, so that sorting puts both in order: 64 words at most (``MAX_SAID``)."""


@kernel
def near(
    file: File, lists: Lists, documents: int, having: Integers, said: Integers, pairs: Integers, span: int, rows: Words
) -> Integers:
    """Give the proximity of these documents, ascending; ``said`` are the forms of the words, ``pairs`` places in it."""
    words = len(said)
    weights = np.zeros(words, np.int64)
    starts, counts = np.zeros((words, len(rows)), np.int64), np.zeros((words, len(rows)), np.int64)
    firsts, at = np.zeros(words, np.int64), np.empty(len(rows), np.int64)
    for word in range(words):
        most = having_most(having, said[word])
        if most:
            weights[word] = np.int64(idf(documents, most) * UNIT)
        nth = said[word] * _ZONES + _TEXT
        if lists.rows[nth, HAVING]:
            places_of(file, lists, nth, rows, len(rows), at)
            firsts[word] = positions_start(file, lists.rows[nth])
            spans(file, lists.rows[nth], at, starts[word], counts[word])
    found = np.empty(len(rows), np.int64)
    for row in range(len(rows)):
        places = _places(file, lists, said, firsts, starts[:, row], counts[:, row])
        found[row] = PAIR_SHARE * _pairs(places, pairs, weights) + WINDOW_SHARE * _window(places, weights, span)
    return found


@kernel
def _places(file: File, lists: Lists, said: Integers, firsts: Integers, starts: Integers, counts: Integers) -> Integers:
    """List a document's occurrences of all the words, in order: place · 2⁶ + word."""
    places, done = np.empty(counts.sum(), np.int64), np.int64(0)
    for word in range(len(said)):
        width = lists.rows[said[word] * _ZONES + _TEXT, PLACE_WIDTH]
        for nth in range(starts[word], starts[word] + counts[word]):
            places[done] = (number_at(file, firsts[word], width, nth) << WORD_BITS) | word
            done += 1
    places.sort()
    return places


@kernel
def _pairs(places: Integers, pairs: Integers, weights: Integers) -> int:
    """Add up the pairs of which the second word stands at most ``REACH`` places after the first somewhere."""
    followers = np.zeros(len(weights), np.uint64)  # by word, a bit for each word that follows it
    mask = (1 << WORD_BITS) - 1
    for at in range(len(places)):
        last = (places[at] >> WORD_BITS) + REACH
        after = at + 1
        while after < len(places) and places[after] >> WORD_BITS <= last:
            followers[places[at] & mask] |= np.uint64(1) << np.uint64(places[after] & mask)
            after += 1
    total = np.int64(0)
    for pair in range(len(pairs)):
        one, other = pairs[pair]
        if (followers[one] >> np.uint64(other)) & np.uint64(1):
            total += max(weights[one], weights[other])
    return total


@kernel
def _window(places: Integers, weights: Integers, span: int) -> int:
    """Find the window in which the different words weigh most together."""
    within = np.zeros(len(weights), np.int64)
    together, best, first = np.int64(0), np.int64(0), np.int64(0)
    mask = (1 << WORD_BITS) - 1
    for each in places:
        word = each & mask
        if not within[word]:
            together += weights[word]
        within[word] += 1
        while (each >> WORD_BITS) - (places[first] >> WORD_BITS) >= span:
            left = places[first] & mask
            within[left] -= 1
            if not within[left]:
                together -= weights[left]
            first += 1
        best = max(best, together)
    return best
