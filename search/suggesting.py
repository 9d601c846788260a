"""Names while they are typed: each word typed is the beginning of a word of the name, and one of them may have a slip.

Decision: names are not documents of an index. An archive of a hundred thousand quotes has some thousand of them, which
are read and put in order in a moment, so that they are as true as the rows they come from; a look-up is a bisection.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from search.beginnings import begins_nearly, first_letter_slips, near_heads
from search.begun import MAX_LETTERS, MAX_WORDS
from search.french import cut_words
from search.spelling import SHORTEST
from search.types import Mark

_LAST = "\U0010ffff"
_Heads: TypeAlias = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that can be suggested: of what (``kind`` and ``id``), what else it is called, how much there is of it."""

    kind: str
    id: str
    label: str
    others: tuple[str, ...] = ()
    weight: int = 0


class Suggested(NamedTuple):
    """A name that fits: ``marks`` are the words of its label that were typed, or ``other`` is the name that was.

    ``slipped`` tells that it fits with one letter doubled, left out, changed or exchanged with its neighbour.
    """

    name: Name
    other: str | None
    marks: tuple[Mark, ...]
    slipped: bool


class _Called(NamedTuple):
    """One of the ways to call something: the words, folded, each with its place."""

    name: Name
    other: str | None
    words: tuple[tuple[str, int, int], ...]


class _Fit(NamedTuple):
    """A name that fits: the lower ``rank`` is the better; the place in the name of every word typed."""

    rank: tuple[bool, int, bool, str, str]
    called: _Called
    places: list[int]


class Names:
    """Names in order of their words."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._called: dict[str, list[_Called]] = {}
        for name in names:
            for at, text in enumerate((name.label, *name.others)):
                words = tuple((form, start, end) for form, _, start, end in cut_words(text))
                called = _Called(name, text if at else None, words)
                for word in {form for form, _, _ in words}:
                    self._called.setdefault(word, []).append(called)
        self._words = sorted(self._called)

    def suggest(self, typed: str, kinds: Collection[str], limit: int) -> list[Suggested]:
        """Give the names of these kinds that fit best; with a slip only where none fits without.

        First those that begin with what was typed first, then by weight, then by the alphabet.
        """
        words = [form for form, *_ in cut_words(typed[:MAX_LETTERS])][:MAX_WORDS]
        if not words:
            return []
        likely = self._called_so(self._beginning(max(words, key=len)), kinds)  # the longest: fewest names have it
        return (
            self._best(words, None, likely, limit)
            or self._misspelt(words, near_heads, kinds, limit)
            or self._misspelt(words, first_letter_slips, kinds, limit)
        )

    def _misspelt(self, typed: Sequence[str], heads: _Heads, kinds: Collection[str], limit: int) -> list[Suggested]:
        """Find the names that fit when one of the words begins otherwise than it was typed."""
        found: list[Suggested] = []
        for at, word in enumerate(typed):
            if len(word) >= SHORTEST:
                begun = {each for head in heads(word) for each in self._beginning(head) if begins_nearly(each, word)}
                found += self._best(typed, at, self._called_so(begun, kinds), limit)
        return found[:limit]

    def _best(self, typed: Sequence[str], slip: int | None, likely: Iterable[_Called], limit: int) -> list[Suggested]:
        """Find the names in which every word typed begins one; ``slip`` is the place of the one that is misspelt."""
        found: dict[tuple[str, str], _Fit] = {}
        for called in likely:
            name = called.name
            if (places := _fit(called, typed, slip)) is None:
                continue
            fit = _Fit((places[0] != 0, -name.weight, called.other is not None, name.label, name.id), called, places)
            best = found.setdefault((name.kind, name.id), fit)
            if fit.rank < best.rank:
                found[name.kind, name.id] = fit
        return [_suggested(each, slip) for each in nsmallest(limit, found.values(), key=attrgetter("rank"))]

    def _called_so(self, words: Iterable[str], kinds: Collection[str]) -> Iterator[_Called]:
        """Give the names of these kinds that have one of the words."""
        return (each for word in words for each in self._called[word] if each.name.kind in kinds)

    def _beginning(self, start: str) -> Sequence[str]:
        return self._words[bisect_left(self._words, start) : bisect_left(self._words, start + _LAST)]


def _suggested(fit: _Fit, slip: int | None) -> Suggested:
    words, other = fit.called.words, fit.called.other
    marks = () if other else tuple(Mark(*words[at][1:]) for at in sorted(fit.places))
    return Suggested(fit.called.name, other, marks, slip is not None)


def _fit(called: _Called, typed: Sequence[str], slip: int | None) -> list[int] | None:
    """Give the place in the name of every word typed, no two the same; None when there is not one for each."""
    places = [-1] * len(typed)
    # The longest first: it has the fewest places to choose from.
    for at in sorted(range(len(typed)), key=lambda at: -len(typed[at])):
        begins = begins_nearly if at == slip else str.startswith
        for place, (word, _, _) in enumerate(called.words):
            if place not in places and begins(word, typed[at]):
                places[at] = place
                break
        else:
            return None
    return places
