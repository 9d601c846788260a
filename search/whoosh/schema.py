"""What the index is called, and what Whoosh is told of it: the words of each view, and the ids of documents."""

from hashlib import sha256
from typing import Any

from whoosh import versionstring
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence

from search.fields import FIELDS, VIEWS, ZONES
from search.french import ANALYSIS

FORMAT = "5"
"""Raised when what is written changes its meaning."""

_INGREDIENTS = repr((FORMAT, ANALYSIS, versionstring(), VIEWS, ZONES, sorted(FIELDS)))
NAME = f"verbatim_{sha256(_INGREDIENTS.encode()).hexdigest()[:8]}"
"""The index's name in its folder. Another format, analysis or engine has another name: it is never misread."""


class Terms(FieldType):
    """The words of one view. They come analysed, so there is no analyser here; a posting's value is its positions."""

    def __init__(self) -> None:
        self.format = Existence()

    def index(self, value: Any, **kwargs: Any) -> Any:
        """Refuse: documents are written through ``search`` alone."""
        raise NotImplementedError("Documents are written through search.Index")


def schema() -> Schema:
    """Describe the index to Whoosh."""
    return Schema(id=STORED, **{view: Terms() for view in VIEWS})
