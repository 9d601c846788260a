"""What a rule of the linter tells, and what it is asked about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a thing: its type and public id, where in it (a JSON Pointer), and what else is concerned."""

    type: Literal["quote", "speaker"]
    id: str
    pointer: str
    message: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: the keys of quotes and of speakers; None stands for all of them."""

    quotes: frozenset[int] | None = None
    speakers: frozenset[int] | None = None


Rule = Callable[[Session, Scope], Iterator[Finding]]


def among(column: Any, keys: frozenset[int] | None) -> ColumnElement[bool]:
    """Return the condition that a column is among keys, or none at all for all."""
    condition: ColumnElement[bool] = true() if keys is None else column.in_(keys)
    return condition
