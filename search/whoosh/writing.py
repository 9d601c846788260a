"""Writing: one commit, all or nothing, under the folder's lock."""

from collections.abc import Callable, Iterable
from typing import Any

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR, SegmentWriter

from search.types import Document
from search.whoosh.codec import ArrayCodec
from search.whoosh.folder import Folder, writable
from search.whoosh.schema import NAME, row
from search.whoosh.segment import OpenSegment

MEGABYTES = 256
"""What a writer may hold before it sorts on disk."""

MERGED_BELOW = 2
"""A segment smaller than this many times all that is smaller is merged with it."""

FEWEST_LIVE = 0.5
"""A segment with a smaller share of live documents is written again."""


class _At(FileIndex):
    """An index at a table of contents that was read, or made, elsewhere."""

    def __init__(self, folder: Folder, toc: Any) -> None:  # what Whoosh would read again is at hand
        self.storage = folder.storage
        self.indexname = NAME
        self._toc = toc

    def _read_toc(self) -> Any:
        return self._toc


def update(
    folder: Folder,
    documents: Iterable[Document],
    deleted: Iterable[str],
    opened: Callable[[Any], OpenSegment],
) -> None:
    """Remove ids, then write documents over those of the same id. The folder is locked."""
    toc = folder.toc()
    segments = [(segment, opened(segment)) for segment in toc.segments]
    writer = _writer(folder, toc)

    def remove(id_: str) -> None:
        for segment, content in segments:
            if found := content.postings("id", id_):
                for number in found.documents.tolist():  # several when one commit wrote it again and again
                    segment.delete_document(number)

    def fill() -> None:
        for id_ in deleted:
            remove(id_)
        _add(folder, writer, documents, remove)

    _commit(folder, writer, fill, _merged)


def replace(folder: Folder, documents: Iterable[Document]) -> None:
    """Write documents in the place of all there was, readable or not. The folder is locked."""
    writer = _writer(folder, folder.fresh_toc())
    _commit(folder, writer, lambda: _add(folder, writer, documents, lambda _id: None), CLEAR)
    folder.remove_other_versions()


def _writer(folder: Folder, toc: Any) -> SegmentWriter:
    with writable(folder.path):
        return SegmentWriter(_At(folder, toc), _lk=False, codec=ArrayCodec(), compound=False, limitmb=MEGABYTES)


def _add(folder: Folder, writer: SegmentWriter, documents: Iterable[Document], remove: Callable[[str], None]) -> None:
    written: dict[str, int] = {}
    for document in documents:
        if document.id in written:
            writer.newsegment.delete_document(written[document.id])
        else:
            remove(document.id)
        written[document.id] = writer.docnum
        columns = row(document)
        with writable(folder.path):
            writer.add_document(**columns)


def _commit(folder: Folder, writer: SegmentWriter, fill: Callable[[], None], merge: Callable[..., Any]) -> None:
    """Fill and commit, or leave everything as it was."""
    try:
        fill()
    except BaseException:
        writer.cancel()
        raise
    with writable(folder.path):
        writer.commit(mergetype=merge)


def _merged(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge what is small beside what is new, so that sizes grow geometrically; give the segments that stay."""
    kept: list[Any] = []
    total = writer.doc_count()
    for segment in sorted(segments, key=_live):
        live = _live(segment)
        if live and live > MERGED_BELOW * total and live >= FEWEST_LIVE * segment.doc_count_all():
            kept.append(segment)
            total += live
            continue
        total += live
        if live:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


def _live(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())
