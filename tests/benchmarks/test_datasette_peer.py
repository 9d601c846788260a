"""The same quotes for Datasette: every value of the answer, searchable, in the order of the list."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.datasette_peer import NESTED, PLAIN, build

MAIRE: dict[str, Any] = {
    "id": "6q1v8s4mc2gw",
    "external_id": None,
    "text": "Il n'y a pas de fausse rumeur à Verdun",
    "language": "fr",
    "kind": "direct",
    "said_on": "2016-11-29",
    "status": "published",
    "verification": "reviewed",
    "version": 2,
    "parent": None,
    "event": {"id": "e1", "slug": "medias", "name": "Médias"},
    "talk": None,
    "topics": [{"slug": "rumeurs", "name": "Rumeurs"}],
    "attributions": [
        {
            "kind": "function",
            "printed_as": "le maire de Verdun",
            "role": "maire",
            "organisation": {"id": "o1", "slug": "verdun", "name": "Verdun", "acronym": None},
            "speaker": None,
        }
    ],
    "mentions": [],
}


def test_a_row_holds_what_the_answer_holds(tmp_path: Path) -> None:
    build(tmp_path / "quotes.db", [MAIRE, {**MAIRE, "id": "2", "said_on": None, "attributions": []}])

    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        connection.row_factory = sqlite3.Row
        first, second = (dict(row) for row in connection.execute("SELECT * FROM quotes ORDER BY number"))

    assert first.pop("number") == 1
    assert {name: first.pop(name) for name in PLAIN} == {name: MAIRE[name] for name in PLAIN}
    assert {name: first[name] and json.loads(first[name]) for name in NESTED} == {name: MAIRE[name] for name in NESTED}
    filters = ("by_organisation", "by_event", "by_speaker", "by_year")
    assert [first[name] for name in filters] == ["verdun", "medias", None, "2016"]
    assert [second[name] for name in filters] == [None, "medias", None, None]


def test_words_are_found_without_their_accents(tmp_path: Path) -> None:
    build(tmp_path / "quotes.db", [MAIRE, {**MAIRE, "id": "2", "text": "Où est le théâtre ?"}])

    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        found = connection.execute("SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'theatre'").fetchall()

    assert found == [(2,)]
