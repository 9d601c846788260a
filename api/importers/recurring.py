"""When an event of a calendar recurs (RFC 5545, 3.8.5): the moments of its RRULE and RDATE, without those of EXDATE.

dateutil works the rules out. All is done in the event's own local time, as a clock on the wall shows it: 18:00 stays
18:00 when summer time begins.

Decision: what recurs without end is no programme, so that at most ``MOST`` moments are given, none more than two years
after the first; a rule by the minute or the second is refused. Whoever asks is told of what was cut.

Decision: a rule is worked out as late as the calendar is the same again, as it is after 400 years. dateutil looks for
a moment to the end of the year 9999, and a rule that has none (30 February) would keep it busy for half a minute.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Component

MOST = 100
LONGEST = timedelta(days=731)
_SAME_AGAIN = timedelta(days=146_097)  # 400 years
_LATE = 9_996
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})


def recurs(event: Component) -> bool:
    """Say whether an event is more than one."""
    return bool(event.get("RRULE") or event.get("RDATE"))


def moments(event: Component, most: int = MOST) -> tuple[list[datetime], bool]:
    """Give the local moments of an event that recurs, in order, and whether some were cut; raises ``ValueError``."""
    begins = getattr(event.get("DTSTART"), "dt", None)
    zone = getattr(begins, "tzinfo", None)
    start = wall(begins, zone)
    found: set[datetime] = {start}
    cut = False
    for rule in _listed(event.get("RRULE")):
        own, more = _of_rule(rule, start, zone)
        cut = cut or more
        found |= set(own)
    named = {wall(each, zone) for each in _dates(event, "RDATE")}
    found |= {each for each in named if each <= start + LONGEST}
    cut = cut or not named <= found
    out = list(_dates(event, "EXDATE"))
    days = {each for each in out if not isinstance(each, datetime)}
    gone = {wall(each, zone) for each in out if isinstance(each, datetime)}
    left = sorted(each for each in found - gone if each.date() not in days)
    return left[:most], cut or len(left) > most


def wall(value: object, zone: tzinfo | None) -> datetime:
    """Give what a clock of the zone shows at a moment, of a day its beginning; raises ``ValueError`` for any other."""
    if isinstance(value, tuple):  # a period: its start
        value = value[0]
    if isinstance(value, datetime):
        return (value.astimezone(zone) if zone and value.tzinfo else value).replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    message = "it recurs, and has no start"
    raise ValueError(message)


def _of_rule(rule: Any, start: datetime, zone: tzinfo | None) -> tuple[list[datetime], bool]:
    """Give the moments of a rule, and whether it goes on; its COUNT and UNTIL hold, of whatever type they are."""
    parts = dict(rule)
    if _TOO_OFTEN & {str(each).upper() for each in parts.get("FREQ", ())}:
        message = "it recurs every minute or second"
        raise ValueError(message)
    count = int(next(iter(parts.pop("COUNT", ())), MOST + 1))
    if count < 1 or any(int(each) < 1 for each in parts.get("INTERVAL", ())):
        message = "its rule has a COUNT or an INTERVAL below 1"
        raise ValueError(message)
    ends = [
        wall(until, zone) + (timedelta(0) if isinstance(until, datetime) else timedelta(days=1, seconds=-1))
        for until in parts.pop("UNTIL", ())
    ]
    text = ";".join(f"{name}={','.join(_written(each) for each in values)}" for name, values in parts.items())
    later = _SAME_AGAIN * ((_LATE - start.year) // 400)
    own: list[datetime] = []
    for moment in islice(rrulestr(text, dtstart=start + later), min(count, MOST + 1)):
        if any(moment - later > end for end in ends):
            return own, False
        if moment - later > start + LONGEST:
            return own, True
        own.append(moment - later)
    return own, len(own) > MOST


def _written(value: Any) -> str:
    return value.to_ical().decode() if hasattr(value, "to_ical") else str(value)


def _dates(event: Component, name: str) -> Iterator[Any]:
    for prop in _listed(event.get(name)):
        yield from (each.dt for each in prop.dts)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
