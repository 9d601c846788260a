"""What a query asks, as a tree of frozen values; every engine answers the same tree.

``Every(())`` holds for all documents, ``Either(())`` for none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias


class Word(NamedTuple):
    """A word, in any zone: by its stem, or by its exact form when it is too common to have one."""

    stem: str
    exact: str

    @property
    def term(self) -> tuple[str, str]:
        """The form of view to look in, and what to look for there."""
        return ("lem", self.stem) if self.stem else ("exact", self.exact)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, exact; in the named field, or else within any one of them."""

    words: tuple[Word, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, exact; in the named field, or else in any of them."""

    start: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, or any that is spelled nearly so, exact, in any zone. Only an index knows which: ``search.spelling``."""

    word: Word


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days ``yyyymmdd``, ``[after, before)``; a document without a day is in none."""

    after: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """All but what the clause holds for."""

    clause: "Clause"


@dataclass(frozen=True, slots=True)
class Every:
    """All of the clauses hold."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the clauses holds."""

    clauses: tuple["Clause", ...]


Leaf: TypeAlias = Word | Phrase | Prefix | Fuzzy | Days
Clause: TypeAlias = Leaf | Not | Every | Either


_SEVERAL = (Every, Either)


def wanted(*clauses: Clause) -> Iterator[Leaf]:
    """Give the leaves that a document is wanted for, in the order written: none from within a ``Not``."""
    for each in clauses:
        if isinstance(each, _SEVERAL):
            yield from wanted(*each.clauses)
        elif not isinstance(each, Not):
            yield each


def leaves(*clauses: Clause) -> Iterator[Leaf]:
    """Give all the leaves, those that are excluded too."""
    for each in clauses:
        if isinstance(each, Not):
            yield from leaves(each.clause)
        elif isinstance(each, _SEVERAL):
            yield from leaves(*each.clauses)
        else:
            yield each


def together(clauses: Sequence[Clause]) -> Clause:
    """Make one clause of some, which must all hold."""
    return clauses[0] if len(clauses) == 1 else Every(tuple(clauses))


def flat(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Give the clauses of a conjunction; one within it is no more than its clauses."""
    for each in clauses:
        if isinstance(each, Every):
            yield from flat(each.clauses)
        else:
            yield each


def without_common(clause: Clause) -> Clause | None:
    """Take the common words out of a clause; None when nothing stays. What is excluded stays as typed."""
    if isinstance(clause, Word):
        return clause if clause.stem else None
    if not isinstance(clause, Every | Either):
        return clause
    kept = tuple(each for one in clause.clauses if (each := without_common(one)) is not None)
    return replace(clause, clauses=kept) if kept else None
