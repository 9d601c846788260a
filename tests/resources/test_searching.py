"""The search over HTTP: what is found, counted, marked and understood; and the lists with `q`, which are the same."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search import Index
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex
from tests.conftest import Answer, Client
from tests.resources.conftest import API, Make, Search


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Each engine in turn."""
    made: Index = MemoryIndex() if request.param == "memory" else WhooshIndex(tmp_path / "index")
    yield made
    made.close()


def texts(body: dict[str, Any]) -> list[str]:
    return [hit["quote"]["text"] if hit["type"] == "quote" else hit["talk"]["title"] for hit in body["items"]]


def test_highlights_count_code_points_of_the_text_as_printed(
    search: Search, make: Make, indexed: Callable[[], int]
) -> None:
    printed = [
        "🚒👩‍🚒 une rumeur 🚒",
        unicodedata.normalize("NFD", "l’été, la rumeur d’Élise"),
        "«\u202fru\u00admeur\u202f» œuvre",
        "RUMEURS\r\n\u00a0rumeur",
    ]
    for text in printed:
        make("quotes", text=text)
    indexed()
    marked = {
        hit["quote"]["text"]: [hit["quote"]["text"][mark["start"] : mark["end"]] for mark in hit["highlights"]]
        for hit in search("q=rumeur")["items"]
    }
    assert marked == {
        printed[0]: ["rumeur"],
        printed[1]: ["rumeur"],
        printed[2]: ["ru\u00admeur"],
        printed[3]: ["RUMEURS", "rumeur"],
    }
    (hit,) = search("q=élise")["items"]
    assert [printed[1][mark["start"] : mark["end"]] for mark in hit["highlights"]] == [
        unicodedata.normalize("NFD", "Élise")
    ]


def test_a_talk_is_marked_in_title_and_abstract(search: Search, make: Make, indexed: Callable[[], int]) -> None:
    event = make("events", name="Journée")["id"]
    make("talks", title="La rumeur", abstract="Une rumeur court.", event=event)
    indexed()
    (hit,) = search("q=rumeurs")["items"]
    assert hit["highlights"] == [
        {"field": "title", "start": 3, "end": 9},
        {"field": "abstract", "start": 4, "end": 10},
    ]


def test_a_talk_shows_the_best_passage_of_its_abstract(search: Search, make: Make, indexed: Callable[[], int]) -> None:
    event = make("events", name="Journée")["id"]
    abstract = (
        f"{'On en parle peu. ' * 30}Elle dit : «\u00a0une rumeur court\u00a0» et rit. {'On en parle trop. ' * 30}"
    )
    make("talks", title="Longue", abstract=abstract.strip(), event=event)
    make("talks", title="Une rumeur sans résumé", event=event)
    make("quotes", text="une rumeur")
    indexed()
    hits = {hit[hit["type"]].get("title"): hit for hit in search("q=rumeur")["items"]}
    shown = hits["Longue"]["excerpt"]
    assert shown["field"] == "abstract"
    passage = abstract[shown["start"] : shown["end"]]
    assert "Elle dit : «\u00a0une rumeur court\u00a0» et rit." in passage
    assert passage.startswith("On en parle peu.")
    (mark,) = hits["Longue"]["highlights"]
    assert shown["start"] <= mark["start"] < mark["end"] <= shown["end"]
    assert abstract[mark["start"] : mark["end"]] == "rumeur"
    assert ["excerpt" in hits[title] for title in ("Une rumeur sans résumé", None)] == [False, False]


def test_other_names_of_a_speaker_say_the_same(search: Search, make: Make, indexed: Callable[[], int]) -> None:
    make("speakers", name="Melissa Carroll", other_names=["Mélissa C.", "mcarroll"])
    make("quotes", text="Melissa Carroll l’a dit")
    make("quotes", text="suivez @mcarroll")
    make("quotes", text="Carroll était là, Melissa non")
    indexed()
    body = search("q=mcarroll")
    assert sorted(texts(body)) == ["Melissa Carroll l’a dit", "suivez @mcarroll"]
    assert body["interpretation"]["synonyms"] == [{"typed": "mcarroll", "others": ["Melissa Carroll", "Mélissa C."]}]
    assert len(texts(search("q=Melissa+Carroll"))) == 3
    assert texts(search("q=mcarroll&as_typed=true")) == ["suivez @mcarroll"]


def test_what_is_one_slip_away_and_much_more_frequent_is_proposed(
    client: Client, search: Search, make: Make, indexed: Callable[[], int]
) -> None:
    for text in ("Monsieur Dupond", *["Monsieur Dupont"] * 10):
        make("quotes", text=text)
    indexed()
    body = search("q=Dupond")
    assert (texts(body), body["interpretation"]["proposed"]) == (["Monsieur Dupond"], "dupont")
    assert search("q=Dupond&as_typed=true")["interpretation"]["proposed"] is None
    page = client.get("/recherche?q=Dupond").text
    assert 'Peu de résultats. Essayez plutôt <a href="/recherche?q=dupont"><em>dupont</em></a>' in page
    # Many have the one word, and none the other: not few were found.
    page = client.get("/recherche?q=Monsieur+Dupomt").text
    assert 'Essayez plutôt <a href="/recherche?q=Monsieur+dupont"><em>Monsieur dupont</em></a>' in page
    assert "Peu de résultats" not in page


