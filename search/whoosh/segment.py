"""A segment, opened: its documents as columns, its terms as arrays. What is in here never changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search.errors import SearchError
from search.fields import VIEWS
from search.whoosh.codec import WORD, cut, cut_several
from search.whoosh.dictionary import Dictionary, Entry
from search.whoosh.schema import RECORD, Record

Integers = NDArray[np.int64]
Words = NDArray[np.uint32]


class Postings(NamedTuple):
    """A term in one segment: its documents (ascending), how often, and where (positions, one after the other)."""

    documents: Words
    frequencies: Words
    positions: Words


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """The values of one facet: how many each document has, and which, document after document."""

    values: list[str]
    counts: Integers
    codes: Integers


class OpenSegment:
    """One segment's content; ``days`` is 0 where there is none; ``lengths`` is one row a view."""

    def __init__(self, storage: FileStorage, segment: Any) -> None:
        codec = segment.codec()
        documents = codec.per_document_reader(storage, segment)
        try:
            column = documents.column_reader("record", RECORD)
            records = [Record.from_bytes(column[number]) for number in range(segment.doc_count_all())]
        finally:
            documents.close()
        self.ids = [each.id for each in records]
        self.days: Integers = np.array([each.day or 0 for each in records], np.int64)
        self.lengths: Integers = np.array([each.lengths for each in records], np.int64).reshape(-1, len(VIEWS)).T
        names = dict.fromkeys(name for each in records for name in each.values)
        self.values = {name: _column([each.values.get(name, []) for each in records]) for name in names}
        folder = Path(storage.folder)
        terms = folder / segment.make_filename(W3Codec.TERMS_EXT)
        self._terms = Dictionary(codec, terms.read_bytes())
        path = folder / segment.make_filename(W3Codec.POSTS_EXT)
        mapped = path.stat().st_size > 0
        self._numbers: Words = np.memmap(path, WORD, "r").view(np.ndarray) if mapped else np.empty(0, WORD)

    def postings(self, view: str, term: str) -> Postings | None:
        """Look a term up; None when no document ever had it."""
        entry = self._terms.find(view, term)
        return self._postings(entry) if entry else None

    def words(self, view: str, start: str) -> Iterator[str]:
        """Give the terms that begin so, in order."""
        return self._terms.words(view, start)

    def word_count(self, view: str, start: str) -> int:
        """Count the terms that begin so."""
        return self._terms.count(view, start)

    def beginning(self, view: str, start: str, last: str | None) -> tuple[Words, Words]:
        """Give the documents and frequencies of the terms that begin so, up to ``last``, one term after the other."""
        starts, having = self._terms.entries(view, start, last)
        return cut_several(self._numbers, starts // WORD.itemsize, having)

    def _postings(self, entry: Entry) -> Postings:
        start = entry.start // WORD.itemsize
        if start + 1 + 2 * entry.having > len(self._numbers):
            raise SearchError("A file of the index is cut short; `verbatim index rebuild` makes it again")
        return Postings(*cut(self._numbers[start:], entry.having))


def _column(rows: list[list[str]]) -> ValueColumn:
    codes: dict[str, int] = {}
    flat = [codes.setdefault(value, len(codes)) for row in rows for value in row]
    return ValueColumn(list(codes), np.array([len(row) for row in rows], np.int64), np.array(flat, np.int64))
