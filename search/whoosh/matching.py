"""Which documents a clause holds for, as a mask over a snapshot."""

import numpy as np

from search.clauses import Clause, Days, Either, Every, Not, Phrase, Prefix, Word
from search.fields import FIELDS, RANGE_BITS, ZONES
from search.whoosh.facets import Mask
from search.whoosh.segment import Integers
from search.whoosh.snapshot import NONE, Snapshot

_POSITION = (1 << 32) - 1


def mask(snapshot: Snapshot, clause: Clause) -> Mask:  # noqa: C901 one branch a kind of clause
    """Tell for every document whether the clause holds."""
    match clause:
        case Every(clauses):
            held = np.ones(snapshot.size, np.bool_)
            for each in clauses:
                held &= mask(snapshot, each)
        case Either(clauses):
            held = np.zeros(snapshot.size, np.bool_)
            for each in clauses:
                held |= mask(snapshot, each)
        case Not(inner):
            held = ~mask(snapshot, inner)
        case Days(after, before):
            held = _within(snapshot, after, before)
        case Word():
            held = _marked(snapshot, snapshot.weighed(*clause.term).documents)
        case Prefix() if clause.field is None:
            held = _marked(snapshot, snapshot.weighed("prefix", clause.start).documents)
        case Prefix(_, field):
            places = [_starts(snapshot, (word,), field) for word in snapshot.expanded(clause).words]
            held = _marked(snapshot, np.concatenate([NONE, *places]) >> 32)
        case Phrase(words, field):
            held = _marked(snapshot, _starts(snapshot, tuple(each.exact for each in words), field) >> 32)
    return held


def _marked(snapshot: Snapshot, documents: Integers) -> Mask:
    held = np.zeros(snapshot.size, np.bool_)
    held[documents] = True
    return held


def _within(snapshot: Snapshot, after: int | None, before: int | None) -> Mask:
    if after is None and before is None:
        return np.ones(snapshot.size, np.bool_)
    held = snapshot.days > 0
    if after is not None:
        held &= snapshot.days >= after
    if before is not None:
        held &= snapshot.days < before
    return held


def _starts(snapshot: Snapshot, phrase: tuple[str, ...], field: str | None) -> Integers:
    """Give the places where the phrase starts, in the field or else in any zone."""
    if field is None:
        return np.concatenate([_in_view(snapshot, f"{zone}_exact", phrase) for zone in ZONES])
    at = FIELDS[field]
    starts = _in_view(snapshot, f"{at.zone}_exact", phrase)
    return starts if at.slot is None else starts[(starts & _POSITION) >> RANGE_BITS == at.slot]


def _in_view(snapshot: Snapshot, view: str, phrase: tuple[str, ...]) -> Integers:
    """Intersect the places of the words, each shifted by its place in the phrase, the rarest word first."""
    places = [snapshot.places(view, word) for word in dict.fromkeys(phrase)]
    by_word = dict(zip(dict.fromkeys(phrase), places, strict=True))
    if not all(map(len, places)):
        return NONE
    steps = sorted(enumerate(phrase), key=lambda each: len(by_word[each[1]]))
    first, word = steps[0]
    starts = by_word[word] - first
    for step, word in steps[1:]:
        wanted = starts + step
        there = by_word[word]
        at = np.minimum(there.searchsorted(wanted), len(there) - 1)
        starts = starts[there[at] == wanted]
    return starts
