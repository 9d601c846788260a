"""Documents → a run: the content of a segment, in memory, as arrays.

One pass reads the documents. Python does as little as can be for a word: a chunk of text that was seen before is
one look-up in a dictionary and gives the numbers of its words; a line of names is one look-up whole. Each distinct
word of the language (an exact form and its stem) is one number, so an occurrence is one number: everything
else is arithmetic on arrays.

From there a run is a counting sort's result made by sorting: an occurrence is term × 2³² + its own number, in one
64-bit word; sorting these words (20 ns each) puts occurrences in order of term, and as they came within a term,
which is document by document and place by place. Where term or document changes, a posting begins.

Memory is bounded: a run is closed when it has ``FULL`` occurrences, some 25 MB of words and 200 MB while it is sorted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from search.fields import FORMS, VIEWS, ZONES, stretches
from search.french import chunks, cut_chunk
from search.types import Document
from search.whoosh.arrays import Integers, Words, narrow, starts_of
from search.whoosh.columns import Columns, Ids, ValueColumn, value_column
from search.whoosh.layout import Lists, stride_for

FULL = 4_000_000
"""Occurrences in a run."""

REPEATED = 100
"""Letters of a line that is worth remembering: names come again, texts do not."""

REMEMBERED = 200_000
"""Chunks and lines remembered at most."""

_STEMLESS = -1


@dataclass(frozen=True, slots=True)
class RunView:
    """One view of a run: its terms, in order, their postings, and how far apart ranges of positions must stand."""

    names: list[bytes]
    lists: Lists
    stride: int

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


class _Remembered(dict[str, list[int]]):
    """What each text was cut into; it fills itself, and forgets all when it is full."""

    def __init__(self, cut: Callable[[str], list[int]]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, text: str) -> list[int]:
        if len(self) >= REMEMBERED:
            self.clear()
        words = self[text] = self._cut(text)
        return words


class Builder:
    """Takes documents, gives a run."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._chunks = _Remembered(self._cut_chunk)
        self._lines = _Remembered(self._cut_text)
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._values: dict[str, tuple[dict[str, int], list[int], list[int]]] = {}
        self._words: dict[str, list[int]] = {zone: [] for zone in ZONES}
        self._stretches: dict[str, list[tuple[int, int, int]]] = {zone: [] for zone in ZONES}
        self.occurrences = 0

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, document: Document) -> None:
        """Take a document; its number is how many there were before.

        Raises:
            ValueError: a text under a name that is no field.
        """
        number = len(self._ids)
        for zone, start, words in stretches(document, self._cut):
            self._words[zone].extend(words)
            self._stretches[zone].append((number, start, len(words)))
            self.occurrences += len(words)
        for name, values in document.values.items():
            if values:
                codes, documents, taken = self._values.setdefault(name, ({}, [], []))
                for value in values if len(values) == 1 else dict.fromkeys(values):
                    documents.append(number)
                    taken.append(codes.setdefault(value, len(codes)))
        self._days.append(document.day or 0)
        self._ids.append(document.id.encode("utf-8", "surrogatepass"))

    def _cut(self, text: str) -> list[int]:
        return self._lines[text] if len(text) <= REPEATED else self._cut_text(text)

    def _cut_text(self, text: str) -> list[int]:
        return list(chain.from_iterable(map(self._chunks.__getitem__, chunks(text))))

    def _cut_chunk(self, chunk: str) -> list[int]:
        numbers = self._numbers
        return [numbers.setdefault((exact, stem), len(numbers)) for exact, stem, _, _ in cut_chunk(chunk)]

    def run(self) -> Run:
        """Sort all that was taken."""
        size = len(self._ids)
        views: dict[str, RunView] = {}
        lengths: dict[str, Integers] = {}
        terms = [_terms([pair[at] for pair in self._numbers]) for at in (1, 0)]
        for zone in ZONES:
            words = np.array(self._words[zone], np.uint32)
            each = np.array(self._stretches[zone], np.int64).reshape(-1, 3).T
            documents = np.repeat(each[0], each[2]).astype(np.uint32)
            positions = np.repeat(each[1] - starts_of(each[2]), each[2]) + np.arange(len(words))
            for form, (names, ranks) in zip(FORMS, terms, strict=True):
                view = f"{zone}_{form}"
                found = ranks[words] if len(words) else np.empty(0, np.int64)
                kept = slice(None) if form == "exact" else found != _STEMLESS
                places = positions.astype(np.uint32)[kept] if form == "exact" else None
                views[view], lengths[view] = _sorted(names, found[kept], documents[kept], places, size)
        columns = Columns(
            Ids.of(self._ids),
            np.array(self._days, np.int64),
            [narrow(lengths[view]) for view in VIEWS],
            {name: _facet(*each, size) for name, each in self._values.items()},
        )
        return Run(columns, views)


def _facet(codes: dict[str, int], documents: list[int], taken: list[int], size: int) -> ValueColumn:
    return value_column(list(codes), np.array(documents, np.int64), np.array(taken, np.int64), size)


def _terms(words: Sequence[str]) -> tuple[list[bytes], Integers]:
    """Put distinct words in order; give them, and the place of each word given; none for an empty one."""
    ordered = sorted(set(words) - {""})
    ranks = {word: rank for rank, word in enumerate(ordered)}
    places = np.fromiter((ranks.get(word, _STEMLESS) for word in words), np.int64, len(words))
    return [word.encode() for word in ordered], places


def _sorted(
    names: list[bytes], ranks: Integers, documents: Words, places: Words | None, size: int
) -> tuple[RunView, Integers]:
    """Sort one view's occurrences, which come document by document; give its postings and its documents' lengths."""
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
    lengths = np.bincount(documents, minlength=size)
    return RunView([names[rank] for rank in present.tolist()], lists, stride_for(positions)), lengths
