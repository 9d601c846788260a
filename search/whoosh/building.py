"""Documents → a run: the content of a segment, in memory, as arrays.

One pass reads the documents. Python does as little as can be for a word, one look-up for the chunk of text that it
stands in (``search.whoosh.vocabulary``); everything after that is arithmetic on arrays.

A run is what a counting sort would give, made by sorting: an occurrence is term × 2³² + its own number, in one 64-bit
word; sorting these words (20 ns each) puts occurrences in order of term, and as they came within a term, which is
document by document and place by place. Where term or document changes, a posting begins.

Words with accents stand among the stems, which have none, and add nothing to a document's length: a view of their own
would have lengths of its own.

Memory is bounded: a run is closed when it has ``FULL`` occurrences: 8 MB of words, and 100 MB while it is sorted.
Building a million documents takes 480 MB at most, dictionary of lemmas and vocabulary included; the files of its runs,
mapped while they are merged, are the system's to keep or to drop.
"""

from array import array
from dataclasses import dataclass

import numpy as np

from search.fields import VIEWS, ZONES, stretches
from search.types import Document
from search.whoosh.arrays import Integers, Words, narrow, starts_of
from search.whoosh.columns import Columns, Ids, ValueColumn, value_column
from search.whoosh.layout import Lists, stride_for
from search.whoosh.vocabulary import NUMBER, STEMLESS, Vocabulary

FULL = 2_000_000
"""Occurrences in a run."""


@dataclass(frozen=True, slots=True)
class RunView:
    """One view of a run: its terms, in order, their postings, and how far apart ranges of positions must stand."""

    terms: list[bytes]
    lists: Lists
    stride: int

    def names(self) -> list[bytes]:
        """Give the terms, in order."""
        return self.terms

    @property
    def counts(self) -> Integers:
        """How many documents have each term."""
        return self.lists.counts

    def read(self, first: int, last: int) -> Lists:
        """Give the postings of the terms from ``first`` up to ``last``."""
        lists = self.lists
        counts = lists.counts
        start, end = int(counts[:first].sum()), int(counts[:last].sum())
        frequencies = lists.frequencies[start:end]
        before = int(lists.frequencies[:start].sum(dtype=np.int64)) if len(lists.positions) else 0
        within = int(frequencies.sum(dtype=np.int64)) if len(lists.positions) else 0
        places = lists.positions[before : before + within]
        return Lists(counts[first:last], lists.documents[start:end], frequencies, places)


@dataclass(frozen=True, slots=True)
class Run:
    """The content of a segment, in memory: a ``Source`` of ``search.whoosh.merging``."""

    columns: Columns
    views: dict[str, RunView]

    def view(self, name: str) -> RunView:
        """Give the words of a view."""
        return self.views[name]


class Builder:
    """Takes documents, gives a run. One vocabulary serves the runs of a commit, one after the other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._values: dict[str, tuple[dict[str, int], array[int], array[int]]] = {}
        self._words = {zone: bytearray() for zone in ZONES}
        self._stretches = {zone: array("q") for zone in ZONES}
        self.occurrences = 0

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: Document) -> None:
        """Take a document; its number is how many there were before.

        Raises:
            ValueError: a text under a name that is no field.
        """
        number = len(self._ids)
        for zone, start, words in stretches(document, self._vocabulary.cut):
            self._words[zone] += words  # type: ignore[arg-type]  # what ``cut`` gives, sliced, is bytes still
            self._stretches[zone].extend((number, start, len(words)))
            self.occurrences += len(words)
        for name, values in document.values.items():
            if values:
                column = self._values.get(name)
                if column is None:
                    column = self._values[name] = ({}, array("q"), array("q"))
                codes, documents, taken = column
                for value in values if len(values) == 1 else dict.fromkeys(values):
                    documents.append(number)
                    taken.append(codes.setdefault(value, len(codes)))
        self._days.append(document.day or 0)
        self._ids.append(document.id.encode("utf-8", "surrogatepass"))

    def run(self) -> Run:
        """Sort all that was taken."""
        size = len(self._ids)
        views: dict[str, RunView] = {}
        lengths: dict[str, Integers] = {}
        all_words = {zone: np.frombuffer(self._words[zone], NUMBER) for zone in ZONES}
        stems, exact, accented = self._vocabulary.terms(np.concatenate(list(all_words.values())))
        for zone, words in all_words.items():
            each = np.frombuffer(self._stretches[zone], np.int64).reshape(-1, 3).T
            documents = np.repeat(each[0], each[2]).astype(np.uint32)
            positions = np.repeat(each[1] - starts_of(each[2]), each[2]) + np.arange(len(words))
            stem, whole, written = stems.ranks[words], exact.ranks[words], accented.ranks[words]
            telling, marked = stem != STEMLESS, written != STEMLESS
            view = f"{zone}_lem"
            found = np.concatenate([stem[telling], written[marked]])
            of = np.concatenate([documents[telling], documents[marked]])
            views[view], lengths[view] = _sorted(stems.names, found, of, None), _lengths(documents[telling], size)
            view = f"{zone}_exact"
            places = positions.astype(np.uint32)
            views[view], lengths[view] = _sorted(exact.names, whole, documents, places), _lengths(documents, size)
        columns = Columns(
            Ids.of(self._ids),
            np.array(self._days, np.int64),
            [narrow(lengths[view]) for view in VIEWS],
            {name: _facet(*each, size) for name, each in self._values.items()},
        )
        return Run(columns, views)


def _facet(codes: dict[str, int], documents: "array[int]", taken: "array[int]", size: int) -> ValueColumn:
    return value_column(list(codes), np.frombuffer(documents, np.int64), np.frombuffer(taken, np.int64), size)


def _lengths(documents: Words, size: int) -> Integers:
    """Count the occurrences of each document."""
    return np.asarray(np.bincount(documents, minlength=size))


def _sorted(names: list[bytes], ranks: Integers, documents: Words, places: Words | None) -> RunView:
    """Sort one view's occurrences, those of each term coming document by document; give its postings."""
    keys = (ranks.astype(np.uint64) << np.uint64(32)) | np.arange(len(ranks), dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    ranks, of = (keys >> np.uint64(32)).astype(np.int64), documents[order]
    begins = np.flatnonzero(np.concatenate([[True], (ranks[1:] != ranks[:-1]) | (of[1:] != of[:-1])])[: len(of)])
    frequencies = np.diff(begins, append=len(of)).astype(np.uint32)
    tallies = np.bincount(ranks[begins], minlength=len(names))
    present = np.flatnonzero(tallies)
    positions = np.empty(0, np.uint32) if places is None else places[order]
    lists = Lists(tallies[present], of[begins], frequencies, positions)
    return RunView([names[rank] for rank in present.tolist()], lists, stride_for(positions))
