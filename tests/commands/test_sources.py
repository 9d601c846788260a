"""``verbatim sources check``, from files and over HTTP."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Source
from api.archive.source_texts import get_text, hash_of
from api.cli import main
from tests.factories import make_quote, make_source

TEXT = "Elle dit «rien n'est pire», et s'en va."


class Handler(BaseHTTPRequestHandler):
    """`/ici` is there, `/ailleurs` leads to it for good, the rest is gone."""

    def do_GET(self) -> None:
        self.send_response({"/ici": 200, "/ailleurs": 301}.get(self.path, 404))
        self.send_header("Location", "/ici")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<h1>Titre</h1><p>{TEXT}</p>".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """Serve on loopback; the address."""
    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def check(database_url: str) -> Callable[..., Result]:
    """Run the command."""
    runner = CliRunner(env={"DATABASE_URL": database_url, "NO_PROXY": "127.0.0.1"})
    return lambda *arguments: runner.invoke(main, ["sources", "check", *map(str, arguments)])


def statuses(session: Session) -> dict[str | None, str]:
    session.expire_all()  # what the command wrote, it wrote in a session of its own
    return {source.external_id: source.health for source in session.scalars(select(Source).order_by(Source.id))}


def report(result: Result) -> dict[str, Any]:
    found = json.loads(result.stdout)
    return {each["external_id"]: (each["status"], each["found"], len(each["lost"])) for each in found["sources"]} | {
        "counts": found["counts"]
    }


@pytest.fixture
def printed(session: Session) -> Session:
    """Four sources, each with a quote."""
    for name in ("same", "other", "without", "none"):
        known = {"sha256": hash_of(TEXT)} if name in ("same", "other") else {}
        source = make_source(session, external_id=name, **known)
        make_quote(session, text="rien n’est pire", mentions=[{"source": source.public_id}])
    session.commit()
    return session


def test_files(check: Callable[..., Result], printed: Session, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "same.txt").write_text(TEXT, "utf-8")
    (folder / "other.txt").write_text(f"{TEXT} Et après ?", "utf-8")
    (folder / "without.html").write_text("<p>Tout est mieux.</p>", "utf-8")
    result = check("--files", folder, "--dry-run", "--json")
    assert report(result) == {
        "same": ("ok", 1, 0),
        "other": ("changed", 1, 0),
        "without": ("changed", 0, 1),
        "counts": {"ok": 1, "changed": 2, "not looked at": 1},
    }
    assert (result.exit_code, statuses(printed)) == (1, dict.fromkeys(("same", "other", "without", "none"), "ok"))
    result = check("--files", folder, "same", "other", "--keep")
    assert (result.stdout, result.stderr) == (
        "same: ok: 1 mentions found\nother: changed (was ok): 1 mentions found\n",
        "2 sources: 1 ok, 1 changed.\n",
    )
    assert statuses(printed) == {"same": "ok", "other": "changed", "without": "ok", "none": "ok"}
    kept = printed.scalars(select(Source).where(Source.external_id == "other")).one()
    assert get_text(printed, kept.public_id).text == f"{TEXT} Et après ?"
    # What was kept is what it is held against from now on.
    assert check("--files", folder, "same", "other").exit_code == 0
    assert statuses(printed) == {"same": "ok", "other": "ok", "without": "ok", "none": "ok"}


def test_over_http(check: Callable[..., Result], printed: Session, server: str) -> None:
    for name, path in (("same", "/ici"), ("other", "/ailleurs"), ("without", "/nulle-part")):
        printed.scalars(select(Source).where(Source.external_id == name)).one().url = f"{server}{path}"
    printed.commit()
    result = check("--fetch", "--json")
    assert report(result) == {
        "same": ("ok", 1, 0),
        "other": ("moved", 1, 0),
        "without": ("gone", 1, 0),
        "counts": {"ok": 1, "moved": 1, "gone": 1, "not looked at": 1},
    }
    assert json.loads(result.stdout)["sources"][1]["moved_to"] == f"{server}/ici"
    assert statuses(printed) == {"same": "ok", "other": "moved", "without": "gone", "none": "ok"}
    result = check(f"without={server}/ici", "none=http://127.0.0.1:1/")
    assert [line.split(":")[:2] for line in result.stdout.splitlines()] == [
        ["without", " ok (was gone)"],
        ["none", " unreachable"],
    ]
    assert statuses(printed) == {"same": "ok", "other": "moved", "without": "ok", "none": "ok"}


@pytest.mark.usefixtures("printed")
def test_what_cannot_be_asked(check: Callable[..., Result], tmp_path: Path) -> None:
    for arguments in ((), ("--files", tmp_path, "--fetch"), ("same",)):
        result = check(*arguments)
        assert (result.exit_code, result.stderr) == (
            2,
            "verbatim: say where to look: --files FOLDER, or --fetch, or SOURCE=ADDRESS.\n",
        )
    result = check("--fetch", "rien")
    assert (result.exit_code, result.stderr) == (2, "verbatim: there is no source rien.\n")
