"""Datasette, set at its best for the job: the same quotes in one table, its parts as JSON, with full-text search."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.addresses import PAGE_SIZE, ListPage, Quote, filter_values
from benchmarks.servers import Server, run, serving

PLAIN = ("id", "external_id", "text", "language", "kind", "said_on", "status", "verification", "version", "parent")
NESTED = ("event", "talk", "topics", "attributions", "mentions")
FILTERS = ("organisation", "event", "speaker", "year")
FACETS = tuple(f"by_{name}" for name in FILTERS)
_TABLE = "/quotes/quotes.json"


def build(path: Path, quotes: Sequence[Quote]) -> None:
    """Write the quotes, which stand in the order of the list, to a SQLite file.

    A quote is one row, so that no answer needs a join; what lists are filtered by is indexed, in the order
    that they are read in. The words are cut by FTS5's own tokenizer, accents off: it knows no French.
    """
    columns = (*PLAIN, *NESTED, *FACETS)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE quotes (number INTEGER PRIMARY KEY, {', '.join(columns)})")
        marks = ", ".join("?" * (len(columns) + 1))
        connection.executemany(
            f"INSERT INTO quotes VALUES ({marks})",  # noqa: S608 - question marks alone
            ((number, *row_of(quote)) for number, quote in enumerate(quotes, 1)),
        )
        connection.execute("CREATE INDEX oldest ON quotes (said_on)")
        for first in ("", *(f"{facet}, " for facet in FACETS)):
            connection.execute(f"CREATE INDEX {first.removesuffix(', ')}_newest ON quotes ({first}said_on DESC)")
        connection.execute(
            # Datasette finds a full-text table by its words: it knows `content="…"` and no other quotation marks.
            'CREATE VIRTUAL TABLE quotes_fts USING fts5(text, content="quotes", content_rowid="number", '
            "tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')")
        connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize')")
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("VACUUM")


def row_of(quote: Quote) -> list[object]:
    """Return a quote's row, after its number: plain columns, parts as JSON text, and what it is filtered by."""
    values = filter_values(quote)
    parts = [None if quote[name] is None else json.dumps(quote[name], ensure_ascii=False) for name in NESTED]
    return [*(quote[name] for name in PLAIN), *parts, *(values[name] for name in FILTERS)]


@contextmanager
def datasette(program: Sequence[str], path: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve the file: immutable, its rows counted beforehand, nothing suggested, the table in SQLite's memory."""
    counts = path.with_suffix(".counts.json")
    run([*program, "inspect", str(path), "--inspect-file", str(counts)], environment)
    settings = {"suggest_facets": "off", "cache_size_kb": "65536", "default_page_size": str(PAGE_SIZE)}
    options = [option for name, value in settings.items() for option in ("--setting", name, value)]
    command = [*program, "serve", "-i", str(path), "--inspect-file", str(counts), *options, "--port"]
    with serving(command, environment, path="/-/versions.json", log=path.with_suffix(".log")) as server:
        yield server


def datasette_list(page: ListPage) -> str:
    """Return the address of a page of the list at Datasette."""
    # Its own way of turning pages: on from the last row, which costs it less than counting off.
    turned = [] if page.after is None else [("_next", f"{page.after[0]},{page.after[1]}")]
    order = ("_sort_desc" if page.newest_first else "_sort", "said_on")
    filters = [(f"by_{name}", value) for name, value in page.filters.items()]
    return f"{_TABLE}?{urlencode([*_SAME_PAYLOAD, order, *filters, *turned])}"


def datasette_search(query: str, *, facets: Sequence[str] = ()) -> str:
    """Return the address of a search at Datasette, which counts the facets that are named."""
    return f"{_TABLE}?{urlencode([*_SAME_PAYLOAD, ('_search', query), *(('_facet', name) for name in facets)])}"


def datasette_text_list(page: ListPage) -> str:
    """Return the address of a page whose parts stay text: less work for Datasette, more for who reads it."""
    kept = urlencode([("_json", name) for name in NESTED])
    return datasette_list(page).replace(f"&{kept}", "")


_SAME_PAYLOAD = [
    ("_shape", "objects"),
    *(("_json", name) for name in NESTED),
    *(("_nocol", name) for name in FACETS),
]
"""Rows as objects, parts as JSON and not as text, and no column that Verbatim does not send."""
