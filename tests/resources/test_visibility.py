"""What is a draft is seen by editors alone, wherever it might show; what is withdrawn by nobody."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.conftest import Answer, Client, token
from tests.resources.conftest import API, Make


@pytest.fixture
def drafts(make: Make) -> dict[str, dict[str, Any]]:
    """A draft of everything that can be one, and what is published under it."""
    made = {
        "speaker": make("speakers", name="Melissa Carroll"),
        "spvm": make("organisations", name="SPVM"),
        "event": make("events", name="Cachée", status="draft", starts_on="1999", topics=["Vérité"]),
    }
    people = [{"speaker": "melissa-carroll", "organisation": "spvm"}]
    made["talk"] = make("talks", title="Secrète", event="cachee", status="draft", speakers=people)
    made["open talk"] = make("talks", title="Ouverte", event="cachee")
    made["parent"] = make("quotes", text="entière", status="draft")
    said = [{"kind": "person", "speaker": "melissa-carroll", "organisation": "spvm"}]
    made["quote"] = make("quotes", text="secret", status="draft", event="cachee", attributions=said, topics=["Vérité"])
    made["open quote"] = make("quotes", text="ouverte", talk="secrete", parent=made["parent"]["id"])
    return made


def test_details(client: Client, editor: Mapping[str, str], drafts: dict[str, dict[str, Any]]) -> None:
    for plural, key in (("events", "event"), ("talks", "talk"), ("quotes", "quote")):
        made = drafts[key]
        for reference in (made["id"], made.get("slug", made["id"])):
            hidden = client.get(f"{API}/{plural}/{reference}")
            assert (hidden.status_code, hidden.json["detail"]) == (404, f"There is no {key} “{reference}”.")
            assert client.get(f"{API}/{plural}/{reference}", headers=dict(editor)).json == made


@pytest.mark.usefixtures("drafts")
def test_a_token_to_read_does_not_show_drafts(client: Client, sessions: sessionmaker[Session]) -> None:
    headers = {"Authorization": f"Bearer {token(sessions, 'read')}"}
    assert client.get(f"{API}/events/cachee", headers=headers).status_code == 404
    assert client.get(f"{API}/events", headers=headers).json["page"]["total"] == 0


LISTS = [
    ("events", [], ["Cachée"]),
    ("events?status=draft", [], ["Cachée"]),
    ("events?speaker=melissa-carroll", [], ["Cachée"]),
    ("talks", ["Ouverte"], ["Secrète", "Ouverte"]),
    ("talks?status=draft", [], ["Secrète"]),
    ("talks?event=cachee", [], ["Secrète", "Ouverte"]),
    ("talks?event={event}", [], ["Secrète", "Ouverte"]),
    ("talks?year=1999", [], ["Secrète", "Ouverte"]),
    ("talks?speaker=melissa-carroll", [], ["Secrète"]),
    ("quotes?sort=created_at", ["ouverte"], ["entière", "secret", "ouverte"]),
    ("quotes?status=draft", [], ["entière", "secret"]),
    ("quotes?event=cachee", [], ["secret", "ouverte"]),
    ("quotes?talk=secrete", [], ["ouverte"]),
    ("quotes?parent={parent}", [], ["ouverte"]),
    ("quotes?year=1999", [], ["secret", "ouverte"]),
    ("quotes?after=1999&before=2000", [], ["secret", "ouverte"]),
    ("quotes?topic=verite", [], ["secret"]),
    ("quotes?speaker=melissa-carroll", [], ["secret"]),
    ("speakers", ["Melissa Carroll"], ["Melissa Carroll"]),
    ("speakers?event=cachee", [], ["Melissa Carroll"]),
    ("speakers?organisation=spvm", [], ["Melissa Carroll"]),
]


def test_lists_and_their_filters(client: Client, editor: Mapping[str, str], drafts: dict[str, dict[str, Any]]) -> None:
    ids = {key: each["id"] for key, each in drafts.items() if " " not in key}

    def names(address: str, headers: Mapping[str, str]) -> list[str]:
        body = client.get(f"{API}/{address.format(**ids)}", headers=dict(headers)).json
        assert body["page"]["total"] == len(body["items"])
        return [item.get("text") or item.get("title") or item["name"] for item in body["items"]]

    for address, hidden, shown in LISTS:
        assert (names(address, {}), names(address, editor)) == (hidden, shown), address


def test_what_is_published_does_not_name_the_draft_it_is_of(
    client: Client, editor: Mapping[str, str], drafts: dict[str, dict[str, Any]]
) -> None:
    for include in ("", "?include=event,talk,parent"):
        quote = client.get(f"{API}/quotes/{drafts['open quote']['id']}{include}").json
        assert (quote["event"], quote["talk"], quote["parent"]) == (None, None, None)
    assert client.get(f"{API}/talks/ouverte?include=event").json["event"] is None
    quote = client.get(f"{API}/quotes/{drafts['open quote']['id']}", headers=dict(editor)).json
    assert (quote["event"]["slug"], quote["talk"]["slug"], quote["parent"]) == (
        "cachee",
        "secrete",
        drafts["parent"]["id"],
    )


def test_children_that_are_drafts(client: Client, editor: Mapping[str, str], make: Make) -> None:
    parent = make("quotes", text="a")
    make("quotes", text="b", parent=parent["id"], status="draft")
    address = f"{API}/quotes/{parent['id']}?include=children"
    assert client.get(address).json["children"] == []
    assert [each["text"] for each in client.get(address, headers=dict(editor)).json["children"]] == ["b"]


@pytest.mark.usefixtures("drafts")
def test_the_search(client: Client, editor: Mapping[str, str], indexed: Callable[[], int]) -> None:
    indexed()

    def search(query: str, headers: Mapping[str, str]) -> tuple[int, list[str], dict[str, list[str]]]:
        body = client.get(f"{API}/search?{query}", headers=dict(headers)).json
        facets = {name: [each["value"] for each in counts] for name, counts in body["facets"].items() if counts}
        found = [hit[hit["type"]].get("text") or hit[hit["type"]]["title"] for hit in body["items"]]
        return body["page"]["total"], found, facets

    assert search("q=secret", {}) == (0, [], {})
    assert search("q=secret", editor)[:2] == (2, ["secret", "Secrète"])
    assert search("event=cachee&type=quote", editor)[:2] == (1, ["secret"])
    assert search("year=1999&type=talk", editor)[:2] == (1, ["Secrète"])
    assert search("q=cachee", {}) == (0, [], {})
    assert search("q=titre:secrete", {}) == (0, [], {})
    assert search("event=cachee", {}) == (0, [], {})
    assert search("year=1999", {}) == (0, [], {})
    assert search("", {})[2] == {"kind": ["direct", "talk"]}
    for plural in ("quotes", "talks"):
        assert client.get(f"{API}/{plural}?q=secret").json["page"]["total"] == 0
        assert client.get(f"{API}/{plural}?q=secret*", headers=dict(editor)).json["page"]["total"] == 1


def test_a_stale_index_shows_nothing_that_is_withdrawn(
    client: Client,
    make: Make,
    change: Callable[..., Answer],
    remove: Callable[[str, str], Answer],
    indexed: Callable[[], int],
) -> None:
    make("events", name="Journée", starts_on="2016")
    texts = ("rumeur une", "rumeur deux", "rumeur trois")
    first, second, third = (make("quotes", text=text, event="journee") for text in texts)
    indexed()
    remove("quotes", first["id"])
    change("quotes", second["id"], status="withdrawn")
    change("quotes", third["id"], text="autre chose", event=None)
    remove("events", "journee")
    for address in ("search?q=rumeur", "quotes?q=rumeur"):
        body = client.get(f"{API}/{address}").json
        assert "rumeur" not in str(body["items"])
        assert [each.get("quote", each)["text"] for each in body["items"]] == ["autre chose"]
    assert client.get(f"{API}/search?q=rumeur").json["facets"]["event"] == []


@pytest.mark.usefixtures("drafts")
def test_a_copy_of_an_answer_is_the_asker_s(client: Client, editor: Mapping[str, str]) -> None:
    address = f"{API}/quotes"
    seen, hidden = client.get(address, headers=dict(editor)), client.get(address)
    assert seen.headers["ETag"] != hidden.headers["ETag"]
    assert {seen.headers["Vary"], hidden.headers["Vary"]} == {"Authorization"}
    assert client.get(address, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 200
    assert client.get(address, headers={**editor, "If-None-Match": seen.headers["ETag"]}).status_code == 304
