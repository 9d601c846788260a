"""A date that is typed finds what mentions it and what was said then."""

import pytest

from search import Document, Index, Query, Words, open_index

TEXTS = {
    "mentions": ("Le 29 novembre 2016 fut un jour froid", 20100101),
    "said": ("Un budget voté", 20161129),
    "after": ("Un budget refusé", 20161130),
    "first": ("Rien de neuf", 20161101),
    "december": ("Un budget adopté", 20161201),
    "undated": ("Un budget et un vote, en 2016", None),
}


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = open_index("memory:" if request.param == "memory" else f"whoosh:{tmp_path_factory.mktemp('days')}")
    made.replace([Document(id_, {"text": text}, day=day) for id_, (text, day) in TEXTS.items()])
    return made


@pytest.mark.parametrize(
    ("typed", "found", "said_on"),
    [
        ("29 novembre 2016", ["mentions", "said"], ["2016-11-29"]),
        ("2016-11-29", ["mentions", "said"], ["2016-11-29"]),
        ("29/11/2016", ["mentions", "said"], ["2016-11-29"]),
        ("le 1er novembre 2016", ["first"], ["2016-11-01"]),
        ("budget 29 NOVEMBRE 2016", ["said"], ["2016-11-29"]),
        ("budget novembre 2016", ["after", "said"], ["2016-11"]),
        ("décembre 2016", ["december"], ["2016-12"]),
        ("-budget novembre 2016", ["mentions", "first"], ["2016-11"]),
        # No day, or nothing that it has to do with.
        ("31 février 2016", ["mentions", "undated"], []),
        ("froid 30 novembre 2016", ["mentions"], []),
        ("budget 2016", ["undated"], []),
        ('"29 novembre 2016"', ["mentions"], []),
    ],
)
def test_a_date_is_a_day_and_words(index: Index, typed: str, found: list[str], said_on: list[str]) -> None:
    results = index.search(Query(Words(typed)))
    hits = [hit.id for hit in results.hits]
    assert (sorted(hits[: len(found)]), list(results.interpretation.said_on)) == (sorted(found), said_on)
    assert results.interpretation.relaxed or len(hits) == len(found)


def test_what_was_typed_can_be_asked_for_alone(index: Index) -> None:
    results = index.search(Query(Words("29 novembre 2016", as_typed=True)))
    assert (results.hits[0].id, results.interpretation.said_on) == ("mentions", ())
    assert "said" not in {hit.id for hit in results.hits}
