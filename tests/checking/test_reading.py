"""What is pure in the quote check: marks around a text, cuts, insertions, voices, diffs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.checking.asked import read, unquoted
from api.checking.comparing import Change, Comparison, Diff, Passage, compare
from api.checking.voices import Voice, fits
from api.wording import wording

QUOTE = "rien n'est pire que de ne pas participer à la discussion"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("« rien »", "rien"),
        ("«\u00a0rien\u00a0».", "rien"),
        ('"rien"', "rien"),
        ("<< rien >>,", "rien"),
        ("„rien“", "rien"),
        ("« il dit « rien » »", "il dit « rien »"),
        ("«rien» dit-il «rien»", "«rien» dit-il «rien»"),
        ('"rien" dit-il "rien"', '"rien" dit-il "rien"'),
        ("‘Je n’ai rien’", "Je n’ai rien"),
        ("'L'autre n'a rien'.", "L'autre n'a rien"),
        ("‘rien’ dit-il ‘rien’", "‘rien’ dit-il ‘rien’"),
        ("«»", "«»"),
        ("rien.", "rien."),
    ],
)
def test_marks_around_a_text(text: str, bare: str) -> None:
    assert unquoted(text) == bare


def test_cuts_and_insertions() -> None:
    asked = read("[Elle] a dit (…) non[…] et [r]ien [. . .]")
    assert [[" ".join(word.form for word in run) for run in reading] for reading in asked.readings] == [
        ["elle a dit", "non", "et r ien", ""],
        ["", "a dit", "non", "et r ien", ""],
    ]


def test_a_word_diff_has_its_places_in_both_texts() -> None:
    text = "Rien n’est pire que de participer aux discussions"
    found = compare(read(text), wording(QUOTE))
    assert found is not None
    assert found.verdict == "altered"
    assert found.left_out == ()
    assert found.diff == Diff(
        words=5,
        share=0.413,
        changes=(
            Change("same", Passage(0, 22, "Rien n’est pire que de"), Passage(0, 22, "rien n'est pire que de")),
            Change("missing", None, Passage(23, 29, "ne pas")),
            Change("same", Passage(23, 33, "participer"), Passage(30, 40, "participer")),
            Change("replaced", Passage(34, 49, "aux discussions"), Passage(41, 56, "à la discussion")),
        ),
    )


def test_what_is_left_out_at_an_end_is_no_change() -> None:
    found = compare(read("est pire que de bien participer à la"), wording(QUOTE))
    assert found is not None
    assert [passage.text for passage in found.left_out] == ["rien n", "discussion"]
    assert found.diff is not None
    assert [(each.change, each.checked and each.checked.text) for each in found.diff.changes] == [
        ("same", "est pire que de"),
        ("replaced", "bien"),
        ("same", "participer à la"),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_against_any_other(text: str, quote: str) -> None:
    found = compare(read(text), wording(quote))
    if found is None:
        return
    for passage in found.left_out:
        assert passage.text == quote[passage.start : passage.end] != ""
    for each in found.diff.changes if found.diff else ():
        assert each.checked is None or each.checked.text == text[each.checked.start : each.checked.end]
        assert each.quote is None or each.quote.text == quote[each.quote.start : each.quote.end]


@given(st.text("aàe'n .«»", min_size=1, max_size=40))
def test_a_text_is_exactly_itself(text: str) -> None:
    assert compare(read(text), wording(text)) == Comparison("exact")


CARROLL = Voice(
    "Melissa Carroll",
    frozenset({"6q1v8s4mc2gw", "melissa-carroll", "spvm"}),
    ("Melissa Carroll", "Carroll", "Mélissa C. Carroll", "Service de police de la Ville de Montréal", "SPVM"),
)
MAYOR = Voice("le maire de Verdun", frozenset(), ("le maire de Verdun", "maire"))


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("CARROLL, Mélissa", (True, False)),
        ("Mme Carroll, du SPVM", (True, False)),
        ("6q1v8s4mc2gw", (True, False)),
        ("Melissa", (False, False)),
        ("Melissa Carroll de Laval", (False, False)),
        ("Maire de Verdun", (False, True)),
        ("monsieur le maire", (False, True)),
        ("le maire de Laval", (False, False)),
        ("le", (False, False)),
        ("", (False, False)),
        ("…", (False, False)),
    ],
)
def test_whose_voice_it_is(speaker: str, expected: tuple[bool, bool]) -> None:
    assert (fits(speaker, [CARROLL]), fits(speaker, [MAYOR])) == expected
    assert fits(speaker, [CARROLL, MAYOR]) == any(expected)
    assert not fits(speaker, [])


@pytest.mark.parametrize(
    ("speaker", "known"),
    [
        ("Bakari Traoré et Inès Quéméneur", True),
        ("Traoré", True),
        ("Mme Quéméneur, M. Traoré", True),
        ("Inès Traoré", False),
        ("Bakari Traoré et Jeanne d'Orval", False),
        ("et", False),
    ],
)
def test_two_voices_may_be_named_together(speaker: str, known: bool) -> None:
    voices = [Voice(name, names=(name, name.split()[-1])) for name in ("Bakari Traoré", "Inès Quéméneur")]
    assert fits(speaker, voices) is known
