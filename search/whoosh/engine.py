"""The engine: opens what the latest commit left, keeps it until there is a newer one, and writes under a lock."""

from collections.abc import Iterable
from os import stat
from pathlib import Path
from threading import Lock
from time import time_ns
from typing import Any

from search.deadline import SECONDS
from search.errors import SearchError
from search.types import Document, Query, Results, Status
from search.whoosh.answering import Answering
from search.whoosh.compound import checksum
from search.whoosh.folder import REBUILD, Folder, damaged
from search.whoosh.loading import Provider, kernels
from search.whoosh.segment import OpenSegment
from search.whoosh.shelf import Shelf
from search.whoosh.snapshot import Reading, Snapshot
from search.whoosh.writing import replace, update

CACHE_BYTES = 128 * 1024 * 1024
ANSWERS_SHARE = 4
"""One byte of the cache in this many is for answers, the others are for terms."""

LOCK_SECONDS = 60.0

SETTLED = 2_100_000_000
"""Nanoseconds after which a folder's time of change is believed: file systems count in ticks of up to two seconds."""

_ATTEMPTS = 20


class WhooshIndex:
    """An index in a folder. Threads may share it; many processes may read while one writes.

    ``cache_bytes`` bounds what is remembered: of whole answers, and of the terms of each segment as its share of the
    documents; ``lock_seconds`` is how long a write waits for another; ``kernels`` gives what is compiled, if anything;
    ``seconds`` is how long a question may take.
    """

    def __init__(
        self,
        path: Path,
        *,
        cache_bytes: int = CACHE_BYTES,
        lock_seconds: float = LOCK_SECONDS,
        kernels: Provider = kernels,
        seconds: float = SECONDS,
    ) -> None:
        self._folder = Folder(path.absolute())
        self._path = str(path.absolute())
        self._cache_bytes = cache_bytes
        self._lock_seconds = lock_seconds
        self._kernels = kernels
        self._seconds = seconds
        self._opening = Lock()
        self._shelves: dict[str, Shelf] = {}
        self._answering: Answering | None = None
        self._checked = (-1, 0)

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        """Remove and write in one commit; an id in both is written. Searches that start now see it."""
        with self._folder.locked(self._lock_seconds):
            update(self._folder, documents, deleted, self._open)
        self._reopen()

    def replace(self, documents: Iterable[Document]) -> None:
        """Swap the whole content in one commit; repairs a folder that cannot be read."""
        with self._folder.locked(self._lock_seconds):
            replace(self._folder, documents)
        self._reopen()

    def search(self, query: Query) -> Results:
        """Search the latest commit."""
        query.require_window()
        latest = self._latest()
        try:
            return latest.answer(query)
        except Exception:
            with damaged(self._folder.path):
                raise

    def status(self) -> Status:
        """Tell of the snapshot at hand while it is the latest commit, else read the table of contents."""
        latest = self._answering
        if latest is not None and self._is_latest(latest):
            return Status("whoosh", latest.snapshot.size, latest.snapshot.generation)
        for _ in range(_ATTEMPTS):
            try:
                toc = self._folder.toc()
            except FileNotFoundError:
                continue
            documents = sum(each.doc_count_all() - each.deleted_count() for each in toc.segments)
            return Status("whoosh", documents, toc.generation)
        raise self._unsteady()

    def verify(self) -> None:
        """Hold the files of the latest commit against the checksums that it names."""
        for _ in range(_ATTEMPTS):
            try:
                for segment in self._folder.toc().segments:
                    path = self._folder.path / segment.file_name
                    if segment.checksum not in {None, checksum(path)}:
                        raise SearchError(f"{path} is damaged: it has other bytes than were written; {REBUILD}")
            except FileNotFoundError:  # a commit came between
                continue
            return
        raise self._unsteady()

    def close(self) -> None:
        """Let go of what was read."""
        self._answering = None
        self._shelves = {}

    def _latest(self) -> Answering:
        """Give the latest commit; while another thread opens that, the one at hand.

        So nobody waits for a commit to be opened but who finds it first; what this process wrote is open before
        its write returns.
        """
        latest = self._answering
        if latest is not None and self._is_latest(latest):
            return latest
        if not self._opening.acquire(blocking=latest is None):
            return latest or self._latest()
        try:
            return self._opened()
        finally:
            self._opening.release()

    def _reopen(self) -> None:
        """Open what was just written, when there were searches before."""
        if self._answering is not None:
            with self._opening:
                self._opened()

    def _opened(self) -> Answering:
        for _ in range(_ATTEMPTS):
            latest = self._answering
            if latest is not None and latest.snapshot.generation == self._generation():
                return latest
            try:
                latest = self._answering = self._read()
            except FileNotFoundError:  # a commit came between: what it replaced is gone
                continue
            return latest
        raise self._unsteady()

    def _generation(self) -> int:
        """List the folder, which every commit changes; note its time when no later commit can have the same."""
        try:
            changed = stat(self._path).st_mtime_ns  # noqa: PTH116 as below
        except OSError:
            changed = -1
        settled = 0 <= changed < time_ns() - SETTLED
        generation = self._folder.generation()
        self._checked = (changed if settled else -1, generation)
        return generation

    def _is_latest(self, answering: Answering) -> bool:
        """Tell, by one call to the system when no commit came since the folder was listed, else by listing it."""
        generation = answering.snapshot.generation
        changed, listed = self._checked
        if changed >= 0 and listed == generation:
            try:  # asked at every search: ``Path`` and ``suppress`` would take three times as long
                if stat(self._path).st_mtime_ns == changed:  # noqa: PTH116
                    return True
            except OSError:
                pass
        return generation == self._generation()

    def _read(self) -> Answering:
        toc = self._folder.toc()
        with damaged(self._folder.path):
            readings = [Reading(self._shelf(each), each.deleted) for each in toc.segments]
            snapshot, memory = Snapshot(toc.generation, readings), self._cache_bytes // ANSWERS_SHARE
            latest = Answering(snapshot, memory, self._kernels, self._seconds)
        size = sum(each.shelf.size for each in readings)
        for each in readings:
            each.shelf.limit(self._cache_bytes * (ANSWERS_SHARE - 1) // ANSWERS_SHARE * each.shelf.size // size)
        names = {each.segment_id() for each in toc.segments}
        self._shelves = {name: shelf for name, shelf in self._shelves.items() if name in names}
        return latest

    def _open(self, segment: Any) -> OpenSegment:
        return self._shelf(segment).segment

    def _shelf(self, segment: Any) -> Shelf:
        """Open a segment once. Two threads may open it at once; the later one's is dropped."""
        with damaged(self._folder.path):
            shelf = self._shelves.get(segment.segment_id())
            if shelf is None:
                opened = Shelf(OpenSegment(self._folder.reading, segment))
                shelf = self._shelves.setdefault(segment.segment_id(), opened)
            return shelf

    def _unsteady(self) -> SearchError:
        return SearchError(f"The index in {self._folder.path} lacks files that it names; {REBUILD}")
