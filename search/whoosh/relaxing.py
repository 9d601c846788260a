"""When no document has all the words: those that have most of them, by idf.

A document needs a share ``MOST`` of the idf of all words that exist. Let the words be ordered by idf: the commonest
ones, as long as their idf adds up to less than that share, can let no document in by themselves (MaxScore, Turtle and
Flood 1995): their long lists are never walked through, only asked about the few documents that the other words bring
close enough, which are then counted exactly.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.clauses import Word
from search.ranking import MOST, Ranked, summed
from search.whoosh.matching import Asked, Matcher
from search.whoosh.rows import NO_ROWS, Rows
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
    found = ((each, snapshot.idf(Ranked(*each.term, weight=1.0))) for each in words)
    return [Known(word, idf) for word, idf in found if idf is not None]


def most_of(
    snapshot: Snapshot, reading: Reading, known: Sequence[Known], required: Sequence[Asked]
) -> tuple[Rows, Floats]:
    """Find the live documents that have most of the words and all that is required, and their share of the idf."""
    everything = summed(each.idf for each in known)
    enough = MOST * everything
    common, essential = _split(known, enough * (1 - SLACK))
    matcher = Matcher(snapshot, reading)
    close = _close(matcher, essential, enough * (1 - SLACK) - common, reading.shelf.size)
    rows = reading.live(matcher.kept(required, close))
    share = np.zeros(len(rows))
    if not len(rows):
        return rows, share
    for word, idf in known:
        share += idf * matcher.holds(word, rows)
    found = share >= enough
    return rows[found], share[found] / everything


def _split(known: Sequence[Known], enough: float) -> tuple[float, list[Known]]:
    """Set the commonest words aside while all of them together are not enough; give their sum, and the others."""
    aside = 0.0
    rarest_last = sorted(known, key=lambda each: each.idf)
    for at, each in enumerate(rarest_last):
        if aside + each.idf >= enough:
            return aside, rarest_last[at:]
        aside += each.idf
    return aside, []


def _close(matcher: Matcher, essential: Sequence[Known], least: float, size: int) -> Rows:
    """Find the documents with so much idf of the essential words."""
    lists = [matcher.rows(each.word) for each in essential]
    if not lists:
        return NO_ROWS
    sums = SCRATCH.take_numbers(size)
    for (_, idf), rows in zip(essential, lists, strict=True):
        sums[rows] += idf
    together = np.concatenate(lists)
    close = together[sums[together] >= least]
    sums[together] = 0
    SCRATCH.give_numbers(sums)
    return np.unique(close)
