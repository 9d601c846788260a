"""Several at once: writers, drains and a rebuild in processes of their own; SQLite held by another program."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from api.archive.database import sqlite_file
from api.context import EXTENSION
from tests.faults.conftest import FAULTS, ROOT, Archive

WORK = """
import sys, time
from api.archive.database import open_database, session_factory
from api.archive.versions import watch
from api.archive.verbs import QUOTE, change_thing, create_thing
from api.config import Settings
from api.indexing import drain, rebuild
from search import open_index

what, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
settings = Settings.from_environment()
sessions = session_factory(open_database(settings.database))
watch(sessions)
index = open_index(settings.search)
print("ready", flush=True)
sys.stdin.readline()
for at in range(times):
    if what == "write":
        with sessions() as session:
            made = create_thing(session, QUOTE, {"text": f"mot commun rumeur{at % 5}", "external_id": f"{name}-{at}"})
            session.commit()
            change_thing(session, QUOTE, made.public_id, {"text": f"mot commun rumeur{at % 5} nouveau{name} {at}"})
            session.commit()
    elif what == "drain":
        drain(sessions, index)
    elif at % 5 == 0:
        rebuild(sessions, index)
        time.sleep(0.1)  # nobody rebuilds without end: the drains, which ask for the lock in turns, would wait for ever
"""


def test_writers_drains_and_a_rebuild_at_once(archive: Archive) -> None:
    times = 10 * FAULTS
    parts = [("write", "a"), ("write", "b"), ("drain", "c"), ("drain", "d"), ("rebuild", "e")]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WORK, what, name, str(times)],
            cwd=ROOT,
            env=archive.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for what, name in parts
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=600)
        assert process.returncode == 0
    expected = [f"mot commun rumeur{at % 5} nouveau{name} {at}" for name in "ab" for at in range(times)]
    assert archive.texts() == sorted(expected)
    archive.require_in_step()


def test_a_database_held_by_another_is_read_and_refuses_writes_for_now(
    archive: Archive, put: Callable[[int], None], serving: Callable[..., Flask], editor: dict[str, str]
) -> None:
    file = sqlite_file(archive.database_url)
    if file is None:
        pytest.skip("only SQLite is held by one writer")
    put(3)
    app = serving(cache_bytes=0)

    @event.listens_for(app.extensions[EXTENSION].sessions.kw["bind"], "connect")
    def hurry(connection: sqlite3.Connection, entry: object) -> None:
        del entry
        connection.execute("PRAGMA busy_timeout=50")

    client = app.test_client()
    holder = sqlite3.connect(file)
    holder.execute("BEGIN IMMEDIATE")
    assert client.get("/api/v1/quotes").get_json()["page"]["total"] == 3
    refused = client.post("/api/v1/quotes", json={"text": "encore"}, headers=editor)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert refused.get_json()["detail"] == "The database does not answer: try again in a moment."
    holder.rollback()
    holder.close()
    assert client.post("/api/v1/quotes", json={"text": "encore"}, headers=editor).status_code == 201
    assert archive.count() == 4
    archive.require_in_step()
