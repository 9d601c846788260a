"""What is asked of every engine."""

import re

import pytest

from benchmarks.corpus import documents
from benchmarks.query_classes import CLASSES, Question, questions
from search import Document

CORPUS = list(documents(2_000))


@pytest.fixture(scope="module")
def asked() -> dict[str, list[Question]]:
    return questions(CORPUS, 20, seed=1)


def holding(word: str) -> list[Document]:
    return [each for each in CORPUS if word in re.findall(r"\w+", each.texts["text"].lower())]


def test_the_same_seed_asks_the_same(asked: dict[str, list[Question]]) -> None:
    assert questions(CORPUS, 20, seed=1) == asked
    assert questions(CORPUS, 20, seed=2) != asked


def test_every_class_is_asked(asked: dict[str, list[Question]]) -> None:
    assert tuple(asked) == CLASSES
    assert all(each.kind == kind for kind, some in asked.items() for each in some)


def test_no_query_is_asked_twice(asked: dict[str, list[Question]]) -> None:
    assert all(len(set(some)) == len(some) >= 18 for some in asked.values())


def test_words_are_as_rare_or_common_as_their_class_says(asked: dict[str, list[Question]]) -> None:
    assert all(1 <= len(holding(each.text)) <= 3 for each in asked["rare"])
    assert all(len(holding(each.text)) >= 8 for kind in ("common", "facets", "highlight") for each in asked[kind])


def test_no_word_leads_two_queries(asked: dict[str, list[Question]]) -> None:
    led = [
        word
        for kind in ("common", "facets", "highlight", "and", "or", "filter")
        for each in asked[kind]
        for word in each.text.split()
        if word != "OR"
    ]
    assert len(set(led)) == len(led)


def test_words_asked_together_stand_together(asked: dict[str, list[Question]]) -> None:
    for each in asked["and"]:
        found = [holding(word) for word in each.text.split()]
        assert any(all(one in other for other in found) for one in found[0])


def test_phrases_are_whole_pieces_and_sentences_are_nobodys(asked: dict[str, list[Question]]) -> None:
    texts = [each.texts["text"].lower() for each in CORPUS]
    assert all(any(each.text[1:-1] in text for text in texts) for each in asked["phrase"])
    assert not any(each.text in text for each in asked["sentence"] for text in texts)
    assert all(len(each.text.split()) >= 10 for each in asked["sentence"])


def test_prefixes_and_years(asked: dict[str, list[Question]]) -> None:
    assert all(re.fullmatch(r"\w{4,6}\*", each.text) for each in asked["prefix"])
    assert all(each.year is not None and re.fullmatch(r"20\d\d", each.year) for each in asked["filter"])
