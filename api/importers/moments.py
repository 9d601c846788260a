"""Days, times and durations as people write them, in French and English. Pure.

Decision: 10/11/2019 is a day before a month, as French writes it, unless the other days of the file say otherwise.
Hours in AM or PM behind such days do not: Britain, Canada and India write them, too. There the reading is taken that
makes the programme shorter.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from api.importers.words import month_of

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-]?(\d{2})[/.-]?(\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?([^\W\d]{3,})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s*(?:[:h.]\s*(\d{2})|h(?:eures?)?)(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?", re.IGNORECASE
)
_HOUR_ONLY = re.compile(r"(?<!\d)(\d{1,2})\s*([ap])\.?m", re.IGNORECASE)
_HALF = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_NAMES = {"midi": time(12), "noon": time(12), "minuit": time(0), "midnight": time(0)}
_CLOCK = r"\d{1,2}\s*(?:[:h.]\s*\d{2}(?::\d{2})?|h(?:eures?)?)?\s*(?:[ap]\.?m\.?)?"
_RANGE = re.compile(rf"\s*(?:de\s+|from\s+)?({_CLOCK})\s*(?:[-–—>→]+|à|to|until)\s*({_CLOCK})\s*", re.IGNORECASE)
_CENTURY = 2000
_LONGEST = 200
"""Characters, a row of blanks being one: no day, time or span takes more, and the patterns would take hours over it."""
_NOON = 12
_EPOCH_MS = 100_000_000_000


def instant(day: str | None, moment: str | None, *, month_first: bool = False) -> str | None:
    """Join a day and a time (or a moment that has both) into ISO 8601, local unless an offset is written.

    None when there is no time to tell; raises ``ValueError`` for what is no day or no time.
    """
    if not moment:
        return None
    moment = _short(moment)
    if moment.isdecimal() and int(moment) > _EPOCH_MS:
        return datetime.fromtimestamp(int(moment) / 1000, UTC).isoformat()
    if _ISO.match(moment):
        return datetime.fromisoformat(
            re.sub(r" (?=[+-]\d)|Z$", lambda each: each[0].replace("Z", "+00:00").strip(), moment)
        ).isoformat()
    own_day = day_of(moment, month_first=month_first) if re.search(r"\d{4}", moment) else None
    clock = clock_of(re.sub(r"^.*\d{4}", "", moment) if own_day else moment)
    when = own_day or (day_of(day, month_first=month_first) if day else None)
    if clock is None:
        if own_day:
            return None
        message = f"{moment!r} is no time"
        raise ValueError(message)
    return datetime.combine(when, clock).isoformat() if when else None


def _short(text: str | None) -> str:
    return " ".join((text or "").split())[:_LONGEST]


def halves(text: str | None) -> tuple[str, str] | None:
    """Cut `9h-10h`, `09:00 – 10:30` and `de 9 h à 10 h 30` into beginning and end; None for what is no such span."""
    found = _RANGE.fullmatch(_short(text))
    if found is None or not re.search(r"[:hap]", found[0], re.IGNORECASE):
        return None
    return found[1].strip(), found[2].strip()


def day_of(text: str | None, *, month_first: bool = False) -> date | None:
    """Read a day; None for nothing; raises ``ValueError``."""
    text = _short(text)
    if not text:
        return None
    if found := _YEAR_FIRST.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.search(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if month_first else (first, second)
        return date(int(found[3]) + (_CENTURY if len(found[3]) == 2 else 0), month, day)  # noqa: PLR2004 - `12/05/24`
    for pattern, places in ((_NAMED, (1, 2)), (_MONTH_FIRST, (2, 1))):
        if (found := pattern.search(text)) and (number := month_of(found[places[1]])):
            return date(int(found[3]), number, int(found[places[0]]))
    message = f"{text[:40]!r} is no day"
    raise ValueError(message)


def months_first(days: Iterable[str | None]) -> bool:
    """Say whether the days of a column are written month first: none has a day above 12 in front, and one behind.

    Where none has either, and hours in AM or PM stand behind them, whether the programme is no longer so.
    """
    days = list(days)
    if only_hours_tell(days):
        return _span(days, month_first=True) <= _span(days, month_first=False)
    found = [each for text in days if (each := _NUMBERS.search(_short(text)))]
    return all(int(each[1]) <= _NOON for each in found) and any(int(each[2]) > _NOON for each in found)


def only_hours_tell(days: Iterable[str | None]) -> bool:
    """Say whether days may be read month first and day first alike, and hours in AM or PM stand behind them."""
    found = [each for text in days if (each := _NUMBERS.search(_short(text)))]
    alike = all(1 <= int(part) <= _NOON for each in found for part in each.groups()[:2])
    return alike and any(_HALF.search(each.string) for each in found)


def _span(days: Iterable[str | None], *, month_first: bool) -> int:
    """Count the days from the first to the last of each year."""
    years: dict[int, list[date]] = {}
    for text in days:
        with suppress(ValueError):
            if _NUMBERS.search(_short(text)) and (day := day_of(text, month_first=month_first)):
                years.setdefault(day.year, []).append(day)
    return sum((max(each) - min(each)).days for each in years.values())


def clock_of(text: str) -> time | None:
    """Read the time of a day: `9h30`, `09:30`, `9 h`, `2:30 PM`; None when there is none; raises ``ValueError``."""
    found = _TIME.search(text)
    if (named := _NAMES.get(text.strip().lower())) is not None:
        return named
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[4] or "").lower()
    elif found := _HOUR_ONLY.search(text):
        hour, minute, half = int(found[1]), 0, found[2].lower()
    else:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute)


def minutes_of(text: str | float | None) -> int | None:
    """Read a duration in minutes: `45`, `00:45`, `1h30`, `45 min`, `PT1H30M`; None for none; raises ``ValueError``."""
    if text is None or isinstance(text, bool) or text == "":
        return None
    if isinstance(text, int | float):
        return round(text) or None
    bare = _short(text).lower()
    if found := re.fullmatch(r"p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?", bare):
        days, hours, minutes = (int(each or 0) for each in found.groups()[:3])
        return days * 1440 + hours * 60 + minutes or None
    if found := re.fullmatch(r"(\d+)\s*(?:m|mn|min|mins|minutes?|')?\.?", bare):
        return int(found[1]) or None
    if found := re.fullmatch(r"(\d+)\s*(?::|h|heures?|hours?)\s*(\d{1,2})?\s*(?::\d{2}|m|min|minutes?)?", bare):
        return int(found[1]) * 60 + int(found[2] or 0) or None
    message = f"{text[:40]!r} is no duration"
    raise ValueError(message)


def minutes_between(start: str, end: str) -> int | None:
    """Count the minutes between two moments; None where they cannot be compared or the end is not after the start."""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    if (first.tzinfo is None) != (last.tzinfo is None):
        return None
    return max((last - first) // timedelta(minutes=1), 0) or None
