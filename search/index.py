"""The port of search: what every engine can do, and how one is opened.

``open_index`` works as SQLAlchemy's ``create_engine`` does: scaling out is another URL.
"""

from collections.abc import Iterable
from typing import Protocol

from search.types import Document, Query, Results, Status


class SearchError(Exception):
    """The engine could not answer; its message says why and what repairs it. Never an empty answer instead."""


class Index(Protocol):
    """A set of documents that can be searched. Ids are unique: the last write wins."""

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        """Write these documents and remove those ids, in one commit."""

    def replace(self, documents: Iterable[Document]) -> None:
        """Swap the whole content; searches see the old content until the end.

        The documents are drawn only once no other writer can commit, so that nothing newer is overwritten.
        """

    def search(self, query: Query) -> Results:
        """Answer a query; raises ``SearchError``, never for what a person typed."""

    def status(self) -> Status:
        """Say how the index is, without reading it whole."""

    def close(self) -> None:
        """Let go of files and memory."""
