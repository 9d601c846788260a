"""What a kernel is told of a segment: where in its file everything lies, as one array of numbers.

A kernel takes the mapped file itself, as bytes, and this chart; so a call costs a handful of arguments, whatever it
reads. Offsets are in bytes from the beginning of the file.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from search.fields import VIEWS
from search.whoosh.arrays import Bytes, Integers, Numbers
from search.whoosh.layout import chunks_of
from search.whoosh.terms import Frame

SIZE = 0
"""How many documents there are."""
CHUNKS = 1
"""How many chunks of 2¹⁶ documents; 0 when there is one, which is not counted (``search.whoosh.layout``)."""
POSTINGS = 2
DICTIONARY = 3
PLACES, PLACE_WIDTH, TERMS = 4, 5, 6
"""The places of all pairs in the dictionary, in order; bytes of each; how many."""
DAYS, DAY_WIDTH = 7, 8
IDS, ID_ENDS = 9, 10

VIEW = 11
"""From here on four numbers a view: its field's number, where its lengths lie, bytes of each, its stride."""
FIELD, LENGTHS, LENGTH_WIDTH, STRIDE = 0, 1, 2, 3
PER_VIEW = 4

TABLES = VIEW + PER_VIEW * len(VIEWS)
"""From here on two numbers a hash table: where it starts in the dictionary, and its slots."""

_NO_FIELD = -1


def chart(columns: Mapping[str, slice], postings: int, dictionary: int, known: Frame, size: int) -> Integers:
    """Draw it: where columns, postings and dictionary lie in the file, and what the dictionary says of itself."""
    drawn = np.zeros(TABLES + 2 * len(known.tables), np.int64)
    drawn[SIZE], drawn[CHUNKS] = size, chunks_of(size)
    drawn[POSTINGS], drawn[DICTIONARY] = postings, dictionary
    drawn[PLACES], drawn[PLACE_WIDTH] = dictionary + known.places_at, known.places.dtype.itemsize
    drawn[TERMS] = len(known.places)
    for at, view in enumerate(VIEWS):
        first = VIEW + PER_VIEW * at
        drawn[first + FIELD] = known.fields.get(view, _NO_FIELD)
        drawn[first + STRIDE] = known.strides[view]
        if size:
            drawn[first + LENGTHS : first + LENGTH_WIDTH + 1] = _column(columns[f"{view}_length"], size)
    if size:
        drawn[DAYS : DAY_WIDTH + 1] = _column(columns["day"], size)
        drawn[IDS], drawn[ID_ENDS] = columns["id"].start, columns["id_ends"].start
    drawn[TABLES:] = np.array(known.tables, np.int64).reshape(-1)
    return drawn


def _column(part: slice, size: int) -> tuple[int, int]:
    """Tell where a column lies, and the bytes of a number in it."""
    return part.start, (part.stop - part.start) // size


class File(NamedTuple):
    """A segment's file, as kernels take it: the same memory as bytes, halves and words, and its chart."""

    content: Bytes
    halves: Numbers
    words: Numbers
    chart: Integers

    @classmethod
    def of(cls, content: Bytes, drawn: Integers) -> "File":
        """Look at the mapped bytes in three widths; numbers lie at multiples of theirs."""
        whole = content[: len(content) // 4 * 4]
        return cls(content, whole.view("<u2"), whole.view("<u4"), drawn)
