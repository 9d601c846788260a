"""The full ranking beside one of stems in one field: ``python -m benchmarks.ranking_cost --size 100000 --json OUT``.

Both are of this engine and take turns, class by class, on the questions of the speed benchmark. The full one is what
is served: stems and exact forms, in text, titles and names, and proximity. The other is an index of the texts alone,
of which nothing ranks but BM25 of the stems (beginnings, where there are some): no exact forms, no second stage.
Every round opens both anew, so that nothing is remembered; of a question, the best round counts.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from unittest.mock import patch

from benchmarks import corpus, query_classes
from benchmarks.query_classes import CLASSES, FACETS, Question
from benchmarks.timing import BLOCK
from search import Document, Filter, Index, Query, Words, open_index, speed_up
from search.clauses import Clause
from search.ranking import Ranked, ranked

QUESTIONS_SEED = 7
TARGET = 2.5
LEFT_OUT = ("highlight",)
"""A ranking has no part in it."""


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks.ranking_cost", description="Measure what the full ranking costs.")
    parser.add_argument("--size", type=int, default=10_000, help="documents of the corpus (10000)")
    parser.add_argument("--queries", type=int, default=100, help="different queries a class (100)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked (5)")
    parser.add_argument("--json", type=Path, help="write the result here")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="verbatim-ranking-") as folder:
        result = measure(Path(folder), options.size, options.queries, options.rounds)
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(text, encoding="utf-8")


def measure(folder: Path, size: int, queries: int, rounds: int) -> dict[str, Any]:
    """Build both indexes, and ask them by turns."""
    urls = {name: f"whoosh:{folder / name}?cache_bytes=0" for name in ("full", "one_field")}
    for name, url in urls.items():
        index = open_index(url)
        index.replace(corpus.documents(size) if name == "full" else texts_alone(corpus.documents(size)))
        index.close()
    speed_up(urls["full"], folder / "kernels")
    asked = query_classes.questions(corpus.documents(size), queries, QUESTIONS_SEED)
    classes = {kind: compared(urls, asked[kind], rounds) for kind in CLASSES if kind not in LEFT_OUT}
    return {
        "size": size,
        "target": TARGET,
        "above": [kind for kind, each in classes.items() if each["ratio"] > TARGET],
        "classes": classes,
    }


def texts_alone(documents: Iterable[Document]) -> Iterator[Document]:
    """Leave out titles and names; values and days stay, to filter and count by."""
    return (replace(each, texts={"text": each.texts["text"]}) for each in documents)


def compared(urls: dict[str, str], questions: Sequence[Question], rounds: int) -> dict[str, float]:
    """Give the medians of the best times of all questions, in milliseconds, and full over one field."""
    best = {name: [float("inf")] * len(questions) for name in urls}
    for number in range(rounds):
        indexes = {name: open_index(url) for name, url in urls.items()}
        for index in indexes.values():
            index.search(Query(Words("le")))  # opens it
        for start in range(0, len(questions), BLOCK):
            for name in sorted(urls, reverse=bool((start // BLOCK + number) % 2)):
                with stems_alone() if name == "one_field" else nullcontext():
                    for at, question in enumerate(questions[start : start + BLOCK], start):
                        best[name][at] = min(best[name][at], asked(indexes[name], question))
        for index in indexes.values():
            index.close()
    full, one_field = (median(best[name]) * 1000 for name in ("full", "one_field"))
    return {"full_ms": round(full, 4), "one_field_ms": round(one_field, 4), "ratio": round(full / one_field, 3)}


def asked(index: Index, question: Question) -> float:
    """Tell how many seconds an answer takes."""
    query = Query(
        Words(question.text),
        filters=(Filter("year", (question.year,)),) if question.year else (),
        facets=FACETS if question.kind == "facets" else (),
        limit=question.hits,
    )
    start = perf_counter()
    index.search(query)
    return perf_counter() - start


@contextmanager
def stems_alone() -> Iterator[None]:
    """Rank by stems and beginnings, in one stage: the engine has no such setting, because nobody should want it."""

    def stems(clauses: Sequence[Clause]) -> tuple[Ranked, ...]:
        return tuple([each for each in ranked(clauses) if each.form != "exact"])

    with ExitStack() as stack:
        for module in ("plan", "answering"):
            stack.enter_context(patch(f"search.whoosh.{module}.ranked", stems))
        stack.enter_context(patch("search.whoosh.answering.remembered", lambda _said: None))
        yield


if __name__ == "__main__":
    main()
