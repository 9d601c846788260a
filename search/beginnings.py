"""Which words begin nearly as what is being typed: with one letter more, less, or another, or two exchanged. Pure.

The first letter is taken to be right; ``first_letter_slips`` are for where nothing is found so.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from string import ascii_lowercase

SHORTEST_SLIPPED = 4
"""Letters of a beginning whose first may be wrong."""

_KEYS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Rows of the keyboards of France and of Canada."""

_BESIDE: dict[str, set[str]] = {}
for _one, _other in chain.from_iterable(map(pairwise, _KEYS)):
    _BESIDE.setdefault(_one, set()).add(_other)
    _BESIDE.setdefault(_other, set()).add(_one)

HEAD = 3
"""Letters of a word being typed that single out words enough to look at them all."""


def frequent_first(start: str, words: Iterable[str], having: Callable[[str], int]) -> list[tuple[str, int]]:
    """Give those of some words that nearly begin so, each once, with how many documents have it, the most first."""
    near = {word for word in words if begins_nearly(word, start)}
    return sorted([(word, having(word)) for word in near], key=lambda each: -each[1])


def near_heads(start: str) -> Iterator[str]:
    """Give the few beginnings among which is that of every word which begins nearly so, the first letter being right.

    A slip comes after the first ``HEAD`` letters, or else all that follows it is known.
    """
    yield start[:HEAD]
    for at in range(1, HEAD):
        before, rest = start[:at], start[at:]
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]
        for letter in ascii_lowercase:
            yield before + letter + rest
            yield before + letter + rest[1:]


def begins_nearly(word: str, start: str) -> bool:
    """Say whether a word begins so, but for one letter more, less, or another, or two neighbours exchanged.

    >>> begins_nearly("agglomeration", "aglo"), begins_nearly("carroll", "carlol")
    (True, True)
    """
    at = 0
    for one, other in zip(word, start, strict=False):
        if one != other:
            break
        at += 1
    rest = start[at + 1 :]
    return (
        word.startswith(rest, at)  # one letter more was typed
        or word.startswith(rest, at + 1)  # another
        or word.startswith(start[at:], at + 1)  # one less
        or word.startswith(f"{start[at + 1 : at + 2]}{start[at : at + 1]}{start[at + 2 :]}", at)
    )


def first_letter_slips(start: str) -> Iterator[str]:
    """Give what a beginning may be of which only the first letter is wrong; none of a short one, of too many words.

    The key beside it was hit, or one too many, or the first two letters are exchanged.

    >>> "montre" in first_letter_slips("nontre"), "montre" in first_letter_slips("omntre")
    (True, True)
    """
    if len(start) >= SHORTEST_SLIPPED:
        yield from (letter + start[1:] for letter in sorted(_BESIDE.get(start[0], ())))
        yield start[1:]
        yield f"{start[1]}{start[0]}{start[2:]}"
