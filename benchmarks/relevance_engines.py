"""The engines whose answers are judged, each with its own French, as its makers ship it, any of the words asked for.

Titles weigh .3 beside texts everywhere, as with us.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import tantivy
from whoosh import fields, index
from whoosh.analysis.analyzers import LanguageAnalyzer
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import OrGroup

from search import Document, Query, Words, open_index
from search.french import analyse

TITLE_WEIGHT = 0.3
MEGABYTES = 256
HEAP_BYTES = 64_000_000

_WORD = re.compile(r"\w+")
_INSERT = "INSERT INTO documents(id, text, title) VALUES (?, ?, ?)"
_SELECT = (
    f"SELECT id FROM documents WHERE documents MATCH ? ORDER BY bm25(documents, 0, 1, {TITLE_WEIGHT}), rowid LIMIT ?"  # noqa: S608 our own weight
)


class Page(NamedTuple):
    """A document of a collection."""

    id: str
    text: str
    title: str = ""


class Engine(Protocol):
    """One engine over one collection, in a folder of its own."""

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        """Index the pages."""

    def ask(self, text: str, limit: int) -> list[str]:
        """Give the ids found, the best first."""

    def close(self) -> None:
        """Let go of files."""


class Verbatim:
    """Our own, through its public face."""

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        self._index = open_index(f"whoosh:{folder}")
        self._index.replace(Document(page.id, {"text": page.text, "title": page.title}) for page in pages)

    def ask(self, text: str, limit: int) -> list[str]:
        """Ask as the API does; a blank query is a wish to see all, which is no search."""
        return [] if not text.strip() else [hit.id for hit in self._index.search(Query(Words(text), limit=limit)).hits]

    def close(self) -> None:
        """Close the index."""
        self._index.close()


class StockWhoosh:
    """Whoosh's French: stop words and its own Snowball."""

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        french = LanguageAnalyzer("fr")
        schema = fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(french), title=fields.TEXT(french))
        self._index = index.create_in(str(folder), schema)
        writer = self._index.writer(limitmb=MEGABYTES)
        for page in pages:
            writer.add_document(id=page.id, text=page.text, title=page.title)
        writer.commit()
        self._searcher = self._index.searcher()
        weights = {"text": 1.0, "title": TITLE_WEIGHT}
        self._parser = MultifieldParser(list(weights), schema, fieldboosts=weights, group=OrGroup)

    def ask(self, text: str, limit: int) -> list[str]:
        """Ask for any of the words; punctuation is none of its syntax here."""
        asked = self._parser.parse(" ".join(_WORD.findall(text)))
        return [hit["id"] for hit in self._searcher.search(asked, limit=limit)]

    def close(self) -> None:
        """Close the searcher and the index."""
        self._searcher.close()  # type: ignore[no-untyped-call]
        self._index.close()  # type: ignore[no-untyped-call]


class Fts5:
    """SQLite: accents folded, no French."""

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        self._connection = sqlite3.connect(folder / "index.sqlite3")
        tokenizer = "tokenize = 'unicode61 remove_diacritics 2'"
        self._connection.execute(f"CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, title, {tokenizer})")
        self._connection.executemany(_INSERT, pages)
        self._connection.commit()

    def ask(self, text: str, limit: int) -> list[str]:
        """Ask for any of the words."""
        asked = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        return [row[0] for row in self._connection.execute(_SELECT, (asked, limit))] if asked else []

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Tantivy:
    """tantivy: its French stemmer, then accents folded."""

    def __init__(self, folder: Path, pages: Iterable[Page]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in ("text", "title"):
            builder.add_text_field(name, tokenizer_name="french")
        self._index = tantivy.Index(builder.build(), str(folder))
        self._index.register_tokenizer("french", _tantivy_french())
        writer = self._index.writer(HEAP_BYTES, num_threads=1)
        for page in pages:
            writer.add_document(tantivy.Document(id=page.id, text=page.text, title=page.title))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, text: str, limit: int) -> list[str]:
        """Ask for any of the words; punctuation is none of its syntax here."""
        words = " ".join(_WORD.findall(text)).lower()  # AND, OR and NOT are words, too
        if not words:
            return []
        asked = self._index.parse_query(words, ["text", "title"], field_boosts={"title": TITLE_WEIGHT})
        return [self._searcher.doc(address)["id"][0] for _, address in self._searcher.search(asked, limit).hits]

    def close(self) -> None:
        """Nothing stays open."""


def _tantivy_french() -> Any:
    french = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return french.filter(tantivy.Filter.stemmer("french")).filter(tantivy.Filter.ascii_fold()).build()


ENGINES: Mapping[str, type[Engine]] = {
    "verbatim": Verbatim,
    "whoosh": StockWhoosh,
    "fts5": Fts5,
    "tantivy": Tantivy,
}

VERSIONS: Mapping[str, str] = {
    "verbatim": version("verbatim"),
    "whoosh": version("whoosh3"),
    "fts5": sqlite3.sqlite_version,
    "tantivy": version("tantivy"),
}


def stemmers() -> dict[str, Callable[[str], str]]:
    """Give, by engine, what makes of a word what it is found by; a word that is dropped stays as it is."""
    whoosh_french, tantivy_french = LanguageAnalyzer("fr"), _tantivy_french()
    return {
        "verbatim": lambda word: " ".join(each.term for each in analyse(word).lem) or word,
        "whoosh": lambda word: " ".join(each.text for each in whoosh_french(word)) or word,
        "tantivy": lambda word: " ".join(tantivy_french.analyze(word)) or word,
    }
