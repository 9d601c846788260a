"""What is marked in a text."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document, Mark, Query, Words, excerpt, highlights, highlights_of, open_index

LOVE = 'On a reçu de "l\'amour", mais on l’a géré'


def marked(text: str, typed: str, field: str = "text") -> list[str]:
    return [text[mark.start : mark.end] for mark in highlights(text, Words(typed), field)]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        (LOVE, "amour", ["amour"]),
        (LOVE, "l'amour", ["amour"]),
        (LOVE, '"l’amour"', ["l'amour"]),
        (LOVE, '"de l\'amour"', ["de \"l'amour"]),
        (LOVE, "amour -géré", ["amour"]),
        (LOVE, "amour orateur:proulx", ["amour"]),
        (LOVE, "texte:gere", ["géré"]),
        (LOVE, "ger*", ["géré"]),
        (LOVE, "reçu OR gérer", ["reçu", "géré"]),
        (LOVE, "on", ["On", "on"]),
        (LOVE, "", []),
        (LOVE, "***", []),
        ("des fausses rumeurs", "fausse rumeur", ["fausses", "rumeurs"]),
        ("E\u0301te\u0301", '"été"', ["E\u0301te\u0301"]),
        ("le S.P.V.M. parle", "spvm", ["S.P.V.M."]),
        ("un participant·e·s", "participant", ["participant·e·s"]),
        ("Hydro-Québec", "hydro québec", ["Hydro", "Québec"]),
        ("cœurs", "coeur", ["cœurs"]),
        ("a b a b a", '"a b a"', ["a b a b a"]),
        ("½", '"1 2"', ["½"]),
    ],
)
def test_marks(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_a_clause_on_a_field_is_marked_there() -> None:
    assert marked("Melissa Carroll", "orateur:carroll rumeur", "speaker") == ["Carroll"]
    assert marked("Melissa Carroll", "titre:carroll", "speaker") == []


def test_exact_mode_marks_the_passage() -> None:
    assert highlights(LOVE, Words("Mais on l'a", mode="exact")) == highlights(LOVE, Words('"mais on l\'a"'))
    assert [LOVE[m.start : m.end] for m in highlights(LOVE, Words("Mais on l'a", mode="exact"))] == ["mais on l’a"]


TEXTS = st.text(alphabet=st.sampled_from("aeé ’'-.·\"«»()*:1\u0301\u00ad") | st.characters(), max_size=60)


@given(TEXTS, TEXTS)
def test_marks_are_in_order_and_never_touch(text: str, typed: str) -> None:
    marks = highlights(text, Words(typed))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(before.end < after.start for before, after in pairwise(marks))


@given(st.text(alphabet=st.sampled_from("abé '’-"), max_size=30), st.sampled_from(["a", "ab", '"a b"', "b*", "é"]))
def test_what_is_found_is_marked(text: str, typed: str) -> None:
    index = open_index("memory:")
    index.update([Document("a", {"text": text})])
    assert bool(highlights(text, Words(typed))) == bool(index.search(Query(Words(typed))).total)


def shown(text: str, typed: str, longest: int) -> str:
    start, end = excerpt(text, highlights(text, Words(typed)), longest)
    return text[start:end]


FILLER = "Rien de bien utile ne se dit ici, mais il faut le dire. " * 4


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Une rumeur court.", "absent", "Une rumeur court."),
        (f"{FILLER}La fausse rumeur court. Elle ira loin.", "rumeur", "La fausse rumeur court. Elle ira loin."),
        # more of what was looked for wins over what comes first
        (f"Une rumeur. {FILLER}Une fausse rumeur.", "fausse rumeur", "Une fausse rumeur."),
        (
            f"Une rumeur, des rumeurs. {FILLER}Rien.",
            "fausse rumeur",
            "Une rumeur, des rumeurs. Rien de bien utile ne se dit ici,",
        ),
        # what is quoted is shown with both of its marks, or from within
        (
            f"{FILLER}Elle dit : «\u00a0La rumeur court vite.\u00a0» Ainsi parla-t-elle, hier au soir.",
            "rumeur",
            "Elle dit : «\u00a0La rumeur court vite.\u00a0» Ainsi parla-t-elle,",
        ),
        (
            f"{FILLER}« {'bla ' * 20}la rumeur {'bla ' * 20}» fin",
            "rumeur",
            "bla bla bla bla la rumeur bla bla bla bla bla bla bla bla",
        ),
        (f"Voici “un mot {'et un autre ' * 9}” rumeur", "absent", "Voici"),
        (f"{FILLER}aujourd’hui, presqu’île : l’après-rumeur", "rumeur", "aujourd’hui, presqu’île : l’après-rumeur"),
    ],
)
def test_the_passage_with_most_of_what_was_looked_for(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed, 60) == expected


SPOKEN = st.text(st.sampled_from("mot é.\n\u00a0«»“”"), max_size=400)


@given(SPOKEN, st.data(), st.integers(20, 80))
def test_no_word_and_no_pair_is_cut(text: str, data: st.DataObject, longest: int) -> None:
    places = data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=4, unique=True).map(sorted))
    marks = [Mark(at, at + 1) for at in places if text]
    start, end = excerpt(text, marks, longest)
    assert 0 <= start <= end <= len(text)
    assert end - start <= longest or len(text) <= longest
    whole = max(map(len, text.split(" ")), default=0) <= 8
    if whole:
        for cut in {start, end} - {0, len(text)}:
            assert (
                " " in text[cut - 1 : cut + 1]
                or "\n" in text[cut - 1 : cut + 1]
                or text[cut - 1] in "«“"
                or text[cut] in "»”"
            )
    for first, last in pairs(text) if whole else ():
        assert (start <= first < end) == (start <= last < end)


def pairs(text: str) -> list[tuple[int, int]]:
    """The quotation marks that belong together, told by taking the innermost away one by one."""
    found, rest = [], [*text]
    while match := re.search("«[^«»“”]*»|“[^«»“”]*”", "".join(rest)):
        first, last = match.start(), match.end() - 1
        rest[first] = rest[last] = "."
        found.append((first, last))
    return found


def test_marks_lead_back_to_the_text() -> None:
    text = f"{FILLER}Les rumeurs, disait-on."
    start, end = excerpt(text, highlights(text, Words("rumeur")), 80)
    assert [text[m.start : m.end] for m in highlights(text, Words("rumeur")) if start <= m.start and m.end <= end] == [
        "rumeurs"
    ]


@given(st.lists(TEXTS, max_size=5), st.sampled_from(["a", "é a", '"a e"', "1*", "-a e", '"1 a" OR e']))
def test_the_texts_of_a_page_are_marked_as_each_alone(texts: list[str], typed: str) -> None:
    assert highlights_of(texts, Words(typed)) == [highlights(each, Words(typed)) for each in texts]


def test_nothing_reaches_from_one_text_into_the_next() -> None:
    texts = ["on en a 2", "000 fois", "", "de l'amour", "amour fou"]
    assert highlights_of(texts, Words('000 "amour amour" "2 000"')) == [(), (Mark(0, 3),), (), (), ()]
