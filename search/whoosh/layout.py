"""How the postings of a term lie on disk: plain little-endian arrays, as narrow as its numbers allow.

A term is, one after the other, each part starting at a multiple of its width and the term at one of 4:

- four bytes: the width of its documents, of its frequencies, of its positions, and a zero;
- its documents, ascending. Width 4: as they are. Width 2: their low halves; when the segment has more than 2¹⁶
  documents, the low halves stand in chunks of equal high halves, and how many there are in each of the segment's
  chunks comes before them (4 bytes each);
- its frequencies, or nothing (width 0) when all of them are 1. Nine postings in ten have 1, so only the others are
  written, after a bitmap of which these are: 1.2 bits a posting, where a byte each would be 8;
- its positions, as many as the frequencies add up to, or nothing (width 0) in views that have none.

So a posting takes little over 2 bytes, and 1 more with a position below 256, where whole words would take 12; no
number is capped, since a term with one large number is wider as a whole. Documents take 2 bytes where that is
shorter: 2·df + 4·chunks < 4·df.

Positions in names start a range of 2¹⁶ for each field, nearly all of it empty: on disk the ranges of a segment stand
``stride`` apart, which is more than the words of its longest range, so that most names' positions take one byte.

Packing and unpacking work on many terms at once: a few array operations a part, none a term. A query reads one term:
``search.whoosh.postings``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.fields import RANGE_BITS
from search.whoosh.arrays import (
    UNSIGNED,
    WIDTHS,
    Bytes,
    Integers,
    Mask,
    Numbers,
    Words,
    largest,
    runs,
    starts_of,
    totals,
)

CHUNK_BITS = 16
HEAD = 4
WHOLE_RANGE = 1 << RANGE_BITS


class Lists(NamedTuple):
    """The postings of several terms, one after the other: how many each has, their documents, frequencies, positions.

    ``positions`` is empty in a view that has none.
    """

    counts: Integers
    documents: Words
    frequencies: Words
    positions: Words


class Packed(NamedTuple):
    """Terms as they lie on disk, and where each starts and how long it is, in bytes."""

    content: Bytes
    starts: Integers
    sizes: Integers


class _Shape(NamedTuple):
    """The widths of each term's parts, where the parts start within the term, and its size, in bytes."""

    documents: Integers
    frequencies: Integers
    positions: Integers
    lows: Integers
    marks: Integers
    often: Integers
    places: Integers
    sizes: Integers


def chunks_of(size: int) -> int:
    """Give the chunks of 2¹⁶ documents that a segment of ``size`` has; 0 where one suffices and is not counted."""
    chunks = -(-size >> CHUNK_BITS)
    return chunks if chunks > 1 else 0


def squeezed(positions: Words, stride: int) -> Words:
    """Put ranges of positions ``stride`` apart."""
    if stride == WHOLE_RANGE:
        return positions
    return (positions >> np.uint32(RANGE_BITS)) * np.uint32(stride) + (positions & np.uint32(WHOLE_RANGE - 1))


def unsqueezed(positions: Numbers, stride: int) -> Words:
    """Put ranges of positions that are ``stride`` apart where they belong."""
    wide = positions.astype(np.uint32)
    if stride == WHOLE_RANGE or not len(wide) or int(wide.max()) < stride:
        return wide
    ranges, within = np.divmod(wide, np.uint32(stride))
    return np.asarray((ranges << np.uint32(RANGE_BITS)) | within)


def stride_for(positions: Words) -> int:
    """Give how far apart ranges must stand for these positions."""
    if int(positions.max(initial=0)) < WHOLE_RANGE:
        return WHOLE_RANGE
    return int((positions & np.uint32(WHOLE_RANGE - 1)).max()) + 1


def _shape(
    counts: Integers, widths: Sequence[Integers], repeated: Integers, occurrences: Integers, chunks: int
) -> _Shape:
    documents, frequencies, positions = widths
    lows = HEAD + np.where(documents == 2, 4 * chunks, 0)  # noqa: PLR2004 the width of a half
    marks = lows + documents * counts
    often = _up(marks + np.where(frequencies > 0, (counts + 7) >> 3, 0), frequencies)
    places = _up(often + frequencies * repeated, positions)
    sizes = _up(places + positions * occurrences, np.int64(HEAD))
    return _Shape(documents, frequencies, positions, lows, marks, often, places, sizes)


