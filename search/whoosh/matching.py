"""Which documents of a reading a clause holds for, deleted ones included.

A conjunction starts from what names the fewest documents and asks the rest of the clauses about those alone, so that
a query costs what its rarest part costs. ``rows`` lists documents, ``holds`` asks about given ones, ``most`` bounds
how many ``rows`` would list, without making it.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeAlias

import numpy as np

from search.clauses import Clause, Days, Either, Every, Fuzzy, Not, Phrase, Prefix, Word
from search.fields import FIELDS, ZONES
from search.types import Filter
from search.whoosh.phrases import Place, having_phrase
from search.whoosh.rows import Mask, Rows, member, union
from search.whoosh.shelf import Part
from search.whoosh.snapshot import Reading, Snapshot

Asked: TypeAlias = Clause | Filter


class Matcher:
    """Answers for one reading."""

    def __init__(self, snapshot: Snapshot, reading: Reading) -> None:
        self._snapshot = snapshot
        self._reading = reading
        self._shelf = reading.shelf

    def every(self, clauses: Sequence[Asked]) -> Rows:
        """List the documents that all clauses hold for, from the most telling clause on."""
        if not clauses:
            return self._shelf.all_rows
        first, *others = sorted(clauses, key=self.most) if len(clauses) > 1 else clauses
        return self.kept(others, self.rows(first))

    def kept(self, clauses: Sequence[Asked], rows: Rows) -> Rows:
        """Keep those of the documents that all clauses hold for."""
        for each in clauses:
            if not len(rows):
                break
            rows = self._kept(each, rows)
        return rows

    def most(self, clause: Asked) -> int:
        """Bound the number of documents: cheap to ask."""
        match clause:
            case Word():
                return _most(self._shelf.parts(*clause.term))
            case Phrase(words, field):
                zones = [FIELDS[field].zone] if field else ZONES
                lists = [[part for part in self._shelf.parts("exact", w.exact) if part.zone in zones] for w in words]
                return min(map(_most, lists))
            case Every(clauses):
                return min(map(self.most, clauses), default=self._shelf.size)
            case Either(clauses):
                return min(self._shelf.size, sum(map(self.most, clauses)))
            case Prefix():
                return _most(self._beginning(clause))
            case _:
                return self._shelf.size

    def rows(self, clause: Asked) -> Rows:  # noqa: PLR0911 one answer a kind of clause
        """List the documents that a clause holds for, ascending."""
        match clause:
            case Word():
                return self._shelf.rows(self._shelf.parts(*clause.term), *clause.term)
            case Phrase():
                return self._phrase(clause, None)
            case Prefix(start, None):
                expanded = self._snapshot.expanded(clause)
                return self._shelf.rows(self._beginning(clause), "beginning", start, expanded.last)
            case Prefix():
                return self._prefix_in_field(clause, None)
            case Every(clauses):
                return self.every(clauses)
            case Either(clauses):
                return union([self.rows(each) for each in clauses])
            case _:
                return self._kept(clause, self._shelf.all_rows)

    def holds(self, clause: Asked, rows: Rows) -> Mask:  # noqa: C901, PLR0911 one answer a kind of clause
        """Tell which of these documents a clause holds for."""
        match clause:
            case Filter():
                return self._shelf.having(clause)[rows]
            case Days(after, before):
                return _within(self._shelf.segment.days[rows], after, before)
            case Not(inner):
                return ~self.holds(inner, rows)
            case Word():
                return _any_of(self._shelf.parts(*clause.term), rows)
            case Fuzzy(word):  # none is left once the index has said which words there are
                return self.holds(word, rows)
            case Phrase():
                return member(rows, self._phrase(clause, rows))
            case Prefix(_, None):
                return _any_of(self._beginning(clause), rows)
            case Prefix():
                return member(rows, self._prefix_in_field(clause, rows))
            case Every(clauses):
                return member(rows, self.kept(clauses, rows))
            case Either(clauses):
                mask = np.zeros(len(rows), np.bool_)
                for each in clauses:
                    mask |= self.holds(each, rows)
                return mask

    def _kept(self, clause: Asked, rows: Rows) -> Rows:
        if isinstance(clause, Phrase):
            return self._phrase(clause, rows)
        if isinstance(clause, Days) and clause.after is None and clause.before is None:
            return rows
        return rows[self.holds(clause, rows)]

    def _beginning(self, prefix: Prefix) -> tuple[Part, ...]:
        zones = (FIELDS[prefix.field].zone,) if prefix.field else tuple(ZONES)
        return self._shelf.beginning(prefix.start, self._snapshot.expanded(prefix).last, zones)

    def _phrase(self, phrase: Phrase, candidates: Rows | None) -> Rows:
        words = tuple(each.exact for each in phrase.words)
        return self._anywhere(words, _places(phrase.field), candidates)

    def _prefix_in_field(self, prefix: Prefix, candidates: Rows | None) -> Rows:
        (place,) = _places(prefix.field)
        last = self._snapshot.expanded(prefix).last
        words = self._shelf.segment.words(place.view, prefix.start)
        allowed = words if last is None else takewhile(last.__ge__, words)
        found = [having_phrase(self._shelf, (word,), place, candidates) for word in allowed]
        return union(found)

    def _anywhere(self, words: tuple[str, ...], places: Sequence[Place], candidates: Rows | None) -> Rows:
        return union([having_phrase(self._shelf, words, each, candidates) for each in places])


def _places(field: str | None) -> Sequence[Place]:
    if field is None:
        return [Place(f"{zone}_exact") for zone in ZONES]
    at = FIELDS[field]
    return [Place(f"{at.zone}_exact", at.slot)]


def _most(parts: Sequence[Part]) -> int:
    return sum(len(part.documents) for part in parts)


def _any_of(parts: Sequence[Part], rows: Rows) -> Mask:
    if not parts:
        return np.zeros(len(rows), np.bool_)
    mask = member(rows, parts[0].documents)
    for part in parts[1:]:
        mask |= member(rows, part.documents)
    return mask


def _within(days: np.ndarray[tuple[int], np.dtype[np.int64]], after: int | None, before: int | None) -> Mask:
    """Tell which days are in the span; no day, 0, is in none that is bounded."""
    if after is None and before is None:
        return np.ones(len(days), np.bool_)
    held = days > 0
    if after is not None:
        held &= days >= after
    if before is not None:
        held &= days < before
    return held
