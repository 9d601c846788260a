"""The search as a journalist meets it: words in context, facets that narrow and widen, help where nothing is found."""

import csv
import re
from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET  # the feed is our own

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from api import labels
from api.web.asking import Asked, read
from api.web.passages import passage
from search import Mark
from tests.conftest import Client

ATOM = "{http://www.w3.org/2005/Atom}"


def text_of(html: str) -> str:
    bare = re.sub(r"<script.*?</script>|<head>.*?</head>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(bare.split())


def link_to(html: str, label: str) -> str:
    """The address of the link whose words begin so."""
    for address, inner in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL):
        if text_of(inner).startswith(label):
            return str(address.replace("&amp;", "&"))
    raise AssertionError(label)


def test_a_hit_shows_the_words_who_when_where_and_how_far_verified(reader: Client) -> None:
    html = reader.get("/recherche?q=fausse+rumeur").text
    assert "1 résultat" in html
    assert "répandent des <mark>fausses</mark> <mark>rumeurs</mark> pour rectifier" in html
    said = text_of(html)
    assert "Melissa Carroll , SPVM" in said
    assert "Médias sociaux Secteur public · 29 novembre 2016 · Les Affaires · Conforme à la source" in said
    assert 'value="fausse rumeur"' in html


def test_a_quote_without_a_day_was_said_when_its_event_was(reader: Client) -> None:
    (item,) = reader.get("/recherche.json?q=amour&type=citation&genre=partial").json["items"]
    assert item["quote"]["said_on"] is None
    page = text_of(reader.get("/recherche?q=amour&type=citation&genre=partial").text)
    assert "Médias sociaux Secteur public · 29 novembre 2016 · Les Affaires" in page


def test_facets_narrow_and_widen(reader: Client) -> None:
    everything = reader.get("/recherche?type=citation").text
    assert "9 résultats" in everything
    narrow = link_to(everything, "Hydro-Québec 1")
    assert narrow == "/recherche?type=citation&organisation=hydro-quebec"
    html = reader.get(narrow).text
    assert "1 résultat<" in html
    # The other organisations can still be added, with as many hits as they would bring.
    wider = link_to(html, "Service de police de la Ville de Montréal 2")
    html = reader.get(wider).text
    assert "3 résultats" in html
    back = link_to(html, "Retirer le filtre Pour qui : Hydro-Québec")
    assert back == "/recherche?type=citation&organisation=spvm"
    assert "2 résultats" in reader.get(back).text


def test_years_are_bars(reader: Client) -> None:
    html = reader.get("/recherche?q=message&annee=2016").text
    assert re.findall(r'<a href="([^"]+)" aria-current="true" title="2016\u202f: (\d)">', html) == [
        ("/recherche?q=message", "3")
    ]


def test_what_was_understood_is_said(reader: Client) -> None:
    said = text_of(reader.get('/recherche?q="notre message" -rumeur util* orateur:lavoie apres:2016').text)
    assert "les mots exacts « notre message »" in said
    assert "les mots qui commencent par util" in said
    assert "sans rumeur" in said
    assert "dans le champ intervenant lavoie" in said
    assert "depuis 2016" in said
    said = text_of(reader.get("/recherche?q=novembre 2016").text)
    assert "ce qui en parle, ou a été dit novembre 2016" in said
    assert "Compris" not in text_of(reader.get("/recherche?q=rumeurs").text)


def test_how_words_were_taken_is_said_on_the_page_and_by_the_api(reader: Client) -> None:
    """One real query each: what is told to a reader is what the interface tells."""

    def told(typed: str) -> tuple[str, dict[str, Any]]:
        page, answer = (reader.get(f"{path}?q={typed}") for path in ("/recherche", "/api/v1/search"))
        return text_of(page.text), answer.json["interpretation"]

    said, read = told("la+rumeur+dans+les+médias")
    assert "les mots rumeur et médias" in said
    assert read["terms"] == ["rumeur", "médias"]
    assert f"trop courants pour être cherchés {labels.listed(read['dropped'])}" in said
    assert "lus ainsi médias → medias" in said
    assert read["folded"] == [{"typed": "médias", "read_as": "medias"}]
    said, read = told("SPVM")
    assert "SPVM, ou aussi" in said
    assert read["synonyms"][0]["typed"] == "SPVM"
    for typed in ("rumeur+message+discussion+gens", "rumeur+faits+amour"):
        said, read = told(typed)
        assert read["relaxed"]
        assert "Aucun résultat, ou presque, ne contient tous ces mots" in said
    said, read = told("message")
    assert not read["relaxed"]
    assert "ou presque" not in said


def test_that_few_have_all_the_words_is_not_told_as_none(reader: Client) -> None:
    """Words are let off also when one or two documents have them all."""
    answer = reader.get("/api/v1/search?q=gens+utilisateurs+message").json
    first = answer["items"][0]["quote"]["text"]
    assert all(word in first for word in ("gens", "utilisateurs", "message"))
    assert answer["interpretation"]["relaxed"]
    said = text_of(reader.get("/recherche?q=gens+utilisateurs+message").text)
    assert "Aucun résultat, ou presque, ne contient tous ces mots" in said


