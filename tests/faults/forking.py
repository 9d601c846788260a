"""Processes of their own that have the program imported already: forked from one that waits for orders.

A process is what the faults need; that each of dozens imports everything anew takes longer than all they do.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.faults.conftest import ROOT

_PARENT = """
import json, os, sys, traceback
from importlib import import_module
from api.cli import COMMANDS

for place in COMMANDS.values():
    import_module("api.commands." + place.partition(":")[0])

def become(code, arguments, environment, out, err):
    os.environ.clear()
    os.environ.update(environment)
    for path, number in ((out, 1), (err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.close(0)
    sys.argv = ["-c", *arguments]
    try:
        exec(compile(code, "forked", "exec"), {"__name__": "__main__"})
        left = 0
    except SystemExit as exit:
        left = exit.code or 0
    except BaseException:
        traceback.print_exc()
        left = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(left)

print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if isinstance(asked, int):
        print(os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1]), flush=True)
    elif child := os.fork():
        print(child, flush=True)
    else:
        become(*asked)
"""


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that runs: its id, what it prints, and the file of its errors."""

    pid: int
    printed: IO[str]
    errors: Path


class Nursery:
    """The process that waits."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def fork(self, code: str, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> Forked:
        """Let a new process run this code, with these arguments and variables, its errors in a file of that folder."""
        pipe, errors = folder / "forked.out", folder / "forked.err"
        pipe.unlink(missing_ok=True)
        errors.unlink(missing_ok=True)
        os.mkfifo(pipe)
        pid = int(self._ask([code, [*arguments], dict(environment), str(pipe), str(errors)]))
        return Forked(pid, pipe.open(encoding="utf-8"), errors)  # waits until the other end is open, too

    def wait(self, forked: Forked) -> int:
        """Wait for the end of a process; give its exit code, of one that was killed the signal below zero."""
        with forked.printed:
            return int(self._ask(forked.pid))

    def _ask(self, what: object) -> str:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return self._process.stdout.readline()


@contextmanager
def a_nursery() -> Iterator[Nursery]:
    """Start one, and end it."""
    command = [sys.executable, "-c", _PARENT]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()
