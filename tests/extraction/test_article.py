"""A whole article, invented: who said what, when, within what, and what is nobody's."""

import random
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction import Extraction, extract

ARTICLE = (Path(__file__).parent / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read() -> Extraction:
    return extract(ARTICLE)


def test_every_quote_with_who_said_it_by_what_rule(read: Extraction) -> None:
    said = [
        (each.text, each.kind, each.rule, each.cue and each.cue.text, [who.printed_as for who in each.attributions])
        for each in read.proposals
    ]
    assert said == [
        (
            "On n'achète plus des livres, on accueille des gens", "direct", "incise", "a lancé", ["Julie Bergeron"],
        ),
        (
            "Le reste suivra si les portes restent ouvertes.", "direct", "inner_incise", "a-t-elle poursuivi",
            ["Julie Bergeron"],
        ),
        ("fermer le dimanche est une erreur", "direct", "according", "Pour", ["la mairesse de Magog"]),
        ("d'un autre siècle", "partial", "according", "Selon", ["la mairesse de Magog"]),
        ("maison commune", "partial", "complement", "préfèrent parler", ["Karim Haddad", "Lucie Fortin"]),
        (
            "Nos usagers nous disent : “je viens pour le silence”, et ils restent pour le bruit", "direct",
            "incise_pronoun", "expliquent", ["Karim Haddad", "Lucie Fortin"],
        ),
        ("je viens pour le silence", "direct", "nested", "disent", ["Nos usagers"]),
        ("Un rayonnage vide n'attire personne.", "direct", "colon_alone", None, ["Le sociologue Paul Arsenault"]),
    ]  # fmt: skip


def test_people_have_their_name_role_body_and_kind(read: Extraction) -> None:
    people = {
        (who.kind, who.printed_as, who.name, who.role, who.organisation, who.surface)
        for each in read.proposals
        for who in each.attributions
    }
    assert people == {
        ("person", "Julie Bergeron", "Julie Bergeron", "directrice", "Bibliothèque centrale", None),
        ("person", "Julie Bergeron", "Julie Bergeron", "directrice", "Bibliothèque centrale", "elle"),
        ("function", "la mairesse de Magog", None, "mairesse", None, None),
        ("function", "la mairesse de Magog", None, "mairesse", None, "elle"),
        ("person", "Karim Haddad", "Karim Haddad", None, "Culture Estrie", None),
        ("person", "Lucie Fortin", "Lucie Fortin", None, "Culture Estrie", None),
        ("person", "Karim Haddad", "Karim Haddad", None, "Culture Estrie", "ils"),
        ("person", "Lucie Fortin", "Lucie Fortin", None, "Culture Estrie", "ils"),
        ("group", "Nos usagers", None, None, None, None),
        ("person", "Le sociologue Paul Arsenault", "Paul Arsenault", "sociologue", None, None),
    }


def test_the_day_and_the_event(read: Extraction) -> None:
    assert read.published_on == "2019-03-14"
    assert [(each.name, each.starts_on, each.ends_on, each.organiser, each.main) for each in read.occasions] == [
        ("Lire demain", "2019-03-12", "2019-03-12", "la Fédération des bibliothèques", True)
    ]
    assert {each.said_on for each in read.proposals if each.parent is None} == {"2019-03-12"}


def test_terms_and_titles_are_refused_with_the_reason(read: Extraction) -> None:
    assert [(each.text, each.reason.code) for each in read.refusals] == [
        ("troisième lieu", "refused_term"),
        ("Ex Libris", "refused_title"),
    ]


def test_offsets_are_those_of_the_text(read: Extraction) -> None:
    for each in read.proposals:
        assert " ".join(ARTICLE[part.start : part.end] for part in each.parts) == each.text
        if each.cue is not None:
            assert ARTICLE[each.cue.span.start : each.cue.span.end] == each.cue.text
    for refusal in read.refusals:
        assert ARTICLE[refusal.span.start : refusal.span.end] == refusal.text


def test_every_decision_is_explained(read: Extraction) -> None:
    for each in read.proposals:
        assert [reason for reason in each.reasons if not reason.text.endswith(".")] == []
        assert each.reasons[0].code == each.rule
        assert 0 < each.confidence < 1
    nested = next(each for each in read.proposals if each.rule == "nested")
    assert read.proposals[nested.parent or 0].text.startswith("Nos usagers")


def test_the_same_words_in_other_typography_are_the_same_quotes(read: Extraction) -> None:
    swap = str.maketrans({"'": "’", " ": "\u00a0"})
    nbsp = "".join(
        sign.translate(swap) if sign == "'" or (sign == " " and ARTICLE[place - 1] == "«") else sign
        for place, sign in enumerate(ARTICLE)
    )
    assert [(each.parts, each.rule) for each in extract(nbsp).proposals] == [
        (each.parts, each.rule) for each in read.proposals
    ]


@given(st.text(alphabet=st.sampled_from("« »“”\"'’—-.,:;!? \n\u00a0LeMairedtilQaéàsionqu()1"), max_size=200))
def test_whatever_is_given_is_read_without_fault(text: str) -> None:
    read = extract(text)
    for each in read.proposals:
        assert " ".join(text[part.start : part.end] for part in each.parts) == each.text
        assert each.text.strip()


def test_an_article_cut_anywhere_is_read_without_fault() -> None:
    draw = random.Random(7)  # noqa: S311 - the same cuts in every run
    for _ in range(60):
        start = draw.randrange(len(ARTICLE))
        cut = ARTICLE[start : start + draw.randrange(400)]
        for each in extract(cut).proposals:
            assert asdict(each)["text"] == " ".join(cut[part.start : part.end] for part in each.parts)
