"""The speed of search beside other engines: ``python -m benchmarks.search --size 100000 --json OUT``.

Every engine has a process of its own, the same corpus and the same French analysis, and they take turns. OUT gets the
figures; beside it, with the endings `.md` and `.svg`, the table and the picture.
"""

import argparse
import contextlib
import json
import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import corpus, query_classes
from benchmarks.peer_process import PeerProcess, running
from benchmarks.peers.registry import LARGEST, PEERS
from benchmarks.picture import picture
from benchmarks.query_classes import CLASSES, Question
from benchmarks.table import markdown
from benchmarks.timing import figures, in_turns, ratios, same_totals
from benchmarks.writes import NEEDED, measure_beside_readers, measure_writes
from search import Document

QUESTIONS_SEED = 7
TEXTS = "texts.sqlite3"
READ_BESIDE = ("rare", "common", "and", "or", "phrase", "filter", "facets")
Result = dict[str, Any]


def main() -> None:
    """Measure, and write what was found."""
    options = _options()
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="verbatim-search-")))
        folder.mkdir(parents=True, exist_ok=True)
        real = corpus.real_sentences(options.data) if options.data else ()
        path = folder / "corpus.jsonl"
        corpus.write(path, corpus.documents(options.size, options.seed, real))
        result = measure(path, folder, options.peers, options.queries, size=options.size)
    result["set_up"] |= {"seed": options.seed, "real_sentences": bool(real)}
    text = markdown(result)
    print(text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        options.json.with_suffix(".md").write_text(text, encoding="utf-8")
        options.json.with_suffix(".svg").write_text(picture(result), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description="Measure search beside other engines.")
    parser.add_argument("--size", type=int, default=10_000, help="documents of the corpus (10000)")
    parser.add_argument("--json", type=Path, help="write the result here; table and picture beside it")
    parser.add_argument("--queries", type=int, default=100, help="different queries a class (100)")
    parser.add_argument("--peers", nargs="+", choices=PEERS, help="only these (all that can at this size)")
    parser.add_argument("--seed", type=int, default=corpus.SEED, help=f"of the corpus ({corpus.SEED})")
    parser.add_argument("--data", type=Path, help="a folder of JSON Lines to draw real sentences from, ../shared/data")
    parser.add_argument("--folder", type=Path, help="an empty folder to work in and keep (a temporary one)")
    options = parser.parse_args()
    options.peers = options.peers or [name for name in PEERS if options.size <= LARGEST.get(name, options.size)]
    return options


def measure(path: Path, folder: Path, names: Sequence[str], queries: int, *, size: int) -> Result:
    """Build every engine's index, ask, then write; return the result as it is written."""
    texts = folder / TEXTS
    _keep_texts(texts, corpus.read(path))
    asked = query_classes.questions(corpus.read(path), queries, QUESTIONS_SEED)
    built = {}
    settled: dict[str, list[float]] = {}
    for name in names:
        print(f"{name} builds", flush=True)
        with running(name, folder / name, texts) as process:
            built[name] = process.call("build", path)
        with running(name, folder / name, texts) as process:  # what is for show has no part in the memory of building
            process.call("prepare_display")
            settled[name] = [process.call("settle")]
    with ExitStack() as stack:
        processes = {name: stack.enter_context(running(name, folder / name, texts)) for name in names}
        about = {name: process.call("about") for name, process in processes.items()}
        opened = {name: process.call("open") for name, process in processes.items()}
        for name, process in processes.items():
            settled[name].append(process.call("settle"))
            process.call("learn")
        classes, left_out = _ask(processes, asked, about)
        memory = {name: process.call("memory")["resident_bytes"] for name, process in processes.items()}
        writes = _write(processes, path, about, folder, asked)
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cpu": _cpu_model(), "cores": os.cpu_count(), "system": platform.system()},
        "set_up": {"documents": size, "queries": {kind: len(each) for kind, each in asked.items()}},
        "versions": {
            "python": platform.python_version(),
            **{name: number for each in about.values() for name, number in each["versions"].items()},
        },
        "ratios": ratios(classes),
        "classes": classes,
        "left_out": left_out,
        "build": {name: _built(each, size) for name, each in built.items()},
        "open_ms": {name: round(seconds * 1000, 1) for name, seconds in opened.items()},
        "kernels_ms": {
            name: dict(zip(("compiled", "from_cache"), (round(each * 1000, 1) for each in seconds), strict=True))
            for name, seconds in settled.items()
            if name == "verbatim"
        },
        "memory": {name: _megabytes(resident) for name, resident in memory.items()},
        "index_mb": {name: _megabytes(each["bytes"]) for name, each in built.items()},
        "writes": writes,
    }


def _ask(
    processes: Mapping[str, PeerProcess], asked: Mapping[str, Sequence[Question]], about: Mapping[str, Any]
) -> tuple[Result, dict[str, dict[str, str]]]:
    classes: Result = {}
    left_out: dict[str, dict[str, str]] = {}
    for kind in CLASSES:
        print(f"{kind}: {len(asked[kind])} queries", flush=True)
        excused = {name: each["left_out"][kind] for name, each in about.items() if kind in each["left_out"]}
        answered = in_turns({name: each for name, each in processes.items() if name not in excused}, asked[kind])
        classes[kind] = {name: figures(passes) for name, passes in answered.items()}
        for name, passes in answered.items():
            classes[kind][name]["same_totals"] = (
                same_totals(answered["verbatim"], passes) if "verbatim" in answered else None
            )
        if excused:
            left_out[kind] = excused
    return classes, left_out


def _write(
    processes: Mapping[str, PeerProcess],
    path: Path,
    about: Mapping[str, Any],
    folder: Path,
    asked: Mapping[str, Sequence[Question]],
) -> Result:
    print("writes", flush=True)
    documents: list[Document] = list(islice(corpus.read(path), NEEDED))
    if len(documents) < NEEDED:
        return {}
    able = {name: each for name, each in processes.items() if "writes" not in about[name]["left_out"]}
    writes: Result = dict(measure_writes(able, documents))
    if "verbatim" in able:
        questions = [each for kind in READ_BESIDE for each in asked[kind]]
        with running("verbatim", folder / "verbatim", folder / TEXTS) as reading:
            reading.call("open")
            writes["verbatim_beside_readers"] = measure_beside_readers(able["verbatim"], reading, documents, questions)
    return writes


def _keep_texts(path: Path, documents: Iterable[Document]) -> None:
    """Keep the texts as rows, as an archive's database does."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany(
            "INSERT INTO texts VALUES (?, ?)", ((int(one.id), one.texts["text"]) for one in documents)
        )
        connection.commit()


def _built(built: Mapping[str, float], size: int) -> Result:
    return {
        "documents_per_second": round(size / built["seconds"]),
        "seconds": round(built["seconds"], 2),
        "analysis_seconds": round(built["analysis_seconds"], 2) or None,
        "peak_mb": _megabytes(built["peak_bytes"]),
    }


def _megabytes(size: float) -> float:
    return round(size / 1e6, 1)


def _cpu_model() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
