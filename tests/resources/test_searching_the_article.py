"""The search over the founding article, on both engines: what a journalist finds in it."""

from pathlib import Path
from typing import Any

import pytest

from search import Index
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex
from tests.conftest import Client
from tests.resources.conftest import API, Search


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Each engine in turn."""
    made: Index = MemoryIndex() if request.param == "memory" else WhooshIndex(tmp_path / "index")
    yield made
    made.close()


def texts(body: dict[str, Any]) -> list[str]:
    return [hit["quote"]["text"] if hit["type"] == "quote" else hit["talk"]["title"] for hit in body["items"]]


RUMOUR = (
    "quand on répond aux gens qui répandent des fausses rumeurs pour rectifier les faits, les autres utilisateurs "
    "reprennent notre message"
)


@pytest.mark.usefixtures("founding")
class TestTheFoundingArticle:
    """What a journalist finds in it."""

    def test_a_hit_is_whole(self, client: Client, search: Search) -> None:
        body = search("q=fausse+rumeur&facets=")
        hit = body["items"][0]
        quote = client.get(f"{API}/quotes/{hit['id']}").json
        start = RUMOUR.index("fausses rumeurs")
        assert {name: value for name, value in hit.items() if name != "score"} == {
            "type": "quote",
            "id": quote["id"],
            "external_id": "medias-sociaux-secteur-public-2016-citation-5",
            "highlights": [
                {"field": "text", "start": start, "end": start + 7},
                {"field": "text", "start": start + 8, "end": start + 15},
            ],
            "quote": quote,
        }
        assert hit["score"] > 0
        assert (body["page"], body["facets"]) == ({"number": 1, "size": 20, "total": 1}, {})
        assert body["interpretation"] == {
            "mode": "words",
            "terms": ["fausse", "rumeur"],
            "phrases": [],
            "prefixes": [],
            "excluded": [],
            "fields": [],
            "after": None,
            "before": None,
            "dropped": [],
            "misread": [],
            "relaxed": False,
            "folded": [],
            "synonyms": [],
            "said_on": [],
            "corrected": None,
            "proposed": None,
        }

    def test_an_acronym_of_the_archive_finds_the_name(self, search: Search) -> None:
        told = search("q=S.P.V.M.+rumeurs")["interpretation"]
        assert told["folded"] == [{"typed": "S.P.V.M.", "read_as": "spvm"}]
        assert told["synonyms"] == [{"typed": "SPVM", "others": ["Service de police de la Ville de Montréal"]}]
        assert search("q=S.P.V.M.&as_typed=true")["interpretation"]["synonyms"] == []

    def test_a_date_finds_what_was_said_then_and_says_so(self, search: Search) -> None:
        body = search("q=29+novembre+2016")
        assert (body["page"]["total"], body["interpretation"]["said_on"]) == (12, ["2016-11-29"])

    def test_spelling_is_corrected_told_and_marked(self, search: Search) -> None:
        body = search("q=discusion+utilisataurs")
        assert body["interpretation"]["corrected"] is None  # one of the words is there: most of them will do
        body = search("q=utilisataurs")
        assert body["interpretation"]["corrected"] == "utilisateurs"
        assert body["page"]["total"] == len([hit for hit in body["items"] if hit["highlights"]]) > 0
        assert search("q=utilisataurs&as_typed=true")["page"]["total"] == 0

    def test_a_function_without_a_name(self, search: Search) -> None:
        (hit,) = search("q=maire+verdun")["items"]
        assert hit["quote"]["attributions"] == [
            {
                "kind": "function",
                "printed_as": "le maire de Verdun",
                "role": "maire",
                "organisation": None,
                "speaker": None,
            }
        ]

    def test_a_joint_quote_names_both_in_order(self, search: Search) -> None:
        hits = search('q="on+a+reçu"&type=quote')["items"]
        names = [each["speaker"]["name"] for each in hits[0]["quote"]["attributions"]]
        assert names == ["Élise Proulx", "Isabelle Thellen"]

    def test_the_words_of_others_within(self, search: Search) -> None:
        found = search('q="l\'amour"')
        assert texts(found) == ["l'amour", "On a reçu de \"l'amour\", mais on l'a géré"]
        assert [each["kind"] for each in found["items"][0]["quote"]["attributions"]] == ["unknown"]
        (group,) = [
            each["quote"]["attributions"][0]
            for each in search("q=mais+je+comprends&type=quote")["items"]
            if each["quote"]["parent"]
        ]
        assert (group["kind"], group["printed_as"]) == ("group", "Les gens")

    def test_fields(self, search: Search) -> None:
        found = search("q=organisation:hydro-quebec&type=quote")
        assert [hit["external_id"] for hit in found["items"]] == ["medias-sociaux-secteur-public-2016-citation-4"]
        assert found["interpretation"]["fields"] == [{"field": "organisation", "words": "hydro-quebec"}]

    def test_the_values_of_facets_are_what_their_filters_take(self, search: Search) -> None:
        everything = search("page_size=100")
        assert set(everything["facets"]) == {"speaker", "organisation", "event", "topic", "year", "kind"}
        for name, counts in everything["facets"].items():
            assert counts == sorted(counts, key=lambda each: -each["count"])
            for each in counts:
                assert search(f"{name}={each['value']}")["page"]["total"] == each["count"], (name, each)
        speakers = {each["value"]: each["label"] for each in everything["facets"]["speaker"]}
        assert speakers["melissa-carroll"] == "Melissa Carroll"
        assert everything["facets"]["year"] == [{"value": "2016", "label": "2016", "count": 12}]

    def test_filters_take_ids_too_and_add_up(self, client: Client, search: Search) -> None:
        melissa = client.get(f"{API}/speakers/melissa-carroll").json
        by_slug, by_id = search("speaker=melissa-carroll"), search(f"speaker={melissa['id']}")
        assert by_slug["items"] == by_id["items"]
        assert search("speaker=melissa-carroll&kind=highlight")["page"]["total"] == 2
        either = search("speaker=melissa-carroll&speaker=elise-proulx&type=quote")
        assert either["page"]["total"] == 3
        assert search("speaker=rien")["page"]["total"] == 0
        assert search("year=2018")["page"]["total"] == 0
        assert search("after=2016-11-29&before=2016-11-30")["page"]["total"] == 12
        assert search("before=2016-11-29")["page"]["total"] == 0

    def test_the_lists_with_words_are_the_search(self, client: Client, search: Search) -> None:
        for plural, kind in (("quotes", "quote"), ("talks", "talk")):
            for query in ("q=message", "q=utilisateurs&year=2016", "q=&organisation=spvm", "q=gens&page=2&page_size=1"):
                listed, found = client.get(f"{API}/{plural}?{query}").json, search(f"{query}&type={kind}")
                assert listed == {"items": [hit[kind] for hit in found["items"]], "page": found["page"]}
        listed = client.get(f"{API}/quotes?q=fausse+rumeur&include=event&role=&role=a")
        assert listed.status_code == 422
        (quote,) = client.get(f"{API}/quotes?q=fausse+rumeur&include=event").json["items"]
        assert quote["event"]["organiser"] == "Les Événements Les Affaires"
        assert client.get(f"{API}/quotes?q=message&verification=confirmed").json["page"]["total"] == 0
        assert client.get(f"{API}/quotes?q=maire&role=maire&attribution_kind=function").json["page"]["total"] == 1

    def test_an_exact_phrase(self, search: Search) -> None:
        # The third stands in a talk whose title has them.
        assert sorted(texts(search("q=les+autres&mode=exact&type=quote"))) == [
            "les utilisateurs multiplient notre message plus qu'ils ne le changent",
            "mieux vaut se définir soi-même plutôt qu'attendre d'être défini par les autres",
            RUMOUR,
        ]
        assert search("q=autres+les&mode=exact")["page"]["total"] == 0
        assert search("q=fausse+rumeur&mode=exact")["page"]["total"] == 0
        assert search("q=%22fausse+rumeur%22")["page"]["total"] == 0

    @pytest.mark.parametrize(
        "query", ['"', "((", "-", "*", "orateur:", "a:b:c", "apres:hier", "\u0000", "OR OR", "é" * 900]
    )
    def test_nothing_typed_is_an_error(self, client: Client, query: str) -> None:
        for address in ("search", "quotes", "talks"):
            for mode in ({}, {"mode": "exact"} if address == "search" else {}):
                answer = client.get(f"{API}/{address}", query_string={"q": query, **mode})
                assert (answer.status_code, set(answer.json) - {"facets", "interpretation"}) == (200, {"items", "page"})
