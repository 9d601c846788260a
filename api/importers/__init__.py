"""Files in → records out. A format is one module here and one line in ``READERS``."""

from collections.abc import Mapping

from api.importers.jsonl import read as read_jsonl
from api.importers.lines import BadLine, Line, Reader

__all__ = ["READERS", "BadLine", "Line", "Reader"]

READERS: Mapping[str, Reader] = {
    "jsonl": read_jsonl,
}
"""The reader of each format, by its name."""
