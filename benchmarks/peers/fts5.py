"""SQLite FTS5: contentless tables of prepared words, one of stems and one of exact forms, and side tables for facets.

Each of these was the fastest of several tried, at 100,000 documents: ids, scores and total from one statement with
a materialised inner query (a window function, or a second statement that counts, are slower by a tenth to a half);
the year as a word in a column of weight 0 (a join is slower by three quarters); three statements for three facets
(one for all is slower by half). A prefix index gains a tenth and more than doubles the table: it is left out.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.peers.registry import FACET_VALUES, Answer, display_folder
from benchmarks.query_classes import Question
from benchmarks.streams import Analysis, Streams, forms, stems
from search import Document

BATCH = 5_000
YEAR = "§"
"""Before a year in its column: no word begins so, and every letter beyond ASCII is one to this tokenizer."""

_SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE VIRTUAL TABLE stems USING fts5(words, year, content = '', tokenize = 'ascii');
    CREATE VIRTUAL TABLE forms USING fts5(words, content = '', tokenize = 'ascii');
    INSERT INTO stems(stems, rank) VALUES ('rank', 'bm25(1.0, 0.0)');
    CREATE TABLE years (document INTEGER PRIMARY KEY, value INTEGER);
    CREATE TABLE speakers (document INTEGER, value TEXT, PRIMARY KEY (document, value)) WITHOUT ROWID;
    CREATE TABLE topics (document INTEGER, value TEXT, PRIMARY KEY (document, value)) WITHOUT ROWID;
"""
_BEST = """
    WITH found AS MATERIALIZED (SELECT rowid AS id, rank AS score FROM {table} WHERE {table} MATCH ?)
    SELECT id, score, (SELECT count(*) FROM found) FROM found ORDER BY score LIMIT ?
"""
_COUNTED = """
    SELECT value, count(*) AS many FROM stems JOIN {table} ON document = stems.rowid
    WHERE stems MATCH ? GROUP BY value ORDER BY many DESC, value LIMIT {limit}
"""
MARKED = """
    SELECT rowid, rank, highlight(display, 0, '[', ']') FROM display WHERE display MATCH ? ORDER BY rank LIMIT ?
"""
BEST = {table: _BEST.format(table=table) for table in ("stems", "forms")}
COUNTED = [_COUNTED.format(table=table, limit=FACET_VALUES) for table in ("speakers", "topics", "years")]
READY = "PRAGMA cache_size = -400000; PRAGMA mmap_size = 4000000000;"


