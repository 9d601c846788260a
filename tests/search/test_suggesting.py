"""Names while they are typed."""

from hypothesis import given
from hypothesis import strategies as st

from search import Mark, Name, Names
from search.beginnings import begins_nearly, near_heads

KINDS = ("speaker", "organisation")
NAMES = Names(
    [
        Name("speaker", "carroll", "Melissa Carroll", weight=2),
        Name("speaker", "caron", "Ève Caron", weight=1),
        Name("speaker", "carole", "Carole Dubé", ("Caro",)),
        Name("speaker", "topcu", "Julien Topçu", ("julien.topcu",)),
        Name("speaker", "jobin", "Maxime Pedneaud-Jobin"),
        Name("organisation", "spvm", "Service de police de la Ville de Montréal", ("SPVM",), weight=9),
        Name("organisation", "caritas", "L’Œuvre Caritas"),
    ]
)


def suggested(typed: str, kinds: tuple[str, ...] = KINDS, limit: int = 10) -> list[str]:
    return [each.name.id for each in NAMES.suggest(typed, kinds, limit)]


def test_any_word_is_begun_in_any_order() -> None:
    assert suggested("car") == ["carole", "carroll", "caron", "caritas"]  # what begins so, then by weight
    assert suggested("car", ("organisation",)) == ["caritas"]
    assert suggested("car", limit=2) == ["carole", "carroll"]
    assert suggested("carr mel") == suggested("MÉLISSA c") == ["carroll"]
    assert suggested("melissa melissa") == []  # one word for each
    assert suggested("topcu") == suggested("TOPÇ") == ["topcu"]
    assert suggested("jobin") == suggested("pedneaud-j") == ["jobin"]
    assert suggested("oeuv") == suggested("l'œ") == ["caritas"]
    assert suggested("ville montreal pol") == suggested("spv") == suggested("S.P.V.M.") == ["spvm"]
    assert suggested("") == suggested("…") == suggested("x" * 2_000) == []


def test_one_slip_where_nothing_fits_without() -> None:
    assert suggested("carol") == ["carole"]
    assert suggested("caroll") == ["carole", "carroll"]
    assert suggested("crarol") == ["carole", "carroll"]
    assert suggested("melisa carrol") == ["carroll"]
    assert suggested("melisa caroll") == []  # two of them
    assert suggested("jobbin maxime") == ["jobin"]
    assert suggested("xarroll") == suggested("acrroll") == suggested("ccarroll") == ["carroll"]
    assert suggested("jbi") == []  # too short for any
    assert [each.slipped for each in NAMES.suggest("caroll", KINDS, 10)] == [True, True]


def test_the_words_that_were_typed_are_marked() -> None:
    (found,) = NAMES.suggest("jobi max", KINDS, 10)
    assert (found.other, found.marks) == (None, (Mark(0, 6), Mark(16, 21)))
    (found,) = NAMES.suggest("oeuvre", KINDS, 10)
    assert found.marks == (Mark(2, 7),)
    (found,) = NAMES.suggest("spvm", KINDS, 10)
    assert (found.other, found.marks, found.slipped) == ("SPVM", (), False)


LETTERS = st.text("abc", min_size=1, max_size=6)


def _slips(start: str) -> set[str]:
    """Give everything that is one slip away, the plain way."""
    found = set()
    for at in range(len(start) + 1):
        head, tail = start[:at], start[at:]
        found.add(head + tail[1:])
        found.add(head + tail[1:2] + tail[:1] + tail[2:])
        for letter in "abc":
            found |= {head + letter + tail, head + letter + tail[1:]}
    return found


@given(word=LETTERS, start=LETTERS)
def test_a_word_begins_nearly_so_if_it_begins_with_a_slip_of_it(word: str, start: str) -> None:
    assert begins_nearly(word, start) == any(word.startswith(each) for each in {start, *_slips(start)})


@given(word=LETTERS, start=st.text("abc", min_size=4, max_size=6))
def test_the_few_beginnings_lead_to_every_word_that_begins_nearly_so(word: str, start: str) -> None:
    if word[0] == start[0] and begins_nearly(word, start):
        assert any(word.startswith(each) for each in near_heads(start))


@given(st.text(max_size=40))
def test_nothing_typed_is_an_error(typed: str) -> None:
    for each in NAMES.suggest(typed, KINDS, 3):
        assert all(0 <= mark.start < mark.end <= len(each.name.label) for mark in each.marks)


def test_a_wrong_first_letter_is_let_pass_where_no_name_fits_with_the_right_one() -> None:
    names = Names(
        Name("speaker", each, each, weight=weight)
        for each, weight in (("Marie Dupont", 1), ("Narine Ali", 1), ("Martin", 1), ("Lertin", 9))
    )
    assert [each.name.label for each in names.suggest("narie dupont", ["speaker"], 5)] == ["Marie Dupont"]
    assert [each.name.label for each in names.suggest("mertin", ["speaker"], 5)] == ["Martin"]
