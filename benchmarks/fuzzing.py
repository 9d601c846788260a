"""Queries that nobody would type, and how much processor time each takes: ``python -m benchmarks.fuzzing``.

Words of the corpus, mistyped words, operators, marks and any characters at all are thrown together; every answer must
come, and the slowest are told.
"""

import argparse
import gc
import heapq
import json
import random
import string
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from api.commands.serving import COLLECT_AFTER
from benchmarks import corpus
from search import Filter, Query, Sort, Words, open_index, speed_up
from search.types import Mode

LIMIT = 0.05
"""Seconds of processor time that no query may take."""

WORST = 20
MARKS = (*'"«»“”()-*~:’…\u00a0\u00adé𝔘\x00', "OR", "OU", "'")
SORTS: tuple[Sort, ...] = ("relevance", "relevance", "date")
MODES: tuple[Mode, ...] = ("words", "words", "words", "exact")
FIELDS = ("orateur:", "organisation:", "evenement:", "theme:", "titre:", "source:", "apres:", "avant:", "nul:")


def main() -> None:
    """Ask, and tell the slowest."""
    parser = argparse.ArgumentParser(prog="benchmarks.fuzzing", description="Ask what nobody would type.")
    parser.add_argument("--size", type=int, default=10_000, help="documents of the corpus (10000)")
    parser.add_argument("--queries", type=int, default=10_000, help="how many queries (10000)")
    parser.add_argument("--minutes", type=float, default=600, help="ask no longer than this (600)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path, help="write the result here")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="verbatim-fuzzing-") as folder:
        url = f"whoosh:{folder}/index"
        index = open_index(url)
        index.replace(corpus.documents(options.size))
        speed_up(url, Path(folder) / "kernels")
        for text in ("le", "note*", "zotre~", "orateur:le"):  # what is made at the first question is made here
            index.search(Query(Words(text), facets=("speaker", "topic", "year")))
        gc.freeze()  # as in a worker of `verbatim serve`
        gc.set_threshold(*COLLECT_AFTER)
        draw = random.Random(options.seed)  # noqa: S311 nothing secret
        words = _vocabulary(options.size)
        slowest: list[tuple[float, str]] = []
        over, asked, total, ends = 0, 0, 0.0, time.monotonic() + options.minutes * 60
        for query in tqdm(fuzzed(draw, words, options.queries), total=options.queries):
            began = time.thread_time()
            index.search(query)
            took = time.thread_time() - began
            over, asked, total = over + (took > LIMIT), asked + 1, total + took
            heapq.heappush(slowest, (took, query.ask.text))
            if len(slowest) > WORST:
                heapq.heappop(slowest)
            if time.monotonic() > ends:
                break
        index.close()
    worst = [{"ms": round(took * 1000, 2), "query": text[:200]} for took, text in sorted(slowest, reverse=True)]
    told = {
        "documents": options.size,
        "queries": asked,
        "seed": options.seed,
        "mean_ms": round(total / asked * 1000, 2),
    }
    result = {**told, "over_50_ms": over, "slowest": worst}
    text = json.dumps(result, indent=1) + "\n"  # what was typed may be no text
    print(text)
    if options.json:
        options.json.write_text(text, encoding="utf-8")


def _vocabulary(size: int) -> list[str]:
    """Take the words of the first documents, the commonest most often."""
    texts = (one.texts["text"] for one, _ in zip(corpus.documents(size), range(500), strict=False))
    return [word for text in texts for word in text.split()]


def fuzzed(draw: random.Random, words: Sequence[str], count: int) -> Iterator[Query]:
    """Throw queries together."""
    for _ in range(count):
        text = draw.choice(("", " ")).join(_piece(draw, words) for _ in range(draw.choice((1, 2, 3, 5, 8, 20, 60))))
        filters = (Filter("year", (str(draw.randint(2000, 2026)),)),) if draw.random() < 0.1 else ()
        facets = ("speaker", "topic", "year") if draw.random() < 0.2 else ()
        sort: Sort = draw.choice(SORTS)
        mode: Mode = draw.choice(MODES)
        offset = draw.choice((0, 0, 0, 40, 9_000))
        yield Query(Words(text[:1_000], mode), filters, facets=facets, sort=sort, offset=offset)


def _piece(draw: random.Random, words: Sequence[str]) -> str:
    word = draw.choice(words)
    at = draw.randrange(len(word))
    return draw.choice(
        (
            word,
            f" {word} ",
            f"{word[: at + 1]}*",
            f"{word[:at]}{draw.choice(string.ascii_lowercase)}{word[at:]}",
            f"{word[:at]}{word[at + 1 :]}~",
            draw.choice(FIELDS) + word,
            f'"{word} {draw.choice(words)}"',
            draw.choice(MARKS),
            draw.choice(MARKS) * draw.randint(1, 30),
            chr(draw.choice((draw.randrange(0x250), draw.randrange(0x10000), draw.randrange(0x110000)))),
            str(draw.randrange(3000)),
        )
    )


if __name__ == "__main__":
    main()
