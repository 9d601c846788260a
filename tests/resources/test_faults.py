"""What is wrong with a body is told by its place in it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Make


def refused(client: Client, editor: Mapping[str, str], plural: str, body: Any) -> dict[str, str]:
    """Send a body that has faults, and return what is wrong by where."""
    sent = json.dumps(body)  # in ASCII: a lone surrogate is sent as its escape
    answer = client.post(f"{API}/{plural}", data=sent, content_type="application/json", headers=dict(editor))
    problem = answer.json
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    return {fault.get("pointer", "?"): fault["detail"] for fault in problem["errors"]}


FAULTS: list[tuple[str, Any, dict[str, str]]] = [
    ("quotes", {}, {"/text": "Missing data for required field."}),
    ("quotes", {"text": None}, {"/text": "Field may not be null."}),
    ("quotes", {"text": ""}, {"/text": "Must not be empty."}),
    ("quotes", {"text": " \n"}, {"/text": "Must not be empty."}),
    ("quotes", {"text": 7}, {"/text": "Not a valid string."}),
    ("quotes", {"text": "a" * 100_001}, {"/text": "Too long."}),
    (
        "quotes",
        {"text": "a\x00"},
        {"/text": "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."},
    ),
    (
        "quotes",
        {"text": "a\ud800"},
        {"/text": "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."},
    ),
    ("quotes", {"text": "a", "id": "b", "a/b~c": 1}, {"/id": "Unknown field.", "/a~1b~0c": "Unknown field."}),
    ("quotes", {"text": "a", "\ud800": 1}, {"/\ud800": "Unknown field."}),
    ("quotes", [], {"": "Invalid input type."}),
    ("quotes", None, {"": "Invalid input type."}),
    ("quotes", "text", {"": "Invalid input type."}),
    ("quotes", {"text": "a", "kind": "sung"}, {"/kind": "Must be one of: direct, partial."}),
    (
        "quotes",
        {"text": "a", "said_on": "2016-02-30"},
        {"/said_on": "Must be a year, a month or a day: 2016, 2016-11 or 2016-11-29."},
    ),
    ("quotes", {"text": "a", "language": "français"}, {"/language": "Must be a language tag such as fr or fr-CA."}),
    ("quotes", {"text": "a", "event": "rien"}, {"/event": "There is no event “rien”."}),
    (
        "quotes",
        {"text": "a", "event": "a\x00"},
        {"/event": "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."},
    ),
    (
        "quotes",
        {"text": "a", "event": "\ud800"},
        {"/event": "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."},
    ),
    ("quotes", {"text": "a", "event": ""}, {"/event": "Must not be empty."}),
    ("quotes", {"text": "a", "talk": 1}, {"/talk": "Not a valid string."}),
    (
        "quotes",
        {"text": "a", "topics": ["bon", "!", None]},
        {"/topics/2": "Field may not be null."},
    ),
    (
        "quotes",
        {"text": "a", "topics": ["bon", "!"]},
        {"/topics/1": "Must be the name of a topic, with a letter or a digit."},
    ),
    ("quotes", {"text": "a", "topics": ["t"] * 201}, {"/topics": "Must have at most 200 items."}),
    (
        "quotes",
        {"text": "a", "attributions": [{"kind": "person"}, {"printed_as": "b", "who": 1}]},
        {"/attributions/1/kind": "Missing data for required field.", "/attributions/1/who": "Unknown field."},
    ),
    (
        "quotes",
        {"text": "a", "attributions": [{"kind": "ghost", "speaker": "x", "organisation": "y"}]},
        {
            "/attributions/0/kind": "Must be one of: person, function, organisation, group, unknown.",
            "/attributions/0/speaker": "There is no speaker “x”.",
            "/attributions/0/organisation": "There is no organisation “y”.",
        },
    ),
    (
        "quotes",
        {"text": "a", "mentions": [{"source": "x", "prefix": "p" * 33}]},
        {"/mentions/0/prefix": "Too long.", "/mentions/0/source": "There is no source “x”."},
    ),
    ("quotes", {"text": "a", "attributions": {}}, {"/attributions": "Not a valid list."}),
    ("quotes", {"text": "a", "attributions": [1]}, {"/attributions/0": "Invalid input type."}),
    ("quotes", {"text": "a", "external_id": "e" * 501}, {"/external_id": "Too long."}),
    ("quotes", {"text": "a", "parent": "nulle-part"}, {"/parent": "There is no quote “nulle-part”."}),
    ("talks", {"title": "t"}, {"/event": "Missing data for required field."}),
    ("talks", {"title": "t", "event": "rien"}, {"/event": "There is no event “rien”."}),
    (
        "events",
        {"name": "e", "ends_on": "2015", "starts_on": "2016"},
        {"/ends_on": "Must not be before starts_on."},
    ),
    (
        "events",
        {"name": "e", "timezone": "Mars/Base", "country": "ca", "url": "ftp://a", "slug": "É", "status": "lost"},
        {
            "/timezone": "Must be a time zone such as America/Montreal.",
            "/country": "Must be a country of two capital letters such as CA.",
            "/url": "Must be a web address that begins with http:// or https://.",
            "/slug": "Must be small letters and digits joined by hyphens.",
            "/status": "Must be one of: draft, published, withdrawn.",
        },
    ),
    ("events", {"name": "e", "slug": "a" * 501}, {"/slug": "Too long."}),
    ("events", {"name": "e", "language": "fr" + "-abcdefgh" * 60}, {"/language": "Too long."}),
    (
        "speakers",
        {"name": "s", "other_names": ["", "b"], "identifiers": {"a/b": " "}},
        {"/other_names/0": "Must not be empty.", "/identifiers/a~1b": "Must not be empty."},
    ),
    ("speakers", {"name": "s", "identifiers": [1]}, {"/identifiers": "Not a valid mapping type."}),
    ("organisations", {"name": "o", "parent": "x"}, {"/parent": "There is no organisation “x”."}),
    ("sources", {"title": "s", "sha256": "0"}, {"/sha256": "Must be 64 hexadecimal digits."}),
    ("topics", {"name": "t" * 501}, {"/name": "Too long."}),
]


def test_faults_are_told_by_their_place(client: Client, editor: Mapping[str, str]) -> None:
    for plural, body, faults in FAULTS:
        assert refused(client, editor, plural, body) == faults, (plural, body)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (0, "Must be a whole number of minutes, at least 1."),
        (-5, "Must be a whole number of minutes, at least 1."),
        (100_001, "Must be a whole number of minutes, at least 1."),
        (10**30, "Must be a whole number of minutes, at least 1."),
        (1.5, "Not a valid integer."),
        ("45", "Not a valid integer."),
        (True, "Not a valid integer."),
        (1e300, "Not a valid integer."),
    ],
)
def test_a_duration_is_a_whole_number_of_minutes(
    client: Client, editor: Mapping[str, str], make: Make, value: Any, fault: str
) -> None:
    event = make("events", name="Journée")["id"]
    body = {"title": "t", "event": event, "duration_minutes": value}
    assert refused(client, editor, "talks", body) == {"/duration_minutes": fault}


def test_a_talk_s_programme_names_each_speaker(client: Client, editor: Mapping[str, str], make: Make) -> None:
    event = make("events", name="Journée")["id"]
    body = {"title": "t", "event": event, "speakers": [{"name": "a"}, {"role": "b"}]}
    assert refused(client, editor, "talks", body) == {"/speakers/1/name": "Must be given, or else speaker."}


def test_a_talk_of_another_event_is_refused(client: Client, editor: Mapping[str, str], make: Make) -> None:
    talk = make("talks", title="t", event=make("events", name="Une")["id"])
    other = make("events", name="Autre")["id"]
    body = {"text": "a", "talk": talk["id"], "event": other}
    assert refused(client, editor, "quotes", body) == {"/talk": "Is not a talk of this event."}


def test_a_talk_at_a_place_without_time_zone_needs_an_offset(
    client: Client, editor: Mapping[str, str], make: Make
) -> None:
    event = make("events", name="Journée")["id"]
    body = {"title": "t", "event": event, "starts_at": "2016-11-29T09:00:00"}
    assert refused(client, editor, "talks", body) == {
        "/starts_at": "Needs an offset, because its event has no time zone."
    }
