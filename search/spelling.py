"""How far apart two spellings are to a French ear, and which known words a mistyped one may stand for. Pure.

Distance: optimal string alignment, weighted. What French hides from the ear costs little: a letter doubled or not, a
silent ending, s and c, i and y, f and ph. Words are exact forms, so that accents cost nothing at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_lowercase
from typing import NamedTuple, Protocol

from search.clauses import Clause, Either, Every, Fuzzy, Not, Word
from search.parsed import Parsed

LITTLE = 0.3
HALF = 0.6
WHOLE = 1.0
"""What one slip of the pen costs: one that is not heard, one between sounds or keys alike, any other."""

SHORTEST = 4
"""Letters of a word whose spelling is questioned; a shorter one is too near to too many."""

SHORTEST_WITHOUT_HEAD = 5
"""Letters of a word whose beginning is questioned, too."""

BOUNDS = ((5, 1.0), (8, 1.6), (64, 2.0))
"""Letters of a word, and how far off it may be at most: one slip in five letters, two in nine."""

MOST_ALIKE = 16
"""How many words one of doubtful spelling stands for at most, beside itself."""

MOST_QUESTIONED = 4
"""Words of a query whose spelling is looked into at most, those called doubtful first: each takes a walk through the
words of one first letter."""

COMMON = 10
"""A word so many times as frequent makes good for a distance of ``HALF``."""

ALIKE = {
    frozenset(pair)
    for pair in ("sc", "sz", "cs", "ck", "kq", "cq", "iy", "gj", "mn", "ao", "ea", "vw", "td", "bp", "ei", "ou", "fv")
}
SILENT = frozenset("estxdhp")
_H = "h"


class Near(NamedTuple):
    """A word spelled nearly as another, how far off it is, and how many documents have it (``Vocabulary.having``)."""

    word: str
    distance: float
    having: int


class Vocabulary(Protocol):
    """What an index knows of words."""

    def having(self, form: str, term: str) -> int:
        """Count the documents that have a term (``lem`` or ``exact``) in one zone, the most of all zones."""

    def near(self, word: str, most: float) -> Iterable[Near]:
        """Give the exact forms of the same first letter at most so far off; those of no document may be among them."""

    def words(self, start: str) -> Iterable[str]:
        """Give the exact forms that begin so; those of no document any more may be among them."""

    def begun_nearly(self, start: str) -> Iterable[tuple[str, int]]:
        """Give the exact forms that begin so but for a slip, the frequent first; the first letter is right.

        Each comes with a number of documents, in one zone, that neither it nor any later one exceeds.
        """


def resolved(parsed: Parsed, known: Vocabulary) -> Parsed:
    """Put what an index knows in the place of words of doubtful spelling: the word itself, or one spelled nearly so."""
    if not parsed.doubtful:
        return parsed
    alike: dict[str, tuple[str, ...]] = {}

    def settle(clause: Clause) -> Clause:
        if isinstance(clause, Fuzzy):
            word = clause.word
            if word.exact in alike or len(alike) == MOST_QUESTIONED:
                return Either((word, *[Word("", each) for each in alike.get(word.exact, ())]))
            others = tuple([each for each in _near(word.exact, known, MOST_ALIKE) if each != word.exact])
            alike[word.exact] = others
            return Either((word, *[Word("", each) for each in others]))
        if isinstance(clause, Not):
            return Not(settle(clause.clause))
        if isinstance(clause, Every | Either):
            return replace(clause, clauses=tuple([settle(each) for each in clause.clauses]))
        return clause

    required = tuple([settle(each) for each in parsed.required])
    used = tuple([(word, others) for word, others in alike.items() if others])
    said = parsed.interpretation
    return parsed._replace(required=required, interpretation=said._replace(synonyms=(*said.synonyms, *used)))


def _near(word: str, known: Vocabulary, limit: int) -> list[str]:
    """Give the known words that are spelled nearly so, the likeliest first; none for one that is not questioned."""
    most = bound(word)
    return likeliest(known.near(word, most), limit) if most else []


def bound(word: str) -> float:
    """Tell how far off a spelling may be; 0 when it is not questioned: short, or not of French letters, folded."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return 0.0
    return next((most for letters, most in BOUNDS if len(word) <= letters), 0.0)


def distance(one: str, other: str, most: float = 64.0) -> float:
    """Weigh what it takes to make one word of the other; anything beyond ``most`` may be told as infinity.

    >>> round(distance("aggression", "agression"), 1)
    0.3
    """
    one, other = _without_ph(one), _without_ph(other)
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


def _without_ph(word: str) -> str:
    return word.replace("ph", "f")


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return HALF if frozenset((one, other)) in ALIKE else WHOLE


def _extra(word: str, at: int) -> float:
    """Weigh a letter that one spelling has and the other has not."""
    letter = word[at]
    doubled = (at > 0 and word[at - 1] == letter) or (at + 1 < len(word) and word[at + 1] == letter)
    if doubled or letter == _H or (at + 1 == len(word) and letter in SILENT):
        return LITTLE
    return WHOLE


def nearest(word: str, words: Iterable[str], most: float) -> Iterator[tuple[str, float]]:
    """Give those of some words that are at most so far off, each once, with its distance."""
    written = _without_ph(word)
    for each in set(words):
        if _may_be_near(written, _without_ph(each), most) and (far := distance(word, each, most)) <= most:
            yield each, far


def beginning_otherwise(word: str) -> Iterator[str]:
    """Give what a word may be of which only the beginning is wrong: another first letter, one more, less, exchanged.

    A walk through the words of every first letter would take long; these few are looked up. None of a short word.
    """
    if len(word) < SHORTEST_WITHOUT_HEAD:
        return
    for letter in ascii_lowercase:
        yield letter + word[1:]
        yield letter + word
    yield word[1:]
    yield f"{word[1]}{word[0]}{word[2:]}"


def displaced(word: str) -> Iterator[str]:
    """Give what a word may be of which a letter stands two or three places off (misnitre), or two across one."""
    for at in range(1, len(word)):
        if at + 2 < len(word):
            yield f"{word[:at]}{word[at + 2]}{word[at + 1]}{word[at]}{word[at + 3 :]}"
        rest = word[:at] + word[at + 1 :]
        for to in (at - 3, at - 2, at + 2, at + 3):
            if 0 < to < len(word):
                yield f"{rest[:to]}{word[at]}{rest[to:]}"


def likeliest(near: Iterable[Near], limit: int) -> list[str]:
    """Give the words that a mistyped one may stand for, the likeliest first.

    Ranked by distance, to which rarity adds ``HALF``: a word is rare when another is ``COMMON`` times as frequent; ties
    by frequency, then by the alphabet.
    """
    known = [each for each in near if each.having]
    commonest = max([each.having for each in known], default=0)
    ranked = sorted([(far + _rarity(having, commonest), -having, word) for word, far, having in known])
    return [word for _, _, word in ranked[:limit]]


def _rarity(documents: int, commonest: int) -> float:
    return HALF if documents * COMMON <= commonest else 0.0


def _may_be_near(word: str, other: str, most: float) -> bool:
    """Say, sooner than the distance can, that two words are too far apart: by their length, or their letters."""
    if abs(len(word) - len(other)) > most / LITTLE:
        return False
    return len(set(word) ^ set(other)) <= 2 * int(most / HALF) + 2