class Engine:
    """One connection, with all the memory it can use."""

    left_out: ClassVar[Mapping[str, str]] = {"fuzzy": "FTS5 knows no words but those that are spelled right"}
    versions: ClassVar[Mapping[str, str]] = {"sqlite": sqlite3.sqlite_version}
    analysis_seconds = 0.0

    def __init__(self, folder: Path, texts: Path) -> None:
        self._path = folder / "index.sqlite3"
        self._display, self._rows = display_folder(folder) / "display.sqlite3", texts

    def build(self, documents: Iterable[Document]) -> None:
        """Write all, merge each table into one segment, and let the planner know."""
        connection = sqlite3.connect(self._path)
        connection.executescript(_SCHEMA)
        analysis = Analysis()
        batch = []
        for each in analysis.each(documents):
            batch.append(each)
            if len(batch) == BATCH:
                _insert(connection, batch)
                batch.clear()
        _insert(connection, batch)
        for table in BEST:
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our own names
        connection.commit()
        connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
        connection.close()
        self.analysis_seconds = analysis.seconds

    def prepare_display(self) -> None:
        """Index the texts themselves, as FTS5 cuts them."""
        connection = sqlite3.connect(self._display)
        connection.execute("ATTACH ? AS archive", (str(self._rows),))
        connection.executescript("""
            CREATE VIRTUAL TABLE display USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
            INSERT INTO display(rowid, text) SELECT id, text FROM archive.texts;
            INSERT INTO display(display) VALUES ('optimize');
        """)
        connection.close()

    def open(self) -> None:
        """Connect."""
        self._connection = sqlite3.connect(self._path, cached_statements=500)
        self._marking = sqlite3.connect(self._display)
        for each in (self._connection, self._marking):
            each.executescript(READY)

    def learn(self) -> None:
        """Nothing more."""

    def settle(self) -> None:
        """Nothing more: it is as fast as it will be."""

    def ask(self, question: Question) -> Answer:
        """Ask in one statement, and one more a facet."""
        if question.kind == "highlight":
            marked = self._marking.execute(MARKED, (_all(question.text.split()), question.hits)).fetchall()
            return Answer([row[0] for row in marked], [-row[1] for row in marked], None)
        table, asked = _match(question)
        rows = self._connection.execute(BEST[table], (asked, question.hits)).fetchall()
        if question.kind == "facets":
            for statement in COUNTED:
                self._connection.execute(statement, (asked,)).fetchall()
        return Answer([row[0] for row in rows], [-row[1] for row in rows], rows[0][2] if rows else 0)

    def change(self, changes: Sequence[tuple[Document, Document]]) -> None:
        """Take the old words out by saying them again, which is how a contentless table forgets."""
        analysis = Analysis()
        _delete(self._connection, list(analysis.each(before for before, _ in changes)))
        _insert(self._connection, list(analysis.each(after for _, after in changes)))
        self._connection.commit()

    def refresh(self) -> None:
        """Nothing to call: a statement sees the latest commit."""


def _insert(connection: sqlite3.Connection, batch: Sequence[tuple[Document, Streams]]) -> None:
    connection.executemany("INSERT INTO stems(rowid, words, year) VALUES (?, ?, ?)", map(_stems, batch))
    connection.executemany("INSERT INTO forms(rowid, words) VALUES (?, ?)", map(_forms, batch))
    connection.executemany(
        "INSERT INTO years VALUES (?, ?)", [(int(one.id), one.values["year"][0]) for one, _ in batch]
    )
    for table, name in (("speakers", "speaker"), ("topics", "topic")):
        rows = [(int(one.id), value) for one, _ in batch for value in one.values[name]]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - our own names


def _delete(connection: sqlite3.Connection, batch: Sequence[tuple[Document, Streams]]) -> None:
    stemmed = "INSERT INTO stems(stems, rowid, words, year) VALUES ('delete', ?, ?, ?)"
    connection.executemany(stemmed, map(_stems, batch))
    connection.executemany("INSERT INTO forms(forms, rowid, words) VALUES ('delete', ?, ?)", map(_forms, batch))
    for table in ("years", "speakers", "topics"):
        rows = [(int(one.id),) for one, _ in batch]
        connection.executemany(f"DELETE FROM {table} WHERE document = ?", rows)  # noqa: S608 - our own names


def _stems(each: tuple[Document, Streams]) -> tuple[Any, ...]:
    return int(each[0].id), " ".join(each[1].stems), YEAR + each[0].values["year"][0]


def _forms(each: tuple[Document, Streams]) -> tuple[Any, ...]:
    return int(each[0].id), " ".join(each[1].forms)


def _match(question: Question) -> tuple[str, str]:
    """Say a question in FTS5's words: which table, and what must match."""
    if question.kind == "phrase":
        return "forms", f'"{" ".join(forms(question.text))}"'
    if question.kind == "prefix":
        return "forms", f'"{forms(question.text)[0]}"*'
    if question.kind == "suggest":
        *whole, begun = forms(question.text)
        return "forms", f'{_all(whole)} AND "{begun}"*'
    if question.kind in {"or", "sentence"}:
        return "stems", " OR ".join(f'"{stem}"' for stem in stems(question.text.replace(" OR ", " ")))
    words = stems(question.text)
    return "stems", _all([*words, YEAR + question.year] if question.year else words)


def _all(words: Iterable[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)
