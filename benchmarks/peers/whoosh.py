"""Stock Whoosh: its own codec, scorer and facets."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

from whoosh import fields, highlight, index, sorting
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.terms import FuzzyTerm, Prefix, Term

from benchmarks.peers.registry import Answer
from benchmarks.query_classes import FACETS, Question
from benchmarks.streams import Analysis, Streams, forms, stems
from search import Document
from search.french import analyse

MEGABYTES = 512


class _French(Analyzer):
    """Our analysis, with the places of the words: what Whoosh's highlighting asks for."""

    def __call__(self, value: str, **_kwargs: Any) -> Iterator[Token]:
        for token in analyse(value).lem:
            yield Token(
                text=token.term, pos=token.position, startchar=token.start, endchar=token.end, stopped=False, boost=1.0
            )


class Engine:
    """A searcher that stays open; terms are given, so that no parser of Whoosh's is in the way."""

    left_out: ClassVar[Mapping[str, str]] = {}
    versions: ClassVar[Mapping[str, str]] = {"whoosh": version("whoosh3")}
    analysis_seconds = 0.0

    def __init__(self, folder: Path, texts: Path) -> None:
        self._folder = folder
        self._rows = texts
        self._french = _French()

    def build(self, documents: Iterable[Document]) -> None:
        """Write all in one commit."""
        spaces = SpaceSeparatedTokenizer()
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            stems=fields.TEXT(analyzer=spaces, phrase=False),
            forms=fields.TEXT(analyzer=spaces),
            year=fields.ID(sortable=True),
            speaker=fields.KEYWORD(commas=True, sortable=True),
            topic=fields.KEYWORD(commas=True, sortable=True),
        )
        analysis = Analysis()
        writer = index.create_in(str(self._folder), schema).writer(limitmb=MEGABYTES)
        for one, words in analysis.each(documents):
            writer.add_document(**_row(one, words))
        writer.commit()
        self.analysis_seconds = analysis.seconds

    def prepare_display(self) -> None:
        """Nothing more: texts are read from where Verbatim reads them."""

    def open(self) -> None:
        """Open one searcher."""
        self._index = index.open_dir(str(self._folder))
        self._searcher = self._index.searcher()
        self._texts = sqlite3.connect(self._rows)

    def learn(self) -> None:
        """Nothing more."""

    def settle(self) -> None:
        """Nothing more: it is as fast as it will be."""

    def ask(self, question: Question) -> Answer:
        """Search with a limit; count all."""
        more: dict[str, Any] = {}
        if question.year:
            more["filter"] = Term("year", question.year)
        if question.kind == "facets":
            more["groupedby"] = {
                name: sorting.FieldFacet(name, allow_overlap=name != "year", maptype=sorting.Count) for name in FACETS
            }
        asked = _query(question)
        found = self._searcher.search(asked, limit=question.hits, **more)
        if question.kind == "facets":
            for name in FACETS:
                found.groups(name)  # type: ignore[no-untyped-call]
        hits = list(found[: question.hits])
        if question.kind == "highlight":
            self._mark([hit["id"] for hit in hits], frozenset(stems(question.text)))
        return Answer([hit["id"] for hit in hits], [hit.score for hit in hits], len(found))

    def _mark(self, ids: list[str], terms: frozenset[str]) -> None:
        places = ",".join("?" * len(ids))
        for _, text in self._texts.execute(f"SELECT id, text FROM texts WHERE id IN ({places})", ids):  # noqa: S608 - question marks alone
            highlight.highlight(text, terms, self._french, highlight.WholeFragmenter(), highlight.UppercaseFormatter())

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Update by id, and merge as Whoosh does."""
        writer = self._index.writer(limitmb=MEGABYTES)
        for one, words in Analysis().each(after for _, after in changes):
            writer.update_document(**_row(one, words))
        writer.commit()

    def refresh(self) -> None:
        """Take the latest commit."""
        self._searcher = self._searcher.refresh()  # type: ignore[no-untyped-call]


def _row(one: Document, words: Streams) -> dict[str, str]:
    return {
        "id": one.id,
        "stems": " ".join(words.stems),
        "forms": " ".join(words.forms),
        "year": one.values["year"][0],
        "speaker": ",".join(one.values["speaker"]),
        "topic": ",".join(one.values["topic"]),
    }


def _query(question: Question) -> Any:
    if question.kind == "phrase":
        return Phrase("forms", forms(question.text))
    if question.kind == "prefix":
        return Prefix("forms", forms(question.text)[0])
    if question.kind == "fuzzy":
        return FuzzyTerm("forms", forms(question.text)[0], maxdist=1, prefixlength=1)
    if question.kind == "suggest":
        *whole, begun = forms(question.text)
        return And([*[Term("forms", word) for word in whole], Prefix("forms", begun)])
    terms = [Term("stems", stem) for stem in stems(question.text.replace(" OR ", " "))]
    if len(terms) == 1:
        return terms[0]
    return Or(terms) if question.kind in {"or", "sentence"} else And(terms)
