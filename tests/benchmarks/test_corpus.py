"""The corpus generator."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.corpus import documents, read, real_sentences, write
from benchmarks.lexicon import adjective, lexicon, lists, plural, verb
from benchmarks.sentences import elided


def test_the_same_seed_makes_the_same_documents() -> None:
    assert list(documents(30, 1)) == list(documents(30, 1))
    assert list(documents(30, 1)) != list(documents(30, 2))


def test_documents_are_quotes_and_talks_of_several_people() -> None:
    made = list(documents(400))
    assert [each.id for each in made] == [str(number) for number in range(1, 401)]
    assert all(each.texts.keys() - {"title"} == {"text", "speaker", "organisation", "event", "topic"} for each in made)
    assert all(("title" in each.texts) == (each.values["kind"] == ("talk",)) for each in made)
    assert {len(each.values["speaker"]) for each in made} == {1, 2, 3}
    assert {len(each.values["topic"]) for each in made} == {1, 2, 3}
    assert all(each.values["year"] == (str(each.day // 10_000),) for each in made if each.day)


def test_words_are_as_unequal_as_those_of_a_language() -> None:
    said = [each.texts["text"].lower().split() for each in documents(3_000)]
    counted = Counter(word for words in said for word in words)
    assert 24 < sum(counted.values()) / len(said) < 34
    assert counted.most_common(1)[0][1] > 1_000
    assert sum(count == 1 for count in counted.values()) > len(counted) / 3
    assert len(counted) > 10_000


def test_documents_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = list(documents(20))
    write(tmp_path / "corpus.jsonl", iter(made))
    assert list(read(tmp_path / "corpus.jsonl")) == made


def test_real_sentences_take_the_place_of_made_ones(tmp_path: Path) -> None:
    line = '{"text": "Une phrase tout à fait vraie. Et puis une autre encore!", "abstract": null}\n["text"]\n'
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "real.jsonl").write_text(line, "utf-8")
    assert real_sentences(tmp_path) == ["Une phrase tout à fait vraie.", "Et puis une autre encore!"]
    [one] = islice(documents(10, real=["un deux trois quatre"]), 1)
    assert {"un", "deux", "trois", "quatre"} & set(one.texts["text"].split())


def test_every_list_is_of_single_words_or_of_what_bars_divide() -> None:
    words = lists()
    assert words["openers"][0] == "Aujourd'hui"
    assert words["verbs"][:2] == ["parler", "demander"]
    assert all(each.endswith("er") for each in words["verbs"])
    assert all(len(set(each)) == len(each) for each in words.values())


def test_the_lexicon_has_tens_of_thousands_of_forms() -> None:
    words = lexicon(1)
    assert words == lexicon(1)
    assert words.nouns[0].singular == "travail"
    forms = {form for each in words.nouns for form in (each.singular, each.plural)}
    assert len(forms) > 60_000


@pytest.mark.parametrize(
    ("word", "many"), [("journal", "journaux"), ("réseau", "réseaux"), ("prix", "prix"), ("travail", "travaux")]
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


def test_adjectives_have_four_forms() -> None:
    assert adjective("social") == ("social", "sociale", "sociaux", "sociales")
    assert adjective("actif") == ("actif", "active", "actifs", "actives")
    assert adjective("public") == ("public", "publique", "publics", "publiques")


def test_verbs_keep_their_sound() -> None:
    assert verb("changer").finite["p1"] == ("changeons", "changions", "changerons")
    assert verb("lancer").finite["s3"] == ("lance", "lançait", "lancera", "lancerait")
    assert verb("parler").participle == "parlé"


def test_small_words_elide() -> None:
    assert [elided(*each) for each in (("le", "arbre"), ("de", "loi"), ("ne", "aidait"), ("ce", "hôtel"))] == [
        "l'arbre",
        "de loi",
        "n'aidait",
        "cet hôtel",
    ]
