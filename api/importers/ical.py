"""iCalendar (RFC 5545), as schedules are subscribed to: pretalx, frab, Sched, Google and conferences' own.

icalendar reads it, and skips a line that it cannot read. A session that recurs is a session at each of its times
(``occurrences``).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Component

from api.importers.content import Content
from api.importers.lines import BadFile
from api.importers.nesting import nested
from api.importers.occurrences import Occurrences
from api.importers.programme import Conference, Flaw, Person, Programme, Session
from api.importers.recurring import recurs

_SHOWN = 40
_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)


def recognise(content: Content) -> bool:
    """Look for BEGIN:VCALENDAR."""
    return content.text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"


def read(content: Content) -> Programme:
    """Read the calendar's name and its events."""
    whole = nested(content.text)
    try:
        calendars = Calendar.from_ical(whole.text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise BadFile(f"is not iCalendar: {error}") from error
    events = [(event, calendar) for calendar in calendars for event in calendar.walk("VEVENT")]
    places = whole.events
    remarks = [*whole.remarks]
    remarks += [flaw for number, (event, _) in zip(places, events, strict=True) for flaw in _unread(event, number)]
    entries: list[Session | Flaw] = [*whole.flaws]
    read: list[tuple[int, Component, Session]] = []
    for number, (event, calendar) in zip(places, events, strict=True):
        try:
            read.append((number, event, _session(event, calendar, number)))
        except _UNREADABLE as error:
            entries.append(Flaw(number=number, reason=f"cannot be read: {error}"))
    occurrences = Occurrences([(event, session) for _, event, session in read])
    for number, event, session in read:
        try:
            sessions, cut = occurrences.of(event, session)
        except _UNREADABLE as error:
            entries.append(Flaw(number=number, reason=f"cannot be read: {error}"))
            continue
        entries += sessions
        if recurs(event):
            told = f"recurs: talks taken of it: {len(sessions)}" + (", the first of more" if cut else "")
            remarks.append(Flaw(number=number, reason=told))
    first = calendars[0] if calendars else Calendar()
    zone = _word(first, "X-WR-TIMEZONE") or next((str(each.get("TZID", "")) for each in first.walk("VTIMEZONE")), None)
    name = _word(first, "X-WR-CALNAME") or _word(first, "NAME")
    return Programme(
        conference=Conference(name=name, timezone=zone, url=_word(first, "URL")) if name else None,
        timezone=zone,
        sessions=tuple(each for each in entries if isinstance(each, Session)),
        flaws=tuple(each for each in entries if isinstance(each, Flaw)),
        remarks=tuple(remarks),
    )


def _unread(event: Component, number: int) -> Iterator[Flaw]:
    """Take out of an event what cannot be read, and tell of it."""
    if any(name is None for name, _ in event.errors):
        yield Flaw(number=number, reason="what is no NAME:VALUE in it is left out")
    for name in dict.fromkeys(name for name, _ in event.errors if name and name in event):
        told = f"its {name} is left out: {str(event.pop(name))[:_SHOWN]!r} cannot be read"
        yield Flaw(number=number, reason=told)


def _session(event: Component, calendar: Component, number: int) -> Session:
    title, people = _word(event, "SUMMARY"), tuple(_people(event))
    speakers = None
    if title and "pretalx" in str(calendar.get("PRODID", "")).lower() and " - " in title:
        # pretalx writes «title - names», and nothing else of the names.
        title, speakers = title.rsplit(" - ", 1)
    return Session(
        number=number,
        key=_word(event, "UID"),
        title=title,
        texts=tuple(filter(None, [_word(event, "DESCRIPTION")])),
        kind=next(iter(_categories(event)), None),
        language=getattr(event.get("SUMMARY"), "params", {}).get("LANGUAGE"),
        day=_day(event),
        starts_at=_moment(event, "DTSTART"),
        ends_at=_moment(event, "DTEND"),
        duration=_minutes(event),
        room=_word(event, "LOCATION"),
        people=people,
        speakers=speakers,
        many=True,
        topics=tuple(_categories(event)),
        state=_word(event, "STATUS"),
    )


def _word(component: Component, name: str) -> str | None:
    value = component.get(name)
    value = value[0] if isinstance(value, list) else value
    return str(value).strip() or None if value is not None else None


def _moment(event: Component, name: str) -> str | None:
    """Give a moment as ISO 8601: local where it is, with its offset where it has a zone; a day alone is no moment."""
    prop = event.get(name)
    value = getattr(prop, "dt", None)
    return value.isoformat() if isinstance(value, datetime) else None


def _day(event: Component) -> str | None:
    """Give the day of an event that lasts all day."""
    value = getattr(event.get("DTSTART"), "dt", None)
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else None


def _minutes(event: Component) -> int | None:
    value = getattr(event.get("DURATION"), "dt", None)
    return value // timedelta(minutes=1) if isinstance(value, timedelta) else None


def _categories(event: Component) -> Iterator[str]:
    given = event.get("CATEGORIES")
    for value in given if isinstance(given, list) else [given]:
        yield from (str(each).strip() for each in getattr(value, "cats", ()) if str(each).strip())


def _people(event: Component) -> Iterator[Person]:
    """Give those who take part by name; whoever organises is not among them."""
    given = event.get("ATTENDEE")
    for value in given if isinstance(given, list) else [given]:
        params = getattr(value, "params", {})
        if params.get("CN") and params.get("CUTYPE", "INDIVIDUAL") == "INDIVIDUAL":
            yield Person(name=str(params["CN"]), unread=(str(value).removeprefix("mailto:"),))
