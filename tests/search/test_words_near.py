"""Compiled kernels find the very words near a mistyped one that the distance does: no sketch passes one over."""

import random
from pathlib import Path

from search import Document, Query, Words
from search.beginnings import begins_nearly
from search.deadline import Deadline
from search.spelling import LITTLE, bound
from search.whoosh import WhooshIndex
from search.whoosh.known import Known
from search.whoosh.loading import Provider
from search.whoosh.snapshot import Snapshot

LETTERS = "aeefhhlpssttcikqz7"
"""Few enough for many words to be near: pairs alike, silent ones, an f and what is heard so, no letter at all."""


def slipped(draw: random.Random, word: str) -> str:
    """Write a word with a slip after its first letter."""
    at = draw.randrange(1, len(word))
    before, after = word[:at], word[at:]
    return draw.choice(
        (
            before + after[:1] + after,  # doubled
            before + draw.choice(LETTERS) + after,
            before + draw.choice(LETTERS) + after[1:],
            before + after[1:] + "es",
            before + after[1:2] + after[:1] + after[2:],
            word.replace("f", "ph"),
            word.replace("ph", "f"),
        )
    )


def test_kernels_find_the_words_that_the_distance_does(tmp_path: Path, compiled: Provider) -> None:
    draw = random.Random(5)  # noqa: S311 nothing secret
    snapshots: list[Snapshot] = []

    def made(snapshot: Snapshot) -> object:
        snapshots.append(snapshot)
        return compiled()(snapshot)  # type: ignore[misc]  # there are some

    index = WhooshIndex(tmp_path, kernels=lambda: made)  # type: ignore[arg-type, return-value]  # it is called alone
    words = ["p" + "".join(draw.choices(LETTERS, k=draw.choice((2, 4, 6, 9, 13, 18, 62)))) for _ in range(30)]
    words += [slipped(draw, slipped(draw, each)) for each in words for _ in range(4)]
    words += [f"{each}ж" for each in words[::9]] + ["p" * 64, "f" + words[0][1:], "7" + words[0][1:]]
    for commit in range(2):
        texts = [draw.sample(words, 12) for _ in range(20)]
        index.update(
            Document(f"{commit}{at}", {draw.choice(("text", "title", "speaker")): " ".join(text)})
            for at, text in enumerate(texts)
        )
    index.search(Query(Words("mot")))
    fast, slow = (Known(snapshots[-1], each, Deadline()) for each in (compiled()(snapshots[-1]), None))  # type: ignore[misc]
    near = 0
    for typed in [slipped(draw, each).replace("7", "s")[:64] for each in draw.sample(words, 60)] + ["p" * 62]:
        if typed.isascii() and bound(typed):
            for most in (LITTLE, bound(typed)):
                expected = sorted(slow.near(typed, most))
                near += len(expected)
                assert sorted(fast.near(typed, most)) == expected
            begun = {each for each in slow.words(typed[0]) if begins_nearly(each, typed[:9])}
            assert {each for each, _ in fast.begun_nearly(typed[:9])} == begun
    assert near > 60
