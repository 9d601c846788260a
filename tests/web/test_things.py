"""The pages of quotes, people, events and sources, and the quote in other formats."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from sqlalchemy.orm import Session, sessionmaker

from api.indexing import drain
from api.web.quality import MEASURED
from search import Index
from search.memory import MemoryIndex
from tests.conftest import Client
from tests.web.test_searching import link_to, text_of

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
JOINT = "On a reçu de \"l'amour\", mais on l'a géré"

SLUG = "on-a-recu-de-l-amour-mais-on-l-a-gere"


@pytest.fixture
def find(reader: Client) -> Callable[[str], dict[str, Any]]:
    """The quote that a search finds first."""
    return lambda q: dict(reader.get(f"/recherche.json?q={q}").json["items"][0]["quote"])


def test_a_quote(reader: Client, find: Callable[[str], dict[str, Any]]) -> None:
    quote = find('"reçu de l\'amour"')
    short = reader.get(f"/citations/{quote['id']}")
    html = short.text
    assert f'<link rel="canonical" href="http://localhost/citations/{quote["id"]}/{SLUG}">' in html
    assert "«\u202fOn a reçu de “l’amour”, mais on l’a géré\u202f»" in html
    said = text_of(html)
    assert "Élise Proulx , Hydro-Québec" in said
    assert "Isabelle Thellen , Hydro-Québec" in said
    assert "Cite à son tour Auteur inconnu « l’amour »" in said
    assert f'<img src="/citations/{quote["id"]}.svg"' in html
    assert "résument-elles" in said
    # What is copied is as stored.
    assert f'<p class="verbatim" id="t-mots">{JOINT.replace(chr(34), "&#34;").replace(chr(39), "&#39;")}</p>' in html
    child = link_to(html, "« l’amour »")
    assert "Citée dans" in reader.get(child).text
    wrong = reader.get(f"/citations/{quote['id']}/autres-mots")
    assert (wrong.status_code, wrong.headers["Location"]) == (301, f"/citations/{quote['id']}/{SLUG}")


@pytest.mark.parametrize(
    ("extension", "media_type", "begins"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - GEN"),
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{verbatim-"),
        ("csl.json", "application/vnd.citationstyles.csl+json", "[\n"),
        ("jsonld", "application/ld+json", '{"@context":"https://schema.org"'),
        ("txt", "text/plain; charset=utf-8", "«"),
        ("svg", "image/svg+xml; charset=utf-8", "<svg xmlns"),
    ],
)
def test_a_quote_in_another_format(
    reader: Client, find: Callable[[str], dict[str, Any]], extension: str, media_type: str, begins: str
) -> None:
    answer = reader.get(f"/citations/{find('rumeurs')['id']}.{extension}")
    assert (answer.status_code, answer.content_type) == (200, media_type)
    assert answer.text.startswith(begins)
    assert reader.get(f"/citations/{find('rumeurs')['id']}.doc").status_code == 404


def test_embedding(reader: Client, find: Callable[[str], dict[str, Any]]) -> None:
    quote = find("rumeurs")
    page = reader.get(f"/citations/{quote['id']}").text
    (address,) = re.findall(r'type="application/json\+oembed" title="oEmbed" href="http://localhost([^"]+)"', page)
    told = reader.get(address + "&maxwidth=400").json
    assert escape(told["html"]) in page
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 400)
    assert f'<blockquote cite="http://localhost/citations/{quote["id"]}" lang="fr">' in told["html"]
    assert "fausses rumeurs" in told["html"]
    assert reader.get("/oembed?url=http://localhost/apropos").status_code == 422
    assert reader.get("/oembed?format=xml").status_code == 501


def test_a_speaker(reader: Client) -> None:
    said = text_of(reader.get("/intervenants/maxime-pedneaud-jobin").text)
    assert "Citations 1" in said
    assert "29 novembre 2016 maire Ville de Gatineau 1 citation" in said
    by_id = reader.get("/api/v1/speakers/maxime-pedneaud-jobin").json["id"]
    answer = reader.get(f"/intervenants/{by_id}?page=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/intervenants/maxime-pedneaud-jobin?page=1")


def test_who_quotes_whom(reader: Client, editor: dict[str, str]) -> None:
    def make(**values: Any) -> dict[str, Any]:
        answer = reader.post("/api/v1/quotes", json=values, headers=editor)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    outer = make(text="elle dit non", attributions=[{"kind": "person", "speaker": "stephane-dion"}])
    make(text="non", parent=outer["id"], attributions=[{"kind": "person", "speaker": "maryse-lavoie"}])
    assert "Cite Maryse Lavoie 1" in text_of(reader.get("/intervenants/stephane-dion").text)
    assert "Est cité par Stéphane Dion 1" in text_of(reader.get("/intervenants/maryse-lavoie").text)


def test_a_withdrawn_quote_leaves_a_tombstone(
    reader: Client, find: Callable[[str], dict[str, Any]], editor: dict[str, str]
) -> None:
    quote = find("rumeurs")
    address = f"/api/v1/quotes/{quote['id']}"
    tag = reader.get(address, headers=editor).headers["ETag"]
    assert reader.delete(address, headers=editor | {"If-Match": tag}).status_code == 204
    gone = reader.get(f"/citations/{quote['id']}")
    assert gone.status_code == 410
    assert "Retiré de l’archive" in gone.text
    assert "rumeurs" not in gone.text


def test_drafts_are_not_shown(reader: Client, editor: dict[str, str]) -> None:
    made = reader.post("/api/v1/quotes", json={"text": "secret", "status": "draft"}, headers=editor).json
    assert reader.get(f"/citations/{made['id']}").status_code == 404
    assert "secret" not in reader.get("/").text
    assert made["id"] not in reader.get("/sitemap/citations-1.xml").text


def test_what_programs_ask_of_a_site(reader: Client) -> None:
    parts = re.findall(r"<loc>http://localhost([^<]+)</loc>", reader.get("/sitemap.xml").text)
    assert parts[0] == "/sitemap/citations-1.xml"
    addresses = [each for part in parts for each in re.findall(r"<loc>http://localhost([^<]+)<", reader.get(part).text)]
    assert len(addresses) == 9 + 6 + 5 + 2 + 3 + 7 + 1
    assert {reader.get(each).status_code for each in addresses} == {200}
    assert "Sitemap: http://localhost/sitemap.xml" in reader.get("/robots.txt").text
    assert 'template="http://localhost/recherche?q={searchTerms}"' in reader.get("/opensearch.xml").text
    assert re.search(
        r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", reader.get("/.well-known/security.txt").text, re.MULTILINE
    )


def test_the_archive_says_what_it_is_worth(reader: Client) -> None:
    said = text_of(reader.get("/apropos").text)
    assert "Conforme à la source Comparée mot pour mot au texte de la source. 9 100 %" in said
    assert "100 % des citations ont une source." in said
    assert "0,82 sur 1 (3 723 essais)" in said


def test_what_is_said_of_the_search_is_what_was_measured() -> None:
    measured = json.loads((RESULTS / "relevance.json").read_text(encoding="utf-8"))
    found = {
        "sentences": measured["sentences"]["verbatim"]["words_shuffled"],
        "tricky": measured["tricky"]["verbatim"]["all"],
        "piaf": measured["piaf"]["verbatim"]["ndcg10"],
    }
    # To what a page says, two places.
    assert {name: pytest.approx(each.share, abs=0.01) for name, each in MEASURED.items()} == found
    assert MEASURED["sentences"].of == measured["sentences"]["trials"]
    assert MEASURED["tricky"].of == measured["tricky"]["verbatim"]["of"]


def test_quotes_like_a_quote_are_shown(
    reader: Client, index: Index, editor: dict[str, str], find: Callable[[str], dict[str, Any]],
    sessions: sessionmaker[Session],
) -> None:  # fmt: skip
    quote = find("rumeurs")
    twin = reader.post("/api/v1/quotes", json={"text": quote["text"] + " !", "said_on": "2017"}, headers=editor).json
    drain(sessions, index)
    (near,) = re.findall(r'id="proches">.*?</section>', reader.get(f"/citations/{quote['id']}").text, re.DOTALL)
    assert text_of(near).endswith("Auteur inconnu, 2017 · les mêmes mots")
    assert f"/citations/{twin['id']}/" in near


def test_a_lost_index_stops_the_search_alone(
    find: Callable[[str], dict[str, Any]], client_with: Callable[..., Client]
) -> None:
    quote, without = find("rumeurs"), client_with(index=MemoryIndex())
    html = without.get(f"/citations/{quote['id']}").text
    assert ("fausses rumeurs" in html, 'id="proches"' in html) == (True, False)
    failed = without.get("/recherche?q=rumeurs")
    assert (failed.status_code, "L’archive ne répond pas en ce moment" in failed.text) == (503, True)
    # What was typed is not lost.
    assert 'value="rumeurs"' in failed.text
