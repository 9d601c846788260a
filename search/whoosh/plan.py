"""A query understood → the numbers that kernels take, if it is of the form that they answer.

That is a conjunction of alternatives of words, several words together, phrases and beginnings, without others, within
days. The NumPy path answers the rest: parentheses in parentheses, beginnings in a field, days that are excluded or one
of several alternatives; and beginnings of more words than ``MAX_EXPANSIONS``, unless one segment without deletions is
all there is.

A call of a kernel costs by the arguments it has, more than by what it does for most queries. So all numbers are in one
array, and all terms in another; and since most queries have one of a few shapes, the numbers are made once a shape.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple, TypeAlias

import numpy as np

from search.accents import accented
from search.clauses import Clause, Days, Either, Every, Not, Phrase, Prefix, Word, flat
from search.fields import FIELDS, FORMS, ZONES
from search.parsed import Parsed
from search.proximity import Said
from search.ranking import ranked
from search.whoosh.arrays import Bytes, Integers
from search.whoosh.shelf import Floats

ANY = -1
"""In any zone; in any range of positions."""

NO_DAY = -1

FORM, PHRASE, TOGETHER = range(3)
"""Kinds of leaf: a form, word or beginning, in any zone; words that follow one another; words anywhere, all of them."""

KIND, FIRST, COUNT, ZONE, SLOT = range(5)
LEAF_COLUMNS = 5
"""Columns of ``Program.leaves``: what it is; its form, or the first of its ``words``; how many words it has;
the zone and the range of positions of its field."""

LEAF, LEAVES, NEGATED = range(3)
GROUP_COLUMNS = 3
"""Columns of ``Program.groups``: its first leaf, how many it has, and whether none of them may hold."""

LEM, EXACT, PREFIX = range(3)
"""Kinds of form; the first two are the places of ``search.fields.FORMS``."""

END = ord("\n")
"""Stands after each key; no word has it."""

AFTER, BEFORE, MOST_DO, SPAN, SECTIONS = range(5)
"""Numbers at the head of a plan: the days, or ``NO_DAY``; whether most words do; the window of what was said; and where
the first of the sections starts."""

KINDS, LEAF_WORDS, LEAVES_OF_ALL, GROUPS_OF_ALL, LEAVES_REQUIRED, GROUPS_REQUIRED, WORDS, SAID, PAIRS, ACCENTS = range(
    10
)
"""Sections: the kind of each form; the forms of leaves of several words; what must hold, and what must even when words
are let off; the forms of those words; those of the words whose proximity counts, and pairs of places among them; and
of each word typed with accents, three forms: the word, its exact form, and as it is written."""

SHAPES = 1024
"""Shapes of queries whose arrays are remembered."""

Tables: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""Leaves, and groups, row after row."""

_NOTHING: Tables = ((), ())
_ZONES = {zone: at for at, zone in enumerate(ZONES)}
_KINDS = {**{form: at for at, form in enumerate(FORMS)}, "prefix": PREFIX, "accented": LEM}


class Program(NamedTuple):
    """What must hold: groups of leaves, the forms of the words of leaves of several, and days, or ``NO_DAY``."""

    leaves: Integers
    groups: Integers
    words: Integers
    after: int
    before: int


class Plan(NamedTuple):
    """A query for kernels: the keys of its forms, their weights, and the sections of its ``numbers``.

    ``begun`` are its beginnings, each with the number of its form.
    """

    keys: Bytes
    weights: Floats
    numbers: Integers
    words: int
    most_do: bool
    begun: tuple[tuple[str, int], ...]


class _Shape(NamedTuple):
    """All of a query but its terms: few queries have one that no other had."""

    weights: tuple[float, ...]
    head: tuple[int, ...]
    kinds: Sequence[str]
    several: tuple[int, ...]
    what: Tables
    words: tuple[int, ...]
    near: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    accents: tuple[int, ...]


class _Deep(Exception):  # noqa: N818 no error: the query is for the other path
    """Deeper than what kernels answer."""


