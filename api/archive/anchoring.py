"""Where in a text the words of a mention stand (W3C TextQuoteSelector), and stand again once it has changed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from api.archive.rules import SELECTOR_LENGTH
from api.wording import Wording, words

MOST_PLACES = 1_000
"""Places of the same words that are looked at."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Words, and a few characters on each side that tell their place from others."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def anchors(text: str, selectors: Sequence[Selector]) -> list[tuple[int, int] | None]:
    """Give the place ``[start, end)`` of each selector: None where its words do not stand in the text.

    To the letter, or else in other typography; of several places, the one among the words most like those around it.
    """
    read: Wording | None = None
    found = []
    for selector in selectors:
        places = list(_places(text, selector.exact))
        if not places:
            read = read or Wording(text, tuple(words(text)))
            places = list(_places_of_words(read, [word.form for word in words(selector.exact)]))
        found.append(max(places, key=partial(_likeness, text, selector), default=None))
    return found


def selector_at(text: str, start: int, end: int) -> Selector:
    """Make the selector of a passage, with whole words around it."""
    before, after = text[max(0, start - SELECTOR_LENGTH) : start], text[end : end + SELECTOR_LENGTH]
    if start > SELECTOR_LENGTH and not text[start - SELECTOR_LENGTH - 1].isspace() and " " in before:
        before = before[before.index(" ") + 1 :]
    if end + SELECTOR_LENGTH < len(text) and not text[end + SELECTOR_LENGTH].isspace() and " " in after:
        after = after[: after.rindex(" ")]
    return Selector(text[start:end], before, after)


def reanchored(text: str, selectors: Sequence[Selector]) -> list[Selector | None]:
    """Make selectors fit a text: as they are where they do, None where the words are gone."""
    return [
        None if place is None else selector if _fits(text, selector, *place) else selector_at(text, *place)
        for selector, place in zip(selectors, anchors(text, selectors), strict=True)
    ]


def _fits(text: str, selector: Selector, start: int, end: int) -> bool:
    return (
        text[start:end] == selector.exact
        and text.endswith(selector.prefix, 0, start)
        and text.startswith(selector.suffix, end)
    )


def _places(text: str, exact: str) -> Iterator[tuple[int, int]]:
    at = text.find(exact) if exact else -1
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at, at + len(exact)
        at = text.find(exact, at + 1)


def _places_of_words(text: Wording, forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    place = text.find(forms)
    for _ in range(MOST_PLACES):
        if place is None:
            return
        yield text.passage(*place)
        place = text.find(forms, place[0] + 1)


def _likeness(text: str, selector: Selector, place: tuple[int, int]) -> int:
    """Count the characters next to a place that are the selector's."""
    before = text[max(0, place[0] - len(selector.prefix)) : place[0]]
    after = text[place[1] : place[1] + len(selector.suffix)]
    return _alike(before[::-1], selector.prefix[::-1]) + _alike(after, selector.suffix)


def _alike(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
