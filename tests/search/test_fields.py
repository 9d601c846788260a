"""The fields of a document, and how it is cut into words."""

import pytest

from search import Document
from search.fields import FIELDS, RANGE_BITS, VIEWS, field_called, lengths, places


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("orateur", "speaker"),
        ("Speaker", "speaker"),
        ("organisation", "organisation"),
        ("Événement", "event"),
        ("evenement", "event"),
        ("THÈME", "topic"),
        ("titre", "title"),
        ("source", "source"),
        ("texte", "text"),
    ],
)
def test_fields_are_called_in_two_languages(called: str, name: str) -> None:
    field = field_called(called)
    assert field is not None
    assert field.name == name


def test_what_is_no_field_is_none() -> None:
    assert field_called("http") is None


def test_each_name_field_and_line_has_positions_of_its_own() -> None:
    found = places(Document("a", {"speaker": "Élise Proulx\nProulx", "event": "Proulx"}))
    event = FIELDS["event"].slot
    assert event is not None
    assert found["names_exact"] == {"elise": [0], "proulx": [1, 3, event << RANGE_BITS]}
    assert lengths(found) == [0, 0, 0, 0, 4, 4]
    assert VIEWS == ("text_lem", "text_exact", "title_lem", "title_exact", "names_lem", "names_exact")


def test_positions_ascend_in_whatever_order_the_texts_come() -> None:
    found = places(Document("a", {"source": "mot mot", "event": "mot", "speaker": "mot\nmot"}))
    assert found["names_exact"]["mot"] == sorted(found["names_exact"]["mot"])
    assert len(found["names_exact"]["mot"]) == 5


def test_a_name_field_never_runs_into_the_next() -> None:
    found = places(Document("a", {"speaker": "mot " * ((1 << RANGE_BITS) + 5), "organisation": "autre"}))
    assert found["names_exact"]["mot"][-1] == (1 << RANGE_BITS) - 1
    assert found["names_exact"]["autre"] == [1 << RANGE_BITS]
