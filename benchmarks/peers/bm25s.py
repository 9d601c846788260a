"""bm25s: scores computed beforehand, added up at query time. It ranks by words; it neither matches nor counts."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import bm25s  # type: ignore[import-untyped]
import numpy as np

from benchmarks.peers.registry import Answer
from benchmarks.query_classes import CLASSES, Question
from benchmarks.streams import Analysis, stems
from search import Document

RANKED = ("rare", "common", "or", "sentence")


class Engine:
    """The index in memory; one document more or less means all of it again."""

    left_out: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys((each for each in CLASSES if each not in RANKED), "bm25s ranks by words alone"),
        "writes": "bm25s cannot change an index",
    }
    versions: ClassVar[Mapping[str, str]] = {"bm25s": version("bm25s")}
    analysis_seconds = 0.0

    def __init__(self, folder: Path, _texts: Path) -> None:
        self._folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        """Index all stems."""
        analysis, numbers = Analysis(), []
        words = []
        for one, made in analysis.each(documents):
            numbers.append(int(one.id))
            words.append(made.stems)
        index = bm25s.BM25(method="lucene")
        index.index(words, show_progress=False)
        index.save(self._folder)
        np.save(self._folder / "ids.npy", np.array(numbers, np.uint32))
        self.analysis_seconds = analysis.seconds

    def prepare_display(self) -> None:
        """Nothing is shown."""

    def open(self) -> None:
        """Load all."""
        self._index: Any = bm25s.BM25.load(self._folder)
        self._ids = np.load(self._folder / "ids.npy")

    def learn(self) -> None:
        """Nothing more."""

    def settle(self) -> None:
        """Nothing more: it is as fast as it will be."""

    def ask(self, question: Question) -> Answer:
        """Add up and choose the best."""
        words = [word for word in stems(question.text.replace(" OR ", " ")) if word in self._index.vocab_dict]
        if not words:
            return Answer((), (), None)
        found, scores = self._index.retrieve([words], k=question.hits, show_progress=False, n_threads=0)
        told = scores[0] > 0
        return Answer(self._ids[found[0][told]].tolist(), scores[0][told].tolist(), None)

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Refuse."""
        raise NotImplementedError(self.left_out["writes"])

    def refresh(self) -> None:
        """Nothing changes."""
