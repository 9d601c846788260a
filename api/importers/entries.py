"""One entry of a programme → a talk and the records of its people. Pure, but for what is told along the way."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from api.archive import rules
from api.archive.identifiers import slugify
from api.importers import contacts
from api.importers.events import Identity
from api.importers.languages import detected, prepare
from api.importers.lines import Line
from api.importers.moments import clock_of, day_of, halves, instant, minutes_between, minutes_of
from api.importers.names import is_login, names_in
from api.importers.persons import Persons, external_id
from api.importers.programme import Person, Session
from api.importers.reading import Note
from api.importers.words import bare, kind_of, language_of
from api.plain_text import clean, line, plain_text
from api.records import SpeakerEntry, SpeakerRecord, TalkRecord
from search.typography import canonical

T = TypeVar("T")
_NO_ROOMS = frozenset(("unknown", "inconnu", "inconnue", "tba", "tbd", "a definir", "none", "n a"))
_SHOWN = 60


@dataclass
class Entries:
    """Makes the talks of one file, and keeps what is to be told of it.

    ``logins`` and ``nameless`` have the place of the first entry that each was met in; ``people`` the records of
    those whom the file tells apart by a key.
    """

    persons: Persons
    keep_contacts: bool = False
    month_first: bool = False
    notes: list[Note] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    logins: dict[str, str] = field(default_factory=dict)
    nameless: dict[str, str] = field(default_factory=dict)
    people: dict[str, Line] = field(default_factory=dict)
    zoneless: int = 0
    dayless: int = 0

    def talk(self, session: Session, identity: Identity, key: str, title: str) -> TalkRecord:
        """Make the talk of an entry, without its language."""
        texts = [text for each in session.texts if (text := self.without_contacts(plain_text(each))) not in ("", title)]
        starts_at, minutes = self._times(session, identity)
        recording = session.recording
        if recording and rules.web_address(recording):
            self.note(session, f"{recording[:_SHOWN]!r} is no web address: left out")
            recording = None
        abstract = "\n\n".join(dict.fromkeys(texts)) or None
        prepare(title, abstract)
        return TalkRecord(
            external_id=key,
            event=identity.external_id,
            title=self.without_contacts(title),
            abstract=abstract,
            kind=kind_of(session.kind),
            starts_at=starts_at,
            duration_minutes=minutes,
            room=None if bare(session.room or "") in _NO_ROOMS else self._short(session.room),
            recording_url=recording,
            speakers=tuple(self._speakers(session, identity.external_id)),
            topics=_topics(session.topics),
        )

    def language(self, session: Session, talk: TalkRecord) -> str | None:
        """Give the language declared, told where the words read as another; where none is, that of the words."""
        declared, found = language_of(session.language), detected([talk.title, talk.abstract])
        if session.language and declared is None:
            self.note(session, f"{session.language[:_SHOWN]!r} is no language known here: left out")
        elif declared and found and declared.split("-")[0] != found:
            self.note(session, f"declared {declared}, but its words read as {found}: kept as declared")
        return declared or found

    def describe(self, person: Person, event: str | None) -> SpeakerRecord | None:
        """Make the record of a person whom the file tells apart by a key, once; a login or an address is no key."""
        key, name = person.key, person.name
        if not key or not name or any(contacts.count(key)):
            return None
        if canonical(key) == canonical(name) and not person.biography:
            return None
        made = external_id(event, "speaker", key)
        if made not in self.people:
            biography = self.without_contacts(plain_text(person.biography)) if person.biography else None
            record = SpeakerRecord(external_id=made, name=name, biography=biography or None)
            self.people[made] = Line(person.number, record, person.where)
        described = self.people[made].record
        return described if isinstance(described, SpeakerRecord) else None

    def without_contacts(self, text: str) -> str:
        """Take addresses and numbers out of a text, and count them."""
        if self.keep_contacts:
            return text
        found = contacts.stripped(text)
        self.dropped.update(addresses=found.addresses, numbers=found.numbers)
        return found.text

    def count_unread(self, entry: Session | Person) -> None:
        """Count the addresses and numbers that stand where nobody reads: these are dropped, too."""
        people = entry.people if isinstance(entry, Session) else ()
        for text in (*entry.unread, *(each for person in people for each in person.unread)):
            addresses, numbers = contacts.count(text)
            self.dropped.update(addresses=addresses, numbers=numbers)

    def note(self, session: Session, text: str) -> None:
        """Tell something of an entry."""
        self.notes.append(Note(session.place, text))

    def _times(self, session: Session, identity: Identity) -> tuple[str | None, int | None]:
        first = self.month_first
        if session.ends_at is None and (span := halves(session.starts_at)):
            session = replace(session, starts_at=span[0], ends_at=span[1])
        if session.day and not session.starts_at:
            self._tried(session, "day", lambda: day_of(session.day, month_first=first))
        start = self._tried(session, "start", lambda: instant(session.day, session.starts_at, month_first=first))
        end = self._tried(session, "end", lambda: instant(session.day, session.ends_at, month_first=first))
        minutes = self._tried(session, "duration", lambda: minutes_of(session.duration))
        if minutes is None and start and end:
            minutes = minutes_between(start, end)
        if start is None and session.starts_at and not session.day and _is_clock(session.starts_at):
            self.dayless += 1
        if start and identity.timezone is None and not _has_offset(start):
            self.zoneless += 1
            start = None
        return start, minutes

    def _tried(self, session: Session, what: str, read: Callable[[], T | None]) -> T | None:
        try:
            return read()
        except (ValueError, OverflowError) as error:
            self.note(session, f"its {what} is left out: {error}")
            return None

    def _speakers(self, session: Session, event: str) -> list[SpeakerEntry]:
        """Make the entries of those who speak, each once, in order."""
        entries: dict[str, SpeakerEntry] = {}
        columns = session.columns or (Person(name=session.speakers),)
        written = [
            replace(each, name=name) for each in columns for name in names_in(each.name or "", plural=session.many)
        ]
        for person in (*session.people, *written):
            found = self.persons.find(person)
            meant = found or person
            names = [name for name in names_in(meant.name or "") if not self._is_contact(name)]
            if not names and (meant.key or meant.name):
                told = contacts.stripped(str(meant.key or meant.name)).text
                self.nameless.setdefault(told, session.place)
            for entry in self._entries(meant, names, session, event, keyed=found is not None):
                entries.setdefault(entry.speaker or entry.name, entry)
        return list(entries.values())

    def _entries(
        self, person: Person, names: Sequence[str], session: Session, event: str, *, keyed: bool
    ) -> list[SpeakerEntry]:
        """Make an entry of each name; of one name alone, the person whom the file describes."""
        record = None
        if keyed and len(names) == 1:
            number, where = person.number or session.number, person.where or session.where
            record = self.describe(replace(person, name=names[0], number=number, where=where), event)
        printed = clean(person.name or "")
        for name in filter(is_login, names):
            self.logins.setdefault(name, session.place)
        return [
            SpeakerEntry(
                name=name,
                speaker=record.external_id if record else None,
                printed_as=printed if printed != name else None,
                role=self._short(person.role),
                organisation=self._short(person.organisation),
            )
            for name in names
        ]

    def _is_contact(self, name: str) -> bool:
        """Say whether somebody is named by an address alone, which then is dropped."""
        return not self.keep_contacts and self.without_contacts(name) != name

    def _short(self, text: str | None) -> str | None:
        """Make one clean line of a room, a role or an organisation, as long as the archive takes."""
        return self.without_contacts(line(text))[: rules.SHORT_TEXT].strip() or None if text else None


def _is_clock(text: str) -> bool:
    """Say whether a text has the time of a day."""
    try:
        return clock_of(text) is not None
    except ValueError:
        return False


def _has_offset(moment: str) -> bool:
    return moment.endswith("Z") or moment[-6:-5] in {"+", "-"}


def _topics(labels: Sequence[str]) -> tuple[str, ...]:
    """Make topics of labels: their emoji and blanks off, each once, none without a letter or a digit."""
    found: dict[str, str] = {}
    for label in labels:
        text = "".join(each for each in line(label) if each.isalnum() or each in " -_/&+#.'’(),:").strip(" -_/&.,:")
        if slugify(text):
            found.setdefault(bare(text) or text, text[: rules.SHORT_TEXT])
    return tuple(found.values())
