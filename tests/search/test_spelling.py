"""Mistyped words and what they may stand for."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import Document, Query, Words, open_index
from search.spelling import Near, bound, distance, likeliest, nearest

KNOWN = {
    "democratie": 40,
    "democrates": 12,
    "gouvernement": 300,
    "gouvernance": 9,
    "professionnels": 20,
    "professionnel": 25,
    "agression": 5,
    "parmi": 80,
    "paris": 80,
    "note": 60,
    "mairie": 30,
    "maire": 200,
    "rumeur": 3,
    "telephone": 9,
    "developpement": 70,
}


def corrections(typed: str) -> list[str]:
    return likeliest([Near(each, far, KNOWN[each]) for each, far in nearest(typed, KNOWN, bound(typed))], 5)


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
    assert corrections(typed)[0] == meant


@pytest.mark.parametrize("typed", ["xylophone", "le", "abc", "2016", "notaire", ""])
def test_what_is_like_nothing_stays(typed: str) -> None:
    assert not bound(typed) or corrections(typed) == []


def test_what_is_not_heard_costs_least() -> None:
    assert distance("agresion", "agression") < distance("acression", "agression") <= 1
    assert distance("parmi", "parmis") < distance("parmi", "parmir")
    assert distance("rumuer", "rumeur") == 0.6
    assert distance("maire", "maire") == 0.0
    assert distance("maire", "gouvernement", 2.0) == float("inf")


WORD = st.text("abcdefhlpst", max_size=9)


@given(WORD, WORD)
def test_the_way_back_is_as_long(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert (distance(one, other) == 0) == (one.replace("ph", "f") == other.replace("ph", "f"))


@given(WORD, st.lists(WORD, max_size=20))
@example("peft", ["paph"])  # weighed as «paf», which is nearer than it looks
def test_nothing_near_is_passed_over(typed: str, known: list[str]) -> None:
    most = bound(typed)
    assert dict(nearest(typed, known, most)) == {each: far for each in known if (far := distance(typed, each)) <= most}


@pytest.mark.parametrize("engine", ["memory:", "whoosh:"])
def test_spelling_is_corrected_where_nothing_was_found_and_told(engine: str, tmp_path: Path) -> None:
    index = open_index(engine if engine == "memory:" else f"{engine}{tmp_path}")
    texts = {"a": "La démocratie locale", "b": "Le vote est clos", "c": "Un gouvernement de la démocratie"}
    index.update([Document(id_, {"text": text}) for id_, text in texts.items()])
    index.update([Document("d", {"text": "La démagogie"})])
    index.update(deleted=["d"])

    def found(typed: str, **how: bool) -> tuple[set[str], str | None]:
        results = index.search(Query(Words(typed, as_typed=bool(how))))
        return {hit.id for hit in results.hits}, results.interpretation.corrected

    assert found("La Democracie, -gouvernement") == ({"a"}, "La democratie, -gouvernement")
    assert found("democracie gouvernememt") == ({"c"}, "democratie gouvernement")
    assert found("democracie", as_typed=True) == (set(), None)
    assert found("note") == (set(), None)
    assert found("vote xylophone") == ({"b"}, None)
    assert found('"democracie"') == (set(), None)
    assert found("demagogi") == (set(), None)
    index.close()
