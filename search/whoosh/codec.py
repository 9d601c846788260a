"""How postings lie on disk: plain little-endian arrays, so that one slice of a mapped file is a term.

A term is the number of its positions, its documents, its frequencies, then its positions (as many as the
frequencies add up to, or none), all 32-bit. Everything else is Whoosh's own third codec.
"""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter, W3TermInfo
from whoosh.formats import Format
from whoosh.matching.mcore import ListMatcher

WORD = np.dtype("<u4")

_ONE_BLOCK = 2**62


class ArrayPostingsWriter(W3PostingsWriter):
    """Writes a term as one block of arrays."""

    def _write_block(self, last: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 Whoosh's signature
        terminfo: Any = self._terminfo
        terminfo.add_block(self)
        positions = b"".join(self._values)
        self._postfile.write(np.array(len(positions) // WORD.itemsize, WORD).tobytes())
        self._postfile.write(np.asarray(self._ids, WORD).tobytes())
        self._postfile.write(np.asarray(self._weights).astype(WORD).tobytes())
        self._postfile.write(positions)
        self._blockcount += 1
        self._new_block()


def cut(numbers: NDArray[np.uint32], having: int) -> tuple[NDArray[np.uint32], ...]:
    """Cut what starts with a term's postings into documents, frequencies, positions."""
    whole = 1 + 2 * having
    positions = numbers[whole : whole + int(numbers[0])]
    return numbers[1 : 1 + having], numbers[1 + having : whole], positions


def cut_several(
    numbers: NDArray[np.uint32], starts: NDArray[np.int64], having: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Cut the documents and frequencies of several terms that start there, one term after the other."""
    shifts = np.repeat(starts + 1 - (np.cumsum(having) - having), having)
    at = np.arange(int(having.sum())) + shifts
    return numbers[at], numbers[at + np.repeat(having, having)]


class ArrayCodec(W3Codec):
    """Whoosh's third codec with postings of plain arrays."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> ArrayPostingsWriter:  # noqa: FBT001, FBT002
        """Give what writes the postings file."""
        return ArrayPostingsWriter(dbfile, blocklimit=_ONE_BLOCK, byteids=byteids, inlinelimit=0)

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Format, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Give a term's postings as Whoosh wants them: for merging segments, not for searching."""
        offset, _ = terminfo.extent()
        having = terminfo.doc_frequency()
        head = np.frombuffer(dbfile.get(offset, WORD.itemsize), WORD)
        size = (1 + 2 * having + int(head[0])) * WORD.itemsize
        ids, frequencies, positions = cut(np.frombuffer(dbfile.get(offset, size), WORD), having)
        ends = np.cumsum(frequencies).tolist() if len(positions) else [0] * having
        starts = [0, *ends[:-1]]
        values = [positions[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
        weights = array("f", frequencies.tolist())
        return ListMatcher(ids.tolist(), weights, values, format_, scorer=scorer, term=term, terminfo=terminfo)
