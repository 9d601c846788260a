"""Changing and removing: merge patches, preconditions, tombstones, what is in the way."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Change, Make, plain


def test_what_is_left_out_stays(make: Make, change: Change) -> None:
    made = make("quotes", text="a", said_on="2016", topics=["Vérité"], attributions=[{"kind": "unknown"}])
    answer = change("quotes", made["id"], verification="reviewed")
    assert (answer.status_code, plain(answer.json)) == (200, made | {"verification": "reviewed", "version": 2})


def test_a_change_of_nothing_changes_nothing(make: Make, change: Change, client: Client) -> None:
    made = make("quotes", text="a", topics=["Vérité"])
    before = client.get(f"{API}/quotes/{made['id']}").headers["ETag"]
    for values in ({}, {"text": "a"}, {"topics": ["verite"], "status": None, "said_on": None}):
        answer = change("quotes", made["id"], **values)
        assert (answer.status_code, plain(answer.json), answer.headers["ETag"]) == (200, made, before)


def test_null_takes_the_default(make: Make, change: Change) -> None:
    event = make("events", name="Journée", language="en", status="draft", topics=["Vérité"], city="Montréal")
    nulls = dict.fromkeys(("language", "status", "topics", "city", "slug"))
    assert change("events", event["id"], **nulls).json == event | {
        "language": "fr",
        "status": "published",
        "topics": [],
        "city": None,
        "version": 2,
    }
    speaker = make("speakers", name="Léa Roy", sort_name="Léa", other_names=["L. R."], identifiers={"viaf": "1"})
    nulls = dict.fromkeys(("sort_name", "other_names", "identifiers", "biography"))
    assert plain(change("speakers", speaker["id"], **nulls).json) == speaker | {
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


def test_a_joint_quote_keeps_its_order(make: Make, change: Change, client: Client) -> None:
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


def test_a_new_name_stands_wherever_the_old_one_did(make: Make, change: Change, client: Client) -> None:
    speaker, organisation = make("speakers", name="Léa Roy"), make("organisations", name="Ville")
    source, topic = make("sources", title="Journal"), make("topics", name="Eau")
    said = {"kind": "person", "printed_as": "L. Roy", "speaker": speaker["id"], "organisation": organisation["id"]}
    quote = make("quotes", text="a", attributions=[said], mentions=[{"source": source["id"]}], topics=["Eau"])

    def told() -> list[str]:
        read = client.get(f"{API}/quotes/{quote['id']}").json
        by, where = read["attributions"][0], read["mentions"][0]["source"]
        return [by["speaker"]["name"], by["organisation"]["name"], where["title"], read["topics"][0]["name"]]

    assert told() == ["Léa Roy", "Ville", "Journal", "Eau"]
    for plural, thing, name in (
        ("speakers", speaker, {"name": "Léa Côté"}),
        ("organisations", organisation, {"name": "Cité"}),
        ("sources", source, {"title": "Gazette"}),
        ("topics", topic, {"name": "Eaux"}),
    ):
        assert change(plural, thing["id"], **name).status_code == 200
    assert told() == ["Léa Côté", "Cité", "Gazette", "Eaux"]


def test_an_address_stays_when_a_name_changes(make: Make, change: Change, client: Client) -> None:
    event = make("events", name="Journée")
    assert change("events", "journee", name="Nouvelle journée").json["slug"] == "journee"
    assert client.get(f"{API}/events/journee").json["name"] == "Nouvelle journée"
    assert change("events", event["id"], slug="nouvelle-journee").json["slug"] == "nouvelle-journee"
    moved = client.get(f"{API}/events/journee")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"{API}/events/nouvelle-journee")
    assert client.get(f"{API}/events/nouvelle-journee").json["id"] == event["id"]


def test_a_sort_name_follows_the_name_unless_somebody_chose_it(make: Make, change: Change) -> None:
    made = make("speakers", name="Léa Roy")
    assert change("speakers", made["id"], name="Léa Côté").json["sort_name"] == "Côté, Léa"
    assert change("speakers", made["id"], sort_name="Cote L").json["sort_name"] == "Cote L"
    assert change("speakers", made["id"], name="Léa C. Roy").json["sort_name"] == "Cote L"


def test_a_quote_goes_with_its_talk(make: Make, change: Change, client: Client) -> None:
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


@pytest.mark.parametrize("plural", ["events", "quotes", "talks"])
def test_what_was_published_cannot_become_a_draft_again(make: Make, change: Change, plural: str) -> None:
    event = make("events", name="Ouvert")
    values = {"events": {"name": "A"}, "quotes": {"text": "a"}, "talks": {"title": "A", "event": event["id"]}}[plural]
    published, draft = make(plural, **values), make(plural, **values, status="draft")
    refused = change(plural, published["id"], status="draft")
    assert (refused.status_code, refused.json["errors"]) == (
        422,
        [
            {
                "pointer": "/status",
                "detail": "What was published cannot become a draft again: withdraw it instead.",
            }
        ],
    )
    assert change(plural, draft["id"], status="published").json["status"] == "published"


@pytest.mark.parametrize("plural", ["organisations", "topics"])
def test_one_name_is_one_thing(
    client: Client, editor: Mapping[str, str], make: Make, change: Change, plural: str
) -> None:
    first, other = make(plural, name="Écologie verte"), make(plural, name="Autre")
    same = client.post(f"{API}/{plural}", json={"name": "ecologie VERTE"}, headers=dict(editor))
    assert (same.status_code, same.json["existing"]) == (409, first["id"])
    assert change(plural, other["id"], name="Ecologie verte").json["existing"] == first["id"]
    assert change(plural, first["id"], name="Écologie Verte").json["name"] == "Écologie Verte"
