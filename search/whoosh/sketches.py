"""What tells most words from a mistyped one without reading them: a *sketch* of each exact form of a segment.

Which letters a word has once, twice and three times is a set, and so are those of them that go for next to nothing;
``search.whoosh.kernels.sketches`` draws them, and what they tell of a distance is told there. Words lie in classes, by
the first letter, how many letters they have, and how many of these are cheap: whoever asks for words near another one
reads those of few classes, one after the other.
"""

from typing import NamedTuple

from search.whoosh.arrays import Bytes, Integers, Numbers


class Sketches(NamedTuple):
    """The words of a segment that begin with a letter, class by class: a row each, in all arrays."""

    letters: Integers
    """Which letters it has, and which of them more than once: a bit each."""
    firm: Integers
    """Those of these bits that do not go for next to nothing."""
    heads: Bytes
    """Its first 16 bytes, zeros after its last; one word after the other."""
    places: Numbers
    """Words × zones: its place in the dictionary among the exact forms of each zone, -1 where that has it not."""
    starts: Integers
    """Where each class starts, and where the last one ends."""
