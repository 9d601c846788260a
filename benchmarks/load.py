"""The client: requests over connections that stay open, in a closed loop, in turns, and what they took."""

import http.client
import itertools
import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.servers import HOST, Server

REQUEST_SECONDS = 30.0
PHASE_SECONDS = 600.0
"""No phase asks on for longer than this; its figures then say how many requests they are of."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a path with its query, and the tag of a copy (``If-None-Match``) where there is one."""

    path: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``seconds`` runs from the first byte sent to the last one read."""

    status: int
    seconds: float
    body: bytes
    tag: str | None


@dataclass(slots=True)
class Taken:
    """What one server's requests of a phase took."""

    answers: list[Answer] = field(default_factory=list)
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0

    def figures(self) -> dict[str, float]:
        """Return p50 and p95 (ms), requests a second, CPU (ms) and bytes a request, and how many requests."""
        times = [answer.seconds for answer in self.answers]
        return {
            "requests": len(times),
            "p50_ms": round(percentile(times, 50) * 1000, 3),
            "p95_ms": round(percentile(times, 95) * 1000, 3),
            "rps": round(len(times) / self.wall_seconds, 1),
            "cpu_ms": round(self.cpu_seconds / len(times) * 1000, 3),
            "bytes": round(sum(len(answer.body) for answer in self.answers) / len(times)),
        }


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest of the values that at least ``percent`` of them do not exceed (nearest rank)."""
    rank = math.ceil(len(values) * percent / 100)
    return sorted(values)[max(0, rank - 1)]


class Connection:
    """One connection, kept open."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection(HOST, server.port, timeout=REQUEST_SECONDS)

    def get(self, request: Request) -> Answer:
        """Ask; raises ``RuntimeError`` for an answer that is neither 200 nor 304."""
        headers = {"Accept": "application/json"}
        if request.tag is not None:
            headers["If-None-Match"] = request.tag
        began = time.perf_counter()
        self._connection.request("GET", request.path, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - began
        if response.status not in {200, 304}:
            raise RuntimeError(f"{request.path} answers {response.status}: {body[:500]!r}")
        return Answer(response.status, seconds, body, response.headers.get("ETag"))

    def close(self) -> None:
        """Close."""
        self._connection.close()


Asked = Mapping[str, tuple[Server, Sequence[Request]]]
"""By the server's name: the server, and what it is asked in this phase."""


def one_by_one(asked: Asked, block: int = 10) -> dict[str, Taken]:
    """Ask each server over one connection, in turns of ``block`` requests: noise of the machine meets all alike."""
    connections = {name: Connection(server) for name, (server, _) in asked.items()}

    def ask(name: str, requests: Sequence[Request]) -> list[Answer]:
        return [connections[name].get(request) for request in requests]

    try:
        return _in_turns(asked, block, ask)
    finally:
        for connection in connections.values():
            connection.close()


def together(asked: Asked, connections: int = 4, block: int = 50) -> dict[str, Taken]:
    """Ask each server over several connections at once, in turns of ``block`` requests."""

    def ask(name: str, requests: Sequence[Request]) -> list[Answer]:
        return _share(asked[name][0], requests, connections)

    return _in_turns(asked, block, ask)


def _in_turns(asked: Asked, block: int, ask: Callable[[str, Sequence[Request]], list[Answer]]) -> dict[str, Taken]:
    taken = {name: Taken() for name in asked}
    before = {name: server.cpu_seconds() for name, (server, _) in asked.items()}
    until = time.monotonic() + PHASE_SECONDS
    turns = max(len(requests) for _, requests in asked.values())
    for start in range(0, turns, block):
        if time.monotonic() > until:
            break
        for name, (_, requests) in asked.items():
            began = time.perf_counter()
            taken[name].answers += ask(name, requests[start : start + block])
            taken[name].wall_seconds += time.perf_counter() - began
    # Who is not asked stands still: what a server used over the phase, it used for its own requests.
    for name, (server, _) in asked.items():
        taken[name].cpu_seconds = server.cpu_seconds() - before[name]
    return taken


def _share(server: Server, requests: Sequence[Request], connections: int) -> list[Answer]:
    """Ask over several connections, each taking the next request as soon as it has its answer."""
    ahead: Iterator[Request] = iter(requests)
    lock = threading.Lock()
    answers: list[list[Answer]] = [[] for _ in range(connections)]
    failures: list[Exception] = []

    def work(mine: list[Answer]) -> None:
        connection = Connection(server)
        try:
            while not failures:
                with lock:
                    request = next(ahead, None)
                if request is None:
                    return
                mine.append(connection.get(request))
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return list(itertools.chain.from_iterable(answers))
