"""What the benchmark asks: no address twice, the same question of both servers."""

import re
from typing import Any

import pytest

from benchmarks.addresses import ListPage, filtered_pages, list_pages, searches, verbatim_list, verbatim_search
from benchmarks.datasette_peer import datasette_list, datasette_search, datasette_text_list

WORDS = (
    "parole",
    "réforme",
    "budget",
    "pension",
    "climat",
    "école",
    "justice",
    "hôpital",
    "police",
    "rumeur",
    "train",
    "loyer",
    "forêt",
    "santé",
    "impôt",
)
TEXTS = [f"Nous avons {a} avec {b} {c} ici" for a in WORDS for b in WORDS for c in WORDS]


def quote(number: int, said_on: str | None, event: str = "seance", organisation: str | None = "spvm") -> dict[str, Any]:
    attribution = {
        "kind": "person",
        "organisation": organisation and {"id": "o", "slug": organisation, "name": organisation, "acronym": None},
        "speaker": None,
    }
    return {
        "id": f"q{number}",
        "said_on": said_on,
        "event": {"id": "e", "slug": event, "name": event},
        "attributions": [attribution] if organisation else [],
    }


def test_searches_are_different_and_always_the_same_ones() -> None:
    found = searches(TEXTS, 200, seed=1)

    assert len(found) == len(set(found)) == 200
    assert found == searches(TEXTS, 200, seed=1)
    assert found != searches(TEXTS, 200, seed=2)


def test_searches_are_of_words_that_tell_something_and_phrases_that_stand_in_a_text() -> None:
    found = searches(TEXTS, 200, seed=1)

    # «nous», «avons» and «avec» stand in every text: they come in phrases alone, beside another word.
    assert {word for query in found if not query.startswith('"') for word in query.split()} <= set(WORDS)
    phrases = [query.strip('"') for query in found if query.startswith('"')]
    assert phrases
    assert all(any(phrase in text.lower() for text in TEXTS) for phrase in phrases)
    assert {len(query.split()) for query in found} == {1, 2, 3}


def test_too_few_texts_are_an_error() -> None:
    with pytest.raises(ValueError, match=re.escape("the texts hold fewer than 200 different searches")):
        searches(["Rien du tout"] * 3, 200, seed=1)


def test_pages_turn_as_the_list_does() -> None:
    # Newest first, as the API gives them: equal days in their own order, what has no date last.
    quotes = [quote(n, "2016-11-29" if n <= 30 else "2015-01-01" if n < 60 else None) for n in range(1, 61)]

    pages = list_pages(quotes, 6, seed=1)

    assert sorted(pages, key=lambda page: (not page.newest_first, page.number)) == [
        ListPage(1, newest_first=True, after=None),
        ListPage(2, newest_first=True, after=("2016-11-29", 20)),
        ListPage(3, newest_first=True, after=("2015-01-01", 40)),
        ListPage(1, newest_first=False, after=None),
        ListPage(2, newest_first=False, after=("2015-01-01", 50)),
        ListPage(3, newest_first=False, after=("2016-11-29", 11)),
    ]


def test_pages_of_a_part_are_filtered_by_it() -> None:
    quotes = [quote(n, "2016-11-29", organisation=None, event=f"e{n % 2}") for n in range(1, 51)]

    pages = filtered_pages(quotes, 4, seed=1)

    assert sorted(pages, key=lambda page: (sorted(page.filters.items()), page.number)) == [
        ListPage(1, newest_first=True, filters={"event": "e0"}, after=None),
        ListPage(1, newest_first=True, filters={"event": "e1"}, after=None),
        ListPage(1, newest_first=True, filters={"year": "2016"}, after=None),
        ListPage(2, newest_first=True, filters={"year": "2016"}, after=("2016-11-29", 20)),
    ]


def test_too_few_quotes_are_an_error() -> None:
    with pytest.raises(ValueError, match="the archive has 0 different pages, fewer than 1"):
        list_pages([quote(1, "2016-11-29")], 1, seed=1)


def test_a_page_has_an_address_at_each_server() -> None:
    page = ListPage(2, newest_first=True, filters={"organisation": "hydro-québec"}, after=("2016-11-29", 20))
    payload = (
        "_shape=objects&_json=event&_json=talk&_json=topics&_json=attributions&_json=mentions"
        "&_nocol=by_organisation&_nocol=by_event&_nocol=by_speaker&_nocol=by_year"
    )
    rows = "_sort_desc=said_on&by_organisation=hydro-qu%C3%A9bec&_next=2016-11-29%2C20"

    assert verbatim_list(page) == "/api/v1/quotes?organisation=hydro-qu%C3%A9bec&sort=-said_on&page=2"
    assert datasette_list(page) == f"/quotes/quotes.json?{payload}&{rows}"
    assert datasette_text_list(page) == (
        "/quotes/quotes.json?_shape=objects"
        f"&_nocol=by_organisation&_nocol=by_event&_nocol=by_speaker&_nocol=by_year&{rows}"
    )


def test_a_search_has_an_address_at_each_server() -> None:
    assert verbatim_search('"fausse rumeur"', facets="") == "/api/v1/search?q=%22fausse+rumeur%22&facets="
    assert datasette_search("maire", facets=["by_year"]).endswith("&_nocol=by_year&_search=maire&_facet=by_year")
