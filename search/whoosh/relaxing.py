"""When no document has all the words: those that have most of them, by idf.

A document needs a share ``MOST`` of the idf of all words that exist. Let the words be ordered by idf: the commonest
ones, as long as their idf adds up to less than that share, can let no document in by themselves (MaxScore, Turtle and
Flood 1995): their long lists are never walked through, only asked about the documents that the other words bring close
enough; after each, those fall out that all that is left to come could not let in. Few stay, and are counted exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.clauses import Word
from search.ranking import MOST, summed
from search.whoosh.matching import Asked, Matcher
from search.whoosh.rows import NO_ROWS, Rows, distinct
from search.whoosh.scratch import SCRATCH
from search.whoosh.shelf import Floats
from search.whoosh.snapshot import Reading, Snapshot

SLACK = 1e-9
"""Bounds are loosened by this, so that rounding lets nothing out that the exact sum lets in."""


class Known(NamedTuple):
    """A word that some document has."""

    word: Word
    idf: float


def known_words(snapshot: Snapshot, words: Sequence[Word]) -> list[Known]:
    """Weigh the words; those that no document has are left out."""
    parts = ((each, [snapshot.parts(reading, *each.term) for reading in snapshot.readings]) for each in words)
    found = ((each, snapshot.idf(lists)) for each, lists in parts)
    return [Known(word, idf) for word, idf in found if idf is not None]


def most_of(
    snapshot: Snapshot, reading: Reading, known: Sequence[Known], required: Sequence[Asked]
) -> tuple[Rows, Floats]:
    """Find the live documents that have most of the words and all that is required, and their share of the idf."""
    everything = summed(each.idf for each in known)
    enough = MOST * everything
    matcher = Matcher(snapshot, reading)
    close = _close(matcher, *_split(known, enough * (1 - SLACK)), enough * (1 - SLACK), reading.shelf.size)
    rows = reading.live(matcher.kept(required, close))
    share = np.zeros(len(rows))
    if not len(rows):
        return rows, share
    for word, idf in known:
        share += idf * matcher.holds(word, rows)
    found = share >= enough
    return rows[found], share[found] / everything


def _split(known: Sequence[Known], enough: float) -> tuple[list[Known], list[Known]]:
    """Set the commonest words aside while all together are not enough; give them, the rarest first, and the rest."""
    aside = 0.0
    commonest_first = sorted(known, key=lambda each: each.idf)
    at = 0
    while at < len(known) and aside + commonest_first[at].idf < enough:
        aside += commonest_first[at].idf
        at += 1
    return commonest_first[:at][::-1], commonest_first[at:]


def _close(matcher: Matcher, common: Sequence[Known], essential: Sequence[Known], enough: float, size: int) -> Rows:
    """Find the documents that have, or nearly, so much idf."""
    lists = [matcher.rows(each.word) for each in essential]
    if not lists:
        return NO_ROWS
    left = sum(each.idf for each in common)
    dense = SCRATCH.take_numbers(size)
    for (_, idf), rows in zip(essential, lists, strict=True):
        dense[rows] += idf
    together = np.concatenate(lists)
    close = distinct(together[dense[together] >= enough - left])
    sums = dense[close]
    dense[together] = 0
    SCRATCH.give_numbers(dense)
    for word, idf in common:
        left -= idf
        sums += idf * matcher.holds(word, close)
        near = sums >= enough - left
        close, sums = close[near], sums[near]
    return close
