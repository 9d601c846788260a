"""What says the same is found, and told."""

import pytest

from search import Document, Query, Results, Synonyms, Words, highlights, open_index, read_synonyms
from search.synonyms import OURS

SPVM = Synonyms([("SPVM", "Service de police de la Ville de Montréal", "police de Montréal")])
DOCUMENTS = (
    Document("sigle", {"text": "Le S.P.V.M. répond aux rumeurs"}),
    Document("nom", {"text": "Le Service de police de la Ville de Montréal dément"}),
    Document("mots", {"text": "À Montréal, la police de la ville rend service"}),
)


def found(typed: str, synonyms: Synonyms = SPVM, *, as_typed: bool = False) -> Results:
    index = open_index("memory:")
    index.replace(DOCUMENTS)
    return index.search(Query(Words(typed, synonyms=synonyms, as_typed=as_typed)))


def ids(results: Results) -> set[str]:
    return {hit.id for hit in results.hits}


def test_an_acronym_finds_the_name_and_the_name_the_acronym() -> None:
    assert ids(found("spvm")) == {"sigle", "nom"}
    assert ids(found("service de police de la ville de montreal")) == {"sigle", "nom", "mots"}
    assert ids(found("SPVM dément")) == {"nom"}
    assert ids(found("SPVM", Synonyms())) == {"sigle"}


def test_the_answer_tells() -> None:
    told = found("spvm").interpretation
    assert told.synonyms == (("SPVM", ("Service de police de la Ville de Montréal", "police de Montréal")),)
    assert told.terms == ("spvm",)
    assert found("rumeurs").interpretation.synonyms == ()


def test_what_is_asked_for_to_the_letter_has_no_synonyms() -> None:
    assert ids(found('"SPVM"')) == {"sigle"}
    assert ids(found("SPVM", as_typed=True)) == {"sigle"}
    assert ids(found("police -SPVM")) == {"nom", "mots"}


def test_synonyms_are_marked() -> None:
    text = "Le Service de police de la Ville de Montréal dément"
    (mark,) = highlights(text, Words("SPVM", synonyms=SPVM))
    assert text[mark.start : mark.end] == "Service de police de la Ville de Montréal"


def test_groups_that_share_a_member_are_told_together() -> None:
    both = Synonyms([("maire", "premier magistrat"), ("maire", "édile"), ("seul",), ("", "x")])
    told = found("maire", both).interpretation
    assert told.synonyms == (("maire", ("premier magistrat", "édile")),)


def test_equal_groups_are_equal() -> None:
    assert Synonyms([["a", "b", "a"]]) == Synonyms((("a", "b"),)) != Synonyms([["b", "a"]])
    assert hash(Synonyms([["a", "b"]])) == hash(Synonyms([["a", "b"]]))
    assert Words("a") == Words("a", synonyms=Synonyms())
    assert (Synonyms([["a", "b"]]) + Synonyms([["c", "d"]])).groups == (("a", "b"), ("c", "d"))


def test_a_list_is_read_line_by_line() -> None:
    assert read_synonyms("# remarque\n\n a |b c| # fin\n").groups == (("a", "b c"),)
    with pytest.raises(ValueError, match="line 2: a group has two members"):
        read_synonyms("a | b\nc\n")
    assert len(OURS.groups) > 20


@pytest.mark.parametrize(
    ("typed", "apart", "text"),
    [
        ("#MédiasSociaux", "Médias Sociaux", "les médias sociaux"),
        ("BalanceTonPorc", "Balance Ton Porc", "« balance ton porc »"),
        ("#JeunesPourLeClimat", "Jeunes Pour Le Climat", "Jeunes pour le climat"),
        ("#JO2024", "JO 2024", "les JO 2024"),
        ("@JeanDupont", "Jean Dupont", "Jean Dupont"),
    ],
)
def test_what_is_written_together_is_looked_for_apart_too(typed: str, apart: str, text: str) -> None:
    index = open_index("memory:")
    index.update([Document("apart", {"text": text}), Document("ensemble", {"text": f"sur {typed}, hier"})])
    results = index.search(Query(Words(typed)))
    assert ids(results) == {"apart", "ensemble"}
    assert results.interpretation.synonyms == ((typed.strip("#@"), (apart,)),)
    assert ids(index.search(Query(Words(typed, as_typed=True)))) == {"ensemble"}


@pytest.mark.parametrize("typed", ["iPhone", "SPVM", "A380", "l'Été", "2016-11-29", "8h30"])
def test_these_are_one_word(typed: str) -> None:
    assert open_index("memory:").search(Query(Words(typed))).interpretation.synonyms == ()


def test_members_of_several_words_are_found_in_hashtags_too() -> None:
    index = open_index("memory:")
    tags = {
        "tag": "Voir #MédiasSociaux",
        "other": "#réseauxsociaux, encore",
        "apart": "Les médias sociaux",
        "no": "#médias",
    }
    index.replace([Document(id_, {"text": text}) for id_, text in tags.items()])
    assert ids(index.search(Query(Words("medias sociaux")))) == {"tag", "other", "apart"}
