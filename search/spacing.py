"""Words written together that are known apart, and the other way round: «cybersécurité», «cyber-sécurité». Pure.

Hashtags and names of accounts are written so, too: #MédiasSociaux. Asked for only where nothing was found.
"""

from collections.abc import Callable, Sequence

SHORTEST = 3
"""Letters of a part."""

PREFIXES = frozenset({"co", "bi", "ex", "re"})
"""Shorter ones that begin words: «co-voiturage»."""

PARTS = 3
"""Into how many words one is cut at most."""

Known = Callable[[str], bool]
"""Says whether an index has an exact form."""


def apart(word: str, known: Known, parts: int = PARTS) -> str:
    """Cut a word into known ones, the first as long as may be; nothing where that cannot be done.

    >>> apart("weekend", {"week", "end"}.__contains__)
    'week end'
    """
    for at in range(len(word) - SHORTEST, SHORTEST - 2, -1):
        first, rest = word[:at], word[at:]
        if not ((at >= SHORTEST or first in PREFIXES) and known(first)):
            continue
        if others := rest if known(rest) else parts > 2 and apart(rest, known, parts - 1):  # noqa: PLR2004
            return f"{first} {others}"
    return ""


def together(words: Sequence[str], known: Known) -> int:
    """Tell how many of the first words, two or three, are known as one; 0 where none are."""
    return next((size for size in (3, 2) if size <= len(words) and known("".join(words[:size]))), 0)
