"""How well quotes are extracted: ``python -m benchmarks.extraction --data DIR --json OUT``.

DIR (or a file) has ``quotes_gold_*.jsonl``. A quote cut by an incise (``group``) is one. Overlaps are those of the
Radar de Parité: characters shared / characters of the gold, at least .3 or .8, paired greedily; ``iou_80`` is
symmetric;
``exact`` asks for the same characters. All four are F1. ``speaker`` and ``cue`` are shares of the quotes found at .3.
Quotes within quotes are left out: the gold has none.

The gold is split by a hash of its ids. All of it was read once before the rules were written; after that only the
errors of the half ``written_on`` were looked at. ``reported`` is the other half, from which the confidences are learnt.
Articles that nobody has looked at are harder.
"""

import hashlib
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from api.extraction import Proposal, extract
from benchmarks.quotations import MATCHES, Counts, Gold, Passage, count, pairs, read_passage, same_speaker, top_level
from benchmarks.typographic_variants import VARIANTS

PAGE = 3000
RESAMPLES = 1000


def main_figures(counts: Counts) -> dict[str, float]:
    """The figures that the issue asks for, plain numbers from 0 to 1."""
    figures = {match: round(counts.f1(match), 4) for match in MATCHES}
    return figures | {name: round(counts.share(name), 4) for name in ("speaker", "cue")}


def in_detail(counts: Counts) -> dict[str, Any]:
    """All figures of some passages."""
    return main_figures(counts) | {
        "quotes": counts.gold,
        "proposed": counts.proposed,
        "precision_30": round(counts.hits["f1_30"] / counts.proposed, 4) if counts.proposed else 0.0,
        "recall_30": round(counts.hits["f1_30"] / counts.gold, 4) if counts.gold else 0.0,
        "exact_recall": round(counts.hits["exact"] / counts.gold, 4) if counts.gold else 0.0,
        "speaker_same_words": round(counts.share("speaker_strict"), 4),
        "recall_by_kind": {kind: {"found": hit, "of": all_} for kind, (hit, all_) in sorted(counts.by_kind.items())},
        "passages_without_quotes": counts.quoteless,
        "false_quotes_on_them": counts.false_on_quoteless,
    }


def summed(parts: Sequence[Counts]) -> Counts:
    """Add counts up."""
    total = Counts()
    for part in parts:
        total.add(part)
    return total


def intervals(parts: Sequence[Counts]) -> dict[str, list[float]]:
    """The 95 % bootstrap interval of each figure, passages drawn again with replacement."""
    draw = random.Random(20161129)  # noqa: S311 - a seed, so that the same gold gives the same interval
    samples = [main_figures(summed(draw.choices(parts, k=len(parts)))) for _ in range(RESAMPLES)]
    found = {}
    for name in samples[0]:
        values = sorted(sample[name] for sample in samples)
        found[name] = [values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]]
    return found


def is_written_on(passage_id: str) -> bool:
    """Say in which half a passage is, by a hash of its id."""
    return hashlib.sha256(passage_id.encode()).digest()[0] % 2 == 0


def measure(passages: Sequence[Passage], read: Callable[[str], Any] = extract) -> dict[str, Any]:
    """Measure on all passages, their halves and their typographic variants."""
    parts = [count(passage, read(passage.text)) for passage in passages]
    halves = {
        "written_on": [part for part, passage in zip(parts, passages, strict=True) if is_written_on(passage.id)],
        "reported": [part for part, passage in zip(parts, passages, strict=True) if not is_written_on(passage.id)],
    }
    return {
        **main_figures(summed(parts)),
        "passages": len(passages),
        "whole": in_detail(summed(parts)) | {"intervals_95": intervals(parts)},
        "halves": {
            name: in_detail(summed(half))
            | {
                "passages": len(half),
                "intervals_95": intervals(half),
                "confidence": reliability(
                    [each for each in passages if is_written_on(each.id) == (name == "written_on")]
                ),
            }
            for name, half in halves.items()
            if half
        },
        "variants": {
            name: in_detail(summed([count(each, read(each.text)) for each in map(change, passages)]))
            for name, change in VARIANTS.items()
        },
        "speed": speed(passages, read),
    }


def speed(passages: Sequence[Passage], read: Callable[[str], Any]) -> dict[str, float]:
    """Pages of 3,000 characters read in a second of one processor, the best of five rounds over all passages."""
    text = "\n\n".join(passage.text for passage in passages)
    pages = [text[start : start + PAGE] for start in range(0, len(text) - PAGE + 1, PAGE)] or [text]
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for page in pages:
            read(page)
        best = min(best, time.process_time() - began)
    return {"pages": len(pages), "pages_a_second": round(len(pages) / best, 1)}


