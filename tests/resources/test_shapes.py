"""What goes out is what the schemas say: the same names in the same order, whole or by name."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from marshmallow import Schema

from api.archive.verbs import KINDS
from api.resources import BLUEPRINTS
from api.schemas.events import EventSchema
from api.schemas.organisations import OrganisationSchema
from api.schemas.paging import list_schema
from api.schemas.problems import ProblemSchema
from api.schemas.queries import ORGANISATION_INCLUDES, QUOTE_INCLUDES, TALK_INCLUDES
from api.schemas.quotes import QuoteSchema
from api.schemas.search import SearchSchema
from api.schemas.sources import SourceSchema
from api.schemas.speakers import SpeakerSchema
from api.schemas.talks import TalkSchema
from api.schemas.topics import TopicSchema
from tests.conftest import Client
from tests.resources.conftest import API, Make

SCHEMAS: Mapping[str, type[Schema]] = {
    "quotes": QuoteSchema,
    "talks": TalkSchema,
    "events": EventSchema,
    "speakers": SpeakerSchema,
    "organisations": OrganisationSchema,
    "sources": SourceSchema,
    "topics": TopicSchema,
}
INCLUDES = {"quotes": QUOTE_INCLUDES, "talks": TALK_INCLUDES, "organisations": ORGANISATION_INCLUDES}

pytestmark = pytest.mark.usefixtures("founding")


def spelled(view: Any) -> str:
    """Write JSON with the order of its names, which equality does not see."""
    return json.dumps(view, ensure_ascii=False)


def test_every_resource_is_held_to_its_schema() -> None:
    assert {f"{kind.name}s" for kind in KINDS} == set(SCHEMAS)
    others = {
        "quote_checks",
        "search",
        "suggestions",
        "changes",
        "corrections",
        "merges",
        "redactions",
        "extractions",
        "reviews",
    }
    assert {blueprint.name for blueprint in BLUEPRINTS} == {*SCHEMAS, *others}


@pytest.mark.parametrize("plural", SCHEMAS)
@pytest.mark.parametrize("whole", [False, True], ids=["by name", "whole"])
def test_lists_and_details(client: Client, make: Make, editor: Mapping[str, str], plural: str, *, whole: bool) -> None:
    make("organisations", name="Police", parent="spvm")
    make("talks", title="t", event="connexion-2018", starts_at="2018-04-18T10:00:00.5+02:00", duration_minutes=5)
    make("speakers", name="Léa", identifiers={"b": "1", "a": "2"}, other_names=["Z", "A"], biography="…")
    make("quotes", text="nue", status="draft")
    include = ",".join(INCLUDES.get(plural, ())) if whole else ""
    query = f"include={include}&" if include else ""
    schema = SCHEMAS[plural]()
    body = client.get(f"{API}/{plural}?{query}page_size=100", headers=dict(editor)).json
    assert len(body["items"]) == body["page"]["total"] > 0
    listing = list_schema(plural, SCHEMAS[plural])()
    assert spelled(listing.dump(body)) == spelled(body)
    for item in body["items"]:
        view = client.get(f"{API}/{plural}/{item['id']}?{query}", headers=dict(editor)).json
        assert spelled(view) == spelled(item)
        assert spelled(schema.dump(view)) == spelled(view)


def test_the_parts_given_whole_are_as_their_own_details(client: Client) -> None:
    """A part whose schema is open (`anyOf`) is compared with the detail of what it is."""
    for quote in client.get(f"{API}/quotes?include={','.join(QUOTE_INCLUDES)}").json["items"]:
        parts = [("events", quote["event"]), ("talks", quote["talk"])]
        parts += [("speakers", each["speaker"]) for each in quote["attributions"]]
        parts += [("organisations", each["organisation"]) for each in quote["attributions"]]
        parts += [("sources", each["source"]) for each in quote["mentions"]]
        parts += [("quotes", quote["parent"]), *(("quotes", child) for child in quote["children"])]
        for plural, part in parts:
            if part is not None:
                assert spelled(client.get(f"{API}/{plural}/{part['id']}").json) == spelled(part)


@pytest.mark.parametrize("query", ["", "q=maire", "q=rien+de+tel&mode=exact", "q=apres:2016+-mot+%22les+gens%22+rume*"])
def test_the_search(client: Client, query: str) -> None:
    body = client.get(f"{API}/search?{query}&page_size=100").json
    assert spelled(SearchSchema().dump(body)) == spelled(body)


def test_problems(client: Client, make: Make, editor: Mapping[str, str]) -> None:
    gone = make("quotes", text="a", status="withdrawn", external_id="x")["id"]
    answers = [
        client.get(f"{API}/quotes?page=x&rien=1"),
        client.get(f"{API}/quotes/{gone}"),
        client.post(f"{API}/quotes", json={"text": "a", "external_id": "x"}, headers=dict(editor)),
        client.post(f"{API}/quotes", json={"text": 1}, headers=dict(editor)),
        client.get(f"{API}/rien"),
    ]
    assert [each.status_code for each in answers] == [422, 410, 409, 422, 404]
    for each in answers:
        assert spelled(ProblemSchema().dump(each.json)) == spelled(each.json)
