"""What counts as the same text, and where each levelled character came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.typography import canonical, fold, levelled, traced, without_accents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’amour", "l'amour"),
        ("L`amour", "l'amour"),
        ("  Julien\u00a0\t\nTOPCU ", "julien topcu"),
        ("2\u202f000", "2 000"),
        ("parti\u00adcipant\u200be", "participante"),
        ("E\u0301lise", "élise"),
        ("Jean-Pierre St.", "jean-pierre st."),
        ("Œuvre", "œuvre"),
        ("", ""),
    ],
)
def test_canonical_levels_typography_and_case_only(text: str, expected: str) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hydro\u2011Québec", "hydro-quebec"),
        ("Cœur — à cœur", "coeur - a coeur"),
        ("E\u0301LISE", "elise"),
        ("ﬁn", "fin"),
        ("m²", "m2"),
        ("Łódź", "lodz"),
        ("l’Œil", "l'oeil"),
    ],
)
def test_fold_levels_what_a_reader_overlooks(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_levelling_twice_changes_nothing(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert canonical(apart) == canonical(text)
    assert fold(apart) == fold(text)
    assert traced(apart).text == traced(unicodedata.normalize("NFC", text)).text


@given(st.text())
def test_every_levelled_character_has_a_place(text: str) -> None:
    assert levelled(text) == traced(text).text
    result = traced(text)
    assert len(result.origins) == len(result.text)
    assert list(result.origins) == sorted(result.origins)
    for at in range(len(result.text)):
        start, end = result.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_tracing_then_dropping_accents_is_folding(text: str) -> None:
    assert " ".join(without_accents(traced(text).text).split()) == fold(text)


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("un e\u0301te\u0301 chaud", "été", "e\u0301te\u0301"),
        ("des parti\u00adcipants", "participants", "parti\u00adcipants"),
        ("ma sœur", "soeur", "sœur"),
        ("… la fin", "fin", "fin"),
        ("« L’Œuvre »", "oeuvre", "Œuvre"),
    ],
)
def test_a_word_is_found_again_in_the_original(text: str, word: str, marked: str) -> None:
    result = traced(text)
    at = result.text.index(word)
    start, end = result.span(at, at + len(word))
    assert text[start:end] == marked
