"""Two texts that differ in accents alone: the one that is written as it was typed comes first, and both are found."""

from collections.abc import Iterator, Sequence

import pytest

from search import Document, Index, Query, Words, open_index
from search.accents import accented
from search.query import parse

LONG = "Voici un long discours de la ministre devant les élus, où elle parle une seule fois de {} parmi bien des choses"
SHORT = "{0} {0}"


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = open_index("memory:" if request.param == "memory" else f"whoosh:{tmp_path_factory.mktemp('accents')}")
    yield made
    made.close()


def found(index: Index, typed: str) -> list[str]:
    return [hit.id for hit in index.search(Query(Words(typed))).hits]


def hold(index: Index, texts: Sequence[str]) -> None:
    index.replace([Document(f"d{at}", {"text": text}) for at, text in enumerate(texts)])


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("pêche", "péché"),
        ("péché", "pêche"),
        ("marché", "marche"),
        ("côté", "côte"),
        ("côte", "cote"),
        ("mûr", "mur"),
        ("élevé", "élève"),
        ("e\u0301leve\u0301", "élève"),
    ],
)
def test_the_accents_typed_come_first_whatever_the_lengths(index: Index, typed: str, other: str) -> None:
    hold(index, [SHORT.format(other), LONG.format(typed), SHORT.format(other)])
    assert found(index, typed) == ["d1", "d0", "d2"]


def test_they_come_first_though_many_others_rank_before_them(index: Index) -> None:
    hold(index, [*[SHORT.format("péché")] * 120, LONG.format("pêche")])
    assert found(index, "pêche")[:2] == ["d120", "d0"]


def test_who_types_no_accents_finds_all_alike(index: Index) -> None:
    hold(index, ["la pêche", "le péché", "LA PECHE"])
    assert found(index, "peche") == ["d0", "d1", "d2"]


def test_inflections_are_not_held_against_each_other(index: Index) -> None:
    hold(
        index, ["il marche au pas", "des marchés et des halles au bord de la mer", "le marché de la ville et de l'eau"]
    )
    assert found(index, "marché") == ["d2", "d1", "d0"]


def test_accents_are_one_word_s_affair_among_others(index: Index) -> None:
    hold(index, ["la peche à la morue nourrit nos villages", "une pêche mûre", "la morue", "un marché"])
    assert found(index, "pêche morue villages")[0] == "d0"


def test_a_word_is_told_as_it_is_written(index: Index) -> None:
    parsed = parse(Words("L'ÂGE des Montréalais où jugé·e·s à «la mairie» -côté école"))
    assert [(each.word.exact, each.written) for each in accented(parsed)] == [("age", "âge"), ("juges", "jugés")]
    hold(index, ["l'age", "l'ÂGE"])
    assert found(index, "l'Âge") == ["d1", "d0"]


def test_a_word_without_its_accents_is_as_good_where_it_can_be_no_other(index: Index) -> None:
    hold(index, ["L'ECOLE DE QUEBEC", "l'école de Québec et des villages"])
    assert found(index, "école") == found(index, "Québec") == ["d0", "d1"]
