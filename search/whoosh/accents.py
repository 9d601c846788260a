"""What documents lose in coverage that have words with other accents than they were typed with (``search.accents``)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.accents import LOST, accented, tells
from search.clauses import Word
from search.parsed import Parsed
from search.ranking import summed
from search.whoosh.matching import Matcher
from search.whoosh.relaxing import known_words
from search.whoosh.rows import Rows
from search.whoosh.shelf import Floats
from search.whoosh.snapshot import Snapshot


class Doubted(NamedTuple):
    """A word typed with accents, the word as written in the place of a stem, and the idf that is lost without them."""

    word: Word
    written: Word
    lost: float


class Accents(NamedTuple):
    """The words of a query whose accents tell documents apart, and the idf of all of its words."""

    snapshot: Snapshot
    doubted: Sequence[Doubted]
    everything: float

    @classmethod
    def of(cls, snapshot: Snapshot, parsed: Parsed) -> "Accents":
        """Find them."""

        def having(form: str, term: str) -> int:
            return snapshot.having([snapshot.parts(each, form, term) for each in snapshot.readings])

        told = [
            each
            for each in accented(parsed)
            if tells(having("accented", each.written), having("exact", each.word.exact))
        ]
        known = {each.word: each.idf for each in known_words(snapshot, parsed.words)} if told else {}
        doubted = [
            Doubted(word, Word(written, word.exact), known[word] * LOST) for word, written in told if word in known
        ]
        return cls(snapshot, doubted, summed(known.values()))

    def roots(self, at: int, rows: Rows, share: Floats | None = None) -> Floats | None:
        """Give the roots of the coverage of documents that have such a share of the idf; None where it is 1 for all."""
        if not self.doubted:
            return None if share is None else np.sqrt(share)
        matcher, lost = Matcher(self.snapshot, self.snapshot.readings[at]), np.zeros(len(rows))
        for word, written, weight in self.doubted:
            folded = matcher.holds(word, rows) & matcher.holds(Word("", word.exact), rows)
            lost += weight * (folded & ~matcher.holds(written, rows))
        covered: Floats = (1.0 if share is None else share) - lost / self.everything
        return np.asarray(np.sqrt(covered))
