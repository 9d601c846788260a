"""Several sources, segments or runs → the file of one segment. Nothing is analysed again.

View by view, the terms of all sources are put in order (Python: a step a term), and then taken slice by slice, so
that memory holds ``SLICE`` postings and not the index. In a slice, each source's postings are unpacked at once, its
documents renumbered by one indexing, its deleted documents left out. The result is in order without sorting: the
documents of the first source come before those of the second, so the place of a posting is

    (postings of earlier terms) + (same term, earlier sources) + (its place within its source's list)

which is one cumulative sum over the table of counts, terms × sources. Some 20 ns a posting and 1 µs a term.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from whoosh.codec.whoosh3 import W3Codec

from search.fields import VIEWS
from search.whoosh.arrays import Integers, Mask, Words, largest, runs, starts_of, totals
from search.whoosh.columns import Columns, joined
from search.whoosh.compound import CompoundWriter
from search.whoosh.layout import Lists, Packed, pack
from search.whoosh.terms import INFO, Infos, Terms, dictionary

SLICE = 1_000_000
"""Postings held at once, or those of one term where it has more."""

MOST_BYTES = 2**31 - 1
"""What the postings of one term may take: the dictionary has 31 bits for it."""

_GONE = np.uint32(2**32 - 1)


class View(Protocol):
    """One view of a source: its terms, in order, how many documents have each, and their postings."""

    def names(self) -> list[bytes]:
        """Give the terms, in order; they are asked for once."""

    @property
    def counts(self) -> Integers:
        """How many documents have each."""

    def read(self, first: int, last: int) -> Lists:
        """Give the postings of the terms from ``first`` up to ``last``."""

    @property
    def stride(self) -> int:
        """How far apart its ranges of positions must stand at least."""


class Source(Protocol):
    """What can be merged."""

    @property
    def columns(self) -> Columns:
        """The documents."""

    def view(self, name: str) -> View:
        """Give the words of a view."""


@dataclass(frozen=True, slots=True)
class Part:
    """A source, and which of its documents are live."""

    source: Source
    live: Mask


def write_segment(path: Path, named: Callable[[str], str], parts: Sequence[Part]) -> tuple[int, int]:
    """Write the live documents of the parts, one part after the other; give how many they are, and the file's size.

    ``named`` gives the name of a file of the segment from its ending, as Whoosh would have it.
    """
    columns = joined([(each.source.columns, each.live) for each in parts])
    numbers: list[Words] = []
    first = 0
    for each in parts:
        here = (np.cumsum(each.live) + (first - 1)).astype(np.uint32)
        here[~each.live] = _GONE
        numbers.append(here)
        first += int(np.count_nonzero(each.live))
    fields: dict[str, Terms] = {}
    strides: dict[str, int] = {}
    with path.open("wb") as file:
        writer = CompoundWriter(file)
        with writer.part(named(W3Codec.POSTS_EXT)) as postings:
            start = 0
            for view in VIEWS:
                views = [each.source.view(view) for each in parts]
                strides[view] = max((each.stride for each in views), default=1)
                names, infos = [], [np.empty(0, INFO)]
                for some, content, info in _packed(views, numbers, columns.size, strides[view]):
                    names += some
                    info["start"] += start
                    infos.append(info)
                    start += postings.write(content)
                fields[view] = Terms(names, np.concatenate(infos).astype(INFO))  # concatenating turned the bytes
        writer.add(named(W3Codec.TERMS_EXT), dictionary(fields, strides))
        for name, part in columns.parts():
            writer.add(named(f".{name}{W3Codec.COLUMN_EXT}"), part)
        return columns.size, writer.finish()


def _packed(
    views: Sequence[View], numbers: Sequence[Words], size: int, stride: int
) -> Iterator[tuple[list[bytes], bytes, Infos]]:
    """Give the terms of a view slice by slice: their names, their postings as on disk, and what is known of each."""
    names, places = _united(views)
    having = np.zeros(len(names), np.int64)
    for each, place in zip(views, places, strict=True):
        having[place] += each.counts
    slices = np.cumsum(having) // SLICE
    for first, last in pairwise([*np.flatnonzero(np.diff(slices, prepend=-1)).tolist(), len(names)]):
        own = [np.searchsorted(place, [first, last]).tolist() for place in places]
        lists = _interleaved(
            [_renumbered(each.read(*its), number) for each, its, number in zip(views, own, numbers, strict=True)],
            [place[low:high] - first for place, (low, high) in zip(places, own, strict=True)],
            last - first,
        )
        kept = np.flatnonzero(lists.counts)
        lists = lists._replace(counts=lists.counts[kept])
        if len(kept):
            packed = pack(lists, size, stride)
            yield [names[first + at] for at in kept.tolist()], packed.content.tobytes(), _infos(lists, packed)


def _united(views: Sequence[View]) -> tuple[list[bytes], list[Integers]]:
    """Put the terms of all views in order, and tell the places of each view's terms there.

    Terms are numbered as they come, so that those of one view alone are in memory beside those of all.
    """
    numbers: dict[bytes, int] = {}
    numbered = [np.array([numbers.setdefault(name, len(numbers)) for name in each.names()], np.int64) for each in views]
    names = sorted(numbers)
    places = np.empty(len(names), np.int64)
    places[[numbers[name] for name in names]] = np.arange(len(names))
    return names, [places[each] for each in numbered]


def _renumbered(lists: Lists, numbers: Words) -> Lists:
    """Give the documents their new numbers, and leave out those that are gone."""
    documents = numbers[lists.documents]
    live = documents != _GONE
    if live.all():
        return lists._replace(documents=documents)
    positions = lists.positions[np.repeat(live, lists.frequencies)] if len(lists.positions) else lists.positions
    return Lists(totals(live, lists.counts), documents[live], lists.frequencies[live], positions)


def _interleaved(parts: Sequence[Lists], places: Sequence[Integers], terms: int) -> Lists:
    """Put the postings of the same term, one of ``terms``, together; ``places`` are the terms of each part."""
    if len(parts) == 1 and len(places[0]) == terms:
        return parts[0]
    counts = _table([each.counts for each in parts], places, terms)
    occurrences = _table(
        [totals(each.frequencies, each.counts) if len(each.positions) else 0 * each.counts for each in parts],
        places,
        terms,
    )
    postings, starts = int(counts.sum()), _starts(counts)
    documents, frequencies = np.empty(postings, np.uint32), np.empty(postings, np.uint32)
    positions, begins = np.empty(int(occurrences.sum()), np.uint32), _starts(occurrences)
    for at, (each, place) in enumerate(zip(parts, places, strict=True)):
        there = runs(starts[place, at], each.counts)
        documents[there], frequencies[there] = each.documents, each.frequencies
        if len(each.positions):
            positions[runs(begins[place, at], occurrences[place, at])] = each.positions
    return Lists(counts.sum(axis=1), documents, frequencies, positions)


def _table(counts: Sequence[Integers], places: Sequence[Integers], terms: int) -> Integers:
    """Make the table terms × sources of these counts."""
    table = np.zeros((terms, len(counts)), np.int64)
    for at, (count, place) in enumerate(zip(counts, places, strict=True)):
        table[place, at] = count
    return table


def _starts(table: Integers) -> Integers:
    return starts_of(table.reshape(-1)).reshape(table.shape)


def _infos(lists: Lists, packed: Packed) -> Infos:
    """Say of each term what Whoosh's dictionary keeps of it."""
    if int(packed.sizes.max()) > MOST_BYTES:
        raise ValueError(f"The postings of one term take more than {MOST_BYTES} bytes")
    infos = np.zeros(len(lists.counts), INFO)
    ends = np.cumsum(lists.counts)
    infos["weight"] = totals(lists.frequencies, lists.counts)
    infos["having"] = lists.counts
    infos["most"] = largest(lists.frequencies, lists.counts)
    infos["first"], infos["last"] = lists.documents[ends - lists.counts], lists.documents[ends - 1]
    infos["start"], infos["size"] = packed.starts, packed.sizes
    return infos
