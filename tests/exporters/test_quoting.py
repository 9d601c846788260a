"""A quote in the formats of others: citations, bibliographies, cards; none loses or invents anything."""

import csv
import re
import struct
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as ET  # what is read here is our own

import orjson
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from api.exporters import table
from api.exporters.bibtex import bibtex
from api.exporters.card import HEIGHT, WIDTH, card
from api.exporters.citing import apa, press, wikipedia
from api.exporters.csl import csl_json
from api.exporters.jsonld import quotation
from api.exporters.picture import picture
from api.exporters.quoting import QUOTE_FORMATS
from api.exporters.ris import ris

SITE = "https://verbatim.example"
LATEX = get_default_latex_context_db()
LATEX.add_context_category(  # as LaTeX prints them: pylatexenc reads no braces, and an accent for ^
    "ours",
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
    prepend=True,
)
SVG = "{http://www.w3.org/2000/svg}"


def entry(**known: Any) -> dict[str, Any]:
    return {"kind": "person", "speaker": None, "printed_as": None, "role": None, "organisation": None} | known


def speaker(name: str, sort_name: str) -> dict[str, Any]:
    return entry(speaker={"slug": "s", "name": name, "sort_name": sort_name})


SOURCE = {
    "id": "s1",
    "title": "Les 3 moments forts",
    "publisher": "Les Affaires",
    "byline": None,
    "published_on": "2016-12-01",
    "url": "https://journal.example/a?b=1&c=2",
    "language": "fr",
}
QUOTE: dict[str, Any] = {
    "id": "3ngk33fbfh8p",
    "text": "On a reçu de \"l'amour\", mais on l'a géré",
    "language": "fr",
    "kind": "direct",
    "said_on": "2016-11-29",
    "verification": "matched",
    "event": {"slug": "e", "name": "Médias sociaux", "city": "Montréal", "starts_on": "2016-11-29"},
    "talk": None,
    "topics": [{"slug": "t", "name": "Médias"}],
    "attributions": [speaker("Élise Proulx", "Proulx, Élise"), speaker("Isabelle Thellen", "Thellen, Isabelle")],
    "mentions": [{"source": SOURCE}],
}
BARE: dict[str, Any] = QUOTE | {
    "text": "oui",
    "said_on": None,
    "event": None,
    "topics": [],
    "mentions": [],
    "attributions": [entry(kind="unknown")],
}


def test_the_press_citation() -> None:
    nbsp = "\u00a0"
    assert press(QUOTE, SITE) == (
        f"«{nbsp}On a reçu de \"l'amour\", mais on l'a géré{nbsp}», Élise Proulx et Isabelle Thellen, Médias sociaux, "
        f"29 novembre 2016, dans «{nbsp}Les 3 moments forts{nbsp}», Les Affaires, 1er décembre 2016, "
        "https://verbatim.example/citations/3ngk33fbfh8p."
    )
    assert press(BARE, SITE) == f"«{nbsp}oui{nbsp}», https://verbatim.example/citations/3ngk33fbfh8p."
    mayor = BARE | {"attributions": [entry(kind="function", printed_as="le maire de Verdun")], "said_on": "2016-12"}
    assert press(mayor, SITE).startswith(f"«{nbsp}oui{nbsp}», le maire de Verdun, décembre 2016, ")


def test_the_apa_citation() -> None:
    assert apa(QUOTE, SITE) == (
        "Proulx, É. et Thellen, I. (2016, 29 novembre). On a reçu de \"l'amour\", mais on l'a géré "
        "[Paroles rapportées]. Médias sociaux. Dans Les 3 moments forts, Les Affaires. "
        "https://verbatim.example/citations/3ngk33fbfh8p"
    )
    assert apa(BARE, SITE) == "(s. d.). oui [Paroles rapportées]. https://verbatim.example/citations/3ngk33fbfh8p"


def test_the_citation_for_wikipedia() -> None:
    assert wikipedia(QUOTE | {"text": "a|b <ref> {{c}}"}, SITE) == (
        "{{Citation bloc|1=a{{!}}b &lt;ref> &#123;&#123;c&#125;&#125;|auteur=Élise Proulx et Isabelle Thellen}}"
        "<ref>{{Article|langue=fr|titre=Les 3 moments forts|périodique=Les Affaires|date=1er décembre 2016"
        "|lire en ligne=https://journal.example/a?b=1&c=2}}</ref>"
    )


def test_ris_and_bibtex() -> None:
    assert ris(QUOTE, SITE).splitlines() == [
        "TY  - GEN",
        "ID  - 3ngk33fbfh8p",
        "M3  - Paroles rapportées",
        "TI  - On a reçu de \"l'amour\", mais on l'a géré",
        "AU  - Proulx, Élise",
        "AU  - Thellen, Isabelle",
        "T2  - Les 3 moments forts",
        "PB  - Les Affaires",
        "T3  - Médias sociaux",
        "CY  - Montréal",
        "PY  - 2016",
        "DA  - 2016/11/29/",
        "KW  - Médias",
        "LA  - fr",
        "UR  - https://verbatim.example/citations/3ngk33fbfh8p",
        "ER  - ",
    ]
    assert ris(BARE, SITE).count("AU  -") == 0
    assert bibtex(QUOTE | {"text": "100 % {vrai} & #1\nou $"}, SITE) == (
        "@misc{verbatim-3ngk33fbfh8p,\n"
        "  author = {Proulx, Élise and Thellen, Isabelle},\n"
        "  title = {{100 \\% {\\textbraceleft}vrai{\\textbraceright} \\& \\#1 ou \\$}},\n"
        "  howpublished = {Médias sociaux},\n"
        "  note = {Dans Les 3 moments forts, Les Affaires},\n"
        "  year = {2016},\n"
        "  month = nov,\n"
        "  language = {fr},\n"
        "  url = {https://verbatim.example/citations/3ngk33fbfh8p}\n"
        "}\n"
    )


