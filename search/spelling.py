"""How far apart two spellings are to a French ear, and which known words a mistyped one may stand for. Pure.

Distance: optimal string alignment, weighted. What French hides from the ear costs little: a letter doubled or not, a
silent ending, s and c, i and y, f and ph. Words are exact forms, so that accents cost nothing at all.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LITTLE = 0.3
HALF = 0.6
WHOLE = 1.0
"""What one slip of the pen costs: one that is not heard, one between sounds or keys alike, any other."""

SHORTEST = 4
"""Letters of a word whose spelling is questioned; a shorter one is too near to too many."""

BOUNDS = ((5, 1.0), (8, 1.6), (64, 2.0))
"""Letters of a word, and how far off it may be at most: one slip in five letters, two in nine."""

COMMON = 10
"""A word so many times as frequent makes good for a distance of ``HALF``."""

_ALIKE = {
    frozenset(pair)
    for pair in ("sc", "sz", "cs", "ck", "kq", "cq", "iy", "gj", "mn", "ao", "ea", "vw", "td", "bp", "ei", "ou", "fv")
}
_SILENT = frozenset("estxdhp")
_H = "h"


class Known(NamedTuple):
    """A word of the index, exact, and how many documents have it."""

    word: str
    documents: int


def bound(word: str) -> float:
    """Tell how far off a spelling may be; 0 when it is not questioned."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0.0
    return next((most for letters, most in BOUNDS if len(word) <= letters), 0.0)


def distance(one: str, other: str, most: float = 64.0) -> float:
    """Weigh what it takes to make one word of the other; anything beyond ``most`` may be told as infinity.

    >>> round(distance("aggression", "agression"), 1)
    0.3
    """
    one, other = one.replace("ph", "f"), other.replace("ph", "f")
    before: list[float] = []
    last = [0.0]
    for at in range(len(other)):
        last.append(last[-1] + _extra(other, at))
    for row in range(1, len(one) + 1):
        current = [last[0] + _extra(one, row - 1)]
        for column in range(1, len(other) + 1):
            a, b = one[row - 1], other[column - 1]
            cost = min(
                last[column - 1] + _change(a, b),
                last[column] + _extra(one, row - 1),
                current[column - 1] + _extra(other, column - 1),
            )
            if before and column > 1 and a == other[column - 2] and b == one[row - 2]:
                cost = min(cost, before[column - 2] + HALF)
            current.append(cost)
        if min(current) > most and min(last) > most:
            return float("inf")
        before, last = last, current
    return last[-1]


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return HALF if frozenset((one, other)) in _ALIKE else WHOLE


def _extra(word: str, at: int) -> float:
    """Weigh a letter that one spelling has and the other has not."""
    letter = word[at]
    doubled = (at > 0 and word[at - 1] == letter) or (at + 1 < len(word) and word[at + 1] == letter)
    if doubled or letter == _H or (at + 1 == len(word) and letter in _SILENT):
        return LITTLE
    return WHOLE


def corrections(word: str, known: Iterable[Known], limit: int = 5) -> list[str]:
    """Give the known words that a mistyped one may stand for, the likeliest first.

    Ranked by distance, a word ``COMMON`` times as frequent being let off ``HALF`` of it; ties by frequency, then by
    the alphabet. ``known`` may hold the words of the whole index: those too long, or with other letters, cost little.
    """
    most = bound(word)
    if not most:
        return []
    near = (each for each in known if _may_be_near(word, each.word, most))
    found = [(far, each) for each in near if (far := distance(word, each.word, most)) <= most]
    commonest = max((each.documents for _, each in found), default=0)
    ranked = sorted(
        found, key=lambda one: (one[0] + _rarity(one[1].documents, commonest), -one[1].documents, one[1].word)
    )
    return [each.word for _, each in ranked[:limit]]


def _rarity(documents: int, commonest: int) -> float:
    return HALF if documents * COMMON <= commonest else 0.0


def _may_be_near(word: str, other: str, most: float) -> bool:
    """Say, sooner than the distance can, that two words are too far apart: by their length, or their letters."""
    slips = int(most / LITTLE)
    if abs(len(word) - len(other)) > slips:
        return False
    return len(set(word) ^ set(other)) <= 2 * int(most / HALF) + 2


def respelled(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    """Write the corrections into what was typed: ``[start, end)`` and the word that stands there."""
    for start, end, word in sorted(places, reverse=True):
        text = f"{text[:start]}{word}{text[end:]}"
    return text
