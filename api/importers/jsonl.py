"""JSON Lines, the archive's own format: one object a line, UTF-8; a BOM, CRLF and blank lines are welcome.

A line that cannot be read costs itself only. Memory is bounded by the longest line allowed, and by one
key for each thing read (to refuse the second line that describes the same thing).
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from api.importers.lines import BadLine, Line
from api.importers.shapes import ShapeError, record_from, shorten
from api.records import RECORD_TYPES

MAX_LINE_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 16
_MAX_FAULTS = 5
_LOOK_AT = 50
_BOM = b"\xef\xbb\xbf"


class _Unreadable(Exception):  # noqa: N818 - never leaves this module
    """Why a line is no JSON value that a record can be made of."""


def read(stream: BinaryIO) -> Iterator[Line | BadLine]:
    """Read the lines of a file, in order; of two lines about the same thing, the first stands."""
    first_seen: dict[tuple[str, str], int] = {}
    for number, raw in _numbered(stream):
        if raw is not None and not raw.strip():
            continue
        line = _read_line(number, raw)
        if isinstance(line, Line):
            thing = (line.record.type, line.record.external_id)
            earlier = first_seen.setdefault(thing, number)
            if earlier != number:
                name = f"{thing[0]} {shorten(thing[1])}"
                line = BadLine(number, f"/external_id: line {earlier} describes {name} already")
        yield line


def _read_line(number: int, raw: bytes | None) -> Line | BadLine:
    try:
        value = _parse(raw)
    except _Unreadable as error:
        return BadLine(number, str(error))
    try:
        return Line(number, record_from(value))
    except ShapeError as error:
        more = len(error.faults) - _MAX_FAULTS
        shown = "; ".join(error.faults[:_MAX_FAULTS])
        return BadLine(number, f"{shown}; and {more} more" if more > 0 else shown, _thing(value))


def _thing(value: object) -> tuple[str, str] | None:
    """Tell what a line describes although it is refused, so that those that refer to it can say so."""
    if not isinstance(value, dict):
        return None
    kind, external_id = value.get("type"), value.get("external_id")
    return (kind, external_id) if isinstance(kind, str) and isinstance(external_id, str) else None


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Give each line with its number, from 1; None stands for a line that is too long."""
    number = 0
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > MAX_LINE_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE_BYTES)
            yield number, None
        else:
            yield number, raw.removeprefix(_BOM) if number == 1 else raw


def _parse(raw: bytes | None) -> object:
    if raw is None:
        raise _Unreadable(f"is longer than {MAX_LINE_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"is not UTF-8 (byte {error.start + 1} is {raw[error.start]:#04x})") from error
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _Unreadable(f"is not JSON: {error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise _Unreadable(f"is nested more than {MAX_DEPTH} deep") from error
    except ValueError as error:
        # Python refuses to read a number of more than some thousand digits.
        raise _Unreadable("holds a number that is too long") from error
    if _is_deeper(value, MAX_DEPTH):
        raise _Unreadable(f"is nested more than {MAX_DEPTH} deep")
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise _Unreadable(f"has the key {shorten(twice)} twice in one object")
    return made


def _no_constant(name: str) -> NoReturn:
    raise _Unreadable(f"holds {name}, which is no JSON")


def _is_deeper(value: object, depth: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if depth == 0:
        return True
    return any(_is_deeper(item, depth - 1) for item in (value.values() if isinstance(value, dict) else value))


def is_jsonl(head: bytes) -> bool:
    """Say whether a file that begins so is in the archive's own format: among its first lines is a thing with a type.

    A file of nothing but blank or broken lines is none, unless a line of it is a whole value by itself.
    """
    for raw in head.removeprefix(_BOM).splitlines()[:_LOOK_AT]:
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and ("external_id" in value or value.get("type") in RECORD_TYPES):
            return True
    return not head.strip()
