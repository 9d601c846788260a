"""Writes and reads whole dictionaries of terms at once, in the format of Whoosh's third codec.

The file is an ordered hash (``whoosh.filedb.filetables``): a head; for each term, in order, the lengths of its key
and of its value, then both; 256 hash tables of (hash, place); where and how long these are; a pickled dictionary of
extras; the places of all terms in order; and the length of the extras and the places. All of it is big-endian.

A key is its field's number and the term; a value is a ``W3TermInfo``: 35 bytes of statistics and where the postings
lie. Both go in and out as arrays: one Python step a term (its CRC-32, its slot), none a posting.
"""

import pickle
from io import BytesIO
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.whoosh.arrays import Bytes, Integers, runs, starts_of

_CRC32 = 1
_HEAD = b"HSH3" + bytes([_CRC32]) + bytes(8)
_TABLES = 256
_SIZES = np.dtype(">i4")
_SLOT = np.dtype([("hash", ">u4"), ("place", ">i8")])
_TABLE = np.dtype([("place", ">i8"), ("slots", ">i4")])
_FIELD = 2
_PAIR = 8
_LENGTH = 4

INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("having", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("most", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("start", ">i8"),
        ("size", ">i4"),
    ]
)
"""A term's value: ``whoosh.codec.whoosh3.W3TermInfo``, with no lengths kept."""

Infos = NDArray[np.void]


class Terms(NamedTuple):
    """The terms of one field, in order, and what is known of each (``INFO``)."""

    names: list[bytes]
    infos: Infos


def dictionary(fields: dict[str, Terms], strides: dict[str, int]) -> bytes:
    """Make the file of these fields' terms; ``strides`` are kept with it."""
    keys = [number.to_bytes(_FIELD) + name for number, field in enumerate(fields.values()) for name in field.names]
    infos = np.concatenate([np.empty(0, INFO), *(field.infos for field in fields.values())]).astype(INFO)
    sizes = np.fromiter(map(len, keys), np.int64, len(keys))
    pairs = _PAIR + sizes + INFO.itemsize
    starts = starts_of(pairs)
    content = np.empty(int(pairs.sum()), np.uint8)
    lengths = np.empty((len(keys), 2), _SIZES)
    lengths[:, 0], lengths[:, 1] = sizes, INFO.itemsize
    _put(content, starts, lengths.view(np.uint8).reshape(-1), _PAIR)
    content[runs(starts + _PAIR, sizes)] = np.frombuffer(b"".join(keys), np.uint8)
    _put(content, starts + _PAIR + sizes, infos.view(np.uint8), INFO.itemsize)
    places = starts + len(_HEAD)
    tables, directory = _hashed(keys, places, len(_HEAD) + len(content))
    kind = "i" if not len(places) or places[-1] < 1 << 31 else "q"
    fieldmap = {name: number for number, name in enumerate(fields)}
    extras = {"fieldmap": fieldmap, "strides": strides, "indextype": kind, "indexlen": len(places)}
    tail = pickle.dumps(extras, 2) + places.astype(f">{kind}").tobytes()
    parts = (_HEAD, content.tobytes(), tables, directory, tail, len(tail).to_bytes(4))
    return b"".join(parts)


def _put(content: NDArray[np.uint8], starts: Integers, rows: NDArray[np.uint8], width: int) -> None:
    content[starts[:, np.newaxis] + np.arange(width)] = rows.reshape(-1, width)


def _hashed(keys: list[bytes], places: Integers, start: int) -> tuple[bytes, bytes]:
    """Make the hash tables, which stand from ``start`` on, and their directory.

    A table has half as many slots again as it needs; a key goes to the first free one from ``(hash >> 8) % slots`` on.
    """
    hashes = np.fromiter(map(crc32, keys), np.int64, len(keys))
    needed = np.bincount(hashes & (_TABLES - 1), minlength=_TABLES)
    slots = needed + (needed + 1 >> 1)
    firsts = starts_of(slots)
    first_of, slots_of = firsts.tolist(), slots.tolist()
    taken = bytearray(int(slots.sum()))
    chosen: list[int] = []
    for hashed in hashes.tolist():
        first, size = first_of[hashed & (_TABLES - 1)], slots_of[hashed & (_TABLES - 1)]
        slot = (hashed >> 8) % size
        while taken[first + slot]:
            slot = (slot + 1) % size
        taken[first + slot] = 1
        chosen.append(first + slot)
    table = np.zeros(len(taken), _SLOT)
    table["hash"][chosen], table["place"][chosen] = hashes, places
    directory = np.empty(_TABLES, _TABLE)
    directory["place"], directory["slots"] = start + firsts * _SLOT.itemsize, slots
    return table.tobytes(), directory.tobytes()


class Frame(NamedTuple):
    """What a dictionary's file says of itself.

    ``places``: where each term's pair of key and value starts, in order, and ``places_at``: where that array starts;
    ``end``: where the last pair ends; ``tables``: where each hash table starts, and its slots; ``fields``: the number
    of each field.
    """

    places: NDArray[np.integer]
    places_at: int
    end: int
    tables: list[tuple[int, int]]
    fields: dict[str, int]
    strides: dict[str, int]


def frame(content: Bytes) -> Frame:
    """Read it, from the end: what Whoosh's own reader does in 300 calls.

    Raises:
        ValueError: it is not a dictionary that ``dictionary`` made.
    """
    if content[: len(_HEAD)].tobytes() != _HEAD:
        raise ValueError("A segment's dictionary is none")
    start = len(content) - _LENGTH - int.from_bytes(content[-_LENGTH:].tobytes())
    tail = BytesIO(content[start:-_LENGTH].tobytes())
    extras = pickle.load(tail)  # noqa: S301 the folder is trusted, as Whoosh's own files are
    kind = np.dtype(extras["indextype"]).newbyteorder(">")
    places_at = start + tail.tell()
    places = np.frombuffer(content, kind, extras["indexlen"], places_at)
    directory = np.frombuffer(content, _TABLE, _TABLES, start - _TABLES * _TABLE.itemsize)
    tables = list(zip(directory["place"].tolist(), directory["slots"].tolist(), strict=True))
    return Frame(places, places_at, tables[0][0], tables, extras["fieldmap"], extras["strides"])


def names_of(content: Bytes, known: Frame, field: str) -> list[bytes]:
    """Read all terms of a field."""
    starts, ends = _pairs_of(content, known, field)
    if not len(starts):
        return []
    first = int(starts[0])
    some = content[first : int(ends[-1])].tobytes()
    keys = zip((starts - first + _PAIR + _FIELD).tolist(), (ends - first - INFO.itemsize).tolist(), strict=True)
    return [some[start:end] for start, end in keys]


def infos_of(content: Bytes, known: Frame, field: str) -> Infos:
    """Read what is known of all terms of a field."""
    _, ends = _pairs_of(content, known, field)
    rows = content[(ends - INFO.itemsize)[:, np.newaxis] + np.arange(INFO.itemsize)]
    infos: Infos = rows.reshape(-1).view(INFO)
    return infos


def _pairs_of(content: Bytes, known: Frame, field: str) -> tuple[Integers, Integers]:
    """Tell where the pairs of key and value of a field start and end; fields are in order, and fewer than 256."""
    places = known.places.astype(np.int64)
    low, high = np.searchsorted(content[places + _PAIR + 1], [known.fields[field], known.fields[field] + 1])
    return places[low:high], np.append(places, known.end)[low + 1 : high + 1]
