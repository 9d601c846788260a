"""What the benchmark of suggestions types."""

import random

import pytest

from benchmarks.suggesting import KINDS, slipped, timed, typed
from search import Document, Name, Names
from search.memory import MemoryIndex

TEXTS = ["la fausse rumeur circule rapidement", "chaque citoyenne participe ensemble", "petit mot"]


def test_every_question_is_of_a_text_and_always_the_same() -> None:
    asked = [*typed(TEXTS, KINDS[0], 20)]
    assert asked == [*typed(TEXTS, KINDS[0], 20)]
    assert len(asked) == 20
    for question in asked:
        assert any(question in " ".join(word for word in text.split() if len(word) > 5) for text in TEXTS)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_one_of_two_words_has_a_slip(kind: str) -> None:
    known = {word for text in TEXTS for word in text.split()}
    slips = 0
    for question in typed(TEXTS, kind, 50):
        whole, begun = question.split()
        begins = any(word.startswith(begun) for word in known)
        slips += not begins if kind in (KINDS[1], KINDS[3]) else whole not in known
    assert slips >= 40  # a letter may be changed into itself, or two equal ones exchanged


def test_a_slip_is_one_letter_and_never_the_first() -> None:
    draw = random.Random(1)  # noqa: S311 - nothing secret
    made = {slipped("rumeur", draw) for _ in range(200)}
    assert len(made) > 20
    assert all(each[0] == "r" and abs(len(each) - 6) <= 1 for each in made)


def test_what_was_found_is_counted() -> None:
    index = MemoryIndex()
    index.update([Document("a", {"text": "une rumeur"})])
    figures = timed(index, ["rum", "absent"])
    assert (figures["asked"], figures["found"]) == (2, 1)
    assert 0 < figures["wall_p50_ms"] <= figures["wall_p99_ms"]
    names = timed(Names([Name("speaker", "m", "Melissa Carroll")]), ["carol", "carrol", "x"])
    assert (names["asked"], names["found"]) == (3, 2)
