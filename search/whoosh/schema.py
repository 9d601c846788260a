"""What a segment holds: the words of each view, and one record a document with all that is not words."""

import json
from array import array
from collections.abc import Generator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from whoosh import versionstring
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Existence

from search.fields import FIELDS, VIEWS, ZONES, lengths, places
from search.french import ANALYSIS
from search.types import Document

FORMAT = "1"
"""Raised when what is written changes its meaning."""

_INGREDIENTS = repr((FORMAT, ANALYSIS, versionstring(), VIEWS, ZONES, sorted(FIELDS)))
NAME = f"verbatim_{sha256(_INGREDIENTS.encode()).hexdigest()[:8]}"
"""The index's name in its folder. Another format, analysis or engine has another name: it is never misread."""

RECORD = VarBytesColumn()


class Terms(FieldType):
    """The words of one view: word → positions. They come analysed, so there is no analyser here."""

    def __init__(self) -> None:
        self.format = Existence()

    def index(self, value: dict[str, list[int]], **_kwargs: Any) -> Generator[tuple[bytes, int, float, bytes]]:
        """Give each word's bytes, frequency, weight and positions (32-bit)."""
        for word, positions in value.items():
            frequency = len(positions)
            yield word.encode(), frequency, float(frequency), array("I", positions).tobytes()


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a document beside its words; ``lengths`` in the order of ``VIEWS``."""

    id: str
    day: int | None
    lengths: list[int]
    values: dict[str, list[str]]

    @classmethod
    def from_bytes(cls, data: bytes) -> "Record":
        """Read what ``to_bytes`` wrote."""
        return cls(*json.loads(data))

    def to_bytes(self) -> bytes:
        """Write it as JSON."""
        return json.dumps([self.id, self.day, self.lengths, self.values], separators=(",", ":")).encode()


def schema() -> Schema:
    """Describe the index to Whoosh."""
    return Schema(id=ID(unique=True), record=COLUMN(RECORD), **{view: Terms() for view in VIEWS})


def row(document: Document) -> dict[str, Any]:
    """Make what Whoosh's writer takes from a document."""
    words = places(document)
    values = {name: list(dict.fromkeys(each)) for name, each in document.values.items() if each}
    record = Record(document.id, document.day, lengths(words), values)
    return {"id": document.id, "record": record.to_bytes(), **{view: words[view] for view in VIEWS if words[view]}}
