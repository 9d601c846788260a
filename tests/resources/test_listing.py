"""Lists: filters, sorting, pages and links, what is given whole; for every resource."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, MERGE_PATCH, Make


def found(client: Client, address: str, name: str) -> list[str]:
    """Return one name of each item of a list, in order."""
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == 200, answer.text
    return [item[name] for item in answer.json["items"]]


QUOTES = {
    "": ["anglais", "maire", "verdun", "enfant", "tout", "jamais"],
    "speaker=melissa-carroll": ["tout"],
    "speaker={melissa}": ["tout"],
    "speaker=melissa-carroll&speaker={maxime}": ["maire", "tout"],
    "speaker=rien": [],
    "organisation=spvm": ["tout"],
    "organisation={gatineau}": ["maire"],
    "role=maire": ["maire", "verdun"],
    "role=maire&organisation=ville-de-gatineau": ["maire"],
    "role=maire&organisation=ville-de-montreal": [],
    "role=cheffe&speaker=elise-proulx": ["maire"],
    "attribution_kind=function": ["verdun"],
    "attribution_kind=function&attribution_kind=person": ["maire", "verdun", "tout"],
    "event=medias-sociaux": ["maire", "tout"],
    "event={medias}&event=connexion": ["maire", "tout"],
    "talk=terrain": ["tout"],
    "topic=medias": ["tout"],
    "source={affaires}": ["tout"],
    "parent={tout}": ["enfant"],
    "kind=partial": ["anglais"],
    "language=en": ["anglais"],
    "language=fr&year=2015": ["enfant"],
    "year=2016": ["maire", "verdun", "tout"],
    "year=2016&year=2018": ["anglais", "maire", "verdun", "tout"],
    "year=1": [],
    "after=2016": ["anglais", "maire", "verdun", "tout"],
    "after=2016-01-01": ["anglais", "maire", "verdun", "tout"],
    "after=2016-01": ["anglais", "maire", "verdun", "tout"],
    "after=2016-01-02": ["anglais", "maire", "tout"],
    "after=2016-11-01": ["anglais", "maire", "tout"],
    "after=2016-11-02": ["anglais", "tout"],
    "before=2016": ["enfant"],
    "before=2016-01-01": ["enfant"],
    "before=2015-12-31": [],
    "before=2016-11": ["verdun", "enfant"],
    "before=2016-11-02": ["maire", "verdun", "enfant"],
    "after=2016&before=2017": ["maire", "verdun", "tout"],
    "status=disputed": ["verdun"],
    "status=draft": [],
    "verification=matched": ["maire"],
    "external_id=q-4": ["anglais"],
    "sort=said_on": ["enfant", "verdun", "maire", "anglais", "tout", "jamais"],
    "sort=-created_at": ["enfant", "jamais", "anglais", "verdun", "maire", "tout"],
    "sort=updated_at": ["tout", "maire", "verdun", "anglais", "jamais", "enfant"],
}
TALKS = {
    "": ["Atelier", "Nuit", "Terrain"],
    "sort=starts_at": ["Nuit", "Atelier", "Terrain"],
    "sort=title": ["Atelier", "Nuit", "Terrain"],
    "sort=-title": ["Terrain", "Nuit", "Atelier"],
    "event=connexion": ["Atelier"],
    "speaker=elise-proulx": ["Atelier"],
    "organisation=spvm": ["Terrain"],
    "topic=medias": ["Terrain"],
    "kind=highlight&kind=workshop": ["Atelier", "Terrain"],
    "language=en": ["Atelier"],
    "year=2016": ["Nuit", "Terrain"],
    "year=2018": ["Atelier"],
    "after=2016-01-02": ["Atelier", "Terrain"],
    "before=2016-01-01": [],
    "before=2018-04-18": ["Nuit", "Terrain"],
    "before=2018-04-19": ["Atelier", "Nuit", "Terrain"],
    "status=published": ["Atelier", "Nuit", "Terrain"],
    "external_id=t-2": ["Atelier"],
}
EVENTS = {
    "": ["Connexion", "Médias sociaux"],
    "sort=starts_on": ["Médias sociaux", "Connexion"],
    "sort=-name": ["Médias sociaux", "Connexion"],
    "series=Les%20Affaires": ["Médias sociaux"],
    "city=Québec&city=Paris": ["Connexion"],
    "country=CA": ["Connexion", "Médias sociaux"],
    "topic=medias": ["Médias sociaux"],
    "speaker=melissa-carroll": ["Médias sociaux"],
    "speaker=elise-proulx": ["Connexion", "Médias sociaux"],
    "year=2018": ["Connexion"],
    "after=2018-04-01": ["Connexion"],
    "after=2018-04-02": [],
    "before=2018-04": ["Médias sociaux"],
    "status=draft": [],
    "external_id=e-1": ["Médias sociaux"],
}
SPEAKERS = {
    "": ["Melissa Carroll", "Maxime Pedneaud-Jobin", "Élise Proulx"],
    "sort=-name": ["Élise Proulx", "Maxime Pedneaud-Jobin", "Melissa Carroll"],
    "organisation=spvm": ["Melissa Carroll"],
    "organisation=ville-de-gatineau": ["Maxime Pedneaud-Jobin"],
    "event=connexion": ["Élise Proulx"],
    "event=medias-sociaux": ["Melissa Carroll", "Maxime Pedneaud-Jobin", "Élise Proulx"],
    "event=medias-sociaux&organisation=ville-de-montreal": ["Élise Proulx"],
    "external_id=s-1": ["Melissa Carroll"],
}
ORGANISATIONS = {
    "": ["Service de police", "Ville de Gatineau", "Ville de Montréal"],
    "sort=-name": ["Ville de Montréal", "Ville de Gatineau", "Service de police"],
    "kind=city": ["Ville de Gatineau", "Ville de Montréal"],
    "parent=ville-de-montreal": ["Service de police"],
    "external_id=o-3": ["Ville de Gatineau"],
}
SOURCES = {
    "": ["Compte rendu", "Les 3 moments", "Blogue"],
    "sort=published_on": ["Les 3 moments", "Compte rendu", "Blogue"],
    "sort=title": ["Blogue", "Compte rendu", "Les 3 moments"],
    "publisher=Le%20Devoir": ["Compte rendu"],
    "year=2016": ["Les 3 moments"],
    "status=moved": ["Compte rendu"],
    "external_id=b-1": ["Blogue"],
}
TOPICS = {"": ["Médias"], "external_id=rien": [], "sort=-name": ["Médias"]}
CASES = {
    "quotes": ("text", QUOTES),
    "talks": ("title", TALKS),
    "events": ("name", EVENTS),
    "speakers": ("name", SPEAKERS),
    "organisations": ("name", ORGANISATIONS),
    "sources": ("title", SOURCES),
    "topics": ("name", TOPICS),
}


@pytest.mark.parametrize("plural", CASES)
def test_filters_and_sorting(client: Client, world: dict[str, dict[str, Any]], plural: str) -> None:
    name, cases = CASES[plural]
    ids = {key: thing["id"] for key, thing in world.items()}
    got = {query: found(client, f"{plural}?{query.format(**ids)}", name) for query in cases}
    assert got == cases


def test_every_filter_is_tried_above(client: Client) -> None:
    document = client.get(f"{API}/openapi.json").json
    untried = {}
    for plural, (_, cases) in CASES.items():
        parameters = document["paths"][f"{API}/{plural}"]["get"]["parameters"]
        names = {each["name"] for each in parameters if each.get("in") == "query"} - {
            "page",
            "page_size",
            "include",
            "q",
        }
        untried[plural] = {name for name in names if not any(f"{name}=" in query for query in cases)}
    assert untried == {plural: set() for plural in CASES}


def test_ties_are_in_the_order_of_making(client: Client, make: Make) -> None:
    for text in ("un", "deux", "trois"):
        make("quotes", text=text, said_on="2016")
    assert found(client, "quotes?sort=said_on", "text") == ["un", "deux", "trois"]
    assert found(client, "quotes?sort=-said_on", "text") == ["un", "deux", "trois"]


def test_an_id_comes_before_a_slug(client: Client, make: Make) -> None:
    first = make("events", name="Une")
    second = make("events", name="Deux", slug=first["id"])
    assert client.get(f"{API}/events/{first['id']}").json["name"] == "Une"
    assert client.get(f"{API}/events/{second['id']}").json["name"] == "Deux"


def test_filters_follow_what_was_merged_or_has_another_slug(
    client: Client, editor: Mapping[str, str], world: dict[str, dict[str, Any]], indexed: Callable[[], int]
) -> None:
    kept = {
        "quotes": ["speaker={elise}", "speaker=elise-proulx", "event={connexion}", "event=connexion", "parent={tout}"],
        "quotes?q=maire": ["speaker={elise}", "speaker=elise-proulx", "organisation=ville-de-montreal"],
        "talks": ["speaker=elise-proulx", "event={connexion}", "organisation=spvm"],
        "events": ["speaker={elise}"],
        "speakers": ["organisation=spvm", "event=connexion"],
    }
    headers = {**editor, "If-Match": "*"}
    slugs = [("speakers", "melissa-carroll", "m-c"), ("organisations", "ville-de-montreal", "montreal")]
    for plural, old, new in slugs:
        where = f"{API}/{plural}/{old}"
        assert client.patch(where, json={"slug": new}, headers=headers, content_type=MERGE_PATCH).status_code == 200
    merges = [
        ("speaker", "elise-proulx", "maxime-pedneaud-jobin"),
        ("speaker", "maxime-pedneaud-jobin", "m-c"),
        ("event", "connexion", "medias-sociaux"),
        ("organisation", "spvm", "ville-de-gatineau"),
        ("quote", world["tout"]["id"], world["jamais"]["id"]),
    ]
    for kind, old, new in merges:
        made = client.post(f"{API}/merges", json={"type": kind, "old": old, "new": new}, headers=dict(editor))
        assert made.status_code == 201, made.text
    indexed()
    now = {
        "speaker={elise}": "speaker=m-c",
        "speaker=elise-proulx": "speaker=m-c",
        "event={connexion}": "event=medias-sociaux",
        "event=connexion": "event=medias-sociaux",
        "organisation=spvm": "organisation=ville-de-gatineau",
        "organisation=ville-de-montreal": "organisation=montreal",
        "parent={tout}": "parent={jamais}",
    }
    ids = {key: thing["id"] for key, thing in world.items()}
    for plural, filters in kept.items():
        address = f"{API}/{plural}{'&' if '?' in plural else '?'}"
        for each in filters:
            found = client.get(address + each.format(**ids)).json
            assert found["items"] == client.get(address + now[each].format(**ids)).json["items"], (plural, each)
            assert found["page"]["total"] > 0, (plural, each)
