"""The client and its figures, against a server of this process."""

import http.server
import os
import threading
from collections.abc import Iterator

import pytest

from benchmarks.load import Answer, Connection, Request, Taken, one_by_one, percentile, together
from benchmarks.servers import HOST, Server, parse_stat, tree_cpu


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers its own path, under the tag "same"; 404 for /missing."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        known = self.headers.get("If-None-Match") == '"same"'
        body = b"" if known else self.path.encode()
        self.send_response(404 if self.path == "/missing" else 304 if known else 200)
        self.send_header("ETag", '"same"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the standard library
        """Keep quiet."""


@pytest.fixture
def echo() -> Iterator[tuple[Server, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (Echo,), {"asked": asked})
    with http.server.ThreadingHTTPServer((HOST, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Server(server.server_address[1], os.getpid()), asked
        server.shutdown()
        thread.join()


def test_percentiles_are_values_that_were_met() -> None:
    values = [float(value) for value in range(1, 201)]

    assert [percentile(values, percent) for percent in (50, 95, 100)] == [100.0, 190.0, 200.0]
    assert percentile([7.0], 50) == 7.0


def test_figures_are_of_all_answers() -> None:
    answers = [Answer(200, seconds / 1000, b"1234", None) for seconds in (1, 2, 3, 10)]

    assert Taken(answers, wall_seconds=0.02, cpu_seconds=0.012).figures() == {
        "requests": 4,
        "p50_ms": 2.0,
        "p95_ms": 10.0,
        "rps": 200.0,
        "cpu_ms": 3.0,
        "bytes": 4,
    }


def test_two_servers_are_asked_in_turns(echo: tuple[Server, list[str]]) -> None:
    server, asked = echo
    requests = {name: [Request(f"/{name}{number}") for number in range(3)] for name in "ab"}

    taken = one_by_one({name: (server, requests[name]) for name in "ab"}, block=2)

    assert asked == ["/a0", "/a1", "/b0", "/b1", "/a2", "/b2"]
    assert [(answer.status, answer.body, answer.tag) for answer in taken["b"].answers] == [
        (200, b"/b0", '"same"'),
        (200, b"/b1", '"same"'),
        (200, b"/b2", '"same"'),
    ]


def test_several_connections_share_the_requests(echo: tuple[Server, list[str]]) -> None:
    server, asked = echo
    paths = [f"/{number}" for number in range(20)]

    taken = together({"a": (server, [Request(path) for path in paths])}, connections=3, block=10)

    assert sorted(asked) == sorted(paths)
    assert sorted(answer.body.decode() for answer in taken["a"].answers) == sorted(paths)


def test_a_copy_that_is_still_good_is_not_sent_again(echo: tuple[Server, list[str]]) -> None:
    connection = Connection(echo[0])

    answer = connection.get(Request("/x", '"same"'))
    connection.close()

    assert (answer.status, answer.body) == (304, b"")


def test_an_error_ends_the_measure(echo: tuple[Server, list[str]]) -> None:
    for measure in (one_by_one, together):
        with pytest.raises(RuntimeError, match="/missing answers 404"):
            measure({"a": (echo[0], [Request("/missing")])})


def test_a_process_is_read_whatever_its_name() -> None:
    ticks = os.sysconf("SC_CLK_TCK")
    fields = "S 7 42 42 0 -1 4194560 100 200 0 0 30 12 5 3 20 0 1 0 100 1 1"

    assert parse_stat(f"42 (a) (b) {fields}") == (42, 7, 50 / ticks)


def test_the_time_of_a_server_is_that_of_all_its_processes() -> None:
    processes = {1: (0, 100.0), 2: (1, 1.0), 3: (2, 0.5), 4: (3, 0.25), 5: (1, 50.0)}

    assert sum(tree_cpu(2, processes)) == 1.75
    assert tree_cpu(9, processes) == []
