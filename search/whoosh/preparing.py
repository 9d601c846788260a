"""Brings the kernels in, once a process.

Compiled code is kept in a folder, under a name made of all that it depends on but the processor, which numba looks
after itself: the kernels' own source among it, since numba does not see when a kernel that another one calls changed.

Decision: a command that searches once must not pay half a second for it, nor a server that starts wait for a compiler.
So it is asked for (``verbatim serve`` does, in a thread behind the first requests), and not done at the first search.
"""

import subprocess
import sys
from fcntl import LOCK_EX, flock
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from search.types import Document, Filter, Query, Suggest, Words
from search.whoosh.engine import WhooshIndex
from search.whoosh.loading import kernels, provide
from search.whoosh.rows import NO_ROWS

if TYPE_CHECKING:
    from search.whoosh.compiled import Kernels

_loading = Lock()

_TRIED = (
    "le",
    "(mot autre) OR rien -le",
    '"un mot"',
    "mot* autre",
    "mot absent jamais autre",
    "zotre autrre",
    "titre:mot apres:2016",
)
"""Queries that reach every kernel."""


def compile_kernels(cache: Path) -> None:
    """Let all indexes of this process use compiled kernels, from ``cache``, a folder that is made when absent.

    Waits until they are there: the first time half a minute, later a second.
    """
    with _loading:
        if not kernels():
            fill(cache)
            provide(compiled_kernels(cache))


def fill(cache: Path) -> None:
    """Have a process of its own compile the kernels that are not in the cache yet, with what is left of the processor.

    In this one the compiler would hold up all other threads: searches would take ten times as long meanwhile. Whoever
    asks while another is at it waits.
    """
    complete = cache / fingerprint() / "complete"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not complete.exists():
            command = [sys.executable, "-m", "search.whoosh.kernels", str(cache)]
            with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603 ourselves
                if code := process.wait():
                    raise subprocess.CalledProcessError(code, command)
            complete.touch()


def compiled_kernels(cache: Path) -> "type[Kernels]":
    """Compile the kernels, or take them from ``cache``, for whoever asks."""
    # The compiler is a hundred megabytes of memory: nobody pays for it who does not ask for speed.
    import_module("numba").config.CACHE_DIR = str(cache / fingerprint())
    made: type[Kernels] = import_module("search.whoosh.compiled").Kernels
    sample = Document("a", {"text": "un mot, un autre", "title": "mot"}, {"type": ("quote",)}, 20161129)
    with TemporaryDirectory(prefix="verbatim-kernels-") as folder:
        index = WhooshIndex(Path(folder), kernels=lambda: made, seconds=inf)  # the compiler has all the time
        index.update([sample, Document("b", {"text": "mot"}, {"type": ("quote", "talk")})])
        for text in _TRIED:
            index.search(Query(Words(text), (Filter("type", ("quote",)),), facets=("type",)))
        index.search(Query(Suggest("autri")))
        index.close()
    counting = import_module("search.whoosh.kernels.counting")
    for kind in (np.uint8, np.uint16, np.uint32):  # a facet's codes are as narrow as its values allow
        codes = np.zeros((1, 1), kind)
        counting.tally(codes, NO_ROWS, np.zeros(1))
        counting.tally_others(NO_ROWS, codes[0], NO_ROWS, np.zeros(1))
    return made


def fingerprint() -> str:
    """Name the folder of the kernels of this very code, within the cache."""
    here = files("search.whoosh")
    sources = [*here.joinpath("kernels").iterdir(), here / "chart.py", here / "plan.py", here / "sketches.py"]
    sources += [
        files("search") / name for name in ("accents.py", "fields.py", "proximity.py", "ranking.py", "spelling.py")
    ]
    texts = [each.read_text("utf-8") for each in sorted(sources, key=lambda each: each.name) if each.is_file()]
    return sha256("\0".join([version("numba"), version("numpy"), *texts]).encode()).hexdigest()[:16]
