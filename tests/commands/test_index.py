import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy.orm import Session

from api.archive.outbox import backlog
from api.archive.verbs import QUOTE, remove_thing
from search import Query, Words, open_index
from tests.commands.conftest import Verbatim
from tests.factories import make_quote, make_talk


def found(tmp_path: Path, words: str) -> int:
    index = open_index(f"whoosh://{tmp_path / 'index'}")
    total = index.search(Query(Words(words))).total
    index.close()
    return total


def test_from_nothing_to_in_step(verbatim: Verbatim, session: Session, tmp_path: Path) -> None:
    status = verbatim("index", "status")
    assert (status.exit_code, re.sub(r"(generation +)-?\d+", r"\1N", status.stdout)) == (
        0,
        "engine      whoosh\ndocuments   0\ngeneration  N\nwaiting     0\n",
    )
    quote = make_quote(session, text="une rumeur")
    make_talk(session, title="La rumeur")
    session.commit()
    waiting = verbatim("index", "status").stdout.splitlines()[-1]
    assert waiting.startswith("waiting     2 since 20")
    assert waiting.endswith(" UTC")
    once = verbatim("index", "run", "--once")
    assert (once.exit_code, once.stdout) == (0, "Indexed 2 documents.\n")
    assert found(tmp_path, "rumeur") == 2
    remove_thing(session, QUOTE, quote.public_id)
    session.commit()
    assert verbatim("index", "run", "--once").stdout == "Indexed 1 documents.\n"
    assert found(tmp_path, "rumeur") == 1
    assert verbatim("index", "status").stdout.splitlines()[1::2] == ["documents   1", "waiting     0"]
    assert verbatim("index", "verify").stdout == "Every file of the index is as it was written.\n"
    path = max((tmp_path / "index").glob("*.seg"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    damaged = verbatim("index", "verify")
    assert damaged.exit_code == 1
    assert f"{path} is damaged" in damaged.output
    assert "`verbatim index rebuild`" in damaged.output


def test_rebuild(verbatim: Verbatim, session: Session, tmp_path: Path) -> None:
    for number in range(3):
        make_quote(session, text=f"rumeur {number}")
    session.commit()
    for _ in range(2):
        rebuilt = verbatim("index", "rebuild", "--quiet")
        assert (rebuilt.exit_code, rebuilt.stdout, rebuilt.stderr) == (0, "The index has 3 documents.\n", "")
        assert found(tmp_path, "rumeur") == 3
    assert verbatim("index", "status").stdout.splitlines()[1::2] == ["documents   3", "waiting     0"]


def test_an_index_that_cannot_be_used(verbatim: Verbatim, session: Session, tmp_path: Path) -> None:
    make_quote(session)
    session.commit()
    (tmp_path / "index").write_text("no folder", "utf-8")
    for arguments in (("status",), ("run", "--once"), ("rebuild", "--quiet")):
        result = verbatim("index", *arguments)
        assert (result.exit_code, result.stdout) == (1, ""), arguments
        assert result.stderr.startswith(f"verbatim: {tmp_path / 'index'} cannot be ")
    assert backlog(session).notes == 1


def test_following_until_stopped(session: Session, database_url: str, tmp_path: Path) -> None:
    environment = os.environ | {
        "VERBATIM_HOME": str(tmp_path),
        "DATABASE_URL": database_url,
        "SEARCH_URL": f"whoosh://{tmp_path / 'index'}",
    }
    command = [sys.executable, "-m", "api.cli", "index", "run", "--interval", "0.05"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        make_quote(session, text="une rumeur")
        session.commit()
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and not found(tmp_path, "rumeur"):
            time.sleep(0.05)
        assert found(tmp_path, "rumeur") == 1
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    assert (process.returncode, out, err) == (0, b"", b"")


def test_one_that_has_lost_its_server_ends(verbatim: Verbatim, session: Session) -> None:
    make_quote(session)
    session.commit()
    handlers = [(each, signal.getsignal(each)) for each in (signal.SIGTERM, signal.SIGINT)]
    try:
        result = verbatim("index", "run", "--interval", "0.01", "--parent", str(os.getpid()))
    finally:
        for number, handler in handlers:
            signal.signal(number, handler)
    assert (result.exit_code, result.output) == (0, "")
    assert backlog(session).notes == 1
