"""Processes that others depend on, killed under load: a server's worker; PostgreSQL, restarted in mid-request.

Whatever is answered meanwhile is right and whole, or says that it is not available; and then all is well again.
"""

import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from api.archive.database import open_database, session_factory
from api.archive.verbs import QUOTE, create_thing
from api.archive.versions import watch
from api.migrations import changing
from tests.faults.conftest import FAULTS, ROOT, Archive

PATHS = ("/api/v1/quotes?page_size=100", "/api/v1/search?q=rumeur3&page_size=100", "/api/v1/quotes?sort=-said_on")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def ask(port: int, path: str) -> bytes:
    """Ask once; the body, whole, of an answer that is 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status, body)
        return body
    finally:
        connection.close()


def workers_of(server: int) -> list[int]:
    """The processes of a server that answer requests: its children, but for the indexer."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and f"PPid:\t{server}\n" in (entry / "status").read_text():
                command = (entry / "cmdline").read_bytes().split(b"\0")
                if b"index" not in command:
                    found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_a_worker_killed_under_load_gives_no_wrong_answer(
    archive: Archive, put: Callable[[int], None], report: Callable[..., None]
) -> None:
    put(40)
    port = free_port()
    environment = archive.environment | {"WORKERS": "2", "RATE_LIMIT": "", "ACCESS_LOG": "off"}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 180
            while True:
                try:
                    expected = {path: ask(port, path) for path in PATHS}
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
            told: Counter[str] = Counter()
            wanted, killed = FAULTS * 100, threading.Event()

            def load() -> None:
                while told["right"] < wanted or not killed.is_set():
                    path = PATHS[sum(told.values()) % len(PATHS)]
                    try:
                        told["right" if ask(port, path) == expected[path] else "wrong"] += 1
                    except (OSError, http.client.HTTPException):
                        told["cut off"] += 1  # no answer, and known to be none

            threads = [threading.Thread(target=load) for _ in range(4)]
            for thread in threads:
                thread.start()
            for _ in range(FAULTS):
                before = workers_of(server.pid)
                os.kill(before[0], signal.SIGKILL)
                deadline = time.monotonic() + 180
                while len(set(workers_of(server.pid)) - {before[0]}) < 2:
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
            killed.set()
            for thread in threads:
                thread.join()
            report(kills=FAULTS, right=told["right"], wrong=told["wrong"], cut_off=told["cut off"])
            assert told["wrong"] == 0
            assert told["right"] >= wanted
            assert {path: ask(port, path) for path in PATHS} == expected
        finally:
            server.send_signal(signal.SIGTERM)
        server.wait(60)
        assert server.returncode == 0


class Cluster:
    """A PostgreSQL server of our own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self.port = programs, folder, free_port()
        self.run("initdb", "-U", "verbatim", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p {self.port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("pg_ctl", "-l", str(folder / "log"), "-w", "-o", options, "start")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs; as root, as the user that the server insists on."""
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_postgres, str(self._programs / program), "-D", str(self._folder), *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("the programs of PostgreSQL's server are not installed")
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    if os.getuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    try:
        cluster = Cluster(found[-1].parent, folder)
        yield cluster
        cluster.run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def test_a_database_restarted_under_load_is_missed_and_found_again(
    cluster: Cluster, serving: Callable[..., Flask], report: Callable[..., None]
) -> None:
    url = f"postgresql+psycopg://verbatim@127.0.0.1:{cluster.port}/postgres"
    engine = open_database(url)
    changing.upgrade(engine)
    sessions = session_factory(engine)
    watch(sessions)
    with sessions() as session:
        for at in range(20):
            create_thing(session, QUOTE, {"text": f"mot {at}"})
        session.commit()
    app = serving(database_url=url, rate_limit="")
    expected = app.test_client().get("/api/v1/quotes").data
    told: Counter[int] = Counter()
    wrong: list[bytes] = []
    stop = threading.Event()

    def load() -> None:
        client = app.test_client()
        while not stop.is_set():
            answer = client.get("/api/v1/quotes")
            told[answer.status_code] += 1
            if answer.status_code != 503 and (answer.status_code, answer.data) != (200, expected):
                wrong.append(answer.data)

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    modes = ("fast", "immediate") * max(1, FAULTS // 2)
    for mode in modes:
        cluster.run("pg_ctl", "-w", "-t", "600", "-m", mode, "restart")
    stop.set()
    for thread in threads:
        thread.join()
    report(restarts=len(modes), right=told[200], unavailable=told[503], wrong=len(wrong))
    assert wrong == []
    assert app.test_client().get("/api/v1/quotes").data == expected
    assert app.test_client().get("/readyz").get_json()["database"] == "ready"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM quotes")).scalar() == 20
    engine.dispose()
    assert json.loads(expected)["page"]["total"] == 20
