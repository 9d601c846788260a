"""The text fields of a document, their names in a query, their weight, and a document cut into words.

Words are looked for in three zones: ``text``, ``title`` and ``names``, the joined view of all name fields.
In ``names`` each field has a range of positions of its own, and each of its lines too, so that a phrase never
runs from one name into the next, and a clause on one field is a phrase within that field's range.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from search.french import cut_words
from search.spelt import accented_words
from search.types import Document
from search.typography import fold

RANGE_BITS = 16
"""A name field holds at most ``2 ** RANGE_BITS`` words; what follows is not indexed."""

ZONES: Mapping[str, float] = {"text": 1.0, "title": 0.3, "names": 0.3}
"""Where plain words are looked for, and the weight of what is found there."""

FORMS = ("lem", "exact")

VIEWS = tuple(f"{zone}_{form}" for zone in ZONES for form in FORMS)
"""The lists of words that an engine keeps, and counts the length of a zone by.

Beside them it keeps, of each zone, the words that are told by their accents: form ``accented`` (``search.accents``).
"""


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

Word = TypeVar("Word")

Places = dict[str, dict[str, list[int]]]
"""View → word → its positions, ascending."""


def field_called(name: str) -> TextField | None:
    """Find a field by what people call it, in French or English, accents or not."""
    return _BY_CALL.get(fold(name))


def stretches(document: Document, cut: Callable[[str], Sequence[Word]]) -> Iterator[tuple[str, int, Sequence[Word]]]:
    """Cut a document into stretches: a zone, the position of the first word there, and the words, as ``cut`` has them.

    Positions ascend within a zone: fields come in the order of their slots.

    Raises:
        ValueError: a text under a name that is no field.
    """
    if strange := document.texts.keys() - FIELDS.keys():
        raise ValueError(f"No text field {min(strange)!r}; there are: {', '.join(FIELDS)}")
    for field in FIELDS.values():
        text = document.texts.get(field.name)
        if not text:
            continue
        if field.slot is None:
            yield field.zone, 0, cut(text)
            continue
        start, end = field.slot << RANGE_BITS, (field.slot + 1) << RANGE_BITS
        for line in text.splitlines():
            words = cut(line)
            if start < end:
                yield field.zone, start, words[: end - start]
            start += len(words) + 1


def places(document: Document) -> Places:
    """Cut a document into the words of every view, and those told by their accents.

    Raises:
        ValueError: a text under a name that is no field.
    """
    found: Places = {view: {} for view in (*VIEWS, *[f"{zone}_accented" for zone in ZONES])}
    for zone, start, words in stretches(document, _cut):
        for position, (exact, stem, accented) in enumerate(words, start):
            found[f"{zone}_exact"].setdefault(exact, []).append(position)
            if stem:
                found[f"{zone}_lem"].setdefault(stem, []).append(position)
            if accented:
                found[f"{zone}_accented"].setdefault(accented, []).append(position)
    return found


def _cut(text: str) -> list[tuple[str, str, str]]:
    written = accented_words(text)
    return [(exact, stem, each) for (exact, stem, _, _), each in zip(cut_words(text), written, strict=True)]


def lengths(words: Places) -> list[int]:
    """Count the words of every view, in the order of ``VIEWS``."""
    return [sum(map(len, words[view].values())) for view in VIEWS]
