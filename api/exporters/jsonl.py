"""JSON Lines, the import format: one thing a line, the type first, no key whose value is the default anyway."""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

import orjson

from api.records import Record


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Write each record as a line, its line feed included."""
    for record in records:
        yield orjson.dumps({"type": record.type} | _object(record), option=orjson.OPT_APPEND_NEWLINE)


def _object(record: Any) -> dict[str, object]:
    return {
        one.name: _plain(value) for one in fields(record) if (value := getattr(record, one.name)) != _default_of(one)
    }


def _default_of(one: "Field[Any]") -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_object(item) if is_dataclass(item) else item for item in value]
    return value