def plan(parsed: Parsed, after: int | None, before: int | None, said: Said | None) -> Plan | None:
    """Make it; None when the query is deeper than kernels go."""
    ranking = ranked(parsed.clauses)
    forms = {(form, term): nth for nth, (form, term, _) in enumerate(ranking)}
    words = tuple([forms.setdefault(each.term, len(forms)) for each in parsed.words])
    several: list[int] = []
    days: list[Days] = []
    what = _NOTHING
    if parsed.required:
        required = [*flat(parsed.required)]
        days = [each for each in required if isinstance(each, Days)]
        try:
            what = _program([each for each in required if not isinstance(each, Days)], forms, several)
        except _Deep:
            return None
    near = tuple([forms.setdefault(("exact", each), len(forms)) for each in said.words]) if said else ()
    accents = [
        forms.setdefault(each, len(forms))
        for word, written in accented(parsed)
        for each in (word.term, ("exact", word.exact), ("accented", written))
    ]
    kinds, terms = zip(*forms, strict=True) if forms else ((), ())
    shape = _Shape(
        tuple([each.weight for each in ranking]),
        (*_bounds(days, after, before), parsed.most_do, said.span if said else 0),
        kinds,
        tuple(several),
        what,
        words,
        near,
        said.pairs if said else (),
        tuple(accents),
    )
    weights, numbers = _arrays(shape)
    return Plan(
        np.frombuffer("\n".join((*terms, "")).encode(), np.uint8),
        weights,
        numbers,
        len(words),
        parsed.most_do,
        tuple([(term, nth) for (form, term), nth in forms.items() if form == "prefix"]) if "prefix" in kinds else (),
    )


def _bounds(days: Sequence[Days], after: int | None, before: int | None) -> tuple[int, int]:
    """Take the narrowest of all bounds."""
    if not days:
        return NO_DAY if after is None else after, NO_DAY if before is None else before
    firsts = [each for each in (after, *[each.after for each in days]) if each is not None]
    lasts = [each for each in (before, *[each.before for each in days]) if each is not None]
    return max(firsts, default=NO_DAY), min(lasts, default=NO_DAY)


@lru_cache(SHAPES)
def _arrays(shape: _Shape) -> tuple[Floats, Integers]:
    """Make the arrays of a query of this shape: a weight a form, and the numbers."""
    sections = (
        [_KINDS[each] for each in shape.kinds],
        shape.several,
        *_with_words(shape.words, *shape.what),
        *shape.what,
        shape.words,
        shape.near,
        [*chain.from_iterable(shape.pairs)],
        shape.accents,
    )
    starts = accumulate(map(len, sections), initial=len(shape.head) + len(sections) + 1)
    weights = np.zeros(len(shape.kinds))
    weights[: len(shape.weights)] = shape.weights
    return weights, np.array([*shape.head, *starts, *chain.from_iterable(sections)], np.int64)


def _with_words(words: tuple[int, ...], leaves: tuple[int, ...], groups: tuple[int, ...]) -> Tables:
    """Ask for words, too: each a leaf and a group of its own, after what is required."""
    first = len(leaves) // LEAF_COLUMNS
    more = [number for each in words for number in (FORM, each, 1, ANY, ANY)]
    return (*leaves, *more), (*groups, *[number for at in range(len(words)) for number in (first + at, 1, 0)])


def _program(clauses: Sequence[Clause], forms: dict[tuple[str, str], int], words: list[int]) -> Tables:
    """Make the tables of a conjunction; forms that are new get the numbers that follow."""
    leaves: list[int] = []
    groups: list[int] = []
    for clause in clauses:
        start = len(leaves) // LEAF_COLUMNS
        for leaf in _alternatives(clause.clause if isinstance(clause, Not) else clause):
            leaves += _leaf(leaf, forms, words)
        groups += (start, len(leaves) // LEAF_COLUMNS - start, int(isinstance(clause, Not)))
    return tuple(leaves), tuple(groups)


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


def _alternatives(clause: Clause) -> Iterator[Clause]:
    if isinstance(clause, Either):
        for each in clause.clauses:
            yield from _alternatives(each)
    else:
        yield clause
