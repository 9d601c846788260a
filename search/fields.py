"""The text fields of a document, their names in a query, their weight, and a document cut into words.

Words are looked for in three zones: ``text``, ``title`` and ``names``, the joined view of all name fields.
In ``names`` each field has a range of positions of its own, and each of its lines too, so that a phrase never
runs from one name into the next, and a clause on one field is a phrase within that field's range.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from search.french import Token, analyse
from search.types import Document
from search.typography import fold

RANGE_BITS = 16
"""A name field holds at most ``2 ** RANGE_BITS`` words; what follows is not indexed."""

ZONES: Mapping[str, float] = {"text": 1.0, "title": 0.3, "names": 0.3}
"""Where plain words are looked for, and the weight of what is found there."""

FORMS = ("lem", "exact")

VIEWS = tuple(f"{zone}_{form}" for zone in ZONES for form in FORMS)
"""The lists of words that an engine keeps."""


@dataclass(frozen=True, slots=True)
class TextField:
    """One field of ``Document.texts``; ``slot`` is its range of positions in the zone ``names``."""

    name: str
    zone: str
    called: tuple[str, ...]
    slot: int | None = None


FIELDS: Mapping[str, TextField] = {
    each.name: each
    for each in (
        TextField("text", "text", ("texte", "text")),
        TextField("title", "title", ("titre", "title")),
        TextField("speaker", "names", ("orateur", "oratrice", "speaker"), slot=0),
        TextField("organisation", "names", ("organisation", "organization"), slot=1),
        TextField("event", "names", ("evenement", "event"), slot=2),
        TextField("topic", "names", ("theme", "topic"), slot=3),
        TextField("source", "names", ("source",), slot=4),
    )
}

_BY_CALL = {call: each for each in FIELDS.values() for call in each.called}

Places = dict[str, dict[str, list[int]]]
"""View → word → its positions, ascending."""


def field_called(name: str) -> TextField | None:
    """Find a field by what people call it, in French or English, accents or not."""
    return _BY_CALL.get(fold(name))


def places(document: Document) -> Places:
    """Cut a document into the words of every view.

    Raises:
        ValueError: a text under a name that is no field.
    """
    if strange := document.texts.keys() - FIELDS.keys():
        raise ValueError(f"No text field {min(strange)!r}; there are: {', '.join(FIELDS)}")
    found: Places = {view: {} for view in VIEWS}
    for field in FIELDS.values():  # in the order of the slots, so that positions ascend
        text = document.texts.get(field.name, "")
        if field.slot is None:
            _add(found, field.zone, text, 0, None)
            continue
        start, end = field.slot << RANGE_BITS, (field.slot + 1) << RANGE_BITS
        for line in text.splitlines():
            start = _add(found, field.zone, line, start, end) + 1
    return found


def _add(found: Places, zone: str, text: str, start: int, end: int | None) -> int:
    """Add the words of a text from position ``start`` on; give the position after the last."""
    views = analyse(text)
    for form, tokens in zip(FORMS, views, strict=True):
        _place(found[f"{zone}_{form}"], tokens, start, end)
    return start + len(views.exact)


def _place(words: dict[str, list[int]], tokens: list[Token], start: int, end: int | None) -> None:
    for token in tokens:
        at = start + token.position
        if end is None or at < end:
            words.setdefault(token.term, []).append(at)


def lengths(words: Places) -> list[int]:
    """Count the words of every view, in the order of ``VIEWS``."""
    return [sum(map(len, words[view].values())) for view in VIEWS]
