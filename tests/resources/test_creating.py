"""Creating: what comes back, what a name left out means, and what is refused where."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Make, plain

PLURALS = ("events", "talks", "speakers", "quotes", "organisations", "sources", "topics")


def test_a_quote_needs_its_words_only(make: Make) -> None:
    made = make("quotes", text="on parlait déjà de nous")
    assert made == {
        "id": made["id"],
        "external_id": None,
        "text": "on parlait déjà de nous",
        "language": "fr",
        "kind": "direct",
        "said_on": None,
        "status": "published",
        "verification": "extracted",
        "version": 1,
        "parent": None,
        "event": None,
        "talk": None,
        "topics": [],
        "attributions": [],
        "mentions": [],
    }


def test_what_was_made_says_where_it_is(client: Client, editor: Mapping[str, str]) -> None:
    answer = client.post(f"{API}/quotes", json={"text": "a"}, headers=dict(editor))
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{API}/quotes/{answer.json['id']}"
    read = client.get(answer.headers["Location"])
    assert (read.json, read.headers["ETag"]) == (plain(answer.json), answer.headers["ETag"])


def test_a_quote_takes_ids_slugs_and_the_names_of_its_answer(make: Make) -> None:
    event = make("events", name="Journée", slug="journee", starts_on="2016-11-29")
    talk = make("talks", title="Occuper le terrain", event="journee")
    speaker = make("speakers", name="Melissa Carroll")
    spvm = make("organisations", name="Service de police de la Ville de Montréal", acronym="SPVM")
    source = make("sources", title="Les 3 moments forts", publisher="Les Affaires", url="https://example.org/a")
    parent = make("quotes", text="tout")
    made = make(
        "quotes",
        text="une partie",
        external_id="q-1",
        language="fr-CA",
        kind="partial",
        said_on="2016-11",
        status="disputed",
        verification="confirmed",
        parent=parent["id"],
        event=event["id"],
        talk=talk["slug"],
        topics=["Vérité", "médias"],
        attributions=[
            {
                "kind": "person",
                "printed_as": "Melissa Carroll du SPVM",
                "role": "porte-parole",
                "organisation": "spvm",
                "speaker": speaker["slug"],
            },
            {"kind": "function", "printed_as": "le maire de Verdun", "role": "maire"},
        ],
        mentions=[
            {
                "source": source["id"],
                "prefix": " ",
                "exact": "une partie",
                "suffix": ", dit-elle",
                "context": "…",
                "cue_verb": "dit",
            }
        ],
    )
    organisation = {name: spvm[name] for name in ("id", "slug", "name", "acronym")}
    assert made == {
        "id": made["id"],
        "external_id": "q-1",
        "text": "une partie",
        "language": "fr-CA",
        "kind": "partial",
        "said_on": "2016-11",
        "status": "disputed",
        "verification": "confirmed",
        "version": 1,
        "parent": parent["id"],
        "event": {"id": event["id"], "slug": "journee", "name": "Journée"},
        "talk": {"id": talk["id"], "slug": "occuper-le-terrain", "title": "Occuper le terrain"},
        "topics": [{"slug": "medias", "name": "médias"}, {"slug": "verite", "name": "Vérité"}],
        "attributions": [
            {
                "kind": "person",
                "printed_as": "Melissa Carroll du SPVM",
                "role": "porte-parole",
                "organisation": organisation,
                "speaker": {"id": speaker["id"], "slug": "melissa-carroll", "name": "Melissa Carroll"},
            },
            {
                "kind": "function",
                "printed_as": "le maire de Verdun",
                "role": "maire",
                "organisation": None,
                "speaker": None,
            },
        ],
        "mentions": [
            {
                "source": {
                    "id": source["id"],
                    "title": "Les 3 moments forts",
                    "publisher": "Les Affaires",
                    "url": "https://example.org/a",
                },
                "prefix": " ",
                "exact": "une partie",
                "suffix": ", dit-elle",
                "context": "…",
                "cue_verb": "dit",
                "link": "https://example.org/a#:~:text=une%20partie,-%2C%20dit%2Delle",
            }
        ],
    }


def test_a_quote_of_a_talk_is_of_its_event(make: Make) -> None:
    talk = make("talks", title="Occuper le terrain", event=make("events", name="Journée")["id"])
    assert make("quotes", text="a", talk=talk["id"])["event"] == talk["event"]


def test_the_text_is_kept_as_printed(make: Make) -> None:
    text = " «\u202fl’e\u0301quipe\u00ad\u202f»\u00a0— 👩‍🚒\n"
    assert make("quotes", text=text)["text"] == text


def test_a_talk_s_time_is_given_in_utc(make: Make) -> None:
    event = make("events", name="Journée", timezone="America/Montreal")["id"]
    times = {
        "2016-11-29T09:00:00": "2016-11-29T14:00:00Z",
        "2016-07-29T09:00:00": "2016-07-29T13:00:00Z",
        "2016-11-29T09:00:00+01:00": "2016-11-29T08:00:00Z",
        "2016-11-29T09:00:00.250Z": "2016-11-29T09:00:00.250000Z",
        "2016-12-31T23:30:00": "2017-01-01T04:30:00Z",
    }
    assert {given: make("talks", title="t", event=event, starts_at=given)["starts_at"] for given in times} == times


def test_speakers_of_a_talk_are_known_by_name(make: Make) -> None:
    event = make("events", name="Journée", series="Médias")["id"]
    talk = make(
        "talks",
        title="t",
        event=event,
        speakers=[{"name": "Élise Proulx", "printed_as": "Mme Proulx", "role": "cheffe"}, {"name": "Isabelle Thellen"}],
    )
    assert [(each["name"], each["printed_as"], each["role"], each["speaker"]["slug"]) for each in talk["speakers"]] == [
        ("Élise Proulx", "Mme Proulx", "cheffe", "elise-proulx"),
        ("Isabelle Thellen", None, None, "isabelle-thellen"),
    ]
    again = make("talks", title="u", event=event, speakers=[{"name": "élise  PROULX"}])
    assert again["speakers"][0]["speaker"] == talk["speakers"][0]["speaker"]
    elsewhere = make("events", name="Ailleurs")["id"]
    homonym = make("talks", title="v", event=elsewhere, speakers=[{"name": "Élise Proulx"}])
    assert homonym["speakers"][0]["speaker"]["slug"] == "elise-proulx-2"


def test_a_topic_is_found_by_name_slug_or_id(make: Make) -> None:
    topic = make("topics", name="Médias sociaux")
    for reference in ("medias-sociaux", "MÉDIAS  SOCIAUX", topic["id"]):
        assert make("quotes", text="a", topics=[reference])["topics"] == [
            {"slug": "medias-sociaux", "name": "Médias sociaux"}
        ]


@pytest.mark.parametrize("plural", PLURALS)
def test_an_external_id_that_is_there_is_a_conflict_that_names_it(
    client: Client, editor: Mapping[str, str], make: Make, plural: str
) -> None:
    body: dict[str, Any] = {"external_id": "x-1"} | ({"text": "a"} if plural == "quotes" else {"name": "a"})
    if plural in ("talks", "sources"):
        body = {"external_id": "x-1", "title": "a"}
    if plural == "talks":
        body["event"] = make("events", name="Journée")["id"]
    first = make(plural, **body)
    answer = client.post(f"{API}/{plural}", json=body, headers=dict(editor))
    assert (answer.status_code, answer.json) == (
        409,
        {
            "type": "urn:verbatim:problem:conflict",
            "title": "Something is in the way",
            "status": 409,
            "detail": f"There is already a {plural[:-1]} with the external_id “x-1”: {first['id']}.",
            "existing": first["id"],
        },
    )


def test_a_slug_that_is_taken_is_a_conflict(client: Client, editor: Mapping[str, str], make: Make) -> None:
    make("events", name="Journée")
    answer = client.post(f"{API}/events", json={"name": "Autre", "slug": "journee"}, headers=dict(editor))
    assert (answer.status_code, answer.json["detail"]) == (409, "The slug “journee” is taken.")


def test_slugs_are_readable_and_never_shared(make: Make) -> None:
    names = {
        "L'œuvre d'Élise, 2ᵉ partie": "l-oeuvre-d-elise-2e-partie",
        "Journée": "journee",
        "journée !": "journee-2",
        "JOURNEE": "journee-3",
        "Journée 2": "journee-2-2",
        "👩‍🚒 !!": "event",
        "…": "event-2",
        "Конференция": "event-3",
        "mot " * 40: "-".join(["mot"] * 20),
    }
    assert {name: make("events", name=name)["slug"] for name in names} == names


def test_a_thing_made_as_withdrawn_is_gone_at_once(client: Client, make: Make) -> None:
    made = make("quotes", text="a", status="withdrawn")
    answer = client.get(f"{API}/quotes/{made['id']}")
    assert (answer.status_code, answer.json["detail"]) == (410, f"The quote “{made['id']}” has been withdrawn.")
