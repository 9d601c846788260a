"""The sessions of a calendar's event: one at each time when it recurs (``recurring``), as other entries move it.

Each is known by the time that it was meant for, so that one that is moved stays the same. An entry that moves one
with ``RANGE=THISANDFUTURE`` changes what comes after it, too, and puts it off by as much (RFC 5545, 3.8.4.4).
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from icalendar import Component

from api.importers.programme import Session
from api.importers.recurring import LONGEST, MOST, moments, recurs, wall

MOST_OF_ALL = 5_000
"""Sessions of all events of a file that recur; of those after, the first session alone is taken."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What a session and those after it have become: from which time on, by how much later."""

    since: datetime
    put_off: timedelta
    session: Session
    lasts: timedelta | None


class Occurrences:
    """The sessions of the events of one file, and what its entries say of each other."""

    def __init__(self, events: Sequence[tuple[Component, Session]]) -> None:
        self._zones = {_uid(event): _zone(event) for event, _ in events if _meant_for(event) is None}
        self._moved = frozenset(self._moved_by(event for event, _ in events))
        self._changes = self._changed_by(events)
        self._left = MOST_OF_ALL

    def of(self, event: Component, session: Session) -> tuple[list[Session], bool]:
        """Give an event's sessions, and whether there would be more; those that another entry moves are left to it.

        Raises ``ValueError`` for what cannot be read.
        """
        uid, meant = _uid(event), _meant_for(event)
        if meant is not None:
            return [replace(session, key=f"{uid}/{_stamp(meant, self._zone_of(event))}" if uid else None)], False
        if not recurs(event):
            return [session], False
        found, cut = moments(event, max(1, min(MOST, self._left)))
        self._left -= len(found)
        zone, lasts = _zone(event), _lasts(event)
        first = _Change(datetime.min, timedelta(0), session, lasts)  # noqa: DTZ901 - before all, in whatever zone
        changes = [first, *self._changes.get(uid, ())]
        since = [change.since for change in changes]
        return [
            _at(
                moment,
                changes[bisect_right(since, moment) - 1],
                event,
                f"{uid}/{_stamp(moment, zone)}" if uid else None,
            )
            for moment in found
            if (uid, _stamp(moment, zone)) not in self._moved
        ], cut

    def _zone_of(self, event: Component) -> tzinfo | None:
        return self._zones.get(_uid(event), _zone(event))

    def _moved_by(self, events: Iterator[Component]) -> Iterator[tuple[str, str]]:
        """Tell of the sessions that have an entry of their own: their event's UID, and when each was meant for."""
        for event in events:
            uid, meant = _uid(event), _meant_for(event)
            if uid and meant is not None:
                with suppress(OverflowError):
                    yield uid, _stamp(meant, self._zone_of(event))

    def _changed_by(self, events: Sequence[tuple[Component, Session]]) -> Mapping[str | None, list[_Change]]:
        """Give what becomes of later sessions, by the UID of their event, in the order of time."""
        changes: dict[str | None, list[_Change]] = {}
        for event, session in events:
            meant, begins = _meant_for(event), getattr(event.get("DTSTART"), "dt", None)
            given = event.get("RECURRENCE-ID")
            reach = getattr(given, "params", {}).get("RANGE", "")
            if meant is None or str(reach).upper() != "THISANDFUTURE" or not isinstance(begins, date):
                continue
            zone = self._zone_of(event)
            with suppress(OverflowError):
                since = wall(meant, zone)
                change = _Change(since, wall(begins, zone) - since, session, _lasts(event))
                if abs(change.put_off) <= LONGEST:
                    changes.setdefault(_uid(event), []).append(change)
        return {uid: sorted(each, key=lambda change: change.since) for uid, each in changes.items()}


def _at(moment: datetime, change: _Change, event: Component, key: str | None) -> Session:
    """Give the session that was meant for a moment."""
    has_time, zone = isinstance(event.get("DTSTART").dt, datetime), _zone(event)
    starts = moment + change.put_off
    return replace(
        change.session,
        key=key,
        day=None if has_time else starts.date().isoformat(),
        starts_at=starts.replace(tzinfo=zone).isoformat() if has_time else None,
        ends_at=(starts + change.lasts).replace(tzinfo=zone).isoformat() if change.lasts is not None else None,
    )


def _lasts(event: Component) -> timedelta | None:
    begins, end, zone = getattr(event.get("DTSTART"), "dt", None), getattr(event.get("DTEND"), "dt", None), _zone(event)
    both = isinstance(begins, datetime) and isinstance(end, datetime)
    return wall(end, zone) - wall(begins, zone) if both else None


def _uid(event: Component) -> str | None:
    value = event.get("UID")
    value = value[0] if isinstance(value, list) else value
    return str(value).strip() or None if value is not None else None


def _meant_for(event: Component) -> date | None:
    """Give the time that a session was meant for which has an entry of its own."""
    given = event.get("RECURRENCE-ID")
    value = getattr(given[0] if isinstance(given, list) else given, "dt", None)
    return value if isinstance(value, date) else None


def _zone(event: Component) -> tzinfo | None:
    return getattr(getattr(event.get("DTSTART"), "dt", None), "tzinfo", None)


def _stamp(value: date, zone: tzinfo | None) -> str:
    """Write the moment that one of an event's sessions was meant for, in the event's own time."""
    return f"{wall(value, zone):%Y%m%dT%H%M}"
