"""French typography for the eye: the blanks, apostrophes and marks of a printed page. Pure.

The words themselves are never rewritten: a display form is derived where people read, and thrown away. What is copied
or sent as data is the text as stored.

Decision: a narrow no-break space stands before all of ``; : ! ?`` and inside « », as the archive's editors set it.
Text of another language than French only gets its apostrophes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NARROW = "\u202f"
_BLANK = "[ \t\u00a0\u2009\u202f]"
_APOSTROPHE = r"(?P<apostrophe>(?<=[^\W\d_])['ʼ´`′](?=[^\W_]|[«“\"]))"
_APOSTROPHES = re.compile(_APOSTROPHE)
_CHANGES = re.compile(
    rf"""{_APOSTROPHE}
    |(?P<ellipsis>\.\.\.)
    |(?P<inside>«{_BLANK}*(?=\S))
    |(?P<wide>(?<=\S){_BLANK}+(?=[;!?»]|:(?:\s|$)))            # a blank that is there may not break
    |(?P<tight>(?<=[\w)\]»”"’…%°])(?=»|[;!?]+(?:[\s»”")\],.…]|$)|:(?:\s|$)))  # one that is not there
    |(?P<number>(?<=\d){_BLANK}(?=[%€$]|\d{{3}}(?!\d)))
    |(?P<opening>(?:(?<=^)|(?<=[\s(\[«'’]))"(?=\S))
    |(?P<closing>(?<=\S)")
    """,
    re.VERBOSE,
)
_TOUCHED = re.compile(rf"[«»;:!?'ʼ´`′\"]|\.\.\.|\d{_BLANK}")
"""What every change begins with or stands before: most names and titles have nothing of it, and are done at once."""

_BECOMES = {
    "apostrophe": "’",
    "ellipsis": "…",
    "inside": f"«{NARROW}",
    "wide": NARROW,
    "tight": NARROW,
    "number": NARROW,
    "opening": "“",
    "closing": "”",
}


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as it is shown; ``place`` says where a character of the original stands in it."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return the offset in the shown text of an offset in the original, both in code points."""
        at = bisect_right(self._starts, offset)
        return offset + (self._shifts[at - 1] if at else 0)


def typeset(text: str, language: str | None = "fr") -> Typeset:
    """Set a text for the eye, as its language has it; the words stay what they are."""
    if not _TOUCHED.search(text):
        return Typeset(text, (), ())
    pattern = _CHANGES if (language or "fr").startswith("fr") else _APOSTROPHES
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    last = shift = 0
    for found in pattern.finditer(text):
        new = _BECOMES[str(found.lastgroup)]
        parts += (text[last : found.start()], new)
        shift += len(new) - (found.end() - found.start())
        last = found.end()
        starts.append(last)
        shifts.append(shift)
    parts.append(text[last:])
    return Typeset("".join(parts), tuple(starts), tuple(shifts))


def shown(text: str, language: str | None = "fr") -> str:
    """Return a text as it is shown; see ``typeset``."""
    return typeset(text, language).text


def marked(text: str, marks: Iterable[tuple[int, int]], language: str | None = "fr") -> Iterator[tuple[str, bool]]:
    """Cut a text, as it is shown, at its marks ``[start, end)``: pieces in order, each with whether it is marked.

    Marks are offsets in the original, in order, apart from each other.
    """
    done = typeset(text, language)
    last = 0
    for start, end in marks:
        # What is put in after the last character marked is not of the mark.
        first, stop = done.place(start), min(done.place(end - 1) + 1, done.place(end))
        if first > last:
            yield done.text[last:first], False
        yield done.text[first:stop], True
        last = stop
    if last < len(done.text):
        yield done.text[last:], False
