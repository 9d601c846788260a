"""The engine: opens what the latest commit left, keeps it until there is a newer one, and writes under a lock."""

from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np

from search.errors import SearchError
from search.types import Document, Query, Results, Status
from search.whoosh.answering import answer
from search.whoosh.folder import REBUILD, Folder, damaged
from search.whoosh.segment import OpenSegment
from search.whoosh.snapshot import Snapshot
from search.whoosh.writing import replace, update

CACHE_BYTES = 128 * 1024 * 1024
LOCK_SECONDS = 60.0

_ATTEMPTS = 20


class WhooshIndex:
    """An index in a folder. Threads may share it; many processes may read while one writes.

    ``cache_bytes`` bounds what is remembered of terms; ``lock_seconds`` is how long a write waits for another.
    """

    def __init__(self, path: Path, *, cache_bytes: int = CACHE_BYTES, lock_seconds: float = LOCK_SECONDS) -> None:
        self._folder = Folder(path.absolute())
        self._cache_bytes = cache_bytes
        self._lock_seconds = lock_seconds
        self._opening = RLock()
        self._opened: dict[str, OpenSegment] = {}
        self._snapshot: Snapshot | None = None

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        """Remove and write in one commit; an id in both is written."""
        with self._folder.locked(self._lock_seconds):
            update(self._folder, documents, deleted, self._open)

    def replace(self, documents: Iterable[Document]) -> None:
        """Swap the whole content in one commit; repairs a folder that cannot be read."""
        with self._folder.locked(self._lock_seconds):
            replace(self._folder, documents)

    def search(self, query: Query) -> Results:
        """Search the latest commit."""
        snapshot = self._latest()
        with damaged(self._folder.path):
            return answer(snapshot, query)

    def status(self) -> Status:
        """Read the table of contents."""
        for _ in range(_ATTEMPTS):
            try:
                toc = self._folder.toc()
            except FileNotFoundError:
                continue
            documents = sum(each.doc_count_all() - each.deleted_count() for each in toc.segments)
            return Status("whoosh", documents, toc.generation)
        raise self._unsteady()

    def close(self) -> None:
        """Let go of what was read."""
        self._snapshot = None
        self._opened = {}

    def _latest(self) -> Snapshot:
        """Give the snapshot of the latest commit: the one at hand, unless there is a newer one."""
        snapshot = self._snapshot
        generation = self._folder.generation()
        if snapshot is not None and snapshot.generation == generation:
            return snapshot
        with self._opening:
            for _ in range(_ATTEMPTS):
                snapshot = self._snapshot
                if snapshot is not None and snapshot.generation == self._folder.generation():
                    return snapshot
                try:
                    self._snapshot = self._read()
                except FileNotFoundError:  # a commit came between: what it replaced is gone
                    continue
                return self._snapshot
        raise self._unsteady()

    def _read(self) -> Snapshot:
        toc = self._folder.toc()
        with damaged(self._folder.path):
            segments = []
            for each in toc.segments:
                live = np.ones(each.doc_count_all(), np.bool_)
                live[list(each.deleted_docs())] = False
                segments.append((self._open(each), live))
            snapshot = Snapshot(toc.generation, segments, self._cache_bytes)
        names = {each.segment_id() for each in toc.segments}
        self._opened = {name: content for name, content in self._opened.items() if name in names}
        return snapshot

    def _open(self, segment: Any) -> OpenSegment:
        with self._opening, damaged(self._folder.path):
            content = self._opened.get(segment.segment_id())
            if content is None:
                content = self._opened[segment.segment_id()] = OpenSegment(self._folder.reading, segment)
            return content

    def _unsteady(self) -> SearchError:
        return SearchError(f"The index in {self._folder.path} lacks files that it names; {REBUILD}")
