"""The addresses that others rely on: each answers with its type; what was merged leads on, withdrawn says so."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Client

HTML = "text/html; charset=utf-8"
ENDINGS = ("ris", "bib", "csl.json", "txt", "svg", "png", "jsonld")


@pytest.fixture
def quote(reader: Client) -> dict[str, Any]:
    """A quote of the founding archive."""
    return dict(reader.get("/recherche.json?q=rumeurs").json["items"][0]["quote"])


@pytest.fixture
def make(reader: Client, editor: dict[str, str]) -> Callable[..., str]:
    """Write a quote over the API, and give its id."""
    return lambda **values: str(reader.post("/api/v1/quotes", json=values, headers=editor).json["id"])


def test_each_address_has_its_type(reader: Client, quote: dict[str, Any]) -> None:
    source = reader.get("/api/v1/sources").json["items"][0]["id"]
    types = {
        "/": HTML,
        "/recherche?q=rumeurs": HTML,
        "/recherche.atom?q=rumeurs": "application/atom+xml; charset=utf-8",
        "/recherche.csv?q=rumeurs": "text/csv; charset=utf-8",
        "/recherche.json?q=rumeurs": "application/json",
        f"/citations/{quote['id']}": HTML,
        f"/citations/{quote['id']}.ris": "application/x-research-info-systems; charset=utf-8",
        f"/citations/{quote['id']}.bib": "application/x-bibtex; charset=utf-8",
        f"/citations/{quote['id']}.csl.json": "application/vnd.citationstyles.csl+json",
        f"/citations/{quote['id']}.txt": "text/plain; charset=utf-8",
        f"/citations/{quote['id']}.svg": "image/svg+xml; charset=utf-8",
        f"/citations/{quote['id']}.png": "image/png",
        "/intervenants/melissa-carroll": HTML,
        "/organisations/spvm": HTML,
        "/evenements/medias-sociaux-secteur-public-2016": HTML,
        "/interventions/a-occuper-le-terrain-eux-memes": HTML,
        "/themes/medias-sociaux": HTML,
        f"/sources/{source}": HTML,
        "/verifier": HTML,
        "/apropos": HTML,
        f"/oembed?url=http://localhost/citations/{quote['id']}": "application/json",
        "/opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    answers = {path: reader.get(path) for path in types}
    assert {path: (answer.status_code, answer.content_type) for path, answer in answers.items()} == {
        path: (200, content_type) for path, content_type in types.items()
    }
    assert 'id="q"' in answers["/"].text


@pytest.mark.parametrize(
    "section", ["citations", "intervenants", "organisations", "evenements", "interventions", "themes", "sources"]
)
def test_a_wrong_id_is_a_page_in_french(reader: Client, section: str) -> None:
    answer = reader.get(f"/{section}/zzz")
    assert (answer.status_code, answer.content_type) == (404, HTML)
    assert "Cette page n’existe pas" in answer.text


def test_what_is_withdrawn_says_so_in_every_format(
    reader: Client, quote: dict[str, Any], editor: dict[str, str]
) -> None:
    address = f"/api/v1/quotes/{quote['id']}?note=Mal attribuée."
    tag = reader.get(address.partition("?")[0], headers=editor).headers["ETag"]
    assert reader.delete(address, headers=editor | {"If-Match": tag}).status_code == 204
    gone = reader.get(f"/citations/{quote['id']}/des-mots")
    assert (gone.status_code, gone.content_type) == (410, HTML)
    assert "Mal attribuée." in gone.text
    for ending in ENDINGS:
        answer = reader.get(f"/citations/{quote['id']}.{ending}")
        assert (answer.status_code, "rumeurs" in answer.text) == (410, False)
    assert reader.get(f"/oembed?url=http://localhost/citations/{quote['id']}").status_code == 410


def test_what_is_merged_leads_on_in_every_format(
    reader: Client, quote: dict[str, Any], editor: dict[str, str], make: Callable[..., str]
) -> None:
    old = make(text=quote["text"])
    body = {"type": "quote", "old": old, "new": quote["id"]}
    assert reader.post("/api/v1/merges", json=body, headers=editor).status_code == 201
    moved = reader.get(f"/citations/{old}")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"/citations/{quote['id']}")
    for ending in ENDINGS:
        there = reader.get(f"/citations/{old}.{ending}")
        assert (there.status_code, there.headers["Location"]) == (308, f"/citations/{quote['id']}.{ending}")
