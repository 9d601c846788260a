"""A disk that is full: the system refuses to let a file grow (RLIMIT_FSIZE), wherever that comes in the work."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import FAULTS, Archive
from tests.faults.forking import Nursery, a_nursery

LIMITED = """
import resource, signal, sys
limit = int(sys.argv.pop(1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from api.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
main()
"""


QUOTES = 300
FIRST_LIMIT = 36_000
"""Bytes: SQLite needs 32 KiB of shared memory to open anything at all."""


def _write(archive: Archive, name: str, count: int) -> Path:
    """Write quotes that no compression makes small, so that each file there is would be longer than the limits."""
    draw = random.Random(name)  # noqa: S311 - nothing secret
    path = archive.home / f"{name}.jsonl"
    line = '{{"type": "quote", "external_id": "{0}-{1}", "text": "mot commun rumeur{2} {3}"}}\n'
    lines = (line.format(name, at, at % 5, draw.randbytes(100).hex(" ", 25)) for at in range(count))
    path.write_text("".join(lines), "utf-8")
    return path


def run(nursery: Nursery, archive: Archive, limit: int, *arguments: str) -> tuple[int, str]:
    """Run a command that may write no file longer than so many bytes; give its exit code and its errors."""
    done = nursery.fork(LIMITED, (str(limit), *arguments), archive.environment, archive.home)
    done.printed.read()
    return nursery.wait(done), done.errors.read_text("utf-8")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What forks processes."""
    with a_nursery() as nursery:
        yield nursery


@pytest.mark.parametrize("what", ["import", "index", "backup"])
def test_a_full_disk_is_told_and_loses_nothing(what: str, archive: Archive, nursery: Nursery) -> None:
    some, more = (_write(archive, name, QUOTES) for name in ("some", "more"))
    assert archive.verbatim("import", "-q", str(some)).exit_code == 0
    before = archive.texts()
    arguments = {
        "import": ("import", "-q", str(more)),
        "index": ("index", "rebuild"),
        "backup": ("backup", "--force", str(archive.home / "a.backup")),
    }[what]
    refused = 0
    for limit in range(FIRST_LIMIT, FIRST_LIMIT + FAULTS * 1_000, 2_000):
        code, errors = run(nursery, archive, limit, *arguments)
        assert code in (0, 1, 2)
        if code:
            refused += 1
            assert errors.splitlines()[-1].startswith("verbatim: ")
            assert "Traceback" not in errors
        assert set(before) <= set(archive.texts())
        assert not list(archive.home.glob(".*.part"))
    assert refused
    archive.require_in_step()
    assert archive.verbatim(*arguments).exit_code == 0
    archive.require_in_step()
