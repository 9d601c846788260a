"""A segment, opened: its documents as columns, its terms as arrays. What is in here never changes."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search.whoosh.arrays import Bytes, Integers, Words
from search.whoosh.chart import File, chart
from search.whoosh.codec import ArraySegment
from search.whoosh.columns import Columns, Ids, ValueColumn
from search.whoosh.compound import read_compound
from search.whoosh.dictionary import Dictionary, Entry
from search.whoosh.layout import Lists, unpack, unpack_documents
from search.whoosh.postings import Postings, read_postings
from search.whoosh.terms import Frame, frame, infos_of, names_of

__all__ = ["Integers", "OpenSegment", "Postings", "ValueColumn", "Words"]


class SegmentView:
    """One view of a segment, read in bulk: a ``View`` of ``search.whoosh.merging``."""

    def __init__(self, dictionary: Bytes, known: Frame, name: str, content: Bytes, size: int) -> None:
        infos = infos_of(dictionary, known, name)
        self.stride = known.strides[name]
        self.counts: Integers = infos["having"].astype(np.int64)
        self._starts: Integers = infos["start"].astype(np.int64)
        self._dictionary, self._known, self._name = dictionary, known, name
        self._content, self._size = content, size

    def names(self) -> list[bytes]:
        """Give the terms, in order."""
        return names_of(self._dictionary, self._known, self._name)

    def read(self, first: int, last: int) -> Lists:
        """Give the postings of the terms from ``first`` up to ``last``."""
        return unpack(self._content, self._starts[first:last], self.counts[first:last], self._size, self.stride)


class OpenSegment:
    """One segment's content: a ``Source`` of ``search.whoosh.merging``, and what answers look up.

    ``days`` is 0 where there is none; ``lengths`` is one array a view; both, and the values, may be of any
    unsigned width.
    """

    def __init__(self, storage: FileStorage, segment: ArraySegment) -> None:
        folder = Path(storage.folder)
        compound = read_compound(folder / segment.file_name, segment.file_size)
        ending = segment.make_filename("")
        self.path = folder / segment.file_name
        self.size = segment.doc_count_all()
        self._postings = compound.part(ending + W3Codec.POSTS_EXT)
        self._dictionary = compound.part(ending + W3Codec.TERMS_EXT)
        self._frame = frame(self._dictionary)
        self._strides = self._frame.strides
        columns = {
            name.removeprefix(f"{ending}.").removesuffix(W3Codec.COLUMN_EXT): part
            for name, part in compound.parts.items()
            if name.endswith(W3Codec.COLUMN_EXT)
        }
        self.columns = Columns.read({name: compound.content[part] for name, part in columns.items()}, self.size)
        postings = compound.parts[ending + W3Codec.POSTS_EXT].start
        dictionary = compound.parts[ending + W3Codec.TERMS_EXT].start
        self.file = File.of(compound.content, chart(columns, postings, dictionary, self._frame, self.size))
        self.ids: Ids = self.columns.ids
        self.days: NDArray[Any] = self.columns.days
        self.lengths: Sequence[NDArray[Any]] = self.columns.lengths
        self.values: Mapping[str, ValueColumn] = self.columns.values

    @cached_property
    def _terms(self) -> Dictionary:
        return Dictionary(self._dictionary, self._frame)

    def postings(self, view: str, term: str) -> Postings | None:
        """Look a term up; None when no document ever had it."""
        entry = self._terms.find(view, term)
        return self._read(view, entry) if entry else None

    def having(self, view: str, term: str) -> int:
        """Count the documents, deleted ones too, that have a term."""
        entry = self._terms.find(view, term)
        return entry.having if entry else 0

    def words(self, view: str, start: str) -> Iterator[str]:
        """Give the terms that begin so, in order."""
        return self._terms.words(view, start)

    def first_words(self, view: str, start: str, most: int) -> list[str]:
        """Give the first so many of the terms that begin so."""
        return self._terms.first_words(view, start, most)

    def word(self, nth: int) -> str:
        """Give the n-th term of all views."""
        return self._terms.word(nth)

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
        return SegmentView(self._dictionary, self._frame, name, self._postings, self.size)
