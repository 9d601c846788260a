"""What is kept of a segment's documents beside their words: ids, days, lengths and values, each an array on disk.

Nothing is made of a document when a segment is opened: a column is a slice of the mapped file, as narrow as its
largest number allows; an id is decoded when it is asked for. Ids also stand in order, so that one is found by
bisection, log2(documents) comparisons, and ties of ranking need no strings.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.fields import VIEWS
from search.whoosh.arrays import UNSIGNED, Bytes, Integers, Mask, Numbers, narrow

MOST_ID_BYTES = 2**32 - 1
"""What the ids of one segment may add up to."""

BISECTED_BELOW = 16
"""Fewer ids wanted than one in this many documents: each is looked for; else all ids are gone through."""


class Ids(Sequence[str]):
    """The ids of a segment's documents; ``order`` is the documents' numbers in the order of their ids."""

    def __init__(self, content: Bytes, ends: Numbers, order: Numbers) -> None:
        self.content, self.ends, self.order = content, ends, order
        # A number or a slice of a memoryview is made in a fraction of the time that NumPy takes for one.
        self._content, self._ends = content.data, ends.astype(np.uint32, copy=False).data

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 a slice is never asked for
        return self.several([number])[0]

    def several(self, numbers: Sequence[int]) -> list[str]:
        """Give some ids: what a page has, in few steps."""
        content, ends, coding = self._content, self._ends, _ENCODING
        return [str(content[ends[each - 1] if each else 0 : ends[each]], *coding) for each in numbers]

    def raw(self, number: int) -> bytes:
        """Give an id as it lies on disk."""
        return bytes(self._content[self._ends[number - 1] if number else 0 : self._ends[number]])

    def __iter__(self) -> Iterator[str]:
        start, content = 0, self.content.tobytes()
        for end in self.ends.tolist():
            yield content[start:end].decode(*_ENCODING)
            start = end

    def find(self, ids: Iterable[str]) -> Iterator[int]:
        """Give the numbers of those of these ids that are there, several for one that is there several times."""
        wanted = {id_.encode(*_ENCODING) for id_ in ids}
        if len(wanted) * BISECTED_BELOW > len(self):
            yield from (number for number, id_ in enumerate(self.raws()) if id_ in wanted)
            return
        for id_ in wanted:
            at = bisect_left(self.order, id_, key=self.raw)
            while at < len(self) and self.raw(number := int(self.order[at])) == id_:
                yield number
                at += 1

    @classmethod
    def of(cls, ids: Sequence[bytes]) -> "Ids":
        """Make the column of these ids."""
        sizes = np.fromiter(map(len, ids), np.int64, len(ids))
        if int(sizes.sum()) > MOST_ID_BYTES:
            raise ValueError(f"The ids of one segment take more than {MOST_ID_BYTES} bytes")
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.uint32)
        return cls(np.frombuffer(b"".join(ids), np.uint8), np.cumsum(sizes).astype(np.uint32), order)

    def raws(self) -> list[bytes]:
        """Give all ids as they lie on disk."""
        content, ends = self.content.tobytes(), self.ends.tolist()
        return [content[start:end] for start, end in zip([0, *ends], ends, strict=False)]


_ENCODING = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """The values of one facet, in order: how many each document has, and which, document after document."""

    values: list[str]
    counts: Numbers
    codes: Numbers


@dataclass(frozen=True)
class Columns:
    """``days`` is 0 where there is none; ``lengths`` is one array a view, in the order of ``VIEWS``."""

    ids: Ids
    days: Numbers
    lengths: Sequence[Numbers]
    values: Mapping[str, ValueColumn]

    @cached_property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.ids)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the columns as they lie on disk, by name."""
        yield "id", self.ids.content.tobytes()
        yield "id_ends", self.ids.ends.astype("<u4").tobytes()
        yield "id_order", self.ids.order.astype("<u4").tobytes()
        yield "day", narrow(self.days).tobytes()
        for view, lengths in zip(VIEWS, self.lengths, strict=True):
            yield f"{view}_length", narrow(lengths).tobytes()
        names = sorted(self.values)
        yield "values", json.dumps({name: self.values[name].values for name in names}).encode()
        for at, name in enumerate(names):
            column = self.values[name]
            yield f"value_{at}_counts", narrow(column.counts).tobytes()
            codes = narrow(column.codes)
            yield f"value_{at}_codes", codes.tobytes()

    @classmethod
    def read(cls, parts: Mapping[str, Bytes], size: int) -> "Columns":
        """Open what ``parts`` gave, of ``size`` documents."""
        if not size:
            return cls(Ids.of([]), np.empty(0, np.uint8), [np.empty(0, np.uint8)] * len(VIEWS), {})
        ids = Ids(parts["id"], parts["id_ends"].view("<u4"), parts["id_order"].view("<u4"))
        lengths = [_numbers(parts[f"{view}_length"], size) for view in VIEWS]
        values: dict[str, list[str]] = json.loads(parts["values"].tobytes())
        columns = {}
        for at, (name, each) in enumerate(values.items()):
            counts = _numbers(parts[f"value_{at}_counts"], size)
            total = int(counts.sum(dtype=np.int64))
            columns[name] = ValueColumn(each, counts, _numbers(parts[f"value_{at}_codes"], total))
        return cls(ids, _numbers(parts["day"], size), lengths, columns)


def _numbers(part: Bytes, count: int) -> Numbers:
    return part.view(UNSIGNED[len(part) // count]) if count else part


def value_column(values: Sequence[str], documents: Integers, codes: Integers, size: int) -> ValueColumn:
    """Make a facet's column: value ``codes[i]`` is one of document ``documents[i]``, which ascend.

    The values that nothing has are left out, the others put in order.
    """
    used = np.unique(codes)
    ordered = sorted(used.tolist(), key=values.__getitem__)
    ranks = np.zeros(len(values), np.int64)
    ranks[ordered] = np.arange(len(ordered))
    counts = np.bincount(documents, minlength=size)
    return ValueColumn([values[code] for code in ordered], narrow(counts), narrow(ranks[codes]))


def joined(parts: Sequence[tuple[Columns, Mask]]) -> Columns:
    """Put the live documents of several segments one after the other."""
    ids = [id_ for each, live in parts for id_, alive in zip(each.ids.raws(), live.tolist(), strict=True) if alive]
    days = np.concatenate([each.days[live] for each, live in parts])
    lengths = [np.concatenate([each.lengths[at][live] for each, live in parts]) for at in range(len(VIEWS))]
    names = sorted({name for each, _ in parts for name in each.values})
    columns = {name: _joined_values([(each.values.get(name), live) for each, live in parts]) for name in names}
    return Columns(Ids.of(ids), narrow(days), lengths, {name: each for name, each in columns.items() if each.values})


def _joined_values(parts: Sequence[tuple[ValueColumn | None, Mask]]) -> ValueColumn:
    all_values: dict[str, int] = {}
    documents, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    size = 0
    for column, live in parts:
        if column:
            here = np.array([all_values.setdefault(value, len(all_values)) for value in column.values], np.int64)
            numbers = np.where(live, np.cumsum(live) - 1 + size, -1)
            of = np.repeat(numbers, column.counts)
            documents.append(of[of >= 0])
            codes.append(here[column.codes[of >= 0]])
        size += int(np.count_nonzero(live))
    return value_column(list(all_values), np.concatenate(documents), np.concatenate(codes), size)
