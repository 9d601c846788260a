"""Programmes → records: which event they are of, what is left out, what is told. Pure.

What a file does not say stays unsaid, and whatever is dropped or doubtful is told with its place: an entry that
cannot be used costs itself, a day or a room that cannot be read costs that alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count

from api.archive.identifiers import slugify
from api.importers.entries import Entries
from api.importers.events import Identity, event_record, identify, is_zone, stem
from api.importers.lines import BadLine, Line
from api.importers.moments import day_of, months_first, only_hours_tell
from api.importers.names import name_of
from api.importers.persons import Persons, external_id, people_for
from api.importers.programme import Programme, Session, Slot
from api.importers.reading import LeftOut, Note, Reading, Wanted
from api.importers.words import is_break_title, is_break_type, is_out, names_a_talk
from api.plain_text import line
from api.records import TalkRecord

_EXAMPLES = 5
_A_DAY = len("1/1/2019")


def assemble(programmes: Mapping[str, Programme], wanted: Wanted) -> dict[str, Reading]:
    """Make the records of the programmes of one call, by the names of their files.

    A file of people, and one of slots, completes the sessions that another file has; people of whom no session
    speaks are left out, unless the call has no sessions at all.
    """
    slots = {slot.key: slot for programme in programmes.values() for slot in programme.slots}
    alone = not any(programme.sessions for programme in programmes.values())
    readings: dict[str, Reading] = {}
    used: set[str] = set()
    for name, programme in programmes.items():
        if programme.sessions or programme.flaws:
            people, other = people_for(programme, name, programmes)
            used.update([other] if other else [])
            readings[name] = _Assembly(name, programme, Persons(people), slots, wanted).of_sessions()
    for name, programme in programmes.items():
        if name not in readings:
            assembly = _Assembly(name, programme, Persons(programme.people), {}, wanted)
            drawn_on = name in used or bool(programme.slots)
            readings[name] = assembly.of_people() if alone else assembly.of_nothing(drawn_on=drawn_on)
    return {name: readings[name] for name in programmes}


class _Assembly:
    """One file on its way to records."""

    def __init__(
        self, name: str, programme: Programme, persons: Persons, slots: Mapping[str, Slot], wanted: Wanted
    ) -> None:
        self.name = name
        self.programme = programme
        self.wanted = wanted
        self.sessions = [_placed(each, slots) for each in programme.sessions]
        self.left_out: list[LeftOut] = []
        self.lines: list[Line | BadLine] = []
        days = [part for each in self.sessions for part in (each.day, each.starts_at)]
        self.entries = Entries(persons, wanted.keep_contacts, months_first(days))
        if only_hours_tell(days):
            order = "month" if self.entries.month_first else "day"
            self.entries.notes.append(Note("1", f"its days are read {order} first, which nothing says for certain"))

    def of_sessions(self) -> Reading:
        """Make the records of a file with sessions."""
        editions: dict[str | None, list[Session]] = {}
        for session in self.sessions:
            editions.setdefault(session.edition, []).append(session)
        days = {edition: self._days(sessions) for edition, sessions in editions.items()}
        identities = {
            edition: identify(self.programme, self.name, self.wanted, days[edition], edition) for edition in editions
        }
        seen: dict[str, Session] = {}
        made = [(each, found) for each in self.sessions if (found := self._line(each, identities[each.edition], seen))]
        # Languages last: what tells them is loaded while texts are made clean.
        self.lines += (spoken := [self._in_its_language(session, found) for session, found in made])
        talks = [
            (session.edition, found.record)
            for (session, _), found in zip(made, spoken, strict=True)
            if isinstance(found, Line) and isinstance(found.record, TalkRecord)
        ]
        events: dict[str, Line] = {}
        for edition, identity in identities.items():
            own = [talk for its_edition, talk in talks if its_edition == edition]
            if own:
                events.setdefault(
                    identity.external_id,
                    Line(1, replace(event_record(identity, own, days[edition]), series=self.wanted.series)),
                )
                self._tell_of(identity)
        if not any(identity.known for identity in identities.values()):
            self.lines[:0] = events.values()
        self.entries.notes += (Note(each.where or str(each.number), each.reason) for each in self.programme.remarks)
        self.lines += (BadLine(flaw.number, flaw.reason, where=flaw.where) for flaw in self.programme.flaws)
        return self._reading(next(iter(events), None))

    def of_people(self) -> Reading:
        """Make the records of a file that has only people."""
        event = slugify(self.wanted.event or "") or slugify(stem(self.name))
        for person in self.programme.people:
            self.entries.count_unread(person)
            name = name_of(person.name)
            if name is None or not self.entries.describe(replace(person, name=name), event):
                reason = "has no name" if name is None else "has no id, which a person without a session needs"
                self.lines.append(BadLine(person.number, reason, where=person.where))
        return self._reading(None)

    def of_nothing(self, *, drawn_on: bool) -> Reading:
        """Tell of a file without sessions beside one that has them."""
        for person in self.programme.people:
            self.entries.count_unread(person)
        told = "read together with the sessions" if drawn_on else "no session here speaks of what is in it"
        return Reading(notes=(Note("1", told),), dropped=self.entries.dropped)

    def _reading(self, event: str | None) -> Reading:
        entries = self.entries
        for found, told in (
            (entries.logins, "names that people sign in with, kept as printed"),
            (entries.nameless, "speakers left out, of whom there is only an id (is there a file of speakers?)"),
        ):
            if found:
                examples = ", ".join(list(found)[:_EXAMPLES]) + (", …" if len(found) > _EXAMPLES else "")
                entries.notes.insert(0, Note(next(iter(found.values())), f"{told}: {len(found)} ({examples})"))
        if entries.zoneless:
            told = "times left out, because nothing says their zone (--timezone Europe/Paris would)"
            entries.notes.insert(0, Note("1", f"{told}: {entries.zoneless}"))
        if entries.dayless:
            told = "times left out, because nothing says their day"
            entries.notes.insert(0, Note("1", f"{told}: {entries.dayless}"))
        return Reading(
            lines=(*entries.people.values(), *self.lines),
            notes=tuple(entries.notes),
            left_out=tuple(self.left_out),
            dropped=entries.dropped,
            event=event,
        )

    def _days(self, sessions: Sequence[Session]) -> set[date]:
        """Give the days of sessions, those that can be read."""
        days: set[date] = set()
        for text in (text for session in sessions for text in (session.day, session.starts_at)):
            try:
                found = day_of(text, month_first=self.entries.month_first) if text and len(text) >= _A_DAY else None
            except ValueError:
                continue
            days.update([found] if found else [])
        return days

    def _tell_of(self, identity: Identity) -> None:
        if identity.guessed:
            told = f"nothing says of which event this is: taken for “{identity.name}” (--event NAME says it)"
            self.entries.notes.insert(0, Note("1", told))
        zone = self.programme.conference and self.programme.conference.timezone
        if zone and not is_zone(zone):
            self.entries.notes.append(Note("1", f"{zone!r} is no time zone: left out"))

    def _line(self, session: Session, identity: Identity, seen: dict[str, Session]) -> Line | BadLine | None:
        """Make the line of an entry, or tell why there is none."""
        self.entries.count_unread(session)
        title = line(session.title or "")
        if why := _reason_to_leave(session, title):
            self.left_out.append(LeftOut(session.place, title, why))
            return None
        key = external_id(identity.external_id, "", session.key or slugify(title) or str(session.number))
        if not title:
            return BadLine(session.number, "has no title", ("talk", key), session.where)
        if not session.key:
            key = next(name for name in chain((key,), (f"{key}-{number}" for number in count(2))) if name not in seen)
        if earlier := seen.get(key):
            if line(earlier.title or "") != title:
                return BadLine(session.number, f"has the id of the entry at {earlier.place}", where=session.where)
            self.entries.note(session, f"{title[:60]!r} is at {earlier.place} already: taken once")
            return None
        seen[key] = session
        return Line(session.number, self.entries.talk(session, identity, key, title), session.where)

    def _in_its_language(self, session: Session, made: Line | BadLine) -> Line | BadLine:
        """Give the line of a talk the language of the talk."""
        if not isinstance(made, Line) or not isinstance(made.record, TalkRecord):
            return made
        return replace(made, record=replace(made.record, language=self.entries.language(session, made.record)))


def _placed(session: Session, slots: Mapping[str, Slot]) -> Session:
    """Complete a session by the slot that another part of the files has for it."""
    slot = slots.get(session.key or "")
    if slot is None:
        return session
    return replace(
        session,
        day=session.day or slot.day,
        starts_at=session.starts_at or slot.starts_at,
        ends_at=session.ends_at or slot.ends_at,
        duration=session.duration or slot.duration,
        room=session.room or slot.room,
    )


def _reason_to_leave(session: Session, title: str) -> str | None:
    """Say why an entry is no talk, or None: what somebody speaks in is one, whatever its title."""
    if is_out(session.state):
        return f"not in the programme ({line(session.state or '')})"
    if session.people or (session.speakers or "").strip():
        return None
    if session.service and not names_a_talk(title):
        return "a break, says the file"
    return "a break" if is_break_type(session.kind) or is_break_title(title) else None
