"""The founding article as data: what it must say, and that it says it word for word."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from api.importers.jsonl import read
from api.importers.lines import Line
from api.records import EventRecord, QuoteRecord, Record, SourceRecord, SpeakerRecord, TalkRecord

SEEDS = Path(__file__).parents[2] / "seeds"
SHARED_DATA = os.environ.get("VERBATIM_SHARED_DATA")


def records() -> list[Record]:
    found: list[Record] = []
    for path in sorted(SEEDS.glob("*.jsonl")):
        with path.open("rb") as stream:
            lines = list(read(stream))
        assert [line for line in lines if not isinstance(line, Line)] == []
        found.extend(line.record for line in lines if isinstance(line, Line))
    return found


def quotes() -> list[QuoteRecord]:
    return [record for record in records() if isinstance(record, QuoteRecord)]


def short_id(record: QuoteRecord) -> str:
    return record.external_id.rpartition("citation-")[2]


def test_the_folder_holds_data_and_says_where_it_is_from() -> None:
    assert sorted(path.name for path in SEEDS.iterdir()) == ["SOURCES.md", "medias-sociaux-secteur-public-2016.jsonl"]


def test_both_events_with_their_dates() -> None:
    events = [record for record in records() if isinstance(record, EventRecord)]
    assert [(event.name, event.starts_on, event.ends_on) for event in events] == [
        ("Médias sociaux Secteur public", "2016-11-29", "2016-11-29"),
        ("Connexion, le salon de la transformation numérique", "2018-04-18", "2018-04-19"),
    ]


def test_six_people_are_named() -> None:
    assert [record.name for record in records() if isinstance(record, SpeakerRecord)] == [
        "Stéphane Dion",
        "Melissa Carroll",
        "Élise Proulx",
        "Isabelle Thellen",
        "Maryse Lavoie",
        "Maxime Pedneaud-Jobin",
    ]


def test_three_highlights_in_order() -> None:
    talks = [record for record in records() if isinstance(record, TalkRecord)]
    assert [(talk.kind, talk.title) for talk in talks] == [
        ("highlight", "À occuper le terrain eux-mêmes"),
        ("highlight", "Que les autres utilisateurs reprennent notre message"),
        ("highlight", "Que lorsque le citoyen comprend, il est rassuré"),
    ]


def test_each_quote_has_the_verb_that_attributes_it() -> None:
    assert [(short_id(quote), quote.text, quote.mentions[0].cue_verb) for quote in quotes()] == [
        ("1", "mieux vaut se définir soi-même plutôt qu'attendre d'être défini par les autres", "Selon"),
        ("2", "on parlait déjà de nous, alors autant participer", "précise"),
        ("3", "rien n'est pire que de ne pas participer à la discussion", "ajoute"),
        ("4", "On a reçu de \"l'amour\", mais on l'a géré", "résument"),
        ("4-1", "l'amour", None),
        (
            "5",
            (
                "quand on répond aux gens qui répandent des fausses rumeurs pour rectifier les faits, "
                "les autres utilisateurs reprennent notre message"
            ),
            "illustre",
        ),
        ("6", "les utilisateurs multiplient notre message plus qu'ils ne le changent", "a remarqué"),
        ("7", 'Les gens me disent "je ne suis pas toujours d\'accord avec vous, mais je comprends"', "indique"),
        ("7-1", "je ne suis pas toujours d'accord avec vous, mais je comprends", "disent"),
    ]


def test_each_quote_is_attributed_as_printed_and_in_order() -> None:
    assert {
        short_id(quote): [
            (one.kind, one.printed_as, one.speaker, one.role, one.organisation) for one in quote.attributions
        ]
        for quote in quotes()
    } == {
        "1": [("function", "le maire de Verdun", None, "maire", None)],
        "2": [("person", "Stéphane Dion", "stephane-dion", None, "revenu-quebec")],
        "3": [("person", "Melissa Carroll", "melissa-carroll", None, "spvm")],
        "4": [
            ("person", "Élise Proulx", "elise-proulx", None, "hydro-quebec"),
            ("person", "Isabelle Thellen", "isabelle-thellen", None, "hydro-quebec"),
        ],
        "4-1": [("unknown", None, None, None, None)],
        "5": [("person", "Melissa Carroll", "melissa-carroll", None, "spvm")],
        "6": [("person", "Major Maryse Lavoie", "maryse-lavoie", "Major", "forces-armees-canadiennes")],
        "7": [
            (
                "person",
                "le maire de Gatineau Maxime Pedneaud-Jobin",
                "maxime-pedneaud-jobin",
                "maire",
                "ville-de-gatineau",
            )
        ],
        "7-1": [("group", "Les gens", None, None, None)],
    }


def test_seven_quotes_stand_alone_and_two_are_inside_another() -> None:
    parents = {short_id(quote): quote.parent and quote.parent.rpartition("citation-")[2] for quote in quotes()}
    assert [name for name, parent in parents.items() if parent is None] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {name: parent for name, parent in parents.items() if parent} == {"4-1": "4", "7-1": "7"}
    texts = {short_id(quote): quote.text for quote in quotes()}
    assert all(texts[child] in texts[parent] for child, parent in parents.items() if parent)


def test_a_mention_is_the_quote_with_little_around_it() -> None:
    for quote in quotes():
        (mention,) = quote.mentions
        assert (mention.exact, mention.context, quote.verification) == (quote.text, None, "matched")
        assert mention.prefix
        assert mention.suffix
        assert max(len(mention.prefix), len(mention.suffix)) <= 32


def test_names_of_people_are_found_in_their_printed_form() -> None:
    for quote in quotes():
        for one in quote.attributions:
            assert one.name is None or (one.printed_as or "").endswith(one.name)


@pytest.mark.shared_data
@pytest.mark.skipif(SHARED_DATA is None, reason="VERBATIM_SHARED_DATA names no folder")
def test_every_word_is_as_printed() -> None:
    raw = (Path(SHARED_DATA or "") / "founding" / "article.txt").read_bytes()
    article = raw.decode()
    (source,) = [record for record in records() if isinstance(record, SourceRecord)]
    assert source.sha256 == hashlib.sha256(raw).hexdigest()
    places = []
    for quote in quotes():
        (mention,) = quote.mentions
        around = f"{mention.prefix}{mention.exact}{mention.suffix}"
        assert article.count(around) == 1
        places.append(article.index(around) + len(mention.prefix or ""))
        assert not mention.cue_verb or re.search(rf"\b{mention.cue_verb}\b", article)
        assert all(one.printed_as is None or one.printed_as in article for one in quote.attributions)
    assert places == sorted(places)


@pytest.mark.shared_data
@pytest.mark.skipif(SHARED_DATA is None, reason="VERBATIM_SHARED_DATA names no folder")
def test_our_own_words_are_not_the_articles() -> None:
    article = (Path(SHARED_DATA or "") / "founding" / "article.txt").read_text(encoding="utf-8").lower().split()
    printed = {tuple(article[place : place + 5]) for place in range(len(article))}
    for record in records():
        ours = getattr(record, "abstract", None) or getattr(record, "description", None) or ""
        words = ours.lower().split()
        assert [
            words[place : place + 5] for place in range(len(words)) if tuple(words[place : place + 5]) in printed
        ] == []
