"""What people type, and what it is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Interpretation, Words
from search.clauses import Days, Either, Every, Fuzzy, Not, Phrase, Prefix, Word
from search.parsed import MAX_CLAUSES, MAX_LETTERS
from search.query import parse, read_any
from search.reading import read_short

RUMEUR = Word("rumeur", "rumeur")
MAIRE = Word("mair", "maire")
VERDUN = Word("verdun", "verdun")
L, AMOUR = Word("", "l"), Word("amour", "amour")


def understood(typed: str) -> Every:
    return Every(parse(Words(typed)).clauses)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rumeur", [RUMEUR]),
        ("rumeur Rumeur", [RUMEUR]),
        ("le maire de Verdun", [MAIRE, VERDUN]),
        ("l'amour", [AMOUR]),
        ('"l’amour"', [Phrase((L, AMOUR))]),
        ("« l'amour »", [Phrase((L, AMOUR))]),
        ("“l'amour”", [Phrase((L, AMOUR))]),
        ("-rumeur", [Not(RUMEUR)]),
        ("maire -rumeur", [MAIRE, Not(RUMEUR)]),
        ('-"l\'amour"', [Not(Phrase((L, AMOUR)))]),
        ("rum*", [Prefix("rum")]),
        ("Réformé*", [Prefix("reforme")]),
        ("r*", [Word("r", "r")]),
        ("orateur:maire", [Phrase((Word("mair", "maire"),), "speaker")]),
        ("thème:rumeur", [Phrase((RUMEUR,), "topic")]),
        ("Événement: «maire Verdun»", [Phrase((MAIRE, VERDUN), "event")]),
        ("-source:maire", [Not(Phrase((MAIRE,), "source"))]),
        ("titre:rum*", [Prefix("rum", "title")]),
        ("apres:2016", [Days(after=20160101)]),
        ("after:2016-11 avant:2017-02-03", [Days(after=20161101), Days(before=20170203)]),
        ("maire AND Verdun", [MAIRE, VERDUN]),
        ("maire ET Verdun", [MAIRE, VERDUN]),
        ("maire et Verdun", [MAIRE, VERDUN]),
        ("maire AND Verdun OR rumeur", [MAIRE, Either((VERDUN, RUMEUR))]),
        ("maire NOT Verdun", [MAIRE, Not(VERDUN)]),
        ("maire AND NOT Verdun", [MAIRE, Not(VERDUN)]),
        ("maire ET SAUF Verdun", [MAIRE, Not(VERDUN)]),
        ("maire SAUF (Verdun rumeur)", [MAIRE, Not(Every((VERDUN, RUMEUR)))]),
        ("maire SAUF source:maire", [MAIRE, Not(Phrase((MAIRE,), "source"))]),
        ("maire OR NOT Verdun", [Either((MAIRE, Not(VERDUN)))]),
        ("NOT rumeur", [Not(RUMEUR)]),
        ("SAUF rumeur", [Word("sauf", "sauf"), RUMEUR]),
        ("maire OR Verdun", [Either((MAIRE, VERDUN))]),
        ("rumeur maire OU Verdun", [RUMEUR, Either((MAIRE, VERDUN))]),
        ("maire OR Verdun OR rumeur", [Either((MAIRE, VERDUN, RUMEUR))]),
        ("(maire Verdun) OR rumeur", [Either((Every((MAIRE, VERDUN)), RUMEUR))]),
        ("-(maire Verdun)", [Not(Every((MAIRE, VERDUN)))]),
        ("(rumeur)", [RUMEUR]),
        ("maire(s)", [Word("mair", "maires")]),
    ],
)
def test_the_language(typed: str, expected: list[object]) -> None:
    assert understood(typed) == Every(tuple(expected))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "same", "misread"),
    [
        ('"maire', "maire", ('"',)),
        ("AND maire", "maire", ("AND",)),
        ("maire NOT", "maire", ("NOT",)),
        ("maire AND AND Verdun", "maire Verdun", ("AND",)),
        ("maire OR AND Verdun", "maire OR Verdun", ("AND",)),
        ("(AND maire)", "maire", ("AND",)),
        ("maire OR", "maire", ("OR",)),
        ("OR maire", "maire", ("OR",)),
        ("maire)", "maire", (")",)),
        ("(maire", "maire", ("(",)),
        ("*maire", "maire", ("*maire",)),
        ("maire - rumeur", "maire rumeur", ("-",)),
        ("http://verdun", "http verdun", ("http://verdun",)),
        ("apres:2016-13", "apres 2016 13", ("apres:2016-13",)),
        ("12:30", "12 30", ()),
        ("maire ***", "maire", ("***",)),
        ("« maire » !", "« maire »", ()),
        ("maire, Verdun ?", "maire Verdun", ()),
        ("maire – Verdun…", "maire Verdun", ()),
    ],
)
def test_what_is_not_understood_is_read_as_words(typed: str, same: str, misread: tuple[str, ...]) -> None:
    assert understood(typed) == understood(same)
    assert parse(Words(typed)).interpretation.misread == misread


def test_the_interpretation_says_it_all() -> None:
    typed = 'le Maire rum* "l\'amour" -Verdun orateur:"Melissa Carroll" depuis:2016-11 before:2017'
    assert parse(Words(typed)).interpretation == Interpretation(
        terms=("Maire",),
        phrases=("l'amour",),
        prefixes=("rum",),
        excluded=("Verdun",),
        fields=(("speaker", "Melissa Carroll"),),
        after="2016-11",
        before="2017",
        dropped=("le",),
    )


def test_what_is_in_excluded_parentheses_is_not_said_to_be_looked_for() -> None:
    interpretation = parse(Words('rumeur -(maire "de Verdun")')).interpretation
    assert interpretation == Interpretation(terms=("rumeur",), excluded=('maire "de Verdun"',))


def test_common_words_alone_are_looked_for() -> None:
    parsed = parse(Words("le la"))
    assert parsed.words == (Word("", "le"), Word("", "la"))
    assert parsed.interpretation == Interpretation(terms=("le", "la"))


def test_nothing_typed_asks_for_everything_and_no_word_for_nothing() -> None:
    assert understood(" \n") == Every(())
    assert understood("***") == Every((Either(()),))
    assert parse(Words("…", mode="exact")).clauses == (Either(()),)


def test_exact_mode_takes_the_language_for_words() -> None:
    parsed = parse(Words('-maire OR "rumeur"', mode="exact"))
    assert parsed.clauses == (Phrase((MAIRE, Word("", "or"), RUMEUR)),)
    assert parsed.interpretation == Interpretation(mode="exact", phrases=('-maire OR "rumeur"',))


def test_a_query_is_bounded() -> None:
    parsed = parse(Words(" ".join(f"mot{at}" for at in range(300))))
    assert len(parsed.words) == MAX_CLAUSES
    assert "mot64…" in parsed.interpretation.misread
    parsed = parse(Words("maire " + "a" * MAX_LETTERS + " rumeur"))
    assert RUMEUR not in parsed.words
    assert parsed.interpretation.misread[0].endswith("…")


@pytest.mark.parametrize(
    ("piece", "most"), [('"un mot"', 16), ("orateur:dion", 16), ("mot{}*", 8), ("autre{}~", 8), ("mot{}", 64)]
)
def test_what_takes_longer_counts_for_more(piece: str, most: int) -> None:
    parsed = parse(Words(" ".join(piece.format(at) for at in range(70))))
    assert len(parsed.words) + len(parsed.required) == most
    assert parsed.interpretation.misread == (f"{piece.format(most)}…",)


TYPED = st.lists(st.sampled_from(["AND", "ET", "NOT", "SAUF", "OR", "a", "b", "(", ")"]), max_size=12).map(
    " ".join
) | st.text(alphabet=st.sampled_from("ab -\"«»“”()*:.,'’OR\u00a0é1264\n") | st.characters(), max_size=80)


@given(TYPED, st.sampled_from(["words", "exact"]))
def test_nothing_typed_is_an_error(text: str, mode: str) -> None:
    parsed = parse(Words(text, mode=mode))  # type: ignore[arg-type]
    assert len(parsed.words) <= MAX_CLAUSES
    assert parsed.interpretation.mode == mode


def test_what_was_said_is_every_plain_word_in_order() -> None:
    said = parse(Words('on parle de l\'amour "tout le monde" -haine orateur:dion on par* (OU non) -(mais si)')).said
    assert [word.exact for word in said] == ["on", "parle", "de", "l", "amour", "on", "non"]


def test_a_tilde_makes_a_spelling_doubtful() -> None:
    parsed = parse(Words("rumer~ verdun"))
    assert parsed.required == (Fuzzy(Word("rum", "rumer")),)
    assert [each.exact for each in parsed.words] == ["verdun"]
    assert parse(Words("«rumer~ la»")).required == parse(Words("«rumer la»")).required


PLAIN = [
    "le",
    "Rumeurs,",
    "fausse!",
    "LE",
    "été",
    "ou",
    "OU",
    "œuvre",
    "l’amour",
    "d'une",
    "élu-e-s",
    "peut-être",
    "2 000",
]
AWKWARD = [
    "12h30",
    "S.P.V.M.",
    "x_y",
    "étudiant·e·s",
    "etc…",
    "ne/ni",
    "1,5",
    "29 novembre 2016",
    "n°",
    "@nom",
    "-x",
    "spvm",
    "m*",
]


WHATEVER = st.lists(st.sampled_from(PLAIN + AWKWARD), min_size=1, max_size=6)
SHORT = st.one_of(
    WHATEVER.map(" ".join),
    WHATEVER.map(" OR ".join),
    st.tuples(WHATEVER, st.sampled_from([" OR ", " OU ", " ? OR ", " OR OR ", "  OR "])).map(
        lambda two: two[1].join(two[0])
    ),
    st.tuples(
        st.sampled_from(['"', "", '" ']), WHATEVER.map(" ".join), st.sampled_from(['"', "*", "~", "**", ' "'])
    ).map("".join),
)


@given(SHORT)
def test_short_queries_are_read_as_they_would_be_among_others(text: str) -> None:
    read = read_short(Words(text))
    assert read in (None, read_any(Words(text)))


@pytest.mark.parametrize("text", ["rumeur été", "rumeur OR maire OU été", '"le maire"', "rum*", "rumer~"])
def test_the_shapes_that_most_people_type_are_read_at_once(text: str) -> None:
    assert read_short(Words(text)) == read_any(Words(text))
