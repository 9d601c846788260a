"""The speed of Verbatim over HTTP, beside Datasette serving the same quotes: ``python -m benchmarks.http``.

One process each, in one run, turn about, asked by the same client. Every address but those of the last two parts
is asked once. Everything stays on loopback and in a temporary folder, and is ended and removed. Of a large archive the
import takes far longer than all the rest: ``--folder`` keeps it for the next run.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.commands.serving import KERNELS
from benchmarks import archive
from benchmarks import datasette_peer as peer
from benchmarks.addresses import Quote
from benchmarks.http_phases import Bench, measure_phases, stock_up
from benchmarks.http_report import headline, markdown
from benchmarks.load import Connection, Request
from benchmarks.servers import Ran, Server, run, serving
from search.whoosh.preparing import fingerprint

FILES = ("archive/conferences.jsonl", "archive/parliament.jsonl")
SEED = 20161129
COMPILED_WITHIN, LOADED_WITHIN = 600.0, 8.0
"""Seconds that a new server is given to compile its kernels, and to take them in."""

IMPORTED = "imported.json"
"""What the import of a folder took; it is written when that has ended."""

BIN = Path(sys.executable).parent
VERBATIM = (str(BIN / "verbatim"),)
DATASETTE = (str(BIN / "datasette"),)
PACKAGES = ("datasette", "uvicorn", "gunicorn", "flask", "sqlalchemy", "whoosh3", "numpy")
OFF = {"RATE_LIMIT": "", "RATE_LIMIT_TOKEN": "", "INDEXER": "off"}


def main() -> None:
    """Measure, and write what was found."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="verbatim-bench-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = [options.data / name for name in FILES]
        if options.size:
            files = [folder / "archive.jsonl"]
            if not (folder / IMPORTED).exists():
                archive.write(files[0], options.size)
        result = measure(files, folder, options.requests, options.threads)
    text = markdown(result)
    print(text)
    for path, content in ((options.json, json.dumps(result, indent=2) + "\n"), (options.markdown, text)):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure Verbatim over HTTP, beside Datasette.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder that holds archive/*.jsonl")
    parser.add_argument("--size", type=int, help="serve an invented archive of so many quotes and talks, not the data")
    parser.add_argument(
        "--folder",
        type=Path,
        help="work in this folder and leave it: what an earlier run imported and compiled there is served as it is, "
        "and its import's figures are given again",
    )
    parser.add_argument("--json", type=Path, help="write the result here")
    parser.add_argument("--markdown", type=Path, help="and its table here")
    parser.add_argument("--requests", type=int, default=200, help="different addresses a phase and server (200)")
    parser.add_argument("--threads", type=int, default=4, help="threads of Verbatim's one worker (4, its default)")
    return parser.parse_args()


def measure(files: Sequence[Path], folder: Path, requests: int, threads: int) -> dict[str, Any]:
    """Make an archive, import, serve, ask; return the result as it is written."""
    clean = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SEARCH_URL"}}
    environment = {**clean, **OFF, "VERBATIM_HOME": str(folder / "home"), "THREADS": str(threads)}
    imported = _imported(files, folder, environment)
    command = [*VERBATIM, "serve", "--workers", "1", "--port"]
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(serving(command, environment, path="/api/v1/topics", log=folder / "verbatim.log"))
        quotes = _all_quotes(ours)
        _settle(folder / "home" / KERNELS)
        (folder / "quotes.db").unlink(missing_ok=True)
        peer.build(folder / "quotes.db", quotes)
        theirs = stack.enter_context(peer.datasette(DATASETTE, folder / "quotes.db", clean))
        bench = Bench(ours, theirs, stock_up(quotes, requests, SEED), requests)
        phases = measure_phases(bench)
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": _versions(),
        "machine": {"cpu": _cpu_model(), "cores": os.cpu_count(), "system": platform.system()},
        "set_up": {"requests": requests, "quotes": len(quotes), "verbatim_workers": 1, "verbatim_threads": threads},
        "import": imported,
        **phases,
    }
    return {**result, "headline": headline(result)}


def _imported(files: Sequence[Path], folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Import, unless that was done in this folder to the end; return what it took."""
    known = folder / IMPORTED
    if not known.exists():
        shutil.rmtree(folder / "home", ignore_errors=True)  # what an import that was cut off has left
        known.write_text(json.dumps(_import(files, environment)), encoding="utf-8")
    else:
        run([*VERBATIM, "db", "upgrade"], environment)
    figures: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
    return figures


def _import(files: Sequence[Path], environment: Mapping[str, str]) -> dict[str, Any]:
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    for arguments in (["db", "upgrade"], ["seed"]):
        run([*VERBATIM, *arguments], environment)
    command = [*VERBATIM, "import", "--yes", *map(str, files)]
    runs: dict[str, Ran] = {"first": run(command, environment), "second": run(command, environment)}
    return {
        "lines": lines,
        **{
            name: {"seconds": round(ran.seconds, 2), "lines_per_second": round(lines / ran.seconds)}
            for name, ran in runs.items()
        },
        "second_changes_nothing": _changed_nothing(runs["second"].output, len(files)),
    }


def _settle(kernels: Path) -> None:
    """Wait for what a server does behind its first requests: the kernels compiled, then taken in, and words learnt."""
    complete, until = kernels / fingerprint() / "complete", time.monotonic() + COMPILED_WITHIN
    while not complete.exists():
        if time.monotonic() > until:
            raise RuntimeError(f"The kernels were not compiled within {COMPILED_WITHIN:.0f} seconds: {complete}")
        time.sleep(1)
    time.sleep(LOADED_WITHIN)


def _changed_nothing(output: str, files: int) -> bool:
    """Tell from the sums of an import whether nothing was new, changed or refused, in any file."""
    rows = [line.split() for line in output.splitlines()]
    return all(rows.count([outcome, "nothing"]) == files for outcome in ("new", "changed", "refused"))


def _all_quotes(server: Server) -> list[Quote]:
    """Read the whole list, newest first, as anybody would."""
    connection = Connection(server)
    quotes: list[Quote] = []
    total = 1
    while len(quotes) < total:
        page = len(quotes) // 100 + 1
        body = json.loads(connection.get(Request(f"/api/v1/quotes?sort=-said_on&page_size=100&page={page}")).body)
        quotes += body["items"]
        total = body["page"]["total"]
    connection.close()
    return quotes


def _versions() -> dict[str, str]:
    found = {name: version(name) for name in ("verbatim", *PACKAGES)}
    return {**found, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}


def _cpu_model() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
