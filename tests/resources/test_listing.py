"""Lists: filters, sorting, pages and links, what is given whole; for every resource."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.resources.conftest import API, Make


def found(client: FlaskClient, address: str, name: str) -> list[str]:
    """Return one name of each item of a list, in order."""
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == 200, answer.text
    return [item[name] for item in answer.json["items"]]


@pytest.fixture
def world(make: Make) -> dict[str, dict[str, Any]]:
    """Two events, their talks, people, organisations, sources and quotes."""
    made = {
        "ville": make("organisations", name="Ville de Montréal", kind="city"),
        "spvm": make("organisations", name="Service de police", acronym="SPVM", kind="police", parent="ville-de-montreal"),
        "gatineau": make("organisations", name="Ville de Gatineau", kind="city", external_id="o-3"),
        "melissa": make("speakers", name="Melissa Carroll", external_id="s-1"),
        "elise": make("speakers", name="Élise Proulx"),
        "maxime": make("speakers", name="Maxime Pedneaud-Jobin"),
        "affaires": make("sources", title="Les 3 moments", publisher="Les Affaires", published_on="2016-12-01"),
        "devoir": make("sources", title="Compte rendu", publisher="Le Devoir", published_on="2018", status="moved"),
        "blogue": make("sources", title="Blogue", external_id="b-1"),
    }
    made["medias"] = make(
        "events",
        name="Médias sociaux",
        series="Les Affaires",
        starts_on="2016-11-29",
        city="Montréal",
        country="CA",
        topics=["Médias"],
        external_id="e-1",
    )
    made["connexion"] = make("events", name="Connexion", starts_on="2018-04", city="Québec", country="CA")
    made["sans-date"] = make("events", name="Sans date", city="Paris", country="FR", status="draft")
    made["terrain"] = make(
        "talks",
        title="Terrain",
        event="medias-sociaux",
        kind="highlight",
        topics=["Médias"],
        speakers=[{"speaker": "melissa-carroll", "organisation": "spvm"}],
    )
    made["atelier"] = make(
        "talks",
        title="Atelier",
        event="connexion",
        kind="workshop",
        language="en",
        starts_at="2018-04-18T13:00:00Z",
        speakers=[{"speaker": "elise-proulx"}],
        external_id="t-2",
    )
    made["nuit"] = make("talks", title="Nuit", event="medias-sociaux", starts_at="2016-01-01T00:00:00Z")
    quotes: dict[str, dict[str, Any]] = {
        "tout": {
            "talk": "terrain",
            "topics": ["Médias"],
            "attributions": [{"kind": "person", "speaker": "melissa-carroll", "organisation": "spvm"}],
            "mentions": [{"source": made["affaires"]["id"]}],
        },
        "maire": {
            "event": "medias-sociaux",
            "said_on": "2016-11",
            "verification": "matched",
            "attributions": [
                {"kind": "person", "speaker": "maxime-pedneaud-jobin", "role": "maire", "organisation": "ville-de-gatineau"},
                {"kind": "person", "speaker": "elise-proulx", "role": "cheffe", "organisation": "ville-de-montreal"},
            ],
        },
        "verdun": {
            "said_on": "2016",
            "status": "disputed",
            "attributions": [{"kind": "function", "role": "maire"}],
        },
        "anglais": {"said_on": "2018-04-19", "language": "en", "kind": "partial", "external_id": "q-4"},
        "jamais": {},
    }
    for text, values in quotes.items():
        made[text] = make("quotes", text=text, **values)
    made["enfant"] = make("quotes", text="enfant", parent=made["tout"]["id"], said_on="2015-12-31")
    return made


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
def test_filters_and_sorting(client: FlaskClient, world: dict[str, dict[str, Any]], plural: str) -> None:
    name, cases = CASES[plural]
    ids = {key: thing["id"] for key, thing in world.items()}
    got = {query: found(client, f"{plural}?{query.format(**ids)}", name) for query in cases}
    assert got == cases


def test_every_filter_is_tried_above(client: FlaskClient) -> None:
    document = client.get(f"{API}/openapi.json").json
    untried = {}
    for plural, (_, cases) in CASES.items():
        parameters = document["paths"][f"{API}/{plural}"]["get"]["parameters"]
        names = {each["name"] for each in parameters if each.get("in") == "query"} - {"page", "page_size", "include", "q"}
        untried[plural] = {name for name in names if not any(f"{name}=" in query for query in cases)}
    assert untried == {plural: set() for plural in CASES}


def test_ties_are_in_the_order_of_making(client: FlaskClient, make: Make) -> None:
    for text in ("un", "deux", "trois"):
        make("quotes", text=text, said_on="2016")
    assert found(client, "quotes?sort=said_on", "text") == ["un", "deux", "trois"]
    assert found(client, "quotes?sort=-said_on", "text") == ["un", "deux", "trois"]


class TestPages:
    """`page` and `page_size`, and the header that leads from one to the next."""

    @pytest.fixture(autouse=True)
    def seven(self, make: Make) -> None:
        for number in range(7):
            make("quotes", text=str(number), language="fr" if number else "en", topics=["été & co"])

    def test_the_first_of_several(self, client: FlaskClient) -> None:
        answer = client.get(f"{API}/quotes?page_size=3")
        assert [each["text"] for each in answer.json["items"]] == ["0", "1", "2"]
        assert answer.json["page"] == {"number": 1, "size": 3, "total": 7}
        assert answer.headers["Link"] == (
            f'<{API}/quotes?page_size=3&page=1>; rel="first", '
            f'<{API}/quotes?page_size=3&page=2>; rel="next", '
            f'<{API}/quotes?page_size=3&page=3>; rel="last"'
        )

    def test_links_keep_the_query(self, client: FlaskClient) -> None:
        answer = client.get(f"{API}/quotes?topic=ete-co&language=fr&language=en&page=2&page_size=3&role=")
        assert answer.status_code == 422
        answer = client.get(f"{API}/quotes?language=fr&page=2&language=%C3%A9%26&page_size=2")
        assert answer.headers["Link"] == (
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=1>; rel="first", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=1>; rel="prev", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=3>; rel="next", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=3>; rel="last"'
        )

    def test_following_the_links_meets_each_item_once(self, client: FlaskClient) -> None:
        texts, address = [], f"{API}/quotes?page_size=2"
        while address:
            answer = client.get(address)
            texts += [each["text"] for each in answer.json["items"]]
            links = dict(reversed(part.split("; rel=")) for part in answer.headers["Link"].split(", "))
            address = links.get('"next"', "").strip("<>")
        assert texts == ["0", "1", "2", "3", "4", "5", "6"]

    def test_past_the_end_is_empty(self, client: FlaskClient) -> None:
        answer = client.get(f"{API}/quotes?page=9&page_size=7")
        assert (answer.json["items"], answer.json["page"]) == ([], {"number": 9, "size": 7, "total": 7})
        assert answer.headers["Link"] == (
            f'<{API}/quotes?page_size=7&page=1>; rel="first", <{API}/quotes?page_size=7&page=1>; rel="last"'
        )
        assert client.get(f"{API}/quotes?page=1000000&page_size=100").json["items"] == []

    def test_a_page_has_20_items_unless_asked(self, client: FlaskClient) -> None:
        assert client.get(f"{API}/topics").json["page"] == {"number": 1, "size": 20, "total": 1}

    def test_a_slash_at_the_end_is_the_same_list(self, client: FlaskClient) -> None:
        assert client.get(f"{API}/quotes/").json == client.get(f"{API}/quotes").json

    def test_head_is_get_without_the_body(self, client: FlaskClient) -> None:
        for address in (f"{API}/quotes", f"{API}/topics/ete-co", f"{API}/search?q=0"):
            get, head = client.get(address), client.head(address)
            assert (head.status_code, head.data) == (200, b"")
            assert {name: head.headers.get(name) for name in ("ETag", "Link", "Content-Type", "Content-Length")} == {
                name: get.headers.get(name) for name in ("ETag", "Link", "Content-Type", "Content-Length")
            }


@pytest.mark.parametrize(
    "query",
    [
        "page=1&page=2",
        "page_size=101",
        "page_size=0",
        "page=1000001",
        "page=-1",
        "page=1e3",
        "page=" + "9" * 5_000,
        "page=",
        "sort=",
        "year=",
        "year=2016.5",
        "speaker=",
        "speaker=%00",
        "external_id=",
        "external_id=a&external_id=b",
        "after=2016-1",
        "after=hier",
        "before=",
        "status=lost",
        "kind=talk",
        "include=rien",
        "Page=1",
        "page%5B%5D=1",
        "q=" + "a" * 1_001,
    ],
)
def test_a_bad_parameter_is_422_and_named(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}/quotes?{query}")
    name = query.partition("=")[0].replace("%5B%5D", "[]")
    assert (answer.status_code, {each["parameter"] for each in answer.json["errors"]}) == (422, {name})


def test_a_detail_takes_no_parameter_but_include(client: FlaskClient, make: Make) -> None:
    for plural in ("quotes", "topics"):
        made = make(plural, **{"text" if plural == "quotes" else "name": "a"})
        answer = client.get(f"{API}/{plural}/{made['id']}?page=1")
        assert answer.json["errors"] == [{"parameter": "page", "detail": "Unknown field."}]


class TestInclude:
    """Things given whole, by commas or by repeating."""

    def test_of_a_quote(self, client: FlaskClient, world: dict[str, dict[str, Any]]) -> None:
        def whole(plural: str, key: str) -> Any:
            return client.get(f"{API}/{plural}/{world[key]['id']}").json

        plain = whole("quotes", "tout")
        every = "event,talk,parent,children,speakers,organisations,sources"
        expected = plain | {
            "event": whole("events", "medias"),
            "talk": whole("talks", "terrain"),
            "attributions": [
                plain["attributions"][0]
                | {"speaker": whole("speakers", "melissa"), "organisation": whole("organisations", "spvm")}
            ],
            "mentions": [plain["mentions"][0] | {"source": whole("sources", "affaires")}],
            "children": [whole("quotes", "enfant")],
        }
        address = f"{API}/quotes/{plain['id']}"
        assert client.get(f"{address}?include={every}").json == expected
        assert client.get(f"{address}?include={every.replace(',', '&include=')}").json == expected
        assert client.get(f"{API}/quotes?topic=medias&include={every}").json["items"] == [expected]
        assert client.get(f"{address}?include=").json == plain
        assert client.get(f"{address}?include=talk,,talk").json == plain | {"talk": whole("talks", "terrain")}
        child = whole("quotes", "enfant")
        assert child["parent"] == plain["id"]
        assert client.get(f"{API}/quotes/{child['id']}?include=parent,children").json == child | {
            "parent": plain,
            "children": [],
        }

    def test_of_a_talk(self, client: FlaskClient, world: dict[str, dict[str, Any]]) -> None:
        plain = client.get(f"{API}/talks/terrain").json
        expected = plain | {
            "event": client.get(f"{API}/events/medias-sociaux").json,
            "speakers": [
                plain["speakers"][0]
                | {
                    "speaker": client.get(f"{API}/speakers/melissa-carroll").json,
                    "organisation": client.get(f"{API}/organisations/spvm").json,
                }
            ],
        }
        assert client.get(f"{API}/talks/terrain?include=event,speakers&include=organisations").json == expected
        assert client.get(f"{API}/talks?topic=medias&include=event,speakers,organisations").json["items"] == [expected]

    def test_of_an_organisation(self, client: FlaskClient, world: dict[str, dict[str, Any]]) -> None:
        plain = client.get(f"{API}/organisations/spvm").json
        assert plain["parent"] == {
            name: world["ville"][name] for name in ("id", "slug", "name", "acronym")
        }
        expected = plain | {"parent": client.get(f"{API}/organisations/ville-de-montreal").json}
        assert client.get(f"{API}/organisations/spvm?include=parent").json == expected
        assert client.get(f"{API}/organisations?kind=police&include=parent").json["items"] == [expected]


def test_an_id_comes_before_a_slug(client: FlaskClient, make: Make, change: Callable[..., TestResponse]) -> None:
    first = make("events", name="Une")
    second = make("events", name="Deux", slug=first["id"])
    assert client.get(f"{API}/events/{first['id']}").json["name"] == "Une"
    assert client.get(f"{API}/events/{second['id']}").json["name"] == "Deux"