def test_a_corrected_search_offers_what_was_typed(reader: Client) -> None:
    html = reader.get("/recherche?q=utilisataurs&type=citation&page=1").text
    assert "Essayez plutôt utilisateurs" in text_of(html)
    # Neither way loses a filter.
    assert link_to(html, "utilisateurs") == "/recherche?q=utilisateurs&type=citation"
    typed = link_to(html, "cherchez quand même utilisataurs")
    assert typed == "/recherche?q=utilisataurs&tel=quel&type=citation"
    html = reader.get(typed).text
    assert "Aucun résultat" in html
    assert "Cherché tel quel" in text_of(html)
    assert link_to(html, "les mêmes mots, avec leurs synonymes, l’orthographe corrigée") == (
        "/recherche?q=utilisataurs&type=citation"
    )
    # What is typed into the field next is a search of its own.
    assert 'name="tel"' not in html


def test_a_search_without_hits_helps(reader: Client) -> None:
    html = reader.get('/recherche?q="message rumeur"&organisation=spvm').text
    assert "Aucun résultat" in html
    assert link_to(html, "la même recherche sans les filtres") == "/recherche?q=%22message+rumeur%22"
    assert link_to(html, "les mêmes mots, dans n’importe quel ordre") == "/recherche?q=message+rumeur&organisation=spvm"
    assert "Rien pour" not in html


def test_what_cannot_be_understood_of_an_address_is_said_and_left_out(reader: Client) -> None:
    html = reader.get("/recherche?q=rumeur&apres=hier&annee=vingt&type=citations&page=x&tri=z&colour=blue").text
    assert "apres : hier" in html
    assert "annee : vingt" in html
    assert "type : citations" in html
    assert "1 résultat" in html
    assert "La recherche ne va pas jusqu’à cette page" in reader.get("/recherche?q=rumeur&page=400").text


def test_words_of_a_reader_are_text(reader: Client) -> None:
    html = reader.get("/recherche?q=<script>alert(1)</script>&apres=<b>").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_the_same_search_as_a_table(reader: Client) -> None:
    answer = reader.get("/recherche.csv?q=amour")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    by_text = {row[3]: dict(zip(header, row, strict=True)) for row in rows}
    joint = by_text["On a reçu de \"l'amour\", mais on l'a géré"]
    assert joint["qui"] == "Élise Proulx | Isabelle Thellen"
    assert joint["organisation"] == "Hydro-Québec | Hydro-Québec"
    assert joint["date"] == "2016-11-29"
    assert joint["vérification"] == "Conforme à la source"
    assert joint["adresse"] == f"http://localhost/citations/{joint['id']}"


def test_the_same_search_as_a_feed(reader: Client) -> None:
    feed = ET.fromstring(reader.get("/recherche.atom?q=message").text)
    titles = [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}title")]
    assert feed.findtext(f"{ATOM}title") == "Verbatim : message"
    assert sorted(str(title).split(" : ")[0] for title in titles) == ["Maryse Lavoie", "Melissa Carroll"]
    own = [each.get("href") for each in feed.iterfind(f"{ATOM}link") if each.get("rel") == "self"]
    assert own == ["http://localhost/recherche.atom?q=message&type=citation&tri=recent"]
    address = feed.findtext(f"{ATOM}entry/{ATOM}id")
    assert reader.get(str(address)).status_code == 200


def test_the_same_search_as_json(reader: Client) -> None:
    here = reader.get("/recherche.json?q=message&intervenant=maryse-lavoie").json
    there = reader.get("/api/v1/search?q=message&speaker=maryse-lavoie").json
    assert here == there
    assert here["page"]["total"] == 2


@given(
    st.builds(
        Asked,
        q=st.text('abc é"-:', max_size=20).map(lambda text: " ".join(text.split())),
        exact=st.booleans(),
        as_typed=st.booleans(),
        filters=st.dictionaries(
            st.sampled_from(["intervenant", "theme"]), st.tuples(st.text("abc-é", min_size=1, max_size=8)), max_size=2
        ),
        after=st.sampled_from([None, "2016", "2016-11-29"]),
        sort=st.sampled_from([None, "recent"]),
        page=st.integers(1, 500),
    )
)
def test_an_address_is_the_search(asked: Asked) -> None:
    assert read(MultiDict([*asked.pairs(), ("page", str(asked.page))])) == asked
    name, value = "organisation", "spvm"
    assert asked.having(name, value).lacking(name, value) == asked.on_page(1)


@given(st.text("mot é\n", max_size=1200), st.data())
def test_a_passage_keeps_its_marks_in_place(text: str, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.sets(st.integers(0, max(0, len(text) - 3)), max_size=6)))
    marks = [Mark(at, at + 2) for at, after in zip(starts, [*starts[1:], 10_000], strict=False) if at + 2 <= after]
    marks = [mark for mark in marks if mark.end <= len(text)]
    found = passage(text, marks, 300)
    assert len(found.text) <= 300
    assert found.text in text
    assert (found.text == text) == (not found.before and not found.after)
    if marks:
        assert found.marks
    for mark in found.marks:
        assert found.text[mark.start : mark.end] in {text[each.start : each.end] for each in marks}


@pytest.mark.parametrize("address", ["/recherche.csv", "/recherche.atom", "/recherche.json", "/recherche"])
def test_a_search_for_everything(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 200
