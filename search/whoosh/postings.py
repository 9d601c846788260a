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

    Documents are 32-bit, frequencies of any unsigned width; there are as many positions as the frequencies add up to,
    or none in views that keep none.
    """

    documents: Words
    frequencies: Numbers
    positions: Positions


_WORD, _HALF = UNSIGNED[4], UNSIGNED[2]
_ONES = np.ones(4_096, np.uint8)
_NOWHERE = Positions(np.empty(0, np.uint8), WHOLE_RANGE)


def read_postings(content: Bytes, start: int, having: int, size: int, stride: int) -> Postings:
    """Read the term that starts there and that ``having`` of ``size`` documents have (``search.whoosh.layout``)."""
    width, often, places = content[start : start + 3].tolist()
    at = start + HEAD
    if width == 4:  # noqa: PLR2004 as they are
        documents = content[at : at + 4 * having].view(_WORD)
    else:
        end = at + 4 * chunks_of(size)
        counts = content[at:end].view(_WORD).tolist()
        at = end
        documents = content[at : at + 2 * having].view(_HALF).astype(np.uint32)
        first = counts[0] if counts else 0
        for high, count in enumerate(counts[1:], 1):
            if count:
                documents[first : first + count] |= high << CHUNK_BITS
                first += count
    at += width * having
    if often:
        several = np.unpackbits(content[at : at + (having + 7 >> 3)]).nonzero()[0]
        at += having + 7 >> 3
        at += -(at - start) % often
        frequencies: Numbers = np.ones(having, UNSIGNED[often])
        frequencies[several] = content[at : at + often * len(several)].view(UNSIGNED[often])
        at += often * len(several)
    else:
        frequencies = _ONES[:having] if having <= len(_ONES) else np.ones(having, np.uint8)
    if not places:
        return Postings(documents, frequencies, _NOWHERE)
    at += -(at - start) % places
    to_end = (len(content) - at) // places * places
    return Postings(documents, frequencies, Positions(content[at : at + to_end].view(UNSIGNED[places]), stride))