def find_gold(data: Path) -> list[Passage]:
    """Read the gold of a folder, or of one file."""
    paths = (
        [data]
        if data.is_file()
        else sorted(data.glob("quotes_gold_*.jsonl")) or sorted(data.glob("*/quotes_gold_*.jsonl"))
    )
    if not paths:
        raise click.ClickException(f"there is no quotes_gold_*.jsonl in {data}.")
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [read_passage(json.loads(line)) for line in lines]


def show_errors(passages: Sequence[Passage]) -> None:
    """Print what went wrong on the half that rules are written on; the other half's errors are not to be looked at."""
    for passage in filter(lambda each: is_written_on(each.id), passages):
        proposals = top_level(extract(passage.text))
        matched = pairs(passage, proposals, "exact")
        for gold in passage.quotes:
            if gold not in [each for each, _ in matched]:
                print(f"MISSED {passage.id} {gold} in {passage.text}")
        for proposal in proposals:
            if proposal not in [each for _, each in matched]:
                print(f"EXTRA {passage.id} {proposal.rule} {proposal.text!r} in {passage.text}")
        for gold, proposal in matched:
            _show_differences(passage, gold, proposal)


def _show_differences(passage: Passage, gold: Gold, proposal: Proposal) -> None:
    if not same_speaker(gold.speaker, proposal.attributions):
        print(f"SPEAKER {passage.id} {gold.speaker!r} {proposal.attributions}")
    if gold.cue != (proposal.cue.head if proposal.cue else None):
        print(f"CUE {passage.id} {gold.cue!r} {proposal.rule} {proposal.cue}")
    if gold.kind != ("naming" if proposal.naming else proposal.kind):
        print(f"KIND {passage.id} {gold.kind!r} {proposal.kind} {proposal.text}")


def calibrated(passages: Sequence[Passage]) -> list[list[float]]:
    """Learn the table of ``confidence.json``: [points, share right], shares that fall pooled until none does."""
    right: dict[int, list[int]] = {}
    for passage in passages:
        proposals = top_level(extract(passage.text))
        found = {id(proposal): gold for gold, proposal in pairs(passage, proposals, "f1_80")}
        for proposal in proposals:
            gold = found.get(id(proposal))
            good = gold is not None and same_speaker(gold.speaker, proposal.attributions)
            right.setdefault(proposal.points, []).append(int(good))
    pools: list[list[Any]] = []
    for points in sorted(right):
        pools.append([[points], sum(right[points]) + 1, len(right[points]) + 2])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [pools[-1][0] + last[0], pools[-1][1] + last[1] - 1, pools[-1][2] + last[2] - 2]
    return [[points, round(good / seen, 3)] for members, good, seen in pools for points in members]


def reliability(passages: Sequence[Passage]) -> dict[str, float]:
    """How true the confidences are: mean confidence, share right, Brier score (lower is better)."""
    said, good = [], []
    for passage in passages:
        proposals = top_level(extract(passage.text))
        found = {id(proposal): gold for gold, proposal in pairs(passage, proposals, "f1_80")}
        for proposal in proposals:
            gold = found.get(id(proposal))
            said.append(proposal.confidence)
            good.append(float(gold is not None and same_speaker(gold.speaker, proposal.attributions)))
    if not said:
        return {}
    brier = sum((one - other) ** 2 for one, other in zip(said, good, strict=True)) / len(said)
    return {
        "mean_confidence": round(sum(said) / len(said), 4),
        "share_right": round(sum(good) / len(good), 4),
        "brier": round(brier, 4),
    }


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True, help="Folder or file of the gold.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the figures.")
@click.option("--calibrate", is_flag=True, help="Print the table of confidences that this gold teaches, and stop.")
@click.option("--errors", is_flag=True, help="Print the errors of the half that rules are written on, and stop.")
def main(data: Path, out: Path | None, calibrate: bool, errors: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Measure the extraction of quotes."""
    passages = find_gold(data)
    if errors:
        show_errors(passages)
        return
    if calibrate:
        print(json.dumps(calibrated([each for each in passages if not is_written_on(each.id)])))
        return
    result = measure(passages)
    for name in (*MATCHES, "speaker", "cue"):
        halves = "  ".join(f"{half} {figures[name]:.3f}" for half, figures in result["halves"].items())
        print(f"{name:8} {result[name]:.3f}   {halves}")
    print(f"pages a second {result['speed']['pages_a_second']}")
    if out:
        out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
