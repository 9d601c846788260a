"""The quote check over HTTP."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from api.schemas.quote_checks import QuoteCheckListSchema, QuoteCheckSchema
from tests.conftest import Client
from tests.resources.conftest import API, Make, Remove

CHECKS = f"{API}/quote-checks"
TEXT = "rien n'est pire que de ne pas participer à la discussion"


def checked(client: Client, **body: Any) -> dict[str, Any]:
    answer = client.post(CHECKS, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.usefixtures("founding")
def test_one_body_gives_one_answer(client: Client) -> None:
    found = checked(client, text=f"« {TEXT.replace(chr(39), '’')} »", speaker="Mme Carroll")
    assert {name: value for name, value in found.items() if name not in ("quote", "url")} == {
        "verdict": "same_words",
        "said_by": ["Melissa Carroll"],
        "diff": None,
        "left_out": [],
    }
    assert QuoteCheckSchema().dump(found) == found
    assert client.get(found["url"]).json == found["quote"]
    assert found["quote"]["text"] == TEXT


@pytest.mark.usefixtures("founding")
def test_several_give_as_many_in_their_order(client: Client) -> None:
    found = checked(
        client,
        items=[
            {"text": "rien n'est pire"},
            {"text": TEXT.replace("ne pas ", ""), "speaker": None},
            {"text": TEXT, "speaker": "Stéphane Dion"},
            {"text": "nul ne sait de quoi demain sera fait"},
        ],
    )
    assert QuoteCheckListSchema().dump(found) == found
    assert [each["verdict"] for each in found["items"]] == ["truncated", "altered", "other_speaker", "not_found"]
    assert found["items"][0]["left_out"] == [
        {"start": 16, "end": 56, "text": "que de ne pas participer à la discussion"}
    ]
    assert found["items"][1]["diff"]["words"] == 2
    assert found["items"][2]["said_by"] == ["Melissa Carroll"]
    assert found["items"][3] == {
        "verdict": "not_found",
        "quote": None,
        "url": None,
        "said_by": [],
        "diff": None,
        "left_out": [],
    }


def test_what_is_withdrawn_or_a_draft_is_not_told(
    client: Client, editor: Mapping[str, str], make: Make, remove: Remove, indexed: Callable[[], int]
) -> None:
    quote = make("quotes", text="on ne dira rien de tout cela avant l'automne")
    make("quotes", text="on n'en dira pas davantage ce soir", status="draft")
    indexed()
    asked = [{"text": "on ne dira rien de tout cela"}, {"text": "on n'en dira pas davantage ce soir"}]
    assert [each["verdict"] for each in checked(client, items=asked)["items"]] == ["truncated", "not_found"]
    as_editor = client.post(CHECKS, json={"items": asked}, headers=dict(editor)).json
    assert [each["verdict"] for each in as_editor["items"]] == ["truncated", "exact"]
    assert remove("quotes", quote["id"]).status_code == 204
    # The index still has it.
    assert [each["verdict"] for each in checked(client, items=asked)["items"]] == ["not_found", "not_found"]


def test_a_quote_just_written_is_checked_before_the_index_has_it(client: Client, make: Make) -> None:
    make("quotes", text="on a écrit cela à l'instant")
    assert checked(client, text="On a écrit cela à l’instant !")["verdict"] == "same_words"


@pytest.mark.parametrize("text", ["\ud800", "\x0c", "a" * 20_000, "« (…) [", "ne " * 6_000, "🙂‍↔️"])
def test_any_text_has_an_answer(client: Client, make: Make, indexed: Callable[[], int], text: str) -> None:
    make("quotes", text="on ne sait jamais, " * 300)
    indexed()
    body = json.dumps({"text": text, "speaker": text[:100]})
    answer = client.post(CHECKS, data=body, content_type="application/json")
    assert (answer.status_code, answer.json["verdict"]) == (200, "not_found")


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("/text", "Must be given, or else items.")]),
        ({"text": "a", "items": [{"text": "b"}]}, [("/text", "Must be given, or else items.")]),
        ({"items": [{"text": "b"}], "speaker": "c"}, [("/speaker", "Must be given within each of the items.")]),
        ({"text": "a" * 20_001}, [("/text", "Length must be between 1 and 20000.")]),
        ({"items": []}, [("/items", "Length must be between 1 and 100.")]),
        ({"items": [{"text": "a"}] * 101}, [("/items", "Length must be between 1 and 100.")]),
        ({"items": [{"speaker": "a"}]}, [("/items/0/text", "Missing data for required field.")]),
        ({"text": "a", "colour": "blue"}, [("/colour", "Unknown field.")]),
    ],
)
def test_what_cannot_be_asked(client: Client, body: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    answer = client.post(CHECKS, json=body)
    assert answer.status_code == 422
    assert [(each["pointer"], each["detail"]) for each in answer.json["errors"]] == faults


def test_it_counts_against_the_limit_of_reads(client_with: Callable[..., Client]) -> None:
    client = client_with(rate_limit="1/minute")
    assert [client.post(CHECKS, json={"text": "rien"}).status_code for _ in range(2)] == [200, 429]
