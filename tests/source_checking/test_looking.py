"""Looking at sources over HTTP, at a server of our own, and into files."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from api.source_checking import fetch, read_file
from api.source_checking.looking import MOST_BYTES, Look

HTML = "text/html; charset=iso-8859-1"
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/article": (200, {"Content-Type": HTML}, "<p>été</p>".encode("latin-1")),
    "/meta": (200, {"Content-Type": "text/html"}, '<meta charset="latin-1"><p>été</p>'.encode("latin-1")),
    "/texte": (200, {"Content-Type": "text/plain"}, "été".encode()),
    "/lettres-%C3%A9t%C3%A9?q=%C3%A0": (200, {"Content-Type": "text/plain"}, b"oui"),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/immense": (200, {"Content-Type": "text/plain"}, b"a" * (MOST_BYTES + 1)),
    "/pour-de-bon": (301, {"Location": "/texte"}, b""),
    "/pour-l-instant": (302, {"Location": "/texte"}, b""),
    "/deux-fois": (308, {"Location": "/pour-de-bon"}, b""),
    "/de-bon-puis-non": (301, {"Location": "/pour-l-instant"}, b""),
    "/sans-fin": (301, {"Location": "/sans-fin"}, b""),
    "/fichier": (302, {"Location": "file:///etc/hostname"}, b""),
    "/parti": (410, {}, b""),
    "/panne": (503, {}, b""),
}


class Handler(BaseHTTPRequestHandler):
    """Answers what is listed; hangs at one address, and breaks off at another."""

    release: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/attend":
            self.release.wait(10)
        if self.path == "/charabia":
            self.wfile.write(b"charabia\r\n\r\n")
            return
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server whose clients may hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Serve on loopback; the address."""
    Handler.release.clear()  # a worker that comes back to this module serves again
    httpd = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    Handler.release.set()
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "look"),
    [
        ("/article", Look("there", "été")),
        ("/meta", Look("there", "été")),
        ("/texte", Look("there", "été", whole=True)),
        ("/lettres-été?q=à#bas", Look("there", "oui", whole=True)),
        ("/pdf", Look("there", note="is application/pdf, which is not read")),
        ("/immense", Look("there", note="larger than 8,388,608 bytes")),
        ("/pour-de-bon", Look("there", "été", whole=True, moved_to="/texte")),
        ("/pour-l-instant", Look("there", "été", whole=True)),
        ("/deux-fois", Look("there", "été", whole=True, moved_to="/texte")),
        ("/de-bon-puis-non", Look("there", "été", whole=True, moved_to="/pour-l-instant")),
        ("/sans-fin", Look("unreachable", moved_to="/sans-fin", note="more than 5 redirects")),
        ("/fichier", Look("unreachable", note="leads to what is no web address")),
        ("/parti", Look("gone", note="answers 410")),
        ("/jamais", Look("gone", note="answers 404")),
        ("/panne", Look("unreachable", note="answers 503")),
        ("/charabia", Look("unreachable", note="charabia\r\n")),
    ],
)
def test_over_http(server: str, path: str, look: Look) -> None:
    seen = fetch(f"{server}{path}", timeout=5)
    moved = None if seen.moved_to is None else seen.moved_to.removeprefix(server)
    assert (seen.outcome, seen.text, seen.whole, moved, seen.note) == (
        look.outcome,
        look.text,
        look.whole,
        look.moved_to,
        look.note,
    )


def test_time_is_bounded(server: str) -> None:
    assert fetch(f"{server}/attend", timeout=0.2) == Look("unreachable", note="timed out")


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "ftp://example.org/a", "data:text/plain,a", "rien", "http://", "http://[::1"]
)
def test_what_is_no_web_address(address: str) -> None:
    assert fetch(address, timeout=1).outcome == "unreachable"


def test_files(tmp_path: Path) -> None:
    for name, content in {"a.txt": "été\r\n".encode(), "b.html": b"<p>\xe9t\xe9</p>", "c.txt": b"\xe9t\xe9"}.items():
        (tmp_path / name).write_bytes(content)
    assert [read_file(tmp_path / name) for name in ("a.txt", "b.html", "c.txt", "d.txt")] == [
        Look("there", "été\r\n", whole=True),
        Look("there", "été"),
        Look("there", "été", whole=True),
        Look("unreachable", note="No such file or directory"),
    ]
