"""Changing and removing: merge patches, preconditions, tombstones, what is in the way."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.resources.conftest import API, MERGE_PATCH, Make

Change = Callable[..., TestResponse]
Remove = Callable[[str, str], TestResponse]


def test_what_is_left_out_stays(make: Make, change: Change) -> None:
    made = make("quotes", text="a", said_on="2016", topics=["Vérité"], attributions=[{"kind": "unknown"}])
    answer = change("quotes", made["id"], verification="reviewed")
    assert (answer.status_code, answer.json) == (200, made | {"verification": "reviewed", "version": 2})


def test_a_change_of_nothing_changes_nothing(make: Make, change: Change, client: FlaskClient) -> None:
    made = make("quotes", text="a", topics=["Vérité"])
    before = client.get(f"{API}/quotes/{made['id']}").headers["ETag"]
    for values in ({}, {"text": "a"}, {"topics": ["verite"], "status": None, "said_on": None}):
        answer = change("quotes", made["id"], **values)
        assert (answer.status_code, answer.json, answer.headers["ETag"]) == (200, made, before)


def test_null_takes_the_default(make: Make, change: Change) -> None:
    event = make("events", name="Journée", language="en", status="draft", topics=["Vérité"], city="Montréal")
    nulls = {name: None for name in ("language", "status", "topics", "city", "slug")}
    assert change("events", event["id"], **nulls).json == event | {
        "language": "fr",
        "status": "published",
        "topics": [],
        "city": None,
        "version": 2,
    }
    speaker = make("speakers", name="Léa Roy", sort_name="Léa", other_names=["L. R."], identifiers={"viaf": "1"})
    nulls = {name: None for name in ("sort_name", "other_names", "identifiers", "biography")}
    assert change("speakers", speaker["id"], **nulls).json == speaker | {
        "sort_name": "Roy, Léa",
        "other_names": [],
        "identifiers": {},
        "version": 2,
    }


@pytest.mark.parametrize(("plural", "name"), [("quotes", "text"), ("events", "name"), ("sources", "title")])
def test_what_is_needed_cannot_be_taken_away(make: Make, change: Change, plural: str, name: str) -> None:
    answer = change(plural, make(plural, **{name: "a"})["id"], **{name: None})
    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"pointer": f"/{name}", "detail": "Must be given."}],
    )


def test_lists_are_replaced_whole(make: Make, change: Change) -> None:
    made = make("quotes", text="a", attributions=[{"kind": "person", "printed_as": each} for each in "abc"])
    answer = change("quotes", made["id"], attributions=[{"kind": "group", "printed_as": "Les gens"}])
    assert answer.json["attributions"] == [
        {"kind": "group", "printed_as": "Les gens", "role": None, "organisation": None, "speaker": None}
    ]
    assert answer.json["version"] == 2


def test_a_mapping_is_merged(make: Make, change: Change) -> None:
    speaker = make("speakers", name="Léa Roy", identifiers={"wikidata": "Q1", "viaf": "2"})
    answer = change("speakers", speaker["id"], identifiers={"viaf": None, "isni": "3"})
    assert answer.json["identifiers"] == {"wikidata": "Q1", "isni": "3"}


def test_a_joint_quote_keeps_its_order(make: Make, change: Change, client: FlaskClient) -> None:
    people = ["Élise Proulx", "Isabelle Thellen", "Anne Roy"]
    ids = {name: make("speakers", name=name)["id"] for name in people}

    def entries(names: list[str]) -> list[dict[str, str]]:
        return [{"kind": "person", "printed_as": name, "speaker": ids[name]} for name in names]

    def names(quote: Mapping[str, Any]) -> list[str]:
        return [each["speaker"]["name"] for each in quote["attributions"]]

    made = make("quotes", text="a", attributions=entries(people))
    assert names(made) == people
    for order in (people[::-1], [people[1], people[2], people[0]], people[:1]):
        assert names(change("quotes", made["id"], attributions=entries(order)).json) == order
        assert names(client.get(f"{API}/quotes").json["items"][0]) == order


def test_an_address_stays_when_a_name_changes(make: Make, change: Change, client: FlaskClient) -> None:
    event = make("events", name="Journée")
    assert change("events", "journee", name="Nouvelle journée").json["slug"] == "journee"
    assert client.get(f"{API}/events/journee").json["name"] == "Nouvelle journée"
    assert change("events", event["id"], slug="nouvelle-journee").json["slug"] == "nouvelle-journee"
    assert client.get(f"{API}/events/journee").status_code == 404
    assert client.get(f"{API}/events/nouvelle-journee").json["id"] == event["id"]


def test_a_sort_name_follows_the_name_unless_somebody_chose_it(make: Make, change: Change) -> None:
    made = make("speakers", name="Léa Roy")
    assert change("speakers", made["id"], name="Léa Côté").json["sort_name"] == "Côté, Léa"
    assert change("speakers", made["id"], sort_name="Cote L").json["sort_name"] == "Cote L"
    assert change("speakers", made["id"], name="Léa C. Roy").json["sort_name"] == "Cote L"


def test_a_quote_goes_with_its_talk(make: Make, change: Change, client: FlaskClient) -> None:
    one, other = make("events", name="Une"), make("events", name="Autre")
    talk = make("talks", title="t", event=one["id"])
    quote = make("quotes", text="a", talk=talk["id"])
    answer = change("quotes", quote["id"], event=other["id"])
    assert answer.json["errors"] == [{"pointer": "/event", "detail": "Is not the event of its talk."}]
    assert change("quotes", quote["id"], event=None).json["event"]["slug"] == "une"
    change("talks", talk["id"], event=other["id"])
    moved = client.get(f"{API}/quotes/{quote['id']}").json
    assert (moved["event"]["slug"], moved["talk"]["slug"], moved["version"]) == ("autre", "t", 2)
    assert change("quotes", quote["id"], talk=None, event=one["id"]).json["event"]["slug"] == "une"


def test_nothing_is_its_own_ancestor(make: Make, change: Change) -> None:
    top = make("quotes", text="a")
    middle = make("quotes", text="b", parent=top["id"])
    low = make("quotes", text="c", parent=middle["id"])
    for parent in (top, middle, low):
        answer = change("quotes", top["id"], parent=parent["id"])
        assert answer.json["errors"] == [
            {"pointer": "/parent", "detail": "Must not be the quote itself or one within it."}
        ]
    above = make("organisations", name="Ville")
    below = make("organisations", name="Police", parent="ville")
    answer = change("organisations", above["id"], parent=below["id"])
    assert answer.json["errors"] == [
        {"pointer": "/parent", "detail": "Must not be the organisation itself or one within it."}
    ]


def test_an_event_cannot_end_before_it_starts(make: Make, change: Change) -> None:
    event = make("events", name="Journée", starts_on="2016-11", ends_on="2016")
    assert change("events", event["id"], ends_on="2016-11-29").status_code == 200
    answer = change("events", event["id"], starts_on="2016-11-30")
    assert answer.json["errors"] == [{"pointer": "/ends_on", "detail": "Must not be before starts_on."}]


def test_a_person_stays_who_it_was_under_an_unchanged_name(make: Make, change: Change) -> None:
    event = make("events", name="Journée")["id"]
    talk = make("talks", title="t", event=event, speakers=[{"name": "Élise Proulx"}, {"name": "Anne Roy"}])
    who = {each["name"]: each["speaker"]["id"] for each in talk["speakers"]}
    again = change("talks", talk["id"], speakers=[{"name": "Anne Roy", "role": "cheffe"}, {"name": "Élise Proulx"}])
    assert [each["speaker"]["id"] for each in again.json["speakers"]] == [who["Anne Roy"], who["Élise Proulx"]]


class TestPreconditions:
    """If-Match (RFC 9110): the tag of the plain detail, strong, or `*`."""

    @pytest.fixture
    def quote(self, make: Make) -> dict[str, Any]:
        return make("quotes", text="a", event=make("events", name="Journée")["id"])

    @pytest.fixture
    def patch(
        self, client: FlaskClient, editor: Mapping[str, str], quote: dict[str, Any]
    ) -> Callable[[str], TestResponse]:
        def send(tag: str) -> TestResponse:
            return client.patch(
                f"{API}/quotes/{quote['id']}",
                json={"text": "b"},
                headers={**editor, "If-Match": tag},
                content_type=MERGE_PATCH,
            )

        return send

    def test_a_change_without_one_is_428(
        self, client: FlaskClient, editor: Mapping[str, str], quote: dict[str, Any]
    ) -> None:
        path = f"{API}/quotes/{quote['id']}"
        for answer in (
            client.patch(path, json={"text": "b"}, headers=dict(editor)),
            client.patch(path, data="no JSON", headers=dict(editor)),
            client.delete(path, headers=dict(editor)),
        ):
            assert (answer.status_code, answer.json["detail"]) == (
                428,
                "Send the ETag of what you read as If-Match, so that no other change is lost.",
            )
        assert client.get(path).json == quote

    def test_the_second_of_two_changes_of_the_same_version_is_412(
        self, client: FlaskClient, patch: Callable[[str], TestResponse], quote: dict[str, Any]
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        first, second = patch(tag), patch(tag)
        assert (first.status_code, second.status_code) == (200, 412)
        assert second.json["detail"] == "It has changed since you read it: read it again, and redo the change."
        assert client.get(f"{API}/quotes/{quote['id']}").headers["ETag"] == first.headers["ETag"]

    def test_a_tag_may_be_one_of_several_but_not_weak(
        self, client: FlaskClient, patch: Callable[[str], TestResponse], quote: dict[str, Any]
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        assert patch(f"W/{tag}").status_code == 412
        assert patch('"other"').status_code == 412
        assert patch(f'"other", {tag}').json["text"] == "b"

    def test_a_star_means_whatever_is_there(
        self, patch: Callable[[str], TestResponse], client: FlaskClient, editor: Mapping[str, str]
    ) -> None:
        assert patch("*").json["text"] == "b"
        missing = client.patch(
            f"{API}/quotes/rien", json={}, headers={**editor, "If-Match": "*"}, content_type=MERGE_PATCH
        )
        assert (missing.status_code, missing.json["detail"]) == (404, "There is no quote “rien”.")

    def test_a_changed_name_within_it_is_another_tag(
        self,
        client: FlaskClient,
        change: Change,
        patch: Callable[[str], TestResponse],
        quote: dict[str, Any],
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        change("events", "journee", name="Autre journée")
        assert client.get(f"{API}/quotes/{quote['id']}").headers["ETag"] != tag
        assert patch(tag).status_code == 412

    def test_an_editor_may_send_the_tag_that_a_reader_got(
        self, client: FlaskClient, change: Change, patch: Callable[[str], TestResponse], quote: dict[str, Any]
    ) -> None:
        change("events", "journee", status="draft")
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        assert patch(tag).json["text"] == "b"

    def test_a_change_is_never_answered_by_304(
        self, client: FlaskClient, editor: Mapping[str, str], quote: dict[str, Any]
    ) -> None:
        answer = client.patch(
            f"{API}/quotes/{quote['id']}",
            json={},
            headers={**editor, "If-Match": "*", "If-None-Match": "*"},
            content_type=MERGE_PATCH,
        )
        assert (answer.status_code, answer.json) == (200, quote)


class TestRemoving:
    """What was published is withdrawn and says so; a draft vanishes; what is in use stays."""

    def test_a_withdrawn_thing_leaves_a_tombstone(
        self, client: FlaskClient, make: Make, change: Change, remove: Remove, editor: Mapping[str, str]
    ) -> None:
        event = make("events", name="Journée")
        answer = remove("events", "journee")
        assert (answer.status_code, answer.data) == (204, b"")
        for reference in ("journee", event["id"]):
            for headers in ({}, dict(editor)):
                gone = client.get(f"{API}/events/{reference}", headers=headers)
                at = datetime.fromisoformat(gone.json["withdrawn_at"])
                assert at.tzinfo is not None
                assert (gone.status_code, gone.json) == (
                    410,
                    {
                        "type": "urn:verbatim:problem:gone",
                        "title": "It has been withdrawn",
                        "status": 410,
                        "detail": f"The event “{reference}” has been withdrawn.",
                        "withdrawn_at": gone.json["withdrawn_at"],
                    },
                )
        assert client.get(f"{API}/events").json["items"] == []
        again = client.delete(f"{API}/events/journee", headers={**editor, "If-Match": "*"})
        assert again.status_code == 410
        assert make("events", name="Journée")["slug"] == "journee-2"

    def test_withdrawing_by_status_is_the_same(self, client: FlaskClient, make: Make, change: Change) -> None:
        quote = make("quotes", text="a")
        assert change("quotes", quote["id"], status="withdrawn").json == quote | {"status": "withdrawn", "version": 2}
        assert client.get(f"{API}/quotes/{quote['id']}").status_code == 410

    @pytest.mark.parametrize("plural", ["speakers", "organisations", "sources", "topics"])
    def test_things_without_a_status_are_withdrawn_too(
        self, client: FlaskClient, make: Make, remove: Remove, plural: str
    ) -> None:
        made = make(plural, **{"title" if plural == "sources" else "name": "a"})
        assert remove(plural, made["id"]).status_code == 204
        assert client.get(f"{API}/{plural}/{made['id']}").status_code == 410
        assert client.get(f"{API}/{plural}").json["page"]["total"] == 0

    def test_a_draft_vanishes(
        self, client: FlaskClient, make: Make, remove: Remove, editor: Mapping[str, str]
    ) -> None:
        quote = make("quotes", text="a", status="draft", external_id="q-1", attributions=[{"kind": "unknown"}])
        assert remove("quotes", quote["id"]).status_code == 204
        assert client.get(f"{API}/quotes/{quote['id']}", headers=dict(editor)).status_code == 404
        assert make("quotes", text="b", external_id="q-1")["version"] == 1

    def test_what_others_refer_to_stays(self, client: FlaskClient, make: Make, remove: Remove, change: Change) -> None:
        event, speaker, topic = make("events", name="e"), make("speakers", name="s"), make("topics", name="t")
        source, organisation = make("sources", title="s"), make("organisations", name="o")
        talk = make("talks", title="t", event=event["id"])
        parent = make("quotes", text="a")
        quote = make(
            "quotes",
            text="b",
            status="draft",
            parent=parent["id"],
            talk=talk["id"],
            topics=["t"],
            attributions=[{"kind": "person", "speaker": speaker["id"], "organisation": organisation["id"]}],
            mentions=[{"source": source["id"]}],
        )
        used = {
            "events": event,
            "speakers": speaker,
            "topics": topic,
            "sources": source,
            "organisations": organisation,
            "talks": talk,
            "quotes": parent,
        }
        for plural, thing in used.items():
            answer = remove(plural, thing["id"])
            assert (answer.status_code, answer.json["detail"]) == (
                409,
                f"Others refer to this {plural[:-1]} (1): change or remove them first.",
            )
        for plural in ("events", "talks", "quotes"):
            assert change(plural, used[plural]["id"], status="withdrawn").status_code == 409
        assert remove("quotes", quote["id"]).status_code == 204
        for plural in ("quotes", "talks", "events", "speakers", "topics", "sources", "organisations"):
            assert remove(plural, used[plural]["id"]).status_code == 204

    def test_a_draft_that_something_withdrawn_names_is_kept(
        self, client: FlaskClient, make: Make, remove: Remove
    ) -> None:
        event = make("events", name="e", status="draft")
        talk = make("talks", title="t", event=event["id"])
        remove("talks", talk["id"])
        assert remove("events", event["id"]).status_code == 204
        assert client.get(f"{API}/events/e").status_code == 410
