"""Suggestions over HTTP: which come, in what order, for whom."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Change, Make, Remove

Suggest = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def suggest(client: Client) -> Suggest:
    """Ask for suggestions, by a query string."""

    def ask(query: str, headers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        answer = client.get(f"{API}/suggestions?{query}", headers=dict(headers or {}))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json["items"]
        return items

    return ask


def labels(items: list[dict[str, Any]]) -> list[str]:
    return [each["label"] for each in items]


@pytest.mark.usefixtures("founding")
def test_the_founding_article(suggest: Suggest) -> None:
    person, *quotes = suggest("q=carr")
    assert person == {
        "type": "speaker",
        "id": person["id"],
        "slug": "melissa-carroll",
        "url": "http://localhost/api/v1/speakers/melissa-carroll",
        "label": "Melissa Carroll",
        "other_name": None,
        "marks": [{"start": 8, "end": 15}],
    }
    assert {each["type"] for each in quotes} == {"quote"}  # hers
    (rumour,) = suggest("q=fausses+rum")
    assert (rumour["type"], rumour["slug"], rumour["url"]) == (
        "quote",
        None,
        f"http://localhost{API}/quotes/{rumour['id']}",
    )
    assert [rumour["label"][mark["start"] : mark["end"]] for mark in rumour["marks"]] == ["fausses", "rumeurs"]
    (police,) = suggest("q=spv&type=organisation")
    assert (police["label"], police["other_name"], police["marks"]) == (
        "Service de police de la Ville de Montréal",
        "SPVM",
        [],
    )
    assert labels(suggest("q=caroll&type=speaker")) == ["Melissa Carroll"]
    assert suggest("q=medias+soc&type=event")[0]["type"] == "event"
    assert suggest("") == suggest("q=") == suggest("q=%20…") == suggest("q=zzzz") == []


@pytest.mark.usefixtures("world")
def test_who_sees_what(suggest: Suggest, indexed: Callable[[], int], editor: Mapping[str, str]) -> None:
    indexed()
    assert labels(suggest("q=med&type=topic&type=event")) == ["Médias sociaux", "Médias"]
    assert suggest("q=sans+da&type=event") == []
    assert labels(suggest("q=sans+da&type=event", editor)) == ["Sans date"]


@pytest.mark.usefixtures("world")
def test_what_changes_is_seen_at_once(
    suggest: Suggest, make: Make, change: Change, remove: Remove, indexed: Callable[[], int]
) -> None:
    indexed()
    assert labels(suggest("q=vill&type=organisation")) == ["Ville de Gatineau", "Ville de Montréal"]
    # What most is said for comes first; names need no index to be true.
    make("quotes", text="encore", attributions=[{"kind": "organisation", "organisation": "ville-de-montreal"}])
    indexed()
    assert labels(suggest("q=vill&type=organisation")) == ["Ville de Montréal", "Ville de Gatineau"]
    assert change("organisations", "ville-de-gatineau", name="Gatineau (Ville)").status_code == 200
    assert labels(suggest("q=vill&type=organisation")) == ["Ville de Montréal", "Gatineau (Ville)"]
    # A withdrawn quote is not shown by a stale index.
    assert labels(suggest("q=enf")) == ["enfant"]
    (child,) = suggest("q=enf")
    assert remove("quotes", child["id"]).status_code == 204
    assert suggest("q=enf") == []


def test_quotes_have_places_left_to_them(suggest: Suggest, make: Make, indexed: Callable[[], int]) -> None:
    for at in range(12):
        make("speakers", name=f"Marie {chr(65 + at)}")
        make("quotes", text=f"la marine {at}")
    long = make("quotes", text=f"{'mot ' * 60}marinade {'mot ' * 60}fin")
    indexed()
    assert [each["type"] for each in suggest("q=mari")] == ["speaker"] * 7 + ["quote"] * 3
    assert [each["type"] for each in suggest("q=mari&limit=1")] == ["speaker"]
    assert [each["type"] for each in suggest("q=mari&type=speaker")] == ["speaker"] * 10
    # Misspelt for names alone: what is spelt so comes first.
    assert [each["type"] for each in suggest("q=marine")] == ["quote"] * 7 + ["speaker"] * 3
    (found,) = suggest("q=marinad&type=quote")
    assert found["id"] == long["id"]
    assert (found["label"][:12], found["label"][-4:], len(found["label"]) <= 161) == ("…marinade mo", "mot…", True)
    assert found["marks"] == [{"start": 1, "end": 9}]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("q=a&type=city", "type"), ("q=a&limit=0", "limit"), ("q=a&limit=11", "limit"), ("q=a&prefix=b", "prefix")],
)
def test_wrong_parameters(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"{API}/suggestions?{query}")
    assert (answer.status_code, [each["parameter"] for each in answer.json["errors"]]) == (422, [parameter])
