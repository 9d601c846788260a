"""French words, their forms and their places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.french import analyse, chunks, cut_chunk, cut_words
from search.lemmas import LONGEST_BARE, MOST_BARE_E, known_forms
from search.typography import without_accents


def stems(text: str) -> list[str]:
    return [token.term for token in analyse(text).lem]


def forms(text: str) -> list[str]:
    return [token.term for token in analyse(text).exact]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fausse rumeur", "fausses rumeurs"),
        ("Élection", "elections"),
        ("participants", "participant·e·s"),
        ("citoyens", "citoyen.ne.s"),
        ("étudiant(e)s", "étudiants"),
        ("députés", "député(e)(s)"),
        ("SPVM", "S.P.V.M."),
        ("2000", "2\u202f000"),
        ("12345678", "12 345 678"),
        ("œuvre", "OEUVRES"),
        ("l’amour", "amours"),
        ("jusqu'ici", "ici"),
        ("travaux", "travail"),
        ("heureuse", "heureux"),
        ("federations", "fédération"),
        ("élues", "élire"),
        ("transmise", "transmettre"),
        ("né", "naître"),
        ("conçus", "concevoir"),
        ("mairesse", "maires"),
        ("directrices", "directeur"),
        ("autrice", "auteur"),
        ("29 novembre 2016", "29/11/2016"),
        ("1er mai 2024", "01.05.2024"),
        ("8h30", "8 h 30"),
        ("entr'aide", "entraide"),
        ("ognons", "oignon"),
        ("règlementaire", "réglementaire"),
        ("nous mémorisons", "mémoriser"),  # no dictionary has the form
        ("lançons", "lancer"),
        ("ils sauraient", "savoir"),
        ("elle a cru", "croire"),
        ("héroïne", "héros"),
        ("ambassadrice", "ambassadeur"),
        ("il porte", "porter"),
    ],
)
def test_these_are_found_by_each_other(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sûr", "sur"),
        ("SPVM", "SPV"),
        ("2000", "200"),
        ("police", "politique"),
        ("parlement", "parler"),
        ("port", "porte"),
        ("maire", "mairie"),
        ("vente", "vent"),
        ("commun", "communication"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_a_date_is_found_the_other_way_round_and_is_exact_as_written() -> None:
    assert sorted(stems("2016-11-09")) == sorted(stems("9 novembre 2016"))
    assert forms("2016-11-09") == ["2016", "11", "09"]
    assert stems("13/13/2016") == ["13", "13", "2016"]


def test_the_exact_view_drops_nothing() -> None:
    assert forms("Qu'est-ce que l’État d'aujourd'hui ?") == ["qu", "est", "ce", "que", "l", "etat", "d", "aujourdhui"]
    assert stems("Qu'est-ce que l’État d'aujourd'hui ?") == ["etat", "aujourdhui"]


def test_both_views_number_the_same_words() -> None:
    views = analyse("le maire de Verdun")
    assert [(token.term, token.position) for token in views.exact] == [
        ("le", 0),
        ("maire", 1),
        ("de", 2),
        ("verdun", 3),
    ]
    assert [token.position for token in views.lem] == [1, 3]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("l’amour", ["l", "amour"]),
        ("E\u0301te\u0301 parti\u00adcipants", ["E\u0301te\u0301", "parti\u00adcipants"]),
        ("le S.P.V.M.", ["le", "S.P.V.M."]),
        ("2\u202f000 participant·e·s", ["2\u202f000", "participant·e·s"]),
        ("fin.Le maire", ["fin", "Le", "maire"]),
        ("a_b #c @d", ["a", "b", "c", "d"]),
        ("vitamine C", ["vitamine", "C"]),
        ("1990 000", ["1990", "000"]),
    ],
)
def test_words_are_cut_from_the_original(text: str, passages: list[str]) -> None:
    assert [text[token.start : token.end] for token in analyse(text).exact] == passages


def test_an_endless_word_is_one_word() -> None:
    views = analyse("a" * 100_000)
    assert views.exact == [("a" * 64, 0, 0, 100_000)]


ANYTHING = st.text() | st.text(alphabet=st.sampled_from("aeéE\u0301'’.·-() 12\u00a0\u202f\u00adœſﬁqusc"))


@given(ANYTHING)
def test_chunks_give_the_same_words(text: str) -> None:
    from_chunks = [word[:2] for chunk in chunks(text) for word in cut_chunk(chunk)]
    assert from_chunks == [word[:2] for word in cut_words(text)]


@given(ANYTHING)
def test_any_text_gives_places_within_it(text: str) -> None:
    views = analyse(text)
    assert [token.position for token in views.exact] == list(range(len(views.exact)))
    for token in (*views.exact, *views.lem):
        assert token.term
        assert 0 <= token.start < token.end <= len(text)
    for before, after in pairwise(views.exact):
        assert before.start <= after.start
        assert before.end <= after.end
    assert {token[1:] for token in views.lem} <= {token[1:] for token in views.exact}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3e", "3ème"),
        ("3ᵉ", "IIIe"),
        ("XXIe siècle", "21e siècle"),
        ("XXIᵉ siècle", "21ème siècle"),
        ("2.000", "2\u202f000"),
        ("1'500'000", "1 500 000"),
        ("autrices", "auteurs"),
        ("les sénatrices", "le sénateur"),
        ("1re", "1er"),
    ],
)
def test_written_otherwise_and_looked_for_as_one(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Louis XVIII", "Louis XVI"),
        ("XXIe", "XIe"),
        ("la vie", "la 6e"),
        ("3.5", "35"),
        ("3.5", "3.500"),
        ("dix", "10e"),
    ],
)
def test_numbers_that_are_not_the_same(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_no_word_with_accents_is_longer_than_those_that_are_looked_up() -> None:
    bare = {without_accents(word) for word, _ in known_forms() if not word.isascii()}
    assert max(map(len, bare)) == LONGEST_BARE
    assert max(word.count("e") for word in bare) == MOST_BARE_E
