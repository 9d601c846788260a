"""Where words stand in a text, and again once it has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.archive.anchoring import Selector, anchors, reanchored, selector_at
from api.archive.rules import SELECTOR_LENGTH

TEXT = "Elle dit «non», puis elle dit «non» encore, et s'en va."


def test_the_words_around_tell_which_is_meant() -> None:
    first, second = TEXT.index("non"), TEXT.rindex("non")
    assert anchors(
        TEXT,
        [
            Selector("non"),
            Selector("non", "Elle dit «", "», puis"),
            Selector("non", "elle dit «", "» encore"),
            Selector("non", "", "» encore"),
            Selector("NON", "puis elle dit «", ""),
            Selector("s’en va"),
            Selector("oui"),
            Selector(""),
            Selector("…"),
        ],
    ) == [(place, place + 3) if place else None for place in (first, first, second, second, second)] + [
        (TEXT.index("s'en"), TEXT.index("s'en") + 7),
        None,
        None,
        None,
    ]


def test_a_selector_has_whole_words_around_it() -> None:
    text = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
    start = text.index("huit")
    assert selector_at(text, start, start + 4) == Selector(
        "huit", "deux trois quatre cinq six sept ", " neuf dix onze douze treize"
    )


def test_a_selector_that_fits_stays_as_it_is_and_another_is_made_to_fit() -> None:
    fitting = Selector("non", "dit «", "» enc")
    assert reanchored(TEXT, [fitting, Selector("Non", "elle dit : “", ""), Selector("oui")]) == [
        fitting,
        Selector("non", "Elle dit «", "», puis elle dit «non» encore,"),
        None,
    ]


PASSAGES = st.text(max_size=80).flatmap(
    lambda text: st.tuples(st.just(text), st.integers(0, len(text)), st.integers(0, len(text)))
)


@given(PASSAGES, st.text(max_size=40))
def test_what_was_anchored_is_found_again(passage: tuple[str, int, int], more: str) -> None:
    text, start, end = passage[0], *sorted(passage[1:])
    selector = selector_at(text, start, end)
    assert (selector.exact, max(len(selector.prefix), len(selector.suffix)) <= SELECTOR_LENGTH) == (
        text[start:end],
        True,
    )
    assert text.endswith(selector.prefix, 0, start)
    assert text.startswith(selector.suffix, end)
    if start == end:
        return
    assert reanchored(text, [selector]) == [selector]
    for changed in (f"{more}{text}", f"{text}{more}", f"{more}\n{text}\n{more}"):
        (place,) = anchors(changed, [selector])
        assert place is not None
        assert changed[place[0] : place[1]] == selector.exact


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=5), st.text(max_size=5))
def test_any_words_in_any_text(text: str, exact: str, prefix: str, suffix: str) -> None:
    (place,) = anchors(text, [Selector(exact, prefix, suffix)])
    (again,) = reanchored(text, [Selector(exact, prefix, suffix)])
    assert (place is None) == (again is None)
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(text)


@pytest.mark.parametrize("times", [1, 2_000])
def test_words_that_stand_everywhere(times: int) -> None:
    assert anchors("oui " * times, [Selector("oui")]) == [(0, 3)]
