"""Two trials beside the collections: single tricky queries, and sentences that are remembered badly."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.relevance_engines import Engine, Page
from benchmarks.relevance_measures import SEED

SENTENCES = 1_000
SHORTEST, LONGEST = 10, 25
"""Words of a sentence that somebody remembers: «Je vous remercie, Monsieur le ministre» is nobody's alone."""

MISSING = 2
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def tricky(cases: Sequence[Mapping[str, Any]], engine: type[Engine]) -> dict[str, Any]:
    """Ask each query of its one text, and tell by category how many were answered as they should be.

    A category that ends with ``_rank`` asks for an order: the text must come after the very words of the query.
    """
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for case in cases:
        ranked = case["category"].endswith("_rank")
        pages = [Page("text", case["text"]), *([Page("query", case["query"])] if ranked else [])]
        found = _answers(engine, pages, case["query"])
        matched = found[:1] == ["text"] if ranked else "text" in found
        right[case["category"]].append(matched == case["should_match"])
    return {
        "all": round(sum(map(sum, right.values())) / len(cases), 4),
        "of": len(cases),
        **{name: {"right": sum(each), "of": len(each)} for name, each in sorted(right.items())},
    }


def _answers(engine: type[Engine], pages: Sequence[Page], query: str) -> list[str]:
    with TemporaryDirectory(prefix="verbatim-relevance-") as folder:
        opened = engine(Path(folder), pages)
        try:
            return opened.ask(query, len(pages))
        finally:
            opened.close()


def utterances(path: Path) -> list[Page]:
    """Read the quotes of a file in the import format."""
    things = map(json.loads, path.read_text("utf-8").splitlines())
    return [Page(each["external_id"], each["text"]) for each in things if each["type"] == "quote"]


def misremembered(pages: Sequence[Page], count: int = SENTENCES) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Draw sentences, and misremember each in four ways; with each, the ids of all texts that hold it."""
    draw = random.Random(SEED)  # noqa: S311 - nothing secret
    words = sorted({word for page in pages for word in _LONG_WORD.findall(page.text.lower())})
    held: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for sentence in _SENTENCE_END.split(page.text):
            if SHORTEST <= len(sentence.split()) <= LONGEST:
                held[sentence].add(page.id)
    trials = defaultdict(list)
    for sentence in draw.sample(sorted(held), min(count, len(held))):
        for name, slip in _SLIPS.items():
            trials[name].append((" ".join(slip(sentence.split(), words, draw)), frozenset(held[sentence])))
    return dict(trials)


Slip = Callable[[list[str], Sequence[str], random.Random], list[str]]


def _shuffled(sentence: list[str], _words: Sequence[str], draw: random.Random) -> list[str]:
    return draw.sample(sentence, len(sentence))


def _one_wrong(sentence: list[str], words: Sequence[str], draw: random.Random) -> list[str]:
    at = draw.randrange(len(sentence))
    return [*sentence[:at], draw.choice(words), *sentence[at + 1 :]]


def _two_missing(sentence: list[str], _words: Sequence[str], draw: random.Random) -> list[str]:
    gone = draw.sample(range(len(sentence)), MISSING)
    return [word for at, word in enumerate(sentence) if at not in gone]


def _one_wrong_two_missing(sentence: list[str], words: Sequence[str], draw: random.Random) -> list[str]:
    return _one_wrong(_two_missing(sentence, words, draw), words, draw)


_SLIPS: Mapping[str, Slip] = {
    "words_shuffled": _shuffled,
    "one_word_wrong": _one_wrong,
    "two_words_missing": _two_missing,
    "one_wrong_two_missing": _one_wrong_two_missing,
}


def found_first(engine: Engine, trials: Mapping[str, Sequence[tuple[str, frozenset[str]]]]) -> dict[str, float]:
    """Tell how often the first hit holds the sentence, by what was misremembered."""
    return {
        name: round(sum(not holding.isdisjoint(engine.ask(query, 1)) for query, holding in each) / len(each), 4)
        for name, each in trials.items()
    }
