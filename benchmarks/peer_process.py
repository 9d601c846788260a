"""One engine in a process of its own, driven over a pipe: its memory is its own, and nobody waits in its way."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.corpus import read
from benchmarks.peers.registry import Answer, display_folder, peer
from benchmarks.query_classes import Question
from benchmarks.readers import Readers
from search import Document

WARM_UP = Question("rare", "réchauffement")
"""Asked once before anything is timed: dictionaries are read, files mapped, modules loaded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How long a question took, in seconds from its text to ids and scores, and what came."""

    seconds: float
    ids: tuple[str, ...]
    total: int | None


class _Served:
    """What can be asked of the process, by name."""

    def __init__(self, name: str, folder: Path, texts: Path) -> None:
        self._peer = peer(name, folder, texts)
        self._folder = folder

    def about(self) -> dict[str, Any]:
        return {"left_out": dict(self._peer.left_out), "versions": dict(self._peer.versions)}

    def build(self, corpus: Path) -> dict[str, float]:
        began = time.perf_counter()
        self._peer.build(read(corpus))
        seconds = time.perf_counter() - began
        size = sum(each.stat().st_size for each in self._folder.rglob("*") if each.is_file())
        return {"seconds": seconds, "analysis_seconds": self._peer.analysis_seconds, "bytes": size} | memory()

    def prepare_display(self) -> None:
        self._peer.prepare_display()

    def open(self) -> float:
        """Open, and give the seconds to the first answer."""
        began = time.perf_counter()
        self._peer.open()
        self._peer.ask(WARM_UP)
        return time.perf_counter() - began

    def settle(self) -> float:
        """Get as fast as can be, and give the seconds that takes."""
        began = time.perf_counter()
        self._peer.settle()
        return time.perf_counter() - began

    def learn(self) -> None:
        self._peer.learn()

    def ask(self, questions: Sequence[Question]) -> list[Asked]:
        asked = []
        for each in questions:
            began = time.perf_counter()
            answer = self._peer.ask(each)
            asked.append(_asked(time.perf_counter() - began, answer))
        return asked

    def change(self, changes: Sequence[tuple[Document, Document]], look_for: str) -> tuple[float, float]:
        """Write, then look until it is there; give the seconds of the one and of the other.

        Raises:
            RuntimeError: it was not there at once.
        """
        began = time.perf_counter()
        self._peer.change(changes)
        written = time.perf_counter()
        self._peer.refresh()
        found = self._peer.ask(Question("rare", look_for))
        seen = time.perf_counter()
        if not found.ids:
            raise RuntimeError(f"{look_for} was written, and is not found")
        return written - began, seen - written

    def read_on(self, questions: Sequence[Question], readers: int) -> None:
        self._readers = Readers(self._peer, questions, readers)

    def stop_reading(self) -> int:
        return self._readers.stop()

    def memory(self) -> dict[str, int]:
        return memory()


def _asked(seconds: float, answer: Answer) -> Asked:
    return Asked(seconds, tuple(map(str, answer.ids)), answer.total)


def memory() -> dict[str, int]:
    """Read this process's resident bytes now, and at most (proc(5))."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    fields = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines) if "kB" in rest}
    return {"resident_bytes": fields["VmRSS"] * 1024, "peak_bytes": fields["VmHWM"] * 1024}


def _serve(pipe: Connection, name: str, folder: Path, texts: Path) -> None:
    served: _Served | None = None
    while (call := pipe.recv()) is not None:
        method, arguments = call
        try:
            served = served or _Served(name, folder, texts)
            pipe.send((True, getattr(served, method)(*arguments)))
        except Exception as error:  # noqa: BLE001 whatever it is, the other side must hear of it
            pipe.send((False, f"{name}.{method}: {error!r}"))


class PeerProcess:
    """A process with one engine. ``call`` does in it what ``_Served`` can."""

    def __init__(self, name: str, folder: Path, texts: Path) -> None:
        for each in (folder, display_folder(folder)):
            each.mkdir(parents=True, exist_ok=True)
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name, folder, texts), name=name, daemon=True)
        self._process.start()
        theirs.close()

    def call(self, method: str, *arguments: Any) -> Any:
        """Have it done, and give what came of it; raises ``RuntimeError`` with what went wrong."""
        try:
            self._pipe.send((method, arguments))
            done, result = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise RuntimeError(f"{self._process.name} ended in the midst of {method}") from error
        if not done:
            raise RuntimeError(result)
        return result

    def end(self) -> None:
        """End the process."""
        with suppress(OSError):  # it may have ended by itself, and whoever called has been told
            self._pipe.send(None)
            self._process.join(30)
        self._process.kill()


@contextmanager
def running(name: str, folder: Path, texts: Path) -> Iterator[PeerProcess]:
    """Run an engine's process, and end it in any case."""
    process = PeerProcess(name, folder, texts)
    try:
        yield process
    finally:
        process.end()
