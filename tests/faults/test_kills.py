"""kill -9 at any moment of an import, a drain, a merge, a rebuild: what was committed is there, and indexed next."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.conftest import FAULTS, Archive
from tests.faults.forking import Nursery, a_nursery

WORK = """
import random, sys
from io import BytesIO
from itertools import count
from api.archive.database import open_database, session_factory
from api.archive.versions import watch
from api.archive.verbs import QUOTE, change_thing
from api.config import Settings
from api.importers import READERS
from api.indexing import drain, rebuild
from api.loader import load
from search import open_index
from search.whoosh import merging, writing

what, number = sys.argv[1:]
draw = random.Random(number)
settings = Settings.from_environment()
sessions = session_factory(open_database(settings.database))
watch(sessions)
index = open_index(settings.search)
if what == "merge":
    writing.FULL, writing.AT_ONCE, merging.SLICE = 400, 8, 50
line = '{"type": "quote", "external_id": "%s", "text": "mot commun rumeur%d numero%d"}'

def bring(name, size):
    lines = [(line % (f"{name}-{each}", each % 5, each)).encode() for each in range(size)]
    with sessions() as session:
        assert not load(session, list(READERS["jsonl"](BytesIO(b"\\n".join(lines))))).refused

print("ready", flush=True)
for at in count():
    bring(f"{what}-{number}-{at}", 120 if what == "import" else 15)
    if what == "rebuild":
        rebuild(sessions, index)
    elif what != "import":
        drain(sessions, index)
    print(at, flush=True)
"""
SIZES = {"import": 120, "drain": 15, "merge": 15, "rebuild": 15}


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What forks processes."""
    with a_nursery() as nursery:
        yield nursery


@pytest.mark.parametrize("what", SIZES)
def test_a_killed_writer_loses_nothing(
    what: str, archive: Archive, nursery: Nursery, report: Callable[..., None]
) -> None:
    draw = random.Random(what)  # noqa: S311 - nothing secret
    told = 0
    for number in range(FAULTS):
        writer = nursery.fork(WORK, (what, str(number)), archive.environment, archive.home)
        assert writer.printed.readline() == "ready\n"
        if number % 2:  # on the slowest machine, too, there is something to lose
            assert writer.printed.readline() == "0\n"
            told += SIZES[what]
        time.sleep(0.2 + draw.random())  # the moment is what is tried
        os.kill(writer.pid, signal.SIGKILL)
        told += SIZES[what] * len(writer.printed.read().split())
        assert nursery.wait(writer) == -signal.SIGKILL
        # One batch may be committed and not told; of an import's, which commits in parts, any part.
        assert told <= archive.count() <= told + SIZES[what] * (number + 1)
        archive.require_in_step()
    assert archive.count() > 0
    assert archive.verbatim("index", "rebuild").exit_code == 0
    archive.require_in_step()
    assert archive.verbatim("backup", str(archive.home / "a.backup")).exit_code == 0
    report(kills=FAULTS, told=told, kept=archive.count())
