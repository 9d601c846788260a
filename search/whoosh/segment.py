"""A segment, opened: its documents as columns, its terms as arrays. What is in here never changes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search.whoosh.arrays import Bytes, Integers, Words
from search.whoosh.codec import ArraySegment
from search.whoosh.columns import Columns, Ids, ValueColumn
from search.whoosh.compound import read_parts
from search.whoosh.dictionary import Dictionary, Entry
from search.whoosh.layout import Lists, unpack, unpack_documents
from search.whoosh.postings import Postings, read_postings
from search.whoosh.terms import Terms, all_terms, frame

__all__ = ["Integers", "OpenSegment", "Postings", "ValueColumn", "Words"]


class SegmentView(NamedTuple):
    """One view of a segment, read in bulk: a ``View`` of ``search.whoosh.merging``."""

    terms: Terms
    content: Bytes
    size: int
    stride: int

    @property
    def names(self) -> list[bytes]:
        """The terms, in order."""
        return self.terms.names

    @property
    def counts(self) -> Integers:
        """How many documents have each."""
        return self.terms.infos["having"].astype(np.int64)

    def read(self, first: int, last: int) -> Lists:
        """Give the postings of the terms from ``first`` up to ``last``."""
        infos = self.terms.infos[first:last]
        starts = infos["start"].astype(np.int64)
        return unpack(self.content, starts, infos["having"].astype(np.int64), self.size, self.stride)


class OpenSegment:
    """One segment's content: a ``Source`` of ``search.whoosh.merging``, and what answers look up.

    ``days`` is 0 where there is none; ``lengths`` is one array a view; both, and the values, may be of any
    unsigned width.
    """

    def __init__(self, storage: FileStorage, segment: ArraySegment) -> None:
        folder = Path(storage.folder)
        parts = read_parts(folder / segment.file_name, segment.file_size)
        ending = segment.make_filename("")
        self.path = folder / segment.file_name
        self.size = segment.doc_count_all()
        self._postings = parts[ending + W3Codec.POSTS_EXT]
        self._dictionary = parts[ending + W3Codec.TERMS_EXT].tobytes()
        self._frame = frame(self._dictionary)
        self._terms = Dictionary(self._dictionary, self._frame)
        self._strides = self._frame.strides
        columns = {
            name.removeprefix(f"{ending}.").removesuffix(W3Codec.COLUMN_EXT): part
            for name, part in parts.items()
            if name.endswith(W3Codec.COLUMN_EXT)
        }
        self.columns = Columns.read(columns, self.size)
        self.ids: Ids = self.columns.ids
        self.days: NDArray[Any] = self.columns.days
        self.lengths: Sequence[NDArray[Any]] = self.columns.lengths
        self.values: Mapping[str, ValueColumn] = self.columns.values

    def postings(self, view: str, term: str) -> Postings | None:
        """Look a term up; None when no document ever had it."""
        entry = self._terms.find(view, term)
        return self._read(view, entry) if entry else None

    def words(self, view: str, start: str) -> Iterator[str]:
        """Give the terms that begin so, in order."""
        return self._terms.words(view, start)

    def word_count(self, view: str, start: str) -> int:
        """Count the terms that begin so."""
        return self._terms.count(view, start)

    def beginning(self, view: str, start: str, last: str | None) -> tuple[Words, Words]:
        """Give the documents and frequencies of the terms that begin so, up to ``last``, one term after the other."""
        starts, having = self._terms.entries(view, start, last)
        return unpack_documents(self._postings, starts, having, self.size)

    def _read(self, view: str, entry: Entry) -> Postings:
        return read_postings(self._postings, entry.start, entry.having, self.size, self._strides[view])

    def view(self, name: str) -> SegmentView:
        """Read all terms of a view: for merging, not for searching."""
        return SegmentView(
            all_terms(self._dictionary, self._frame, name), self._postings, self.size, self._strides[name]
        )
