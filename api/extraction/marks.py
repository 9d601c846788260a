"""Quotation marks as French newspapers print them: « », “ ”, " ", nested, repeated at each paragraph, forgotten.

Decision: a mark is closed by one of its own kind. What is left open by the end of its paragraph runs to there,
unless the next paragraph begins with the same mark again, or a paragraph soon after ends what it did not begin: then
the quotation goes on.
"""

import re
from dataclasses import dataclass, field

OPENING = {"«": "»", "“": "”", "„": "“", "‹": "›"}
CLOSING = {"»": "«", "”": "“", "›": "‹"}
_MARK = re.compile(r'[«»“”„‹›"]|<<|>>')
_BLANK = " \t\u00a0\u202f\u2009\u2007\ufeff\u200b"
_AFTER_CLOSING = frozenset(".,;:!?…)]}»”›—–-" + _BLANK)
_DEEPEST = 8  # no article goes so far: a bound, so that marks without end cost no more than a long text
_FARTHEST = 8  # paragraphs without marks within one quotation
_SIGNS = frozenset(".,;:!?")
_BEFORE_OPENING = frozenset("([{«“‹'’—–-/" + _BLANK)
PARAGRAPH = re.compile(r"[^\r\n]+")


@dataclass(slots=True)
class Mark:
    """A pair of marks, either of which may be missing: where they stand, and what they hold without its blanks."""

    kind: str
    outer_start: int
    start: int
    end: int = -1
    outer_end: int = -1
    opened: bool = True
    closed: bool = False
    children: list["Mark"] = field(default_factory=list)
    continues: "Mark | None" = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, with the outermost marks in it, in order."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def read_paragraphs(text: str) -> list[Paragraph]:
    """Cut a text at its line breaks, and find the marks of each paragraph."""
    paragraphs: list[Paragraph] = []
    unfinished: Mark | None = None
    between: list[int] = []  # the paragraphs without marks since
    for line in PARAGRAPH.finditer(text):
        if not line[0].strip():
            continue
        marks = _read(text, line.start(), line.end(), unfinished)
        if unfinished is not None and marks and marks[0].continues is unfinished and not marks[0].opened:
            for place in between:
                paragraphs[place] = _continuing(text, paragraphs[place], unfinished)
        if unfinished is not None and not marks and len(between) < _FARTHEST:
            between.append(len(paragraphs))
        else:
            unfinished = marks[-1] if marks and not marks[-1].closed else None
            between = []
        paragraphs.append(Paragraph(line.start(), line.end(), tuple(marks)))
    return paragraphs


def _continuing(text: str, paragraph: Paragraph, unfinished: Mark) -> Paragraph:
    """Make a paragraph without marks, before the one that has the closing mark, a part of the quotation."""
    start, end = paragraph.start, paragraph.end
    mark = Mark(unfinished.kind, start, start, end, end, opened=False, continues=unfinished)
    _trim(text, mark)
    return Paragraph(start, end, (mark,))


def _read(text: str, start: int, end: int, unfinished: Mark | None) -> list[Mark]:
    roots: list[Mark] = []
    open_marks: list[Mark] = []
    goes_on = unfinished
    for found in _MARK.finditer(text, start, end):
        sign = {"<<": "«", ">>": "»"}.get(found[0], found[0])
        first = not text[start : found.start()].strip(_BLANK + "-–—")
        if first and goes_on is not None and sign in (goes_on.kind, OPENING.get(goes_on.kind, "")):
            mark = Mark(goes_on.kind, found.start(), found.end(), continues=goes_on)
            roots.append(mark)
            open_marks.append(mark)
        elif sign == '"':
            _straight(text, found, (start, end), roots, open_marks)
        elif sign in OPENING and not (sign == "“" and any(mark.kind == "„" for mark in open_marks)):
            _open(sign, found, roots, open_marks)
        else:
            _close(CLOSING.get(sign, "„"), found, (text, start), roots, open_marks)
        if unfinished is not None and len(roots) == 1 and not roots[0].opened and roots[0].kind == unfinished.kind:
            roots[0].continues = unfinished
        goes_on = None if first else goes_on
    for mark in reversed(open_marks):
        same = [child for child in mark.children if child.kind == mark.kind and child.closed]
        if same:  # «… «…»: one mark closes both
            mark.end, mark.outer_end, mark.closed = same[-1].outer_end, same[-1].outer_end, True
        else:
            mark.end = mark.outer_end = end
        _trim(text, mark)
    return roots


