"""Columns of a table: what each holds by its name, and which belong together."""

import pytest

from api.importers import Content, Line, Wanted, assemble, read_programme
from api.importers.words import field_of
from api.records import TalkRecord


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Intitulé de la conférence", "title"), ("Presentation title", "title"), ("Conférencier·ère·s", "speakers"),
        ("Intervenant(e)s", "speakers"), ("Nom de l'orateur·rice", "speakers"), ("Fonction du conférencier", "role"),
        ("Heure de début de la séance", "starts_at"), ("Durée (min)", "minutes"), ("Salle (bâtiment)", "room"),
        ("Temps", None), ("Titre de l'intervenant", None), ("Photo de l'orateur", None), ("Prix (€)", None),
    ],
)  # fmt: skip
def test_a_column_is_known_with_what_it_is_of(column: str, field: str | None) -> None:
    assert field_of(column) == field


@pytest.mark.parametrize(
    ("columns", "cells", "people"),
    [
        (
            "Orateur;Fonction;Orateur 2;Fonction 2;Organisation 2",
            "Ana Bel;Autrice;Carl Dur;Maire;Acmé",
            [("Ana Bel", "Autrice", None), ("Carl Dur", "Maire", "Acmé")],
        ),
        ("Orateur 1;Orateur 2;Fonction", "Ana Bel;Carl Dur;Maire", [("Ana Bel", None, None), ("Carl Dur", None, None)]),
        ("Orateur 1;Orateur 2;Fonction", "Ana Bel;;Maire", [("Ana Bel", "Maire", None)]),
        ("Prénom 1;Nom 1;Prénom 2;Nom 2", "Ana;Bel;Carl;Dur", [("Ana Bel", None, None), ("Carl Dur", None, None)]),
        ("Orateur 9;Orateur 10", "Ana Bel;Carl Dur", [("Ana Bel", None, None), ("Carl Dur", None, None)]),
        ("Heure;Titre 2", "9h;Zut", []),
    ],
)
def test_columns_of_a_number_belong_together(columns: str, cells: str, people: list[tuple[str | None, ...]]) -> None:
    programme = read_programme(Content("t", f"Titre;{columns}\nUn titre;{cells}\n".encode()))[1]
    lines = assemble({"t": programme}, Wanted(event="c"))["t"].lines
    (talk,) = [each.record for each in lines if isinstance(each, Line) and isinstance(each.record, TalkRecord)]
    assert (talk.title, [(each.name, each.role, each.organisation) for each in talk.speakers]) == ("Un titre", people)


@pytest.mark.parametrize(
    ("table", "people"),
    [
        ('Orateurs\nUn;"Bel, Ana; Dur, Carl"\nDeux;"Fort, Éva"', [["Bel, Ana", "Dur, Carl"], ["Fort, Éva"]]),
        ('Orateurs 1;Orateurs 2\nUn;"Bel, Ana";"Dur, Carl"', [["Bel, Ana", "Dur, Carl"]]),
        ('Intervenants\nUn;"Ana Bel; Carl Dur"\nDeux;"Alice, Bob"', [["Ana Bel", "Carl Dur"], ["Alice", "Bob"]]),
    ],
)  # fmt: skip
def test_the_table_tells_whether_commas_part_people(table: str, people: list[list[str]]) -> None:
    programme = read_programme(Content("t", f"Titre;{table}\n".encode()))[1]
    lines = assemble({"t": programme}, Wanted(event="c"))["t"].lines
    talks = [each.record for each in lines if isinstance(each, Line) and isinstance(each.record, TalkRecord)]
    assert [[each.name for each in talk.speakers] for talk in talks] == people


def test_an_order_of_days_that_nothing_says_is_told() -> None:
    programme = read_programme(Content("t", b"Titre;Horaire\nUn;05/11/2019 2:00 PM\nDeux;06/11/2019 9:00 AM\n"))[1]
    reading = assemble({"t": programme}, Wanted(event="c", timezone="Europe/Paris"))["t"]
    talks = [each.record for each in reading.lines if isinstance(each, Line) and isinstance(each.record, TalkRecord)]
    assert [each.starts_at for each in talks] == ["2019-11-05T14:00:00", "2019-11-06T09:00:00"]
    assert "its days are read day first, which nothing says for certain" in [each.text for each in reading.notes]
