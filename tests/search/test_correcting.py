"""What is asked in the place of a query that found nothing, and what is not."""

import doctest
from contextlib import closing
from types import ModuleType

import pytest

from search import Document, Query, Words, correcting, derived, homophones, numerals, open_index, spacing
from search.derived import derived as family
from search.lexing import without_quotes
from search.numerals import in_words, number_of
from search.spelling import distance


@pytest.mark.parametrize("module", [derived, homophones, numerals, spacing], ids=lambda each: each.__name__)
def test_examples_hold(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed


@pytest.mark.parametrize(
    ("text", "typed", "corrected"),
    [
        ("Le comité a rendu une décision", "décider", "décision"),
        ("On voudrait en discuter longtemps", "discussion", "discuter"),
        ("Un changement rapide", "rapidement", "rapide"),
        ("La cyber-sécurité des villes", "cybersécurité", "cyber securite"),
        ("Un super hashtag", "superhashtags", "super hashtags"),
        ("Un moment de balance ton porc", "#balancetonporc", "#balance ton porc"),
        ("Voir #BudgetParticipatif", "budget participatif", "budgetparticipatif"),
        ("Merci à @julientopcu", "Julien Topçu", "JulienTopçu"),
        ("Un microclimat local", "micro-climat", "microclimat"),
        ("Des données socio-économiques", "socioéconomique", "socio economique"),
        ("Il y avait 2 000 personnes", "deux mille", "2000"),
        ("Il y avait deux mille personnes", "2000", "deux mille"),
        ("Dans quatre-vingt-dix-huit ans", "98", "quatre vingt dix huit"),
        ("De 20 à 30 personnes", "entre dix et vingt", "entre dix et 20"),
        ("Au 2e étage", "deuxième", "2e"),
        ("Au deuxième étage", "2ème", "deuxieme"),
        ("Le 1er rang", "premier", "1er"),
        ("La première fois", "1re", "premiere"),
        ("Au vingtième siècle", "XXe", "vingtieme"),
        ("Au IXe siècle", "neuvième", "9e"),
        ("Au IXe siècle", "neuf", None),
        ("Le 1 et le 9", "des uns et des neufs", None),
        ("Les 20000 de Verdun", '"vingt" mille', None),
        ("Un bbbbcccc et un aaaabbbb", "aaaa bbbb cccc", "aaaa bbbbcccc"),
        ("La récolte de mais est tardive", "maïs", "mais"),
        ("Une question d'éthique", "etique", "ethique"),
        ("Des raisons socioéconomiques", "socio-économique", "socioéconomique"),
        ("La COP21 à Paris", "COP 21", "COP21"),
        ("Du co-voiturage", "covoiturage", "co voiturage"),
        ("Deux millions de dollars", "2000000", "deux millions"),
        ("Nous serons là", "être", "serons"),
        # What is heard alike, and a letter that stands elsewhere.
        ("Justin Trudeau a répondu", "Trudo", "trudeau"),
        ("La pharmacie du coin", "farmacie", "pharmacie"),
        ("Le ministre a répondu", "misnitre", "ministre"),
        # A sentence that quotes is no search for a phrase.
        (
            'Vous dites que parler d\'un "état de droit" est une belle formule',
            'vous dites que parler de "état droit" est',
            "vous dites que parler de état droit est",
        ),
        ("Vous dites état", '"état droit" vous', None),
        # A wrong beginning, where nothing that begins so is near.
        ("La ville de Montréal", "nontréal", "montreal"),
        ("La ville de Montréal", "ontréal", "montreal"),
        ("Le maire de Verdun", "evrdun", "verdun"),
        ("Un tdah soigné", "xdah", None),
        # What French has, or has otherwise, is no other word misspelt.
        ("Une note salée", "vote", None),
        ("C'est important", "importer", None),
        ("La politique du logement", "police", None),
        ("Mûrir une idée", "mur", None),
        ("Un poisson frais", "poison", None),
        ("Dans le désert", "dessert", None),
        ("Il faut finir", "fin", None),
        ("L'univers", "université", None),
        ("Un journal local", "journaliste", None),
        ("20 personnes", "2000", None),
    ],
)
@pytest.mark.parametrize("engine", ["memory", "whoosh"])
def test_a_query_that_found_nothing_is_asked_otherwise(
    engine: str, text: str, typed: str, corrected: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = open_index("memory:" if engine == "memory" else f"whoosh:{tmp_path_factory.mktemp('index')}")
    index.update([Document("a", {"text": text})])
    results = index.search(Query(Words(typed)))
    assert results.interpretation.corrected == corrected
    assert [hit.id for hit in results.hits] == (["a"] if corrected else [])
    assert index.search(Query(Words(typed, as_typed=True))).interpretation.corrected is None
    index.close()


def test_numbers_in_words_are_read_as_they_were_written() -> None:
    for number in [*range(2_000), 10_000, 71_000, 80_000, 200_001, 999_999, 2_000_000, 71_000_001]:
        assert number_of(in_words(number).split()) == number


def test_a_wrong_first_letter_is_weighed_against_words_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[str] = []

    def weigh(one: str, other: str) -> float:
        weighed.append(other)
        return distance(one, other)

    monkeypatch.setattr(correcting, "distance", weigh)
    with closing(open_index("memory:")) as index:
        index.update([Document("a", {"text": "On vit bien à Montréal"})])
        assert index.search(Query(Words("nontréal"))).interpretation.corrected == "montreal"
    assert weighed == ["montreal"]


@pytest.mark.parametrize("words", ["", "mot", "deux mots", "et demi", "uns", "neufs", "dix et vingt", "deux cinq"])
def test_other_words_are_no_numbers(words: str) -> None:
    assert number_of(words.split()) is None


def test_a_family_holds_the_words_of_a_verb_and_not_those_that_begin_alike() -> None:
    assert "construction" in [*family("construire")]
    assert not {"important", "poster", "porte", "organe", "moral"} & {
        made for word in ("importer", "poste", "port", "organisation", "mort") for made in family(word)
    }


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("il a dit «fausse rumeur» hier", "il a dit fausse rumeur hier"),
        ('des"fondamentaux droits"aujourd\'hui', "des fondamentaux droits aujourd'hui"),
        ("voir «ville OU maire»", "voir ville ou maire"),
        ('voir "-climatique maire"', "voir climatique maire"),
        ('"ville maire" OR "rumeur ville"', None),
        ('climat NOT "fausses nouvelles"', None),
        ('climat -"fausses nouvelles"', None),
        ('climat ("fausses nouvelles" ville)', None),
        ('titre:"fausses nouvelles" climat', None),
    ],
)
def test_quotes_come_off_and_nothing_else_changes(typed: str, bare: str | None) -> None:
    assert without_quotes(typed) == (bare or typed)
