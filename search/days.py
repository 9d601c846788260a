"""Dates typed as words: what was said on that day, or in that month, is meant as much as what mentions it. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from search.clauses import Clause, Days, Either, Every, Word
from search.french import MONTHS
from search.types import Words
from search.typography import without_accents

_MONTHS = {without_accents(name): at for at, name in enumerate(MONTHS, 1)}
_YEARS = range(1000, 3000)
_LAST_MONTH = 12


class Dated(NamedTuple):
    """Clauses in which a date is a day, too; and these days, or months, as ISO 8601 has them."""

    clauses: list[Clause]
    said_on: list[str]


class _Period(NamedTuple):
    """A day or a month, and how many words it was typed with."""

    written: str
    days: Days
    words: int


def days_meant(asked: Words) -> bool:
    """Say whether dates are to be read as days."""
    return asked.days and not asked.as_typed and asked.mode == "words"


def dated(clauses: Sequence[Clause]) -> Dated:
    """Let each run of plain words that is a date (29 novembre 2016, 29/11/2016, 2016-11-29, novembre 2016) be the day.

    A date stands for what has its words, or was said then.
    """
    found = Dated([], [])
    at = 0
    while at < len(clauses):
        words = [each.exact if isinstance(each, Word) else "" for each in clauses[at : at + 3]]
        if period := _day(words) or _month(words):
            mentioned = Every(tuple(clauses[at : at + period.words]))
            found.clauses.append(Either((mentioned, period.days)))
            found.said_on.append(period.written)
            at += period.words
        else:
            found.clauses.append(clauses[at])
            at += 1
    return found


def may_be_dated(words: Sequence[Word]) -> bool:
    """Say sooner than ``dated`` that there is no date among words."""
    return any([len(word.exact) == 4 and word.exact.isdecimal() for word in words])  # noqa: C419, PLR2004 a year


def _day(words: Sequence[str]) -> _Period | None:
    if len(words) < 3:  # noqa: PLR2004
        return None
    year, month, day = words if _number(words[0]) in _YEARS else reversed(words)
    try:
        first = date(_number(year), _MONTHS.get(month) or _number(month), _number(day.removesuffix("er")))
    except ValueError:
        return None
    return _Period(first.isoformat(), Days(_as_day(first), _as_day(_next(first))), 3) if first.year in _YEARS else None


def _month(words: Sequence[str]) -> _Period | None:
    if len(words) < 2 or words[0] not in _MONTHS or _number(words[1]) not in _YEARS:  # noqa: PLR2004
        return None
    year, month = _number(words[1]), _MONTHS[words[0]]
    after = date(year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
    return _Period(f"{year:04}-{month:02}", Days(_as_day(date(year, month, 1)), _as_day(after)), 2)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 4 else 0  # noqa: PLR2004


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _as_day(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
