"""The words of a text, as one compares what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.wording import letters, nearly_same, same_words, wording, words, words_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("peut-être", "PEUT ETRE"),
        ("commu-\nnication", "communication"),
        ("so\u00adcial", "social"),
        ("e\u0301te\u0301", "été"),
        ("œuvre", "oeuvre"),
        ("aujourd'hui", "aujourd’hui"),
        ("3.5%", "3,5 %"),
        ("2 000 $", "2000$"),
        ("2.000", "2\u202f000"),
        ("9h30", "9 h 30"),
        ("2016-2018", "2016–2018"),
        ("[l]es gens", "les gens"),
        ("d'accord, non", "D’accord… Non !"),
    ],
)
def test_the_same_words(one: str, other: str) -> None:
    assert (same_words(one, other), same_words(other, one)) == (True, True)
    assert words_key(one) == words_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'avis", "la vis"),
        ("3,5 %", "35 %"),
        ("3,125", "3125"),
        ("1 5", "15"),
        ("20 %", "20"),
        ("5 €", "5 $"),
        ("-5 degrés", "5 degrés"),
        ("il ne vient pas", "il vient pas"),
        ("les gens", "le gens"),
        ("", ""),
        ("…", "!"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert (same_words(one, other), same_words(other, one)) == (False, False)


def test_words_are_found_one_after_the_other() -> None:
    text = wording("On a reçu de \"l'amour\", mais on l'a géré")
    assert text.find(["mais", "on"]) == (6, 8)
    assert text.find(["on"], 1) == (7, 8)
    assert text.find(["lamour"]) == (4, 6)
    assert text.find(["a", "gere", "on"]) is None
    assert text.find([]) is None
    assert text.passage(4, 6) == (14, 21)


TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("aeé'’ -.,0123 \u00ad\u00a0%€\u0301")), max_size=60)


@given(TEXTS)
def test_any_text_has_words_within_it(text: str) -> None:
    found = words(text)
    assert [word for word in found if not word.form] == []
    assert [word for word in found if not 0 <= word.start < word.end <= len(text)] == []
    assert found == sorted(found, key=lambda word: (word.start, word.end))
    assert letters(text) == "".join(word.form for word in found)


@given(TEXTS, TEXTS)
def test_a_text_has_its_own_words_wherever_it_stands(text: str, before: str) -> None:
    found = wording(text)
    assert same_words(text, text) is bool(found.words)
    whole = wording(f"{before}\n{text}")
    if found.words and len(whole.words) == len(wording(before).words) + len(found.words):
        assert whole.find(found.forms) is not None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Rien n’est pire que de ne pas participer, à la discussion !", True),
        ("rien n'est pire que de ne pas participer à une discussion", True),
        ("rien n'est pire que de participer à la discussion", False),
        ("rien n'est pire que de ne pas participer à 2 discussions", False),
        ("rien n'est pire que de ne pas participer", False),
        ("", False),
    ],
)
def test_what_is_nearly_the_same(other: str, expected: bool) -> None:
    words = "rien n'est pire que de ne pas participer à la discussion"
    assert (nearly_same(words, other), nearly_same(other, words)) == (expected, expected)


@given(st.text(), st.text())
def test_nearly_the_same_goes_both_ways(one: str, other: str) -> None:
    assert nearly_same(one, one) == bool(words(one))
    assert nearly_same(one, other) == nearly_same(other, one)