@given(
    st.text(st.characters(exclude_categories=["C"]) | st.sampled_from("{}\\$%&#_^~`'-?\"\n\r"), min_size=1).filter(
        str.strip
    )
)
def test_what_reads_ris_and_bibtex_reads_the_words_of_any_quote(text: str) -> None:
    quote, words = QUOTE | {"text": f"L’État {text}"}, " ".join(f"L’État {text}".split())
    (reference,) = rispy.loads(ris(quote, SITE))
    assert (reference["title"], reference["authors"]) == (words, ["Proulx, Élise", "Thellen, Isabelle"])
    library = parse_string(bibtex(quote, SITE))
    assert (library.failed_blocks, len(library.entries)) == ([], 1)
    title = library.entries[0].fields_dict["title"].value
    assert (title[0], title[-1]) == ("{", "}")
    read = LatexNodes2Text(LATEX, strict_latex_spaces=True).latex_to_text(title[1:-1])
    assert normalize("NFC", read) == normalize("NFC", words)


def test_csl_and_json_ld_say_the_words_as_stored() -> None:
    (item,) = orjson.loads(csl_json(QUOTE, SITE))
    assert (item["type"], item["title"], item["issued"]) == (
        "speech",
        QUOTE["text"],
        {"date-parts": [[2016, 12, 1]]},
    )
    thing = quotation(QUOTE | {"text": "</script><b>"}, SITE)
    assert "<" not in thing
    assert orjson.loads(thing)["text"] == "</script><b>"
    assert orjson.loads(quotation(BARE, SITE)).keys() == {
        "@context", "@type", "@id", "url", "text", "inLanguage", "creditText",
    }  # fmt: skip


def lines_of(drawing: str) -> list[str]:
    return [str(each.text) for each in ET.fromstring(drawing).iterfind(f".//{SVG}text")]


@given(st.text(st.characters(categories=["L", "P", "Zs", "N"]), min_size=1, max_size=1500).filter(str.strip))
def test_a_card_loses_no_word_whatever_its_length(text: str) -> None:
    drawing = card(QUOTE | {"text": text, "language": "en"}, SITE)
    said = re.sub(r"\s", "", "".join(lines_of(drawing)))
    assert re.sub(r"\s", "", text.replace("'", "’")) in said.replace("'", "’")
    root = ET.fromstring(drawing)
    assert (root.get("width"), int(root.get("height", "0")) >= HEIGHT) == (str(WIDTH), True)
    assert all(float(each.get("y", "0")) < int(root.get("height", "0")) for each in root.iterfind(f".//{SVG}text"))


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_card_as_a_picture_shows_its_words() -> None:
    drawn = picture(QUOTE, SITE)
    assert pixels(drawn) == (WIDTH, HEIGHT)
    # Letters are what fills it: with few of them hardly anything is left to compress.
    assert len(drawn) > 2 * len(picture(BARE | {"text": "."}, SITE))
    assert picture(BARE | {"text": "à"}, SITE) != picture(BARE | {"text": "a"}, SITE)


def test_words_that_look_like_ours_stay() -> None:
    assert picture(BARE | {"text": 'ici font-family="a" là'}, SITE) != picture(
        BARE | {"text": 'ici font-family="b" là'}, SITE
    )


def test_a_picture_of_many_words_is_whole_and_no_larger_than_others() -> None:
    width, height = pixels(picture(QUOTE | {"text": "des mots " * 600}, SITE))
    assert 3_000_000 < width * height < 3_050_000
    assert height > 2 * width


@pytest.mark.parametrize(
    ("said_on", "event", "day"),
    [
        ("2018-04", {"name": "É", "starts_on": "2018-04-18", "ends_on": "2018-04-19"}, "2018-04"),
        (None, {"name": "É", "starts_on": "2018-04-18", "ends_on": "2018-04-19"}, "2018-04-18/2018-04-19"),
        (None, {"name": "É", "starts_on": "2018-04-18", "ends_on": "2018-04-18"}, "2018-04-18"),
        (None, {"name": "É", "starts_on": None, "ends_on": None}, ""),
        (None, None, ""),
    ],
)
def test_a_row_tells_when_as_far_as_is_known(said_on: str | None, event: dict[str, Any] | None, day: str) -> None:
    quote = BARE | {"said_on": said_on, "event": event}
    header, row = csv.reader("".join(table.lines([("quote", quote)], SITE)).splitlines())
    assert row[header.index("date")] == day


@pytest.mark.parametrize("extension", sorted(QUOTE_FORMATS.keys() - {"png"}))
def test_every_format_writes_a_quote_of_which_nothing_is_known(extension: str) -> None:
    written = str(QUOTE_FORMATS[extension].write(BARE, SITE))
    assert "oui" in written
    assert "None" not in written


def test_a_table_cannot_run_as_formulas() -> None:
    harmless = table.__dict__["_harmless"]
    formulas = ("=1+1", "+33", "-5", "@a", "\tx", "\n=1", " =1", "\u00a0=1", "＝1", "－5", "＠a")
    assert [harmless(text) for text in formulas] == [f"'{text}" for text in formulas]
    texts = ("mot", "l'été = beau", "— Oui.")
    assert tuple(map(harmless, texts)) == texts
