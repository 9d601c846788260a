"""Turns and figures: every engine is asked the same, block by block and in changing order, so noise meets all alike."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.load import percentile
from benchmarks.peer_process import Asked, PeerProcess
from benchmarks.query_classes import Question

BLOCK = 10
PASSES = ("first", "page", "warm", "warm")
"""Queries never asked before; the same with one hit more, so that a memory of whole answers is told from one of what
matched or of terms; then what was asked at first again, twice."""

CLASS_SECONDS = 60.0
"""No engine is asked on in a class for longer than this, first pass and warm: its figures say of how many they are."""

Passes = dict[str, list[Asked]]
"""What one engine answered, by the name of the pass."""


def in_turns(
    processes: Mapping[str, PeerProcess], questions: Sequence[Question], seconds: float = CLASS_SECONDS
) -> dict[str, Passes]:
    """Ask all engines the same in all passes, one engine at a time."""
    answered: dict[str, Passes] = {name: {each: [] for each in PASSES} for name in processes}
    left = dict.fromkeys(processes, seconds)
    for number, which in enumerate(PASSES):
        asked = [replace(each, hits=each.hits + (which == "page")) for each in questions]
        for turn, start in enumerate(range(0, len(asked), BLOCK)):
            for name in rotated(list(processes), turn + number):
                if left[name] > 0:
                    block: list[Asked] = processes[name].call("ask", asked[start : start + BLOCK])
                    answered[name][which] += block
                    left[name] -= sum(each.seconds for each in block)
    return answered


def rotated(names: Sequence[str], by: int) -> list[str]:
    """Begin with another one.

    >>> rotated(["a", "b", "c"], 4)
    ['b', 'c', 'a']
    """
    first = by % len(names) if names else 0
    return [*names[first:], *names[:first]]


def figures(passes: Passes) -> dict[str, Any]:
    """Sum up what an engine took: milliseconds, and of how many queries the figures are."""
    totals = [each.total for each in passes["first"] if each.total is not None]
    times: dict[str, Any] = {}
    for name, asked in passes.items():
        times |= _percentiles(name, asked or passes["first"])
    return {
        **times,
        "asked": {name: len(asked) for name, asked in passes.items()},
        "mean_total": round(sum(totals) / len(totals), 1) if totals else None,
    }


def _percentiles(name: str, asked: Sequence[Asked]) -> dict[str, float]:
    times = [each.seconds for each in asked]
    return {f"{name}_p{percent}_ms": round(percentile(times, percent) * 1000, 4) for percent in (50, 95)}


def same_totals(ours: Passes, theirs: Passes) -> float | None:
    """Give the share of the queries for which both find as many; None where one of them does not count."""
    pairs = [
        (a.total, b.total)
        for a, b in zip(ours["first"], theirs["first"], strict=False)
        if None not in {a.total, b.total}
    ]
    return round(sum(a == b for a, b in pairs) / len(pairs), 3) if pairs else None


def ratios(classes: Mapping[str, Mapping[str, Mapping[str, Any]]], ours: str = "verbatim") -> dict[str, Any]:
    """Compare p50s, peer over ours: above 1 we are faster. By peer and by pass: every class, and all together."""
    compared: dict[str, Any] = {}
    for name in dict.fromkeys(name for each in classes.values() for name in each if name != ours):
        compared[name] = {}
        for which in dict.fromkeys(PASSES):
            key = f"{which}_p50_ms"
            by_class = {kind: each[name][key] / each[ours][key] for kind, each in classes.items() if name in each}
            compared[name][which] = {
                "geometric_mean": round(geometric_mean(list(by_class.values())), 3),
                "least": round(min(by_class.values()), 3),
                "classes": {kind: round(ratio, 3) for kind, ratio in by_class.items()},
            }
    return compared


def geometric_mean(values: Sequence[float]) -> float:
    """Return the mean that a ratio and its inverse cancel out in.

    >>> geometric_mean([4.0, 0.25])
    1.0
    """
    return math.exp(sum(map(math.log, values)) / len(values))