def _open(kind: str, found: re.Match[str], roots: list[Mark], open_marks: list[Mark]) -> None:
    if len(open_marks) == _DEEPEST:
        return
    mark = Mark(kind, found.start(), found.end())
    (open_marks[-1].children if open_marks else roots).append(mark)
    open_marks.append(mark)


def _close(kind: str, found: re.Match[str], where: tuple[str, int], roots: list[Mark], open_marks: list[Mark]) -> None:
    text, _start = where
    depth = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i].kind == kind), None)
    if depth is None:
        if not open_marks:
            _close_unopened(kind, found, where, roots)
        return
    for inner in open_marks[depth + 1 :]:
        inner.end = inner.outer_end = found.start()
        _trim(text, inner)
    mark = open_marks[depth]
    mark.end, mark.outer_end, mark.closed = found.start(), found.end(), True
    _trim(text, mark)
    del open_marks[depth:]


def _close_unopened(kind: str, found: re.Match[str], where: tuple[str, int], roots: list[Mark]) -> None:
    """Take a mark that nothing opened for the end of what began with the paragraph, or after the last marks."""
    text, start = where
    begins = roots[-1].outer_end if roots else start
    inside = roots.pop() if roots and roots[-1].kind == kind and not roots[-1].closed else None
    mark = Mark(kind, begins, begins, found.start(), found.end(), opened=False, closed=True)
    if inside is not None:
        mark.outer_start, mark.start, mark.opened = inside.outer_start, inside.start, True
    _trim(text, mark)
    roots.append(mark)


def _straight(
    text: str, found: re.Match[str], bounds: tuple[int, int], roots: list[Mark], open_marks: list[Mark]
) -> None:
    """Tell whether a straight mark opens or closes by what stands beside it, else by turns."""
    start, end = bounds
    before = text[found.start() - 1] if found.start() > start else " "
    after = text[found.end()] if found.end() < end else " "
    is_open = any(mark.kind == '"' for mark in open_marks)
    could_open = before in _BEFORE_OPENING or before == '"'
    could_close = after in _AFTER_CLOSING or after == '"'
    if is_open:
        if could_open and not could_close and text.count('"', found.end(), end) > 1:
            _open('"', found, roots, open_marks)
        else:
            _close('"', found, (text, start), roots, open_marks)
    elif before.isdigit() and could_close and '"' not in text[found.end() : end]:
        return  # inches, seconds
    elif could_close and not open_marks and (not could_open or after in _SIGNS or _only_closes(text, found, bounds)):
        _close_unopened('"', found, (text, start), roots)
    else:
        _open('"', found, roots, open_marks)


def _only_closes(text: str, found: re.Match[str], bounds: tuple[int, int]) -> bool:
    """Whether the last straight mark of a paragraph, blanks on both sides, can only close what began before it."""
    start, end = bounds
    return (
        '"' not in text[found.end() : end]
        and bool(text[start : found.start()].strip())
        and (not text[found.end() : end].strip() or text[found.start() - 2 : found.start() - 1] not in (":", ","))
        and (text[found.end() : end].lstrip(_BLANK)[:1].islower() or not text[found.end() : end].strip(_BLANK + "."))
    )


def _trim(text: str, mark: Mark) -> None:
    """Leave blanks out of what a pair of marks holds."""
    while mark.start < mark.end and text[mark.start] in _BLANK:
        mark.start += 1
    while mark.end > mark.start and text[mark.end - 1] in _BLANK:
        mark.end -= 1
