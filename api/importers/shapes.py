"""A JSON object → a record, with every fault of its shape named by a JSON pointer.

The shape of a record is read off its dataclass, so that a new field there is a new key here.
Decision: ``null`` and the empty text mean what a missing key means where a key may be missing; exporters
of other houses write them. Only beside a quotation nothing is something: the words begin or end a text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from difflib import get_close_matches
from itertools import islice
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from api.records import RECORD_TYPES, Record

T = TypeVar("T")
Parse = Callable[[object, str], object]
"""A JSON value and its pointer → what the record holds; raises ``ShapeError``."""

_MAX_UNKNOWN = 20
_MAY_BE_EMPTY = frozenset({"prefix", "suffix"})
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_JSON_NAMES = {NoneType: "null", bool: "a truth value", int: "a number", float: "a number", str: "a text"}


class ShapeError(Exception):
    """What is wrong with an object, one sentence a fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Key:
    required: bool
    parse: Parse


@dataclass(frozen=True, slots=True)
class _Shape(Generic[T]):
    make: Callable[..., T]
    keys: Mapping[str, _Key]


def record_from(value: object) -> Record:
    """Make the record that a JSON value describes; raises ``ShapeError`` with all that is wrong with it."""
    if not isinstance(value, dict):
        raise ShapeError(f"must be a JSON object, not {_named(value)}")
    types = ", ".join(RECORD_TYPES)
    if "type" not in value:
        raise ShapeError(f"says no type; the types are {types}")
    name = value["type"]
    if not isinstance(name, str) or name not in RECORD_TYPES:
        shown = shorten(name) if isinstance(name, str) else _named(name)
        raise ShapeError(f"/type: there is no type {shown}; the types are {types}")
    shape = _SHAPES[name]
    return _object(shape, {key: item for key, item in value.items() if key != "type"}, "")


def shorten(text: str) -> str:
    """Quote a text of a file for a message: at most 40 characters, nothing that a terminal would obey."""
    return repr(text if len(text) <= 40 else text[:39] + "…")  # noqa: PLR2004


def _named(value: object) -> str:
    return _JSON_NAMES.get(type(value), "a list" if isinstance(value, list) else "an object")


def _object(shape: _Shape[T], value: Mapping[str, object], pointer: str) -> T:
    keys = shape.keys
    unknown = (key for key in value if key not in keys)
    faults = [_unknown(key, keys, pointer) for key in islice(unknown, _MAX_UNKNOWN)]
    made: dict[str, Any] = {}
    for name, key in keys.items():
        given = value.get(name)
        if not key.required and (given is None or (given == "" and name not in _MAY_BE_EMPTY)):
            continue
        if name not in value:
            faults.append(f"{pointer}/{name}: is missing")
            continue
        try:
            made[name] = key.parse(value[name], f"{pointer}/{name}")
        except ShapeError as error:
            faults.extend(error.faults)
    if faults:
        raise ShapeError(*faults)
    return shape.make(**made)


def _unknown(key: str, keys: Mapping[str, _Key], pointer: str) -> str:
    near = get_close_matches(key[:40], keys, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(keys)}"
    return f"{pointer or '/'}: there is no key {shorten(key)}; {hint}"


def _shape(cls: Any) -> _Shape[Any]:
    hints = get_type_hints(cls)
    return _Shape(cls, {one.name: _Key(_is_required(one), _parser(hints[one.name])) for one in fields(cls)})


def _is_required(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _parser(hint: Any) -> Parse:
    if get_origin(hint) is tuple:
        return _list_of(_parser(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        return _texts_by_name
    kinds = [one for one in get_args(hint) or (hint,) if one is not NoneType]
    if kinds == [str]:
        return _text
    if kinds == [int]:
        return _whole_number
    return _nested(kinds[0])


def _text(value: object, pointer: str) -> str:
    if not isinstance(value, str):
        raise ShapeError(f"{pointer}: must be a text, not {_named(value)}")
    if found := _NOT_STORABLE.search(value):
        what = "the character NUL" if found[0] == "\0" else f"half a character ({found[0]!a})"
        raise ShapeError(f"{pointer}: holds {what}, which cannot be kept")
    return value


def _whole_number(value: object, pointer: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        shown = value if isinstance(value, float) else _named(value)
        raise ShapeError(f"{pointer}: must be a whole number, not {shown}")
    return value


def _texts_by_name(value: object, pointer: str) -> Mapping[str, str]:
    return dict(_named_texts(_of_type(dict, value, pointer, "an object"), pointer))


def _named_texts(value: Mapping[str, object], pointer: str) -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        _text(key, f"{pointer} (a key)")
        yield key, _text(item, f"{pointer}/{shorten(key)[1:-1]}")


def _list_of(parse: Parse) -> Parse:
    def parse_list(value: object, pointer: str) -> tuple[object, ...]:
        items: list[object] = []
        faults: list[str] = []
        for place, item in enumerate(_of_type(list, value, pointer, "a list")):
            try:
                items.append(parse(item, f"{pointer}/{place}"))
            except ShapeError as error:
                faults.extend(error.faults)
        if faults:
            raise ShapeError(*faults)
        return tuple(items)

    return parse_list


def _nested(cls: type) -> Parse:
    shape = _shape(cls)
    return lambda value, pointer: _object(shape, _of_type(dict, value, pointer, "an object"), pointer)


def _of_type(cls: type[T], value: object, pointer: str, name: str) -> T:
    if not isinstance(value, cls):
        raise ShapeError(f"{pointer}: must be {name}, not {_named(value)}")
    return value


_SHAPES: Mapping[str, _Shape[Record]] = {name: _shape(cls) for name, cls in RECORD_TYPES.items()}
