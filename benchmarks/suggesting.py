"""Suggestions while somebody types, in the engine: ``python -m benchmarks.suggesting --size 100000 --json OUT``.

Every question is asked once, of an index just opened: words of a document of the corpus, the last one begun; the same
with a slip of the pen in the word begun; and with one in a whole word before it. Milliseconds of wall clock and of the
processor; the names, which are no documents, are suggested besides.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from benchmarks import corpus
from benchmarks.load import percentile
from search import Index, Name, Names, Query, Suggest, open_index, speed_up

TARGET_MS = 5.0
KINDS = ("well spelt", "slip in the word begun", "slip in a whole word", "first letters exchanged")
_WORD = re.compile(r"[^\W\d_]{6,}")


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks.suggesting", description="Measure suggestions while typing.")
    parser.add_argument("--size", type=int, default=10_000, help="documents of the corpus (10000)")
    parser.add_argument("--queries", type=int, default=300, help="questions a kind (300)")
    parser.add_argument("--json", type=Path, help="write the result here")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="verbatim-suggesting-") as folder:
        result = measure(Path(folder), options.size, options.queries)
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(text, encoding="utf-8")


def measure(folder: Path, size: int, queries: int) -> dict[str, Any]:
    """Build an index of a corpus, and ask it."""
    url = f"whoosh:{folder / 'index'}"
    writing = open_index(url)
    writing.replace(corpus.documents(size))
    writing.close()
    speed_up(url, folder / "kernels")
    texts = [each.texts["text"] for each in corpus.documents(size)]
    names = corpus.Names(size, random.Random(corpus.SEED))  # noqa: S311 - nothing secret
    speakers = Names([Name("speaker", id_, name) for id_, name in names.speakers.items()])
    asked = {kind: [*typed(texts, kind, queries)] for kind in KINDS}
    index = open_index(url)
    index.search(Query(Suggest("le")))  # opens it
    result = {"size": size, "target_ms": TARGET_MS, "quotes": {kind: timed(index, asked[kind]) for kind in KINDS}}
    result["names"] = {kind: timed(speakers, _of_names([*names.speakers.values()], kind, queries)) for kind in KINDS}
    index.close()
    return result


def typed(texts: Sequence[str], kind: str, queries: int) -> Iterator[str]:
    """Make what somebody types so far who looks for one of these texts; the same from run to run."""
    draw = random.Random(f"{kind} {queries}")  # noqa: S311 - nothing secret
    while queries:
        words = _WORD.findall(draw.choice(texts).lower())
        if len(words) < 2:  # a whole word, and one begun
            continue
        at = draw.randrange(len(words) - 1)
        whole, begun = words[at], words[at + 1][: draw.randint(4, 6)]
        if kind == KINDS[1]:
            begun = slipped(begun, draw)
        elif kind == KINDS[2]:
            whole = slipped(whole, draw)
        elif kind == KINDS[3]:
            begun = f"{begun[1]}{begun[0]}{begun[2:]}"
        yield f"{whole} {begun}"
        queries -= 1


def slipped(word: str, draw: random.Random) -> str:
    """Double, leave out, change or exchange one letter that is not the first."""
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + draw.choice("aeinrst") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _of_names(names: Sequence[str], kind: str, queries: int) -> list[str]:
    draw = random.Random(f"names {kind}")  # noqa: S311 - nothing secret
    asked = []
    for name in draw.choices(names, k=queries):
        first, _, last = name.partition(" ")
        begun = last[: draw.randint(3, 6)]
        if kind == KINDS[1]:
            begun = slipped(begun, draw) if len(begun) > 2 else begun
        elif kind == KINDS[2]:
            first = slipped(first, draw) if len(first) > 2 else first
        elif kind == KINDS[3]:
            first = f"{first[1]}{first[0]}{first[2:]}"
        asked.append(f"{first} {begun}")
    return asked


def timed(asked_of: Index | Names, questions: Sequence[str]) -> Mapping[str, Any]:
    """Ask each question once."""
    walls, cpus, found = [], [], 0
    for text in questions:
        wall, cpu = perf_counter(), process_time()
        if isinstance(asked_of, Names):
            found += bool(asked_of.suggest(text, ("speaker",), 10))
        else:
            found += bool(asked_of.search(Query(Suggest(text), limit=10)).total)
        cpus.append(process_time() - cpu)
        walls.append(perf_counter() - wall)
    return {
        "asked": len(questions),
        "found": found,
        **_percentiles("wall", walls),
        **_percentiles("cpu", cpus),
    }


def _percentiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{name}_p{percent}_ms": round(percentile(seconds, percent) * 1000, 3) for percent in (50, 95, 99)}


if __name__ == "__main__":
    main()
