"""The programs under measure: started on loopback, their CPU time read, and ended by whoever started them."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 60.0
COMMAND_SECONDS = 900.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and its first process."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the CPU time that the server and its children have used since they started (10 ms steps)."""
        return sum(used for used in tree_cpu(self.pid, _processes()))


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended well: how long it took, in seconds, and what it printed."""

    seconds: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Ran:
    """Run a command to its end; raises ``RuntimeError`` with what it said when it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return Ran(seconds, done.stdout)


def free_port() -> int:
    """Return a port of loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], *, path: str, log: Path) -> Iterator[Server]:
    """Start a server whose command ends with its port; give it once ``path`` answers; end it in any case."""
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen([*command, str(port)], env=dict(environment), stdout=output, stderr=output)
        try:
            _await(process, f"http://{HOST}:{port}{path}", log)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                answer.read()
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{address} does not answer: {log.read_text(errors='replace')[-2000:]}")


def parse_stat(text: str) -> tuple[int, int, float]:
    """Read a process's `stat` (proc(5)): its id, its parent's, and its CPU time with that of its ended children."""
    pid, _, rest = text.partition(" (")
    # The name in brackets may hold anything, brackets too: what follows counts from the last one.
    values = rest.rpartition(")")[2].split()
    return int(pid), int(values[1]), sum(map(int, values[11:15])) / _TICKS


def tree_cpu(root: int, processes: Mapping[int, tuple[int, float]]) -> list[float]:
    """Return the CPU times of a process and all below it; ``processes`` has, by id, the parent and the time."""
    used = [processes[root][1]] if root in processes else []
    for pid, (parent, _) in processes.items():
        if parent == root:
            used += tree_cpu(pid, processes)
    return used


def _processes() -> dict[int, tuple[int, float]]:
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                pid, parent, cpu = parse_stat((folder / "stat").read_text(errors="replace"))
                found[pid] = (parent, cpu)
    return found
