"""One term's postings, read where they lie: what a query does, so it is done in few steps and copies little."""

from typing import NamedTuple

import numpy as np

from search.whoosh.arrays import UNSIGNED, Bytes, Integers, Numbers, Words
from search.whoosh.layout import CHUNK_BITS, HEAD, WHOLE_RANGE, chunks_of, unsqueezed


class Positions:
    """A term's positions, document after document; those asked for by index are read, the others never."""

    __slots__ = ("_raw", "_stride")

    def __init__(self, raw: Numbers, stride: int) -> None:
        self._raw, self._stride = raw, stride

    def __getitem__(self, at: Integers | slice) -> Numbers:
        """Give those at these indexes, in any unsigned width."""
        found = self._raw[at]
        return found if self._stride == WHOLE_RANGE else unsqueezed(found, self._stride)


class Postings(NamedTuple):
    """A term in one segment: its documents (ascending), how often it is in each, and where.

    Documents and frequencies are 32-bit arrays; there are as many positions as the frequencies add up to, or none
    in views that keep none.
    """

    documents: Words
    frequencies: Words
    positions: Positions


def read_postings(content: Bytes, start: int, having: int, size: int, stride: int) -> Postings:
    """Read the term that starts there and that ``having`` of ``size`` documents have (``search.whoosh.layout``)."""
    width, often, places = content[start : start + 3].tolist()
    at = start + HEAD
    if width == 4:  # noqa: PLR2004 as they are
        documents = content[at : at + 4 * having].view("<u4")
    else:
        chunks = chunks_of(size)
        counts = content[at : at + 4 * chunks].view("<u4").tolist()
        at += 4 * chunks
        documents = content[at : at + 2 * having].view("<u2").astype(np.uint32)
        first = 0
        for high, count in enumerate(counts):
            documents[first : first + count] |= np.uint32(high << CHUNK_BITS)
            first += count
    at += width * having
    if often:
        at += -(at - start) % often
        frequencies = content[at : at + often * having].view(UNSIGNED[often]).astype(np.uint32)
        at += often * having
    else:
        frequencies = np.ones(having, np.uint32)
    if not places:
        return Postings(documents, frequencies, Positions(np.empty(0, np.uint8), WHOLE_RANGE))
    at += -(at - start) % places
    to_end = (len(content) - at) // places * places
    return Postings(documents, frequencies, Positions(content[at : at + to_end].view(UNSIGNED[places]), stride))
