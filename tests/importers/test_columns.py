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
