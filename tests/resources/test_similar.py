"""The quotes like a quote, over HTTP."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Make, Remove

PLAGUE = "La peste porcine africaine a été confirmée chez des sangliers sauvages, loin des élevages."
TEXTS = (
    PLAGUE,
    "Des sangliers atteints de la peste porcine ont été trouvés près d'un élevage.",
    *(f"Monsieur le ministre, le sujet numéro {at} attend une réponse." for at in range(12)),
)


@pytest.fixture
def quotes(make: Make, indexed: Callable[[], int]) -> dict[str, str]:
    made = {text: make("quotes", text=text)["id"] for text in TEXTS}
    indexed()
    return made


def similar(client: Client, quote: str, query: str = "") -> list[tuple[str, bool]]:
    answer = client.get(f"{API}/quotes/{quote}/similar{query}")
    assert answer.status_code == 200, answer.text
    return [(each["quote"]["text"], each["same_words"]) for each in answer.json["items"]]


def test_the_same_words_come_before_what_is_alike(
    client: Client, make: Make, quotes: dict[str, str], indexed: Callable[[], int]
) -> None:
    assert similar(client, quotes[PLAGUE]) == [(TEXTS[1], False)]
    shouted, nearly = PLAGUE.upper(), PLAGUE.replace("loin des", "loin de ces")
    denied, counted = PLAGUE.replace("a été", "n'a pas été"), PLAGUE.replace("La peste", "2 000 fois la peste")
    for text in (shouted, nearly, denied, counted):
        make("quotes", text=text)
    # The very same words need no index.
    assert similar(client, quotes[PLAGUE]) == [(shouted, True), (TEXTS[1], False)]
    indexed()
    found = similar(client, quotes[PLAGUE])
    assert sorted(found[:2]) == sorted([(shouted, True), (nearly, True)])
    assert sorted(found[2:]) == sorted([(denied, False), (counted, False)])
    assert similar(client, quotes[PLAGUE], "?page_size=1") == found[:1]


def test_an_empty_list_is_better_than_noise(client: Client, quotes: dict[str, str], make: Make) -> None:
    assert similar(client, quotes[TEXTS[2]]) == []
    short = [make("quotes", text=text)["id"] for text in ("Merci !", "merci")]
    assert similar(client, short[0]) == []


def test_drafts_and_what_was_withdrawn_are_not_shown(
    client: Client, make: Make, remove: Remove, quotes: dict[str, str], editor: Mapping[str, str]
) -> None:
    draft = make("quotes", text=PLAGUE, status="draft")["id"]
    assert similar(client, quotes[PLAGUE]) == [(TEXTS[1], False)]
    (first, *_) = client.get(f"{API}/quotes/{quotes[PLAGUE]}/similar", headers=dict(editor)).json["items"]
    assert (first["quote"]["id"], first["same_words"], first["score"]) == (draft, True, None)
    remove("quotes", quotes[TEXTS[1]])
    assert similar(client, quotes[PLAGUE]) == []
    gone = client.get(f"{API}/quotes/{quotes[TEXTS[1]]}/similar")
    assert (gone.status_code, gone.json["status"]) == (410, 410)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("nothing/similar", 404, "There is no quote “nothing”."),
        ("{id}/similar?page_size=21", 422, "page_size"),
        ("{id}/similar?page=2", 422, "page"),
    ],
)
def test_what_cannot_be_answered(client: Client, quotes: dict[str, Any], address: str, status: int, said: str) -> None:
    answer = client.get(f"{API}/quotes/{address.format(id=quotes[PLAGUE])}")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert said in answer.text
