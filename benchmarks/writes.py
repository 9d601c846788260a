"""What writing costs: one changed document, a thousand, and until a search sees them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.load import percentile
from benchmarks.peer_process import PeerProcess
from benchmarks.query_classes import Question
from benchmarks.timing import rotated
from search import Document

ONES, MANY, THOUSANDS = 30, 1_000, 3
READERS = 20
NEEDED = 2 * ONES + MANY * THOUSANDS
"""How many documents are changed, each once."""

Change = tuple[list[tuple[Document, Document]], str]
"""Documents before and after, and a word that these have from then on, and no others."""


def changes(documents: Sequence[Document]) -> Iterator[Change]:
    """Plan the changes: single ones, single ones again (beside readers), then a thousand at a time."""
    start = 0
    for number, many in enumerate([*[1] * (2 * ONES), *[MANY] * THOUSANDS]):
        word = f"zyx{number:05d}"
        yield [(each, _with(each, word)) for each in documents[start : start + many]], word
        start += many


def _with(document: Document, word: str) -> Document:
    return replace(document, texts={**document.texts, "text": f"{document.texts['text']} {word}"})


def measure_writes(processes: Mapping[str, PeerProcess], documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """Change the same in every engine, turn about."""
    planned = list(changes(documents))
    singles, thousands = planned[:ONES], planned[2 * ONES :]
    taken: dict[str, list[list[tuple[float, float]]]] = {name: [[], []] for name in processes}
    for kind, plan in enumerate((singles, thousands)):
        for turn, change in enumerate(plan):
            for name in rotated(list(processes), turn):
                taken[name][kind].append(processes[name].call("change", *change))
    return {name: {**_figures("one", one), **_figures("thousand", many)} for name, (one, many) in taken.items()}


def measure_beside_readers(
    writing: PeerProcess, reading: PeerProcess, documents: Sequence[Document], questions: Sequence[Question]
) -> dict[str, Any]:
    """Change single documents in one process while so many readers search on in another."""
    reading.call("read_on", questions, READERS)
    taken = [writing.call("change", *change) for change in list(changes(documents))[ONES : 2 * ONES]]
    answered: int = reading.call("stop_reading")
    return {"readers": READERS, "answered_meanwhile": answered, **_figures("one", taken)}


def _figures(name: str, taken: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Give p50 and p95 in milliseconds of the writing, of the refresh, and of both: until it is searchable."""
    parts = {
        "write": [written for written, _ in taken],
        "refresh": [seen for _, seen in taken],
        "searchable": [written + seen for written, seen in taken],
    }
    return {
        f"{name}_{part}_p{percent}_ms": round(percentile(seconds, percent) * 1000, 3)
        for part, seconds in parts.items()
        for percent in (50, 95)
    }
