"""Verbatim itself, through its public face."""

import gc
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from benchmarks.peers.registry import FACET_VALUES, Answer
from benchmarks.query_classes import FACETS, Question
from search import Document, Filter, Query, Suggest, Words, highlights, open_index, speed_up, warm_up

TEXTS_TO_LEARN = 5_000
COLLECT_AFTER = (100_000, 50, 100)
"""As in ``api.commands.collecting``, which is not imported here: the web would come with it."""


class Engine:
    """``Index.search``: words, ranking in two forms, totals and all."""

    left_out: ClassVar[Mapping[str, str]] = {}
    versions: ClassVar[Mapping[str, str]] = {"verbatim": version("verbatim"), "numpy": version("numpy")}
    analysis_seconds = 0.0

    def __init__(self, folder: Path, texts: Path) -> None:
        self._url, self._kernels = f"whoosh:{folder}", folder.with_name("kernels")
        self._index = open_index(self._url)
        self._rows = texts

    def build(self, documents: Iterable[Document]) -> None:
        """Write all in one commit."""
        self._index.replace(documents)

    def prepare_display(self) -> None:
        """Nothing more: texts are read from where the rows are."""

    def open(self) -> None:
        """Open the rows; the first search opens the index."""
        self._texts = sqlite3.connect(self._rows)

    def settle(self) -> None:
        """Bring the kernels in, as ``verbatim serve`` does."""
        speed_up(self._url, self._kernels)

    def learn(self) -> None:
        """Read the newest texts, and collect garbage less often, as ``verbatim serve`` does."""
        newest = self._texts.execute("SELECT text FROM texts ORDER BY id DESC LIMIT ?", (TEXTS_TO_LEARN,))
        warm_up(text for (text,) in newest)
        gc.set_threshold(*COLLECT_AFTER)
        gc.freeze()

    def ask(self, question: Question) -> Answer:
        """Search, and mark the words in the texts of the page."""
        words = Suggest(question.text) if question.kind == "suggest" else Words(question.text)
        found = self._index.search(
            Query(
                words,
                filters=(Filter("year", (question.year,)),) if question.year else (),
                facets=FACETS if question.kind == "facets" else (),
                facet_limit=FACET_VALUES,
                limit=question.hits,
            )
        )
        ids = [hit.id for hit in found.hits]
        if question.kind == "highlight":
            places = ",".join("?" * len(ids))
            for _, text in self._texts.execute(f"SELECT id, text FROM texts WHERE id IN ({places})", ids):  # noqa: S608 - question marks alone
                highlights(text, words)
        return Answer(ids, [hit.score for hit in found.hits], found.total)

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Write over what is there."""
        self._index.update([after for _, after in changes])

    def refresh(self) -> None:
        """Nothing to call: every search looks for the latest commit."""
