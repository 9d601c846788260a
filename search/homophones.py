"""Other spellings of what is heard as one word: «Trudo» is Trudeau, «farmacie» pharmacie. Pure.

What French writes in several ways is exchanged, and letters that nobody hears are added at the end: two of these at
most.
"""

from collections.abc import Iterator
from itertools import combinations, islice, pairwise

MOST = 32
"""Spellings of one word that are given at most, those first that change least."""

LONGEST = 14
"""Letters of a word that is spelt otherwise."""

_SOUNDS = (
    ("eau", "au", "o"),
    ("qu", "k", "c"),
    ("ph", "f"),
    ("ction", "xion"),
    ("tion", "sion"),
    ("ss", "c", "s"),
    ("z", "s"),
    ("ain", "ein", "in"),
    ("im", "in"),
    ("em", "en", "an", "am"),
    ("ai", "ei", "e"),
    ("ge", "j"),
    ("g", "j"),
    ("y", "i"),
    ("oeu", "eu"),
    ("sh", "ch"),
    ("oi", "oua"),
)
"""Letters that may be heard alike; the first of the longest that a word has at a place are taken."""

_SILENT = ("t", "d", "s", "x", "e", "r", "ts")

_ALIKE = {
    each: tuple(dict.fromkeys(other for sound in _SOUNDS if each in sound for other in sound if other != each))
    for sound in _SOUNDS
    for each in sound
}
_LONGEST_SOUND = max(map(len, _ALIKE))


def homophones(word: str) -> Iterator[str]:
    """Give other exact forms that may be heard as this one, each once; none of a long word.

    >>> "trudeau" in homophones("trudo"), "quebec" in homophones("kebec")
    (True, True)
    """
    return islice(_spelt(word), MOST) if len(word) <= LONGEST else iter(())


def _spelt(word: str) -> Iterator[str]:
    changes = [*_changes(word)]
    given = {word}
    for number in (1, 2):
        for chosen in combinations(changes, number):
            if all(one[1] <= other[0] for one, other in pairwise(chosen)):
                made = word
                for start, end, instead in reversed(chosen):
                    made = f"{made[:start]}{instead}{made[end:]}"
                if made not in given:
                    given.add(made)
                    yield made


def _changes(word: str) -> Iterator[tuple[int, int, str]]:
    """Give what may stand for which letters: their start and end."""
    at = 0
    while at < len(word):
        size = next((size for size in range(_LONGEST_SOUND, 0, -1) if word[at : at + size] in _ALIKE), 0)
        for instead in _ALIKE.get(word[at : at + size], ()):
            yield at, at + size, instead
        at += size or 1
    for silent in _SILENT:
        yield len(word), len(word), silent
