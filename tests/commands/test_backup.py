"""``verbatim backup`` and ``restore``: everything, from any database to any other; whole, or not at all."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from api.archive.database import open_database, session_factory
from api.archive.tokens import create_token, find_token
from api.archive.verbs import QUOTE, SPEAKER, change_thing, create_thing, remove_thing
from api.archive.versions import watch
from api.backup import read_backup, restore_backup, write_backup
from tests.commands.conftest import Verbatim


def silent(done: int, total: int) -> None:
    del done, total


@pytest.fixture
def filled(verbatim: Verbatim, sessions: sessionmaker[Session]) -> str:
    """The founding archive with a draft, a change, a tombstone and a token; the token's secret."""
    assert verbatim("seed").exit_code == 0
    with sessions() as session:
        speaker = create_thing(session, SPEAKER, {"name": "Élise \u00a0Proulx\nfille"})
        quote = create_thing(session, QUOTE, {"text": "« avant »", "attributions": [{"kind": "unknown"}]})
        create_thing(session, QUOTE, {"text": "un brouillon", "status": "draft", "parent": quote.public_id})
        session.commit()
        change_thing(session, QUOTE, quote.public_id, {"text": "après 🎤"})
        remove_thing(session, SPEAKER, speaker.public_id)
        secret = create_token(session, "rédaction", ("write",), None)
        session.commit()
    return secret


