"""A document as the engine in memory keeps it: its words by view, each with where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.fields import FIELDS, RANGE_BITS, VIEWS, ZONES, Places, lengths, places
from search.types import Document


@dataclass(frozen=True, slots=True)
class Held:
    """A document; it answers what is in it."""

    id: str
    day: int | None
    values: Mapping[str, frozenset[str]]
    words: Places
    lengths: Mapping[str, int]

    @classmethod
    def of(cls, document: Document) -> "Held":
        """Cut a document into its words."""
        words = places(document)
        values = {name: frozenset(each) for name, each in document.values.items()}
        return cls(document.id, document.day, values, words, dict(zip(VIEWS, lengths(words), strict=True)))

    def has(self, form: str, term: str) -> bool:
        """Tell whether any zone has a form: ``lem``, ``exact`` or ``accented``."""
        return any(term in self.words[f"{zone}_{form}"] for zone in ZONES)

    def has_phrase(self, phrase: tuple[str, ...], field: str | None) -> bool:
        """Tell whether exact forms stand one after the other, in the field or else in any zone."""
        if field is None:
            return any(self._starts(zone, phrase) for zone in ZONES)
        at = FIELDS[field]
        return any(at.slot is None or start >> RANGE_BITS == at.slot for start in self._starts(at.zone, phrase))

    def _starts(self, zone: str, phrase: tuple[str, ...]) -> set[int]:
        """Give the positions where the phrase starts."""
        words = self.words[f"{zone}_exact"]
        starts = set(words.get(phrase[0], ()))
        for step, word in enumerate(phrase[1:], 1):
            starts &= {position - step for position in words.get(word, ())}
        return starts