def _up(offsets: Integers, widths: Integers | np.int64) -> Integers:
    step = np.maximum(widths, 1)
    return np.asarray((offsets + step - 1) // step * step)


def _widths(largest_of_each: Integers) -> Integers:
    return np.asarray(np.select([largest_of_each < 1 << 8, largest_of_each < 1 << 16], [1, 2], 4))


def pack(lists: Lists, size: int, stride: int) -> Packed:
    """Lay terms out for a segment of ``size`` documents; every term has some."""
    counts, chunks = lists.counts, chunks_of(size)
    occurrences = totals(lists.frequencies, counts) if len(lists.positions) else np.zeros_like(counts)
    halves = 2 * counts + 4 * chunks < 4 * counts if chunks else np.ones(len(counts), np.bool_)
    most = largest(lists.frequencies, counts)
    several = lists.frequencies > 1
    repeated = totals(several, counts)
    places = squeezed(lists.positions, stride)
    widths = (
        np.where(halves, 2, 4),
        np.where(most == 1, 0, _widths(most)),
        _widths(largest(places, occurrences)) if len(places) else np.zeros_like(counts),
    )
    shape = _shape(counts, widths, repeated, occurrences, chunks)
    starts = starts_of(shape.sizes)
    content = np.zeros(int(shape.sizes.sum()), np.uint8)
    for at, width in enumerate(widths):
        content[starts + at] = width
    if chunks and halves.any():
        own = np.repeat(halves, counts)
        rows = np.repeat(np.arange(int(halves.sum())), counts[halves])
        cells = rows * chunks + (lists.documents[own] >> CHUNK_BITS)
        tallies = np.bincount(cells, minlength=int(halves.sum()) * chunks)
        content.view("<u4")[runs((starts[halves] + HEAD) >> 2, np.full(int(halves.sum()), chunks))] = tallies
    _scatter(content, lists.documents, starts + shape.lows, counts, shape.documents)
    bitmaps = np.zeros(int(((counts + 7) >> 3).sum()) * 8, np.bool_)
    bitmaps[runs(starts_of((counts + 7) >> 3) * 8, counts)] = several
    _scatter(content, np.packbits(bitmaps), starts + shape.marks, (counts + 7) >> 3, np.minimum(shape.frequencies, 1))
    _scatter(content, lists.frequencies[several], starts + shape.often, repeated, shape.frequencies)
    _scatter(content, places, starts + shape.places, occurrences, shape.positions)
    return Packed(content, starts, shape.sizes)


def _scatter(content: Bytes, numbers: Numbers, starts: Integers, counts: Integers, widths: Integers) -> None:
    """Write each term's numbers from its start on, in its width; what is wider is cut to its low half."""
    for width in WIDTHS:
        chosen = widths == width
        if chosen.any():
            own = slice(None) if chosen.all() else np.repeat(chosen, counts)
            at = runs(starts[chosen] // width, counts[chosen])
            content.view(UNSIGNED[width])[at] = numbers[own].astype(UNSIGNED[width])


def unpack(content: Bytes, starts: Integers, counts: Integers, size: int, stride: int) -> Lists:
    """Read the postings of several terms at once: the inverse of ``pack``, over a mapped file."""
    documents, frequencies = unpack_documents(content, starts, counts, size)
    widths = _widths_at(content, starts)
    if not widths[2].any():
        return Lists(counts, documents, frequencies, np.empty(0, np.uint32))
    occurrences = totals(frequencies, counts)
    shape = _shape(counts, widths, totals(frequencies > 1, counts), occurrences, chunks_of(size))
    positions = np.empty(int(occurrences.sum()), np.uint32)
    _gather(content, positions, starts + shape.places, occurrences, shape.positions)
    return Lists(counts, documents, frequencies, unsqueezed(positions, stride))


def unpack_documents(content: Bytes, starts: Integers, counts: Integers, size: int) -> tuple[Words, Words]:
    """Read the documents and frequencies of several terms at once."""
    chunks, widths, none = chunks_of(size), _widths_at(content, starts), np.zeros_like(counts)
    shape = _shape(counts, widths, none, none, chunks)
    documents = np.empty(int(counts.sum()), np.uint32)
    _gather(content, documents, starts + shape.lows, counts, shape.documents)
    if chunks and (halves := widths[0] == 2).any():  # noqa: PLR2004
        cells = runs((starts[halves] + HEAD) >> 2, np.full(int(halves.sum()), chunks))
        highs = np.tile(np.arange(chunks, dtype=np.uint32) << np.uint32(CHUNK_BITS), int(halves.sum()))
        documents[np.repeat(halves, counts)] |= np.repeat(highs, content.view("<u4")[cells])
    lengths = np.where(widths[1] > 0, (counts + 7) >> 3, 0)
    bitmaps = np.unpackbits(content[runs(starts + shape.marks, lengths)]).view(np.bool_)
    marked = np.where(widths[1] > 0, counts, 0)
    several = bitmaps[runs(starts_of(lengths) * 8, marked)]
    repeated = totals(several, marked)
    frequencies = np.ones(len(documents), np.uint32)
    often = np.empty(int(repeated.sum()), np.uint32)
    _gather(content, often, starts + shape.often, repeated, shape.frequencies)
    frequencies[np.repeat(widths[1] > 0, counts).nonzero()[0][several]] = often
    return documents, frequencies


def _widths_at(content: Bytes, starts: Integers) -> tuple[Integers, Integers, Integers]:
    heads = content.view("<u4")[starts >> 2]
    documents, frequencies, positions = (
        ((heads >> np.uint32(8 * at)) & np.uint32(255)).astype(np.int64) for at in range(3)
    )
    return documents, frequencies, positions


def _gather(content: Bytes, numbers: Words, starts: Integers, counts: Integers, widths: Integers) -> None:
    """Read each term's numbers; those of width 0 are left as they are."""
    for width in WIDTHS:
        chosen = widths == width
        if chosen.any():
            own: slice | Mask = slice(None) if chosen.all() else np.repeat(chosen, counts)
            numbers[own] = content.view(UNSIGNED[width])[runs(starts[chosen] // width, counts[chosen])]
