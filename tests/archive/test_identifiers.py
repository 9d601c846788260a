"""Public ids and slugs."""

import re

from hypothesis import given
from hypothesis import strategies as st

from api.archive.identifiers import ALPHABET, ID_LENGTH, SLUG_LENGTH, new_public_id, slugify
from api.archive.references import next_free
from api.archive.rules import slug


def test_public_ids_are_opaque_and_differ() -> None:
    made = {new_public_id() for _ in range(10_000)}
    assert len(made) == 10_000
    assert {len(each) for each in made} == {ID_LENGTH}
    assert set("".join(made)) == set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)


@given(st.text(max_size=200))
def test_a_slug_is_empty_or_fit_for_an_address(text: str) -> None:
    made = slugify(text)
    assert made == "" or slug(made) is None
    assert len(made) <= SLUG_LENGTH
    assert slugify(made) == made


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert slugify("mot " * 30) == "-".join(["mot"] * 20)
    assert slugify("a" * 200) == "a" * 80
    assert slugify("é" * 79 + " bcd") == "e" * 79


def test_numbers_go_on_from_the_first_free() -> None:
    assert next_free("a", set()) == "a"
    assert next_free("a", {"a"}) == "a-2"
    assert next_free("a", {"a", "a-2", "a-4"}) == "a-3"
    assert re.fullmatch(r"a-\d+", next_free("a", {"a", *(f"a-{number}" for number in range(50))}))
