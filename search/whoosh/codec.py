"""What Whoosh needs to know to open our segments: a codec that reads them, and the segment that a commit lists.

Whoosh's third codec with postings of plain arrays (``search.whoosh.layout``) and one compound file a segment. Our own
reading and writing go past Whoosh's readers and writers; these are for whoever opens the index with Whoosh itself.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment, W3TermInfo, W3TermsReader
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.formats import Format
from whoosh.matching.mcore import ListMatcher

from search.whoosh.arrays import Mask, Words
from search.whoosh.postings import read_postings


class ArrayCodec(W3Codec):
    """Whoosh's third codec with postings of plain arrays."""

    length_stats = False

    def per_document_reader(self, storage: Any, segment: "ArraySegment") -> "ArrayDocumentReader":
        """Give what reads the documents of a segment."""
        return ArrayDocumentReader(storage, segment)

    def terms_reader(self, storage: Any, segment: "ArraySegment") -> "ArrayTermsReader":
        """Give what reads the terms of a segment."""
        name = segment.make_filename(self.TERMS_EXT)
        terms, postings = storage.open_file(name), storage.open_file(segment.make_filename(self.POSTS_EXT))
        return ArrayTermsReader(self, terms, storage.file_length(name), postings, segment.doc_count_all())


class ArrayDocumentReader(W3PerDocReader):
    """Gives of each document what Whoosh calls its stored fields: its id."""

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Read the id from its column."""
        ends = np.frombuffer(self._column("id_ends"), "<u4")
        start = int(ends[docnum - 1]) if docnum else 0
        return {"id": self._column("id")[start : int(ends[docnum])].decode("utf-8", "surrogatepass")}

    def _column(self, name: str) -> bytes:
        file, offset, length = self._get_column_file(name)
        content: bytes = file.get(offset, length)
        return content


class ArrayTermsReader(W3TermsReader):
    """Reads the dictionary as Whoosh does, and the postings as arrays; ``size`` is how many documents there are."""

    def __init__(self, codec: ArrayCodec, terms: Any, length: int, postings: Any, size: int) -> None:
        super().__init__(codec, terms, length, postings)
        self._size = size
        index: OrderedHashReader = self._tindex
        self._strides: dict[str, int] = index.extras["strides"]

    def matcher(self, fieldname: str, tbytes: bytes, format_: Format, scorer: Any = None) -> ListMatcher:
        """Give a term's postings as Whoosh wants them."""
        info: W3TermInfo = self.term_info(fieldname, tbytes)
        start, (length,) = info.extent()  # a tuple of one: Whoosh's own readers ask for the start alone
        content = np.frombuffer(self._postfile.get(start, length), np.uint8)
        having = info.doc_frequency()
        documents, frequencies, positions = read_postings(content, 0, having, self._size, self._strides[fieldname])
        ends = np.cumsum(frequencies, dtype=np.int64).tolist()
        values = [positions[first:end].astype("<u4").tobytes() for first, end in zip([0, *ends], ends, strict=False)]
        weights = array("f", frequencies.tolist())
        term = (fieldname, tbytes)
        return ListMatcher(documents.tolist(), weights, values, format_, scorer=scorer, term=term, terminfo=info)


class ArraySegment(W3Segment):
    """A segment as a commit lists it: its name, how many documents it has, and which of them are deleted.

    ``deleted`` are their numbers, ascending: an array, since a commit writes and reads all of them.
    ``file_size`` is how long its file was when it was written: one of another length is not the one. ``checksum`` is
    the CRC-32 of its bytes, or None when an older version wrote it.
    """

    checksum: int | None = None

    def __init__(self, indexname: str, codec: ArrayCodec) -> None:
        super().__init__(codec, indexname)
        self.compound = True
        self.file_size = 0
        self.deleted: Words = np.empty(0, np.uint32)

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return str(self.make_filename(self.COMPOUND_EXT))

    def live_count(self) -> int:
        """How many of its documents are not deleted."""
        return int(self.doc_count_all() - self.deleted_count())

    def live(self) -> Mask:
        """Tell which of its documents are not deleted."""
        live = np.ones(self.doc_count_all(), np.bool_)
        live[self.deleted] = False
        return live

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete documents; those that are deleted already stay so."""
        self.deleted = np.union1d(self.deleted, np.fromiter(numbers, np.uint32))

    # What Whoosh asks for.

    def deleted_count(self) -> int:
        """Count what is deleted."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Give the numbers of what is deleted."""
        return iter(self.deleted.tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        at = int(self.deleted.searchsorted(docnum))
        return at < len(self.deleted) and int(self.deleted[at]) == docnum

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002 Whoosh's signature
        """Refuse: documents are deleted through ``search`` alone."""
        raise NotImplementedError("Documents are deleted through search.Index")
