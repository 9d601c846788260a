"""tantivy: prepared words cut at blanks, fast fields for ids, years and facets, one segment, one thread.

Tried and left: ids from stored documents (slower than from the fast field by a third to a half), a regular expression
for a prefix (4 times slower), years by range (slower by a fifth), facets over fast texts (slower by a tenth).
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import tantivy

from benchmarks.peers.registry import FACET_VALUES, Answer, display_folder
from benchmarks.query_classes import Question
from benchmarks.streams import Analysis, Streams, forms, stems
from search import Document

HEAP_BYTES = 512_000_000
FACETS = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in ("speaker", "topic", "year")}
_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("stems", tokenizer_name="blanks", index_option="freq")
    builder.add_text_field("forms", tokenizer_name="blanks", index_option="position")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("speaker", fast=True)
    builder.add_unsigned_field("topic", fast=True)
    return builder.build()


def _display_schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", fast=True)
    builder.add_text_field("text", stored=True, tokenizer_name="french")
    return builder.build()


class Engine:
    """One searcher, taken anew after a commit."""

    left_out: ClassVar[Mapping[str, str]] = {}
    versions: ClassVar[Mapping[str, str]] = {"tantivy": version("tantivy")}
    analysis_seconds = 0.0

    def __init__(self, folder: Path, texts: Path) -> None:
        self._folder, self._display, self._rows = folder, display_folder(folder), texts
        self._schema, self._display_schema = _schema(), _display_schema()

    def _index(self) -> Any:
        index = tantivy.Index(self._schema, str(self._folder))
        index.register_tokenizer("blanks", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index

    def _display_index(self) -> Any:
        index = tantivy.Index(self._display_schema, str(self._display))
        french = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        french = french.filter(tantivy.Filter.stemmer("french")).filter(tantivy.Filter.ascii_fold())
        index.register_tokenizer("french", french.build())
        return index

    def build(self, documents: Iterable[Document]) -> None:
        """Write all in one commit; one thread makes one segment."""
        analysis = Analysis()
        writer = self._index().writer(HEAP_BYTES, num_threads=1)
        for one, words in analysis.each(documents):
            writer.add_document(_row(one, words))
        writer.commit()
        writer.wait_merging_threads()
        self.analysis_seconds = analysis.seconds

    def prepare_display(self) -> None:
        """Index and store the texts themselves, as tantivy's own French cuts them."""
        writer = self._display_index().writer(HEAP_BYTES, num_threads=1)
        for id_, text in sqlite3.connect(self._rows).execute("SELECT id, text FROM texts"):
            row = tantivy.Document()
            row.add_unsigned("id", id_)
            row.add_text("text", text)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open the searchers."""
        self._opened, self._marked = self._index(), self._display_index()
        self._writer: Any = None
        self._searcher, self._marking = self._opened.searcher(), self._marked.searcher()

    def learn(self) -> None:
        """Nothing more."""

    def settle(self) -> None:
        """Nothing more: it is as fast as it will be."""

    def ask(self, question: Question) -> Answer:
        """Ask for the best and the total; facets take a second pass."""
        if question.kind == "highlight":
            return self._highlighted(question)
        asked = self._query(question)
        answer = self._answer(self._searcher, self._searcher.search(asked, question.hits, count=True))
        if question.kind == "facets":
            self._searcher.aggregate(asked, FACETS)
        return answer

    @staticmethod
    def _answer(searcher: Any, found: Any) -> Answer:
        ids = searcher.fast_field_values("id", [address for _, address in found.hits])
        return Answer(ids, [score for score, _ in found.hits], found.count)

    def _highlighted(self, question: Question) -> Answer:
        asked = self._marked.parse_query(question.text, ["text"], conjunction_by_default=True)
        found = self._marking.search(asked, question.hits, count=True)
        generator = tantivy.SnippetGenerator.create(self._marking, asked, self._display_schema, "text")
        generator.set_max_num_chars(1_000)
        for _, address in found.hits:
            generator.snippet_from_doc(self._marking.doc(address)).highlighted()
        return self._answer(self._marking, found)

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Delete by id, add and commit."""
        if self._writer is None:
            self._writer = self._opened.writer(HEAP_BYTES, num_threads=1)
        for one, words in Analysis().each(after for _, after in changes):
            self._writer.delete_documents_by_term("id", int(one.id))
            self._writer.add_document(_row(one, words))
        self._writer.commit()

    def refresh(self) -> None:
        """Take the latest commit."""
        self._opened.reload()
        self._searcher = self._opened.searcher()

    def _query(self, question: Question) -> Any:
        query = tantivy.Query
        if question.kind == "phrase":
            return query.phrase_query(self._schema, "forms", [*forms(question.text)])
        if question.kind in {"prefix", "suggest"}:
            *whole, start = forms(question.text)
            begun = query.fuzzy_term_query(self._schema, "forms", start, distance=0, prefix=True)
            said = [query.term_query(self._schema, "forms", word, index_option="position") for word in whole]
            return query.boolean_query([(_MUST, each) for each in (*said, begun)]) if said else begun
        if question.kind == "fuzzy":
            return query.fuzzy_term_query(self._schema, "forms", forms(question.text)[0], distance=1)
        words = stems(question.text.replace(" OR ", " "))
        terms = [query.term_query(self._schema, "stems", word, index_option="freq") for word in words]
        if question.year:
            year = query.term_query(self._schema, "year", int(question.year), index_option="basic")
            terms.append(query.const_score_query(year, 0.0))
        if len(terms) == 1:
            return terms[0]
        occur = _SHOULD if question.kind in {"or", "sentence"} else _MUST
        return query.boolean_query([(occur, term) for term in terms])


def _row(one: Document, words: Streams) -> Any:
    row = tantivy.Document()
    row.add_unsigned("id", int(one.id))
    row.add_text("stems", " ".join(words.stems))
    row.add_text("forms", " ".join(words.forms))
    row.add_unsigned("year", int(one.values["year"][0]))
    for name in ("speaker", "topic"):
        for value in one.values[name]:
            row.add_unsigned(name, int(value[1:]))
    return row
