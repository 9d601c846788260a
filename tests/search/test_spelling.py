"""Mistyped words and what they may stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling import Known, bound, corrections, distance, respelled

KNOWN = [
    Known(word, documents)
    for word, documents in (
        ("democratie", 40),
        ("democrates", 12),
        ("gouvernement", 300),
        ("gouvernance", 9),
        ("professionnels", 20),
        ("professionnel", 25),
        ("agression", 5),
        ("parmi", 80),
        ("paris", 80),
        ("note", 60),
        ("mairie", 30),
        ("maire", 200),
        ("rumeur", 3),
        ("telephone", 9),
        ("developpement", 70),
    )
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("democracie", "democratie"),
        ("gouvernememt", "gouvernement"),
        ("gouvernment", "gouvernement"),
        ("profesionnel", "professionnel"),
        ("aggression", "agression"),
        ("parmis", "parmi"),
        ("rumeurr", "rumeur"),
        ("rumuer", "rumeur"),
        ("telefone", "telephone"),
        ("dévellopement".replace("é", "e"), "developpement"),
        ("mairre", "maire"),
    ],
)
def test_the_likeliest_word_comes_first(typed: str, meant: str) -> None:
    assert corrections(typed, KNOWN)[0] == meant


@pytest.mark.parametrize("typed", ["xylophone", "le", "abc", "2016", "notaire", ""])
def test_what_is_like_nothing_stays(typed: str) -> None:
    assert corrections(typed, KNOWN) == []


def test_what_is_not_heard_costs_least() -> None:
    assert distance("agresion", "agression") < distance("acression", "agression") <= 1
    assert distance("parmi", "parmis") < distance("parmi", "parmir")
    assert distance("rumuer", "rumeur") == 0.6
    assert distance("maire", "maire") == 0.0
    assert distance("maire", "gouvernement", 2.0) == float("inf")


WORD = st.text("abcdehlpst", max_size=9)


@given(WORD, WORD)
def test_the_way_back_is_as_long(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert (distance(one, other) == 0) == (one.replace("ph", "f") == other.replace("ph", "f"))


@given(WORD, st.lists(WORD.map(lambda word: Known(word, 1)), max_size=20))
def test_nothing_near_is_passed_over(typed: str, known: list[Known]) -> None:
    near = {each.word for each in known if bound(typed) and distance(typed, each.word) <= bound(typed)}
    assert set(corrections(typed, known, 100)) == near


def test_corrections_are_written_where_the_words_stood() -> None:
    assert respelled("la Democracie, locale", [(3, 13, "démocratie")]) == "la démocratie, locale"
    assert respelled("ab cd", [(0, 2, "x"), (3, 5, "yyy")]) == "x yyy"
