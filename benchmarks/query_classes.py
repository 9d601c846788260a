"""What is asked of every engine: different queries of every class, drawn from the corpus they are asked of.

No word leads two queries, whatever their class, so that a first pass meets words that no engine was asked before;
phrases and sentences are whole pieces of text, and share words as all texts do.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.streams import stems
from search import Document
from search.french import STOP_WORDS

PASSAGES = 4_000
"""Documents that passages and pairs of words are drawn from."""

RARE, COMMON = 1e-4, 4e-3
"""A rare word, in all its inflections, stands in at most this share of the documents, a common one in at least this."""

MIDDLING = (2e-4, 2e-2)
COMMONEST = 400
FACETS = ("speaker", "topic", "year")
PREFIX = (4, 6)
SENTENCE = (10, 24)

CLASSES = (
    *("rare", "common", "and", "or", "phrase", "prefix"),
    *("fuzzy", "filter", "sentence", "facets", "highlight", "suggest"),
)

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Question:
    """One query: its class, what is typed, the year asked for beside it, if any, and how many hits."""

    kind: str
    text: str
    year: str | None = None
    hits: int = 10


class _Drawn:
    """What a corpus holds, and one source of chance."""

    def __init__(self, documents: Iterable[Document], draw: random.Random) -> None:
        self.draw = draw
        self.held: Counter[str] = Counter()
        self.passages: list[Document] = []
        size = 0
        for size, each in enumerate(documents, 1):
            self.held.update(set(_WORD.findall(each.texts["text"].lower())) - STOP_WORDS)
            if len(self.passages) < PASSAGES:
                self.passages.append(each)
            elif (at := draw.randrange(size)) < PASSAGES:
                self.passages[at] = each
        self.size = size
        most = max(3, size * RARE)
        by_stem: Counter[str] = Counter()
        for word, held in self.held.items():
            by_stem[_stem(word)] += held
        self.rare = self.shuffled(word for word in self.held if 2 <= by_stem[_stem(word)] <= most)
        common = [word for word, held in self.held.most_common(COMMONEST) if held >= size * COMMON]
        self.common = self.shuffled(common)
        low, high = max(2, size * MIDDLING[0]), size * MIDDLING[1]
        self.middling = {word for word, held in self.held.items() if low <= held <= high} - set(common)
        self.used: set[str] = set()

    def shuffled(self, words: Iterable[str]) -> Iterator[str]:
        ordered = sorted(words)
        self.draw.shuffle(ordered)
        return iter(ordered)

    def together(self, many: int) -> tuple[Document, list[str]]:
        """Draw a document and some of its middling words, none of them used before."""
        while True:
            one = self.draw.choice(self.passages)
            words = [word for word in _words(one) if word in self.middling and word not in self.used]
            if len(words) >= many:
                chosen = self.draw.sample(words, many)
                self.used.update(chosen)
                return one, chosen


def questions(documents: Iterable[Document], count: int, seed: int) -> dict[str, list[Question]]:
    """Draw ``count`` different questions of every class; fewer of the classes of common words, if there are fewer."""
    drawn = _Drawn(documents, random.Random(seed))  # noqa: S311 - nothing secret
    draw = drawn.draw
    common = list(drawn.common)
    dealt = {kind: common[at::4] for at, kind in enumerate(("common", "facets", "highlight", "filter"))}
    asked: dict[str, list[Question]] = {kind: [] for kind in CLASSES}
    for kind in ("common", "facets", "highlight"):
        asked[kind] = [Question(kind, word) for word in dealt[kind][:count]]
    for _ in range(count):
        asked["rare"].append(Question("rare", next(drawn.rare)))
        asked["and"].append(Question("and", " ".join(drawn.together(2)[1])))
        asked["or"].append(Question("or", " OR ".join(drawn.together(draw.choice((2, 3, 4)))[1])))
        asked["prefix"].append(Question("prefix", f"{drawn.together(1)[1][0][: draw.randint(*PREFIX)]}*"))
        asked["fuzzy"].append(Question("fuzzy", f"{_mistyped(draw, drawn.together(1)[1][0])}~"))
        one, words = drawn.together(1)
        if draw.random() < 0.5 and dealt["filter"]:
            words = [dealt["filter"].pop()]
        asked["filter"].append(Question("filter", words[0], one.values["year"][0]))
        asked["phrase"].append(Question("phrase", f'"{_phrase(drawn)}"'))
        asked["sentence"].append(Question("sentence", _sentence(drawn)))
    for _ in range(count):
        word, begun = drawn.together(2)[1]
        asked["suggest"].append(Question("suggest", f"{word} {begun[: draw.randint(*PREFIX)]}"))
    return {kind: list(dict.fromkeys(asked[kind])) for kind in CLASSES}


def _mistyped(draw: random.Random, word: str) -> str:
    """Leave a letter out, double one, or swap two; never the first."""
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _stem(word: str) -> str:
    return next(iter(stems(word)), word)


def _words(document: Document) -> Sequence[str]:
    return list(dict.fromkeys(_WORD.findall(document.texts["text"].lower())))


def _phrase(drawn: _Drawn) -> str:
    """Cut three or four neighbouring words, stop words and all, of which one at least tells something."""
    while True:
        tokens = drawn.draw.choice(drawn.passages).texts["text"].split(" ")
        start, many = drawn.draw.randrange(len(tokens)), drawn.draw.choice((3, 4))
        cut = tokens[start : start + many]
        if len(cut) == many and all(re.fullmatch(r"[\w’']+", each) for each in cut):
            phrase = " ".join(cut).lower()
            if any(word in drawn.held for word in _WORD.findall(phrase)):
                return phrase


def _sentence(drawn: _Drawn) -> str:
    """Say what nobody has said: the beginning of one text and the end of another, 10 to 24 words in all."""
    tokens: list[str] = []
    while len(tokens) < SENTENCE[0]:
        first, last = (each.texts["text"].split() for each in drawn.draw.sample(drawn.passages, 2))
        half = drawn.draw.randint(SENTENCE[0], SENTENCE[1]) // 2
        tokens = [*first[:half], *last[-half:]]
    return re.sub(r'["«»*():]', " ", " ".join(tokens)).replace("-", " ").lower()
