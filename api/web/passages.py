"""The part of a long text that is shown in a list, its marks counted within it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import Mark, excerpt

LONGEST = 420
"""As many characters of a text are shown in a list."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text, its marks counted within it, and whether something was left out before and after."""

    text: str
    marks: tuple[Mark, ...]
    before: bool
    after: bool


def passage(text: str, marks: Sequence[Mark], longest: int = LONGEST) -> Passage:
    """Return the part that ``search.excerpt`` chooses: all of a text that is short."""
    start, end = excerpt(text, marks, longest)
    within = tuple(Mark(m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end)
    return Passage(text[start:end], within, before=start > 0, after=end < len(text))
