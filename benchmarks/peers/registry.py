"""The engines that are measured, by name; each is imported in its own process alone."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from benchmarks.query_classes import Question
from search import Document

PEERS: Mapping[str, str] = {
    "verbatim": "benchmarks.peers.verbatim",
    "whoosh": "benchmarks.peers.whoosh",
    "fts5": "benchmarks.peers.fts5",
    "tantivy": "benchmarks.peers.tantivy",
    "bm25s": "benchmarks.peers.bm25s",
}
"""Name → the module whose ``Engine`` it is."""

LARGEST = {"whoosh": 100_000}
"""More documents than this take an engine too long to build."""

FACET_VALUES = 20


class Answer(NamedTuple):
    """What a query is timed to: the first ids with their scores, and how many there are in all.

    ``total`` is None where the engine was not asked to count.
    """

    ids: Sequence[int | str]
    scores: Sequence[float]
    total: int | None


class Peer(Protocol):
    """One engine in a folder of its own. ``left_out`` says of which classes it cannot answer, and why."""

    left_out: Mapping[str, str]
    versions: Mapping[str, str]
    analysis_seconds: float

    def build(self, documents: Iterable[Document]) -> None:
        """Index all, commit, and be as ready to search as the engine can be made."""

    def prepare_display(self) -> None:
        """Make what highlighting alone needs."""

    def open(self) -> None:
        """Open the index for searching."""

    def settle(self) -> None:
        """Bring in what makes it faster, as a server does behind its first requests."""

    def learn(self) -> None:
        """Read beforehand what a server reads then."""

    def ask(self, question: Question) -> Answer:
        """Answer, from the text typed on."""

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Write changed documents (before, after) in one durable commit."""

    def refresh(self) -> None:
        """Let the next question see the latest commit, where that takes a call."""


def display_folder(folder: Path) -> Path:
    """Return the folder beside an engine's own for what highlighting alone needs: it is no part of the index's size."""
    return folder.with_name(f"{folder.name}-display")


def peer(name: str, folder: Path, texts: Path) -> Peer:
    """Make an engine in its folder; ``texts`` is an SQLite file with a table ``texts(id, text)``."""
    engine: Peer = import_module(PEERS[name]).Engine(folder, texts)
    return engine
