"""What is marked in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document, Query, Words, highlights, open_index

LOVE = 'On a reçu de "l\'amour", mais on l’a géré'


def marked(text: str, typed: str, field: str = "text") -> list[str]:
    return [text[mark.start : mark.end] for mark in highlights(text, Words(typed), field)]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        (LOVE, "amour", ["amour"]),
        (LOVE, "l'amour", ["amour"]),
        (LOVE, '"l’amour"', ["l'amour"]),
        (LOVE, '"de l\'amour"', ["de \"l'amour"]),
        (LOVE, "amour -géré", ["amour"]),
        (LOVE, "amour orateur:proulx", ["amour"]),
        (LOVE, "texte:gere", ["géré"]),
        (LOVE, "ger*", ["géré"]),
        (LOVE, "reçu OR gérer", ["reçu", "géré"]),
        (LOVE, "on", ["On", "on"]),
        (LOVE, "", []),
        (LOVE, "***", []),
        ("des fausses rumeurs", "fausse rumeur", ["fausses", "rumeurs"]),
        ("E\u0301te\u0301", '"été"', ["E\u0301te\u0301"]),
        ("le S.P.V.M. parle", "spvm", ["S.P.V.M."]),
        ("un participant·e·s", "participant", ["participant·e·s"]),
        ("Hydro-Québec", "hydro québec", ["Hydro", "Québec"]),
        ("cœurs", "coeur", ["cœurs"]),
        ("a b a b a", '"a b a"', ["a b a b a"]),
        ("½", '"1 2"', ["½"]),
    ],
)
def test_marks(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_a_clause_on_a_field_is_marked_there() -> None:
    assert marked("Melissa Carroll", "orateur:carroll rumeur", "speaker") == ["Carroll"]
    assert marked("Melissa Carroll", "titre:carroll", "speaker") == []


def test_exact_mode_marks_the_passage() -> None:
    assert highlights(LOVE, Words("Mais on l'a", mode="exact")) == highlights(LOVE, Words('"mais on l\'a"'))
    assert [LOVE[m.start : m.end] for m in highlights(LOVE, Words("Mais on l'a", mode="exact"))] == ["mais on l’a"]


TEXTS = st.text(alphabet=st.sampled_from("aeé ’'-.·\"«»()*:1\u0301\u00ad") | st.characters(), max_size=60)


@given(TEXTS, TEXTS)
def test_marks_are_in_order_and_never_touch(text: str, typed: str) -> None:
    marks = highlights(text, Words(typed))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(before.end < after.start for before, after in pairwise(marks))


@given(st.text(alphabet=st.sampled_from("abé '’-"), max_size=30), st.sampled_from(["a", "ab", '"a b"', "b*", "é"]))
def test_what_is_found_is_marked(text: str, typed: str) -> None:
    index = open_index("memory:")
    index.update([Document("a", {"text": text})])
    assert bool(highlights(text, Words(typed))) == bool(index.search(Query(Words(typed))).total)
