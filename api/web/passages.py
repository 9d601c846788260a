"""The part of a long text that is shown in a list: around the marks, cut between words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import Mark

LONGEST = 420
"""As many characters of a text are shown in a list."""
_BEFORE = 90
"""As many of them come before the first mark shown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text, its marks counted within it, and whether something was left out before and after."""

    text: str
    marks: tuple[Mark, ...]
    before: bool
    after: bool


def passage(text: str, marks: Sequence[Mark], longest: int = LONGEST) -> Passage:
    """Return the part with the most marks: all of a text that is short, else at most ``longest`` characters."""
    if len(text) <= longest:
        return Passage(text, tuple(marks), before=False, after=False)
    start = _start(text, marks, longest)
    end = len(text) if start + longest >= len(text) else max(text.rfind(" ", start, start + longest), start + 1)
    within = tuple(Mark(m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end)
    return Passage(text[start:end], within, before=start > 0, after=end < len(text))


def _start(text: str, marks: Sequence[Mark], longest: int) -> int:
    """Return where the part begins: a little before the mark from which on the most others follow within reach."""
    if not marks or marks[0].end <= longest - _BEFORE // 2:
        best = 0 if not marks else marks[0].start
    else:
        best = max(
            (mark.start for mark in marks),
            key=lambda at: (sum(at <= mark.start and mark.end <= at + longest - _BEFORE for mark in marks), -at),
        )
    if best + _BEFORE < longest:
        return 0
    wanted = min(best - _BEFORE, max(0, len(text) - longest))
    return text.find(" ", wanted) + 1 if wanted > 0 else 0
