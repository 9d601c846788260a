"""Writing: one commit, all or nothing, under the folder's lock.

An update writes one new segment: its documents, and with them those of the smallest segments there are, so that
segments stay few. The rule (``due``): a segment is written again with all smaller ones unless it has more than
``RATIO`` times their live documents. So there are at most 1 + log(n) / log(1 + RATIO) segments (6 for 100,000
documents), and one of s documents is written again once in s / RATIO changes: a document costs RATIO steps a level in
all, each a few microseconds.

Merging much takes a while (half a second for 100,000 documents), and must not stand between a change and those who look
for it: a commit never merges more than ``AT_ONCE`` documents, or twice as many as it writes. What is due beyond that
is merged in a second commit, behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from search.types import Document
from search.whoosh.arrays import Integers
from search.whoosh.building import FULL, Builder
from search.whoosh.codec import ArrayCodec, ArraySegment
from search.whoosh.compound import checksum
from search.whoosh.durable import on_disk, remove_leftovers, write_toc
from search.whoosh.folder import Folder, writable
from search.whoosh.merging import Part, write_segment
from search.whoosh.schema import NAME
from search.whoosh.segment import OpenSegment
from search.whoosh.vocabulary import Vocabulary

RATIO = 8
"""A segment is kept as it is when it has more than this many times the live documents of all smaller ones."""

FEWEST_LIVE = 0.8
"""A segment with a smaller share of live documents is written again: five steps a change more, and lists stay short."""

AT_ONCE = 4_096
"""Documents that are merged within the commit of a small change."""

Opened = Callable[[ArraySegment], OpenSegment]


def update(folder: Folder, documents: Iterable[Document], deleted: Iterable[str], opened: Opened) -> None:
    """Remove ids, then write documents over those of the same id. The folder is locked."""
    toc = folder.toc()
    with writable(folder.path):
        remove_leftovers(folder.path, toc.segments, toc.generation)
    commit = _Commit(folder, toc, opened)
    commit.remove(deleted)
    commit.add(documents)
    with writable(folder.path):
        commit.finish(within=AT_ONCE)
        if later := due(commit.segments, 0):
            behind = _Commit(folder, folder.toc(), opened)
            behind.finish(within=sum(each.doc_count_all() for each in later))


def replace(folder: Folder, documents: Iterable[Document]) -> None:
    """Write documents in the place of all there was, readable or not. The folder is locked."""
    commit = _Commit(folder, folder.fresh_toc(), lambda segment: OpenSegment(folder.reading, segment))
    commit.add(documents)
    with writable(folder.path):
        commit.finish(within=0)
    folder.remove_other_versions()


def due(segments: Sequence[ArraySegment], new: int) -> list[ArraySegment]:
    """Tell which segments are to be written again with ``new`` documents, the smallest first."""
    smaller, together = new, 0
    by_size = sorted(segments, key=ArraySegment.live_count)
    for at, segment in enumerate(by_size):
        if segment.live_count() <= RATIO * smaller:
            together = at + 1
        smaller += segment.live_count()
    dying = [each for each in by_size[together:] if each.live_count() < FEWEST_LIVE * each.doc_count_all()]
    return by_size[:together] + dying


class _Commit:
    """A commit in the making: ``segments`` are those of the last one, with what is deleted in them since."""

    def __init__(self, folder: Folder, toc: Any, opened: Opened) -> None:
        self._folder, self._opened = folder, opened
        self._generation: int = toc.generation
        self.segments: list[ArraySegment] = list(toc.segments)
        self._written: list[ArraySegment] = []
        """What would not fit in memory: whole runs, in files that this commit alone knows."""
        self._hashes: Integers = np.empty(0, np.int64)
        """Of the ids in them: most ids come once in a commit, and this tells."""
        self._vocabulary = Vocabulary()
        self._last = _Run(self._vocabulary)

    def remove(self, ids: Iterable[str]) -> None:
        """Delete documents of the last commit."""
        ids = set(ids)
        for segment in self.segments:
            segment.delete(self._opened(segment).ids.find(ids))

    def add(self, documents: Iterable[Document]) -> None:
        """Take documents over those of the same id; when that fails, nothing is left of it."""
        try:
            for document in documents:
                self._last.add(document)
                if self._last.builder.occurrences >= FULL:
                    self._put_aside()
            self._replace_older()
        except BaseException:
            for segment in self._written:
                (self._folder.path / segment.file_name).unlink(missing_ok=True)
            raise

    def _put_aside(self) -> None:
        self._replace_older()
        hashes = np.fromiter(map(hash, self._last.numbers), np.int64)
        self._hashes = np.sort(np.concatenate([self._hashes, hashes]))
        with writable(self._folder.path):
            self._written += self._write([self._last.part()])
        self._vocabulary.forget()
        self._last = _Run(self._vocabulary)

    def _replace_older(self) -> None:
        """Delete what stands elsewhere under the ids of the last run."""
        ids = self._last.numbers
        self.remove(ids)
        if self._written:
            again = np.isin(np.fromiter(map(hash, ids), np.int64, len(ids)), self._hashes)
            twice = {id_ for id_, here in zip(ids, again.tolist(), strict=True) if here}
            for segment in self._written if twice else ():
                segment.delete(OpenSegment(self._folder.reading, segment).ids.find(twice))

    def finish(self, within: int) -> None:
        """Merge what is due of at most ``within`` documents, write the rest, and commit."""
        new = len(self._last.builder) + sum(each.live_count() for each in self._written)
        merged: list[ArraySegment] = []
        room = max(within, 2 * new)
        for segment in due(self.segments, new):
            room -= segment.doc_count_all()
            if room < 0 and segment.live_count():
                break
            merged.append(segment)
        parts = [Part(self._opened(each), each.live()) for each in merged]
        parts += [Part(OpenSegment(self._folder.reading, each), each.live()) for each in self._written]
        segments = [each for each in self.segments if each not in merged and each.live_count()]
        segments += self._write([*parts, self._last.part()])
        write_toc(self._folder.path, segments, self._generation + 1)
        self.segments = segments
        remove_leftovers(self._folder.path, segments, self._generation + 1)

    def _write(self, parts: Sequence[Part]) -> list[ArraySegment]:
        """Write a segment, unless nothing lives in it."""
        parts = [each for each in parts if each.live.any()]
        if not parts:
            return []
        segment = ArraySegment(NAME, ArrayCodec())
        path = self._folder.path / segment.file_name
        count, segment.file_size = write_segment(path, segment.make_filename, parts)
        segment.set_doc_count(count)
        on_disk(path)
        segment.checksum = checksum(path)
        return [segment]


class _Run:
    """What is taken in memory: an id that comes again replaces the document that had it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.builder = Builder(vocabulary)
        self.numbers: dict[str, int] = {}
        self._replaced: list[int] = []

    def add(self, document: Document) -> None:
        """Take a document."""
        before = self.numbers.get(document.id)
        number = len(self.builder)
        self.builder.add(document)
        self.numbers[document.id] = number
        if before is not None:
            self._replaced.append(before)

    def part(self) -> Part:
        """Give all that was taken."""
        live = np.ones(len(self.builder), np.bool_)
        live[self._replaced] = False
        return Part(self.builder.run(), live)
