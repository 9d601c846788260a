"""A query understood → the tables of numbers that kernels take, if it is of the form that they answer.

That is a conjunction of alternatives of words, several words together, phrases and beginnings, without others, within
days: whatever people write but for parentheses in parentheses and beginnings in a field, which the NumPy path answers.

Most queries have one of a few shapes, so that the same tables come again: they are made once a shape.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from search.clauses import Clause, Days, Either, Every, Not, Phrase, Prefix, Word
from search.fields import FIELDS, FORMS, ZONES
from search.proximity import Said
from search.query import Parsed
from search.ranking import ranked
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.shelf import Floats

ANY = -1
"""In any zone; in any range of positions."""

NO_DAY = -1

FORM, PHRASE, TOGETHER = range(3)
"""Kinds of leaf: a form, word or beginning, in any zone; words that follow one another; words anywhere, all of them."""

KIND, FIRST, COUNT, ZONE, SLOT = range(5)
"""Columns of ``Program.leaves``: what it is; its form, or the first of its ``words``; how many words it has;
the zone and the range of positions of its field."""

LEAF, LEAVES, NEGATED = range(3)
"""Columns of ``Program.groups``: its first leaf, how many it has, and whether none of them may hold."""

LEM, EXACT, PREFIX = range(3)
"""Kinds of form; the first two are the places of ``search.fields.FORMS``."""

SHAPES = 1024
"""Tables that are remembered."""

_ZONES = {zone: at for at, zone in enumerate(ZONES)}
_KINDS = {**{form: at for at, form in enumerate(FORMS)}, "prefix": PREFIX}


class Program(NamedTuple):
    """What must hold: groups of leaves, the forms of the words of leaves of several, and days, or ``NO_DAY``."""

    leaves: Integers
    groups: Integers
    words: Integers
    after: int
    before: int


class Plan(NamedTuple):
    """A query for kernels: its forms (keys, where each ends, kinds, weights), what must hold, what may be let off.

    ``required`` is what must hold even so; ``words`` are the forms of the words that may be let off one by one;
    ``said`` those of the words whose proximity counts, and ``pairs`` places among these (``search.proximity``).
    """

    keys: Bytes
    ends: Integers
    kinds: Integers
    weights: Floats
    whole: Program
    required: Program
    words: Integers
    said: Integers
    pairs: Integers
    prefixes: bool
    most_do: bool


class _Deep(Exception):  # noqa: N818 no error: the query is for the other path
    """Deeper than what kernels answer."""


def plan(parsed: Parsed, after: int | None, before: int | None, said: Said | None) -> Plan | None:
    """Make the tables; None when the query is deeper than kernels go."""
    forms: dict[tuple[str, str], int] = {}
    weights = []
    for form, term, weight in ranked(parsed.clause):
        forms[form, term] = len(forms)
        weights.append(weight)
    required: Sequence[Clause] = parsed.required
    if after is not None or before is not None:
        required = (*required, Days(after, before))
    try:
        words = [forms.setdefault(each.term, len(forms)) for each in parsed.words]
        whole = _program((*parsed.words, *required), forms)
        rest = _program(required, forms) if required and len(words) > 1 else _NOTHING
    except _Deep:
        return None
    near = [forms.setdefault(("exact", each), len(forms)) for each in said.words] if said else []
    keys = [term.encode() for _, term in forms]
    kinds = tuple([_KINDS[form] for form, _ in forms])
    ends, total = [], 0
    for each in keys:
        total += len(each)
        ends.append(total)
    return Plan(
        np.frombuffer(b"".join(keys), np.uint8),
        np.array(ends, np.int64),
        _table(kinds),
        _weights((*weights, *[0.0] * (len(forms) - len(weights)))),
        whole,
        rest,
        _table(tuple(words)),
        _table(tuple(near)),
        _table(tuple([place for pair in said.pairs for place in pair]) if said else (), 2),
        PREFIX in kinds,
        parsed.most_do,
    )


def _program(clauses: Sequence[Clause], forms: dict[tuple[str, str], int]) -> Program:
    """Make the tables of a conjunction; forms that are new get the numbers that follow."""
    leaves: list[int] = []
    groups: list[int] = []
    words: list[int] = []
    after, before = NO_DAY, NO_DAY
    for clause in _flat(clauses):
        start = len(leaves) // 5
        if isinstance(clause, Word):
            leaves += (FORM, forms.setdefault(clause.term, len(forms)), 1, ANY, ANY)
            groups += (start, 1, 0)
        elif isinstance(clause, Days):
            after = max(after, NO_DAY if clause.after is None else clause.after)
            if clause.before is not None:
                before = clause.before if before == NO_DAY else min(before, clause.before)
        else:
            for leaf in _alternatives(clause.clause if isinstance(clause, Not) else clause):
                leaves += _leaf(leaf, forms, words)
            groups += (start, len(leaves) // 5 - start, int(isinstance(clause, Not)))
    return Program(_table(tuple(leaves), 5), _table(tuple(groups), 3), _table(tuple(words)), after, before)


def _leaf(leaf: Clause, forms: dict[tuple[str, str], int], words: list[int]) -> tuple[int, int, int, int, int]:
    """Give the row of a leaf; the forms of several words go to ``words``."""
    if isinstance(leaf, Word):
        return FORM, forms.setdefault(leaf.term, len(forms)), 1, ANY, ANY
    if isinstance(leaf, Prefix) and leaf.field is None:
        return FORM, forms.setdefault(("prefix", leaf.start), len(forms)), 1, ANY, ANY
    first = len(words)
    if isinstance(leaf, Every) and all(isinstance(each, Word) for each in leaf.clauses):
        words += [forms.setdefault(each.term, len(forms)) for each in leaf.clauses if isinstance(each, Word)]
        return TOGETHER, first, len(leaf.clauses), ANY, ANY
    if not isinstance(leaf, Phrase):
        raise _Deep
    zone, slot = ANY, ANY
    if leaf.field:
        field = FIELDS[leaf.field]
        zone, slot = _ZONES[field.zone], ANY if field.slot is None else field.slot
    words += [forms.setdefault(("exact", each.exact), len(forms)) for each in leaf.words]
    return PHRASE, first, len(leaf.words), zone, slot


def _flat(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for each in clauses:
        if isinstance(each, Every):
            yield from _flat(each.clauses)
        else:
            yield each


def _alternatives(clause: Clause) -> Iterator[Clause]:
    if isinstance(clause, Either):
        for each in clause.clauses:
            yield from _alternatives(each)
    else:
        yield clause


@lru_cache(SHAPES)
def _table(numbers: tuple[int, ...], columns: int = 0) -> Integers:
    table = np.array(numbers, np.int64)
    return table.reshape(-1, columns) if columns else table


@lru_cache(SHAPES)
def _weights(weights: tuple[float, ...]) -> Floats:
    return np.array(weights, np.float64)


_NOTHING = Program(_table((), 5), _table((), 3), _table(()), NO_DAY, NO_DAY)
