"""Rows in → text out, streamed. A format is one module here and one line in ``FORMATS``."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from api.exporters.jsonl import lines as jsonl_lines
from api.exporters.reading import export_records
from api.records import Record

__all__ = ["FORMATS", "export_records"]

FORMATS: Mapping[str, Callable[[Iterable[Record]], Iterator[bytes]]] = {
    "jsonl": jsonl_lines,
}
"""How each format writes records, by its name."""
