"""What real files are dirty with: breaks, names, addresses, days, languages."""

from datetime import UTC, date, datetime

import pytest

from api.importers.contacts import stripped
from api.importers.content import decoded
from api.importers.languages import detected
from api.importers.moments import day_of, halves, instant, minutes_of, months_first, only_hours_tell
from api.importers.names import is_login, names_in
from api.importers.words import field_of, is_break_title, kind_of, language_of


@pytest.mark.parametrize(
    ("title", "is_break"),
    [
        ("Pause café", True),
        ("Déjeuner / Lunch", True),
        ("☕ Coffee break (30 min)", True),
        ("Accueil des participants", True),
        ("Ouverture des portes / Gates open", True),
        ("La pause café, une histoire", False),
        ("Keynote d'ouverture", False),
        ("Lunch & Learn", False),
        ("Break the code", False),
        ("Ouverture", False),
    ],
)
def test_a_break_is_wholly_one(title: str, is_break: bool) -> None:
    assert is_break_title(title) is is_break


@pytest.mark.parametrize(
    ("text", "many", "names"),
    [
        ("Ana Bel & Carl Dur", False, ["Ana Bel", "Carl Dur"]),
        ("Ana Bel, Carl Dur et Éva Fort", False, ["Ana Bel", "Carl Dur", "Éva Fort"]),
        ("Ana Bel / Carl Dur", False, ["Ana Bel", "Carl Dur"]),
        ("Pierre et Marie Curie", False, ["Pierre et Marie Curie"]),
        ("Dupont, Jean", False, ["Dupont, Jean"]),
        ("Martin Luther King, Jr.", True, ["Martin Luther King, Jr."]),
        ("kasa, Carl Dur", True, ["kasa", "Carl Dur"]),
        ("Ana  Bel\u00ad\u00a0(elle)", False, ["Ana Bel"]),
        ("106329914971209052078", False, []),
        ("120 personnes", True, []),
        ("120 PERSONNES", False, []),
        ("3 Intervenants", True, []),
        ("50 Cent", True, ["50 Cent"]),
        ("Alice, Bob", True, ["Alice", "Bob"]),
        ("Bel, Ana; Dur, Carl", True, ["Bel, Ana", "Dur, Carl"]),
    ],
)
def test_names_are_cut_where_both_sides_are_names(text: str, many: bool, names: list[str]) -> None:
    assert names_in(text, plural=many) == names


def test_a_login_is_known_for_one() -> None:
    assert [name for name in ("ana.bel", "annso_", "AnaBel", "Ana", "Jean-Luc", "Ana Bel") if is_login(name)] == [
        "ana.bel",
        "annso_",
        "AnaBel",
    ]


def test_addresses_and_numbers_go_and_other_numbers_stay() -> None:
    found = stripped(
        "Écrire à ana.bel@exemple.fr, ana [at] exemple.org ; 06 12 34 56 78, (514) 872-1234, +32 2 555 12 12."
    )
    assert found.text == "Écrire à […], […] ; […], […], […]."
    assert (found.addresses, found.numbers) == (2, 3)
    kept = "2012-2016, 10/11/2020, ISBN 978-2-07-036822-8, 1 234 567 €, v10.15.7, vue@3.0.1, @ana@exemple.org, 3615"
    assert stripped(kept).text == kept


def test_moments_are_read_as_people_write_them() -> None:
    assert instant("21/10/2019", "9h30") == "2019-10-21T09:30:00"
    assert instant("lundi 21 oct. 2019", "14 h") == "2019-10-21T14:00:00"
    assert instant("October 21, 2019", "2:30 PM") == "2019-10-21T14:30:00"
    assert instant(None, "2019-10-21T09:00:00Z") == "2019-10-21T09:00:00+00:00"
    assert instant(None, "9:00") is None
    assert months_first(["10/21/2019", "10/22/2019"]) is True
    assert day_of("10/11/2019") == date(2019, 11, 10)
    assert day_of("10.11.19") == date(2019, 11, 10)
    assert instant("10/11/19", "midi") == "2019-11-10T12:00:00"
    assert [halves(each) for each in ("9h-10h", "de 9 h 30 à 11h", "09:00 – 10:30", "9-10", "2019-11-10T09:00")] == [
        ("9h", "10h"), ("9 h 30", "11h"), ("09:00", "10:30"), None, None,
    ]  # fmt: skip
    blanks = " " * 300
    assert halves(f"9h{blanks}-{blanks}10h{blanks}") == ("9h", "10h")
    assert halves(f"9{blanks}-{blanks}10{blanks}x") is None
    assert minutes_of(f"1{blanks}h{blanks}30{blanks}min") == 90
    for read in (minutes_of, day_of):
        with pytest.raises(ValueError, match="is no"):
            read("9" + " " * 100_000 + ":" + "a" * 100_000)
    assert (
        instant(None, str(int(datetime(2019, 10, 21, 8, tzinfo=UTC).timestamp() * 1000))) == "2019-10-21T08:00:00+00:00"
    )
    assert [minutes_of(each) for each in ("45", "00:45", "1h30", "50'", "PT1H", 20, None)] == [
        45,
        45,
        90,
        50,
        60,
        20,
        None,
    ]
    for wrong in (("2020-13-45", "10:00"), ("bientôt", "10:00"), ("2019-10-21", "25:00")):
        with pytest.raises(ValueError, match=r"."):
            instant(*wrong)


@pytest.mark.parametrize(
    ("days", "month_first", "doubtful"),
    [
        (["11/05/2019 2:00 PM", "11/06/2019 9:00 AM"], True, True),
        (["05/11/2019 2:00 PM", "06/11/2019 9:00 AM"], False, True),
        (["05/11/2019 2:00 PM", "13/11/2019"], False, False),
        (["05/11/2019", "05/12/2019"], False, False),
        (["05/11/2019 2:00 PM", "05/11/0000 2:00 PM", "05/12/2019"], True, True),
        (["11/05/2018 2:00 PM", "11/06/2018", "05/05/2019", "05/07/2019"], True, True),
    ],
)
def test_the_order_of_days_is_that_of_the_shorter_programme_where_hours_alone_tell(
    days: list[str], month_first: bool, doubtful: bool
) -> None:
    assert (months_first(days), only_hours_tell(days)) == (month_first, doubtful)


def test_labels_mean_what_they_say() -> None:
    assert [language_of(each) for each in ("FRENCH", "Français 🇫🇷", "fr_CA", "Klingon")] == ["fr", "fr", "fr-CA", None]
    assert [kind_of(each) for each in ("📣 Keynote", "Table ronde", "Codelab", "Talk")] == [
        "keynote",
        "panel",
        "workshop",
        "talk",
    ]
    assert [field_of(each) for each in ("Proposal title", "Orateur·rice·s", "startsAt", "Durée (min)", "Zut")] == [
        "title", "speakers", "starts_at", "minutes", None,
    ]  # fmt: skip


def test_a_language_is_told_of_long_texts_alone() -> None:
    french = "Une petite équipe a remplacé son vieux logiciel sans jamais l'arrêter. " * 2
    assert (detected([french]), detected(["Angular"])) == ("fr", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"])
def test_french_is_read_in_every_encoding(encoding: str) -> None:
    text = "Titre;Résumé\nL'été à Besançon;Où l'on a créé ça, même à Noël, très tôt\n" * 3
    assert decoded(text.encode(encoding)) == text