def rows(path: Path) -> list[Any]:
    """The lines of a backup but for when it was made, the clock, and the digests; tables in order."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()[1:-1]]
    tables: dict[str, Any] = {}
    for line in lines:
        if isinstance(line, dict):
            found = tables.setdefault(line["table"], (line["columns"], []))
        else:
            found[1].append(line)
    del tables["clock"]
    return sorted((name, columns, sorted(map(str, content))) for name, (columns, content) in tables.items())


def test_there_and_back(verbatim: Verbatim, filled: str, engine: Engine, tmp_path: Path) -> None:
    backup, copy, again = (tmp_path / name for name in ("a.backup", "copy.sqlite3", "b.backup"))
    told = verbatim("backup", str(backup))
    assert (told.exit_code, told.stdout.endswith("read back and found equal.\n")) == (0, True)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob("*.part")) == []

    elsewhere = {"DATABASE_URL": f"sqlite:///{copy}", "SEARCH_URL": f"whoosh://{tmp_path / 'other'}"}
    restored = verbatim("restore", str(backup), **elsewhere)
    assert (restored.exit_code, restored.stdout.splitlines()[-1]) == (0, "The index has 14 documents.")
    assert verbatim("backup", str(again), **elsewhere).exit_code == 0
    assert rows(again) == rows(backup)
    assert read_backup(again).revision == read_backup(backup).revision

    # What was restored goes on: its tokens are good, its keys are counted on, and back it goes.
    other = open_database(elsewhere["DATABASE_URL"])
    sessions = session_factory(other)
    watch(sessions)
    with sessions() as session:
        token = find_token(session, filled)
        assert token is not None
        assert token.name == "rédaction"
        create_thing(session, QUOTE, {"text": "ensuite"})
        session.commit()
    other.dispose()
    assert verbatim("backup", str(again), "--force", **elsewhere).exit_code == 0
    assert verbatim("restore", str(again), "--force").exit_code == 0
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM quotes WHERE text = 'ensuite'")).scalar() == 1
    own = session_factory(engine)
    watch(own)
    with own() as session:
        create_thing(session, QUOTE, {"text": "et encore"})
        session.commit()


def test_what_comes_meanwhile_waits_for_the_next(
    engine: Engine, sessions: sessionmaker[Session], verbatim: Verbatim, filled: str, tmp_path: Path
) -> None:
    assert filled
    before = write_backup(engine, tmp_path / "before", silent)

    def write(done: int, total: int) -> None:
        del done, total
        with sessions() as session:
            create_thing(session, QUOTE, {"text": "pendant"})
            session.commit()

    meanwhile = write_backup(engine, tmp_path / "meanwhile", write)
    assert meanwhile.sums == before.sums
    after = write_backup(engine, tmp_path / "after", silent)
    assert after.sums["quotes"].rows > before.sums["quotes"].rows
    assert verbatim("export").exit_code == 0


def test_nothing_is_overwritten_unasked(verbatim: Verbatim, filled: str, tmp_path: Path) -> None:
    assert filled
    file = tmp_path / "a.backup"
    assert verbatim("backup", str(file)).exit_code == 0
    whole = file.read_bytes()
    again = verbatim("backup", str(file))
    assert (again.exit_code, again.stderr) == (
        2, f"verbatim: {file} is there already: choose another name, or replace it with --force.\n",
    )  # fmt: skip
    over = verbatim("restore", str(file))
    assert (over.exit_code, over.stdout, over.stderr) == (
        2,
        "",
        "verbatim: the archive is not empty: restore into another, or replace what is there with --force.\n",
    )
    assert file.read_bytes() == whole
    nowhere = verbatim("backup", str(tmp_path / "none" / "a"))
    assert (nowhere.exit_code, nowhere.stderr) == (
        2, f"verbatim: {tmp_path / 'none' / 'a'}: No such file or directory\n",
    )  # fmt: skip


def _cut(at: float) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: int(len(raw) * at)]


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda raw: gzip.compress(b"".join(change(gzip.decompress(raw).splitlines(keepends=True))))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": _cut(0),
    "a head": _cut(0.01),
    "half": _cut(0.5),
    "nearly": _cut(0.999),
    "a byte": lambda raw: raw[:2000] + bytes([raw[2000] ^ 1]) + raw[2001:],
    "no gzip": lambda raw: b"x" + raw[1:],
    "no end": _lines(lambda lines: lines[:-1]),
    "a row less": _lines(lambda lines: lines[:2] + lines[3:]),
    "a row twice": _lines(lambda lines: [*lines[:3], *lines[2:]]),
    "another word": _lines(lambda lines: [line.replace(b"Thellen", b"Thallen") for line in lines]),
    "another format": _lines(lambda lines: [lines[0].replace(b'"version":1', b'"version":9'), *lines[1:]]),
    "something else": lambda _: gzip.compress(b'{"type": "event"}\n[]\n'),
}


def test_a_damaged_file_is_told_and_changes_nothing(verbatim: Verbatim, filled: str, tmp_path: Path) -> None:
    assert filled
    file, after = tmp_path / "a.backup", tmp_path / "after.backup"
    assert verbatim("backup", str(file)).exit_code == 0
    whole, before = file.read_bytes(), rows(file)
    for name, damage in DAMAGES.items():
        file.write_bytes(damage(whole))
        result = verbatim("restore", str(file), "--force")
        assert (name, result.exit_code, result.stdout) == (name, 1, "")
        assert result.stderr.startswith(f"verbatim: {file} is no whole backup: "), name
    assert verbatim("backup", str(after)).exit_code == 0
    assert rows(after) == before


def test_a_newer_schema_and_a_failure_in_the_middle_change_nothing(
    verbatim: Verbatim, filled: str, engine: Engine, tmp_path: Path
) -> None:
    assert filled
    file, after = tmp_path / "a.backup", tmp_path / "after.backup"
    assert verbatim("backup", str(file)).exit_code == 0
    whole, before = file.read_bytes(), rows(file)
    revision = read_backup(file).revision.encode()
    newer = _lines(lambda lines: [lines[0].replace(b'"' + revision + b'"', b'"9999"'), *lines[1:]])
    file.write_bytes(newer(whole))
    told = verbatim("restore", str(file), "--force")
    assert (told.exit_code, told.stderr) == (
        1, f"verbatim: {file} is of a newer program: this one does not know its schema '9999'.\n",
    )  # fmt: skip

    class PowerCut(Exception):  # noqa: N818
        pass

    def fail(done: int, total: int) -> None:
        if done > total / 2:
            raise PowerCut

    file.write_bytes(whole)
    with pytest.raises(PowerCut):
        restore_backup(engine, file, fail)
    assert verbatim("backup", str(after)).exit_code == 0
    assert rows(after) == before
