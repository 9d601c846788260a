"""The finder finds what the analysis would."""

from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from search.finder import Finder, Page
from search.french import analyse, cut_words
from search.lemmas import known_forms

SENTENCE = (
    "le la l'amour aujourd'hui Budgets budget budgétaire S.P.V.M. 2 000 12 000 000 citoyen·ne·s été e\u0301te\u0301 "
    "œuvre so\u00adleil – « » , . (re)vu 000 budget, «budget» budget-temps"
)
WORDS = st.sampled_from(SENTENCE.split(" "))
PRINTED = st.text("aeiilnrsuvxycdéèïëœÉ'’.-·()16 \u202f", max_size=12)
TEXTS = st.lists(WORDS | PRINTED | st.text(max_size=6), max_size=40).map(" ".join) | st.text(max_size=60)


def found_by_analysis(text: str, stems: set[str], forms: set[str], starts: tuple[str, ...]) -> set[tuple[int, int]]:
    views = analyse(text)
    found = {(each.start, each.end) for each in views.lem if each.term in stems}
    return found | {
        (each.start, each.end)
        for each in views.exact
        if each.term in forms or (starts and each.term.startswith(starts))
    }


@settings(deadline=None)  # the first example loads the dictionary
@given(TEXTS, st.data())
def test_it_finds_what_the_analysis_finds(text: str, data: st.DataObject) -> None:
    views = analyse(text)
    stems = set(data.draw(st.lists(st.sampled_from(["budget", *(each.term for each in views.lem)]), max_size=3)))
    forms = set(data.draw(st.lists(st.sampled_from(["le", "000", *(each.term for each in views.exact)]), max_size=3)))
    starts = tuple(data.draw(st.lists(st.sampled_from(["bud", "l", "2"]), max_size=2)))
    # A set: two words may come from one character, as those of «½» do.
    found = set(Finder(frozenset(stems), frozenset(forms), starts).occurrences(Page([text])))
    assert found == found_by_analysis(text, stems, forms, starts)


def test_words_are_found_however_they_begin() -> None:
    odd = "yeux veuille loirs vécues dues déesses Vydamors xviiie XVIII iiia aaron eussions l'œil ËYA Œdème U.E. 1er"
    for text in [*odd.split(), *(word for word, _ in islice(known_forms(), 0, None, 61))]:
        for form, stem, start, end in cut_words(text):
            assert (start, end) in {*Finder(frozenset(), frozenset({form}), ()).occurrences(Page([text]))}
            assert not stem or (start, end) in {*Finder(frozenset({stem}), frozenset(), ()).occurrences(Page([text]))}


def test_a_number_is_not_found_within_another() -> None:
    find = Finder(frozenset(), frozenset({"000"}), ())
    assert list(find.occurrences(Page(["2 000 et 000"]))) == [(9, 12)]


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_phrase_is_found_wherever_its_words_follow_each_other(text: str, data: st.DataObject) -> None:
    tokens = analyse(text).exact
    at = data.draw(st.integers(0, max(0, len(tokens) - 1)))
    phrase = tuple(each.term for each in tokens[at : at + data.draw(st.integers(1, 4))]) or ("rien",)
    expected = {
        (tokens[start].start, tokens[start + len(phrase) - 1].end)
        for start in range(len(tokens) - len(phrase) + 1)
        if tuple(each.term for each in tokens[start : start + len(phrase)]) == phrase
    }
    assert set(Finder(frozenset(), frozenset(phrase[:1]), ()).phrases(Page([text]), phrase)) == expected
