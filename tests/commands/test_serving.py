"""``verbatim serve``, as it is run: server processes, and the indexer beside them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.commands.conftest import Verbatim
from tests.conftest import token

QUOTE = "/api/v1/quotes/<reference>"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def server(database_url: str, tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "VERBATIM_HOME": str(tmp_path),
        "DATABASE_URL": database_url,
        "SEARCH_URL": f"whoosh://{tmp_path / 'index'}",
        "PORT": str(port),
        "WORKERS": "2",
        "REQUEST_SECONDS": "2",
        "ACCESS_LOG": "off",  # nobody reads what it says before it ends
    }
    command = [sys.executable, "-m", "api.cli", "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        yield process
        if process.poll() is None:
            process.kill()


def test_serving_indexing_and_ending(server: subprocess.Popen[str], sessions: sessionmaker[Session], port: int) -> None:
    def ask(path: str, body: object = None, **headers: str) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def wait_for(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 180
        while True:
            try:
                if condition():
                    return
            except urllib.error.HTTPError:
                raise
            except OSError:
                pass  # it does not listen yet
            assert time.monotonic() < deadline
            time.sleep(0.05)

    wait_for(lambda: ask("quotes")["items"] == [])
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token(sessions, 'write')}"}
    made = ask("quotes", {"text": "une rumeur"}, **headers)
    made.pop("warnings", None)  # what the answer to a write says besides
    assert ask(f"quotes/{made['id']}") == made
    # Each worker in turn: none goes on answering as before.
    wait_for(lambda: [ask("search?q=rumeurs")["page"]["total"] for _ in range(6)] == [1] * 6)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
        assert json.load(answer) == {"status": "ready", "database": "ready", "index": "ready"}
    _refuse_what_is_slow_or_malformed(port)
    _ask_on_one_connection(port)
    # Whichever process is asked has counted the requests of all.
    for _ in range(4):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        assert f'verbatim_http_requests_total{{method="GET",route="{QUOTE}",status="200"}} 1.0' in lines
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=120)
    assert server.returncode == 0
    assert said.splitlines()[0] == (
        f"Verbatim listens on http://127.0.0.1:{port} (documentation: http://127.0.0.1:{port}/docs)"
    )
    assert "Traceback" not in said


def _refuse_what_is_slow_or_malformed(port: int) -> None:
    """Send more slow requests than there are threads, and bad ones: each is refused, and the server answers on."""
    body = b"POST /api/v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
    heads = {
        b"GET /api/v1/quotes HTTP/1.1\r\nHost: a\r\nX-Slow: ": 408,
        b"NO HTTP AT ALL\r\n\r\n": 400,
        b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n": 414,
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % at for at in range(200)) + b"\r\n": 431,
        b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n": 431,
        body + b"Transfer-Encoding: chunked\r\n\r\n": 400,
    }
    waiting = [(head, status) for head, status in heads.items() for _ in range(12 if status == 408 else 1)]
    clients = [(socket.create_connection(("127.0.0.1", port)), head, status) for head, status in waiting]
    for client, head, _ in clients:
        client.sendall(head)
    for client, head, status in clients:
        client.settimeout(60)
        assert (head[:40], client.recv(4096).split()[1:2]) == (head[:40], [str(status).encode()])
        client.close()


def _ask_on_one_connection(port: int) -> None:
    """Ask at once, after a while, and twice in one go: each request is answered in its turn, on the same connection."""
    request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as client, client.makefile("rb") as answers:
        client.settimeout(10)
        for sent, pause in ((1, 0.0), (1, 0.0), (1, 0.1), (2, 0.0), (1, 0.0)):
            time.sleep(pause)
            client.sendall(request * sent)
            for _ in range(sent):
                assert answers.readline() == b"HTTP/1.1 200 OK\r\n"
                head = dict(line.rstrip().split(b": ", 1) for line in iter(answers.readline, b"\r\n"))
                assert answers.read(int(head[b"Content-Length"])).rstrip() == b'{"status":"alive"}'


def test_a_port_that_is_taken_is_told_in_a_sentence(verbatim: Verbatim) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = verbatim("serve", "--port", str(port))
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        (
            f"verbatim: cannot listen on 127.0.0.1:{port}: another program listens there already. "
            "Choose another with HOST and PORT, or --host and --port.\n"
        ),
    )