def test_sorting_by_date_puts_what_has_none_last(search: Search, make: Make, indexed: Callable[[], int]) -> None:
    event = make("events", name="Journée", starts_on="2017-05")["id"]
    for text, said_on in (("a mot", "2016-11-29"), ("b mot", "2018"), ("c mot mot mot", None), ("d mot", "2016-11")):
        make("quotes", text=text, said_on=said_on)
    make("quotes", text="e mot", event=event)
    make("talks", title="f mot", event=event, starts_at="2017-06-01T10:00:00Z")
    indexed()
    ascending = ["d mot", "a mot", "e mot", "f mot", "b mot", "c mot mot mot"]
    assert texts(search("q=mot&sort=date")) == ascending
    assert texts(search("q=mot&sort=-date")) == [*ascending[-2::-1], "c mot mot mot"]


def test_sorting_a_list_with_words(client: Client, make: Make, indexed: Callable[[], int]) -> None:
    for text, said_on in (("a mot", "2016"), ("b mot", "2018"), ("c mot", None)):
        make("quotes", text=text, said_on=said_on)
    indexed()

    def sort(by: str) -> list[str]:
        return [each["text"] for each in client.get(f"{API}/quotes?q=mot&sort={by}").json["items"]]

    assert (sort("said_on"), sort("-said_on")) == (["a mot", "b mot", "c mot"], ["b mot", "a mot", "c mot"])
    refused = client.get(f"{API}/quotes?q=mot&sort=created_at")
    assert (refused.status_code, refused.json["errors"]) == (
        422,
        [
            {
                "parameter": "sort",
                "detail": "With q, a list is sorted by relevance (no sort), said_on or -said_on.",
            }
        ],
    )


def test_a_page_too_deep_is_422_and_no_link_leads_there(client: Client, make: Make, indexed: Callable[[], int]) -> None:
    make("quotes", text="mot")
    indexed()
    for address in ("search", "quotes", "talks"):
        answer = client.get(f"{API}/{address}?q=mot&page=101&page_size=100")
        assert (answer.status_code, answer.json["errors"]) == (
            422,
            [
                {
                    "parameter": "page",
                    "detail": "A search shows its first 10000 hits: ask for an earlier page, or narrow it.",
                }
            ],
        )
        last = client.get(f"{API}/{address}?q=mot&page=100&page_size=100")
        assert (last.status_code, last.json["items"]) == (200, [])


def test_words_of_what_belongs_to_it(
    search: Search, make: Make, change: Callable[..., Answer], indexed: Callable[[], int]
) -> None:
    make("organisations", name="Ville de Montréal")
    make("organisations", name="Service de police", acronym="SPVM", parent="ville-de-montreal")
    make("speakers", name="Melissa Carroll", other_names=["M. Carole"])
    make("events", name="Journée médiatique", series="Les Affaires")
    make("talks", title="Occuper le terrain", event="journee-mediatique")
    source = make("sources", title="Les moments forts", publisher="Le Quotidien")
    make(
        "quotes",
        text="participer",
        talk="occuper-le-terrain",
        topics=["Désinformation"],
        attributions=[
            {
                "kind": "person",
                "speaker": "melissa-carroll",
                "organisation": "spvm",
                "role": "porte-parole",
                "printed_as": "Mme Carroll",
            }
        ],
        mentions=[{"source": source["id"]}],
    )
    indexed()
    for query in ("carroll", "carole", "mme+carroll", "porte-parole", "spvm", "police", "montreal", "désinformation"):
        assert texts(search(f"q={query}&type=quote")) == ["participer"], query
    for query in ("mediatique", "affaires", "terrain", "quotidien", '"moments+forts"', "orateur:carroll"):
        assert texts(search(f"q={query}&type=quote")) == ["participer"], query
    change("organisations", "ville-de-montreal", name="Ville de Laval")
    change("speakers", "melissa-carroll", name="Mélanie Carroll")
    change("topics", "desinformation", name="Infox")
    change("talks", "occuper-le-terrain", title="Prendre la place")
    indexed()
    for query in ("laval", "melanie", "infox", "prendre"):
        assert texts(search(f"q={query}&type=quote")) == ["participer"], query
    for query in ("montreal", "melissa", "désinformation", "occuper"):
        assert texts(search(f"q={query}&type=quote")) == [], query


def test_a_year_is_the_same_everywhere(client: Client, make: Make, indexed: Callable[[], int]) -> None:
    make("quotes", text="mot", said_on="0987")
    indexed()
    for address in ("quotes?year=987", "quotes?q=mot&year=987", "search?year=987"):
        assert client.get(f"{API}/{address}").json["page"]["total"] == 1
