"""A conference's programme as a file has it: what the readers of schedules give, before anything is made of it.

Everything is as printed; ``None`` and the empty tuple mean that the file does not say. What is a break, a name, a
day or a language is told in one place for all formats: ``api.importers.assembling``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """Which event it is; ``key`` is the file's own name for it."""

    name: str
    key: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    timezone: str | None = None
    venue: str | None = None
    city: str | None = None
    country: str | None = None
    url: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a programme; one with a key and no name stands for the one whom another entry describes.

    ``unread`` are texts of the entry that are nobody's business (an address, answers to the organisers).
    """

    name: str | None = None
    key: str | None = None
    role: str | None = None
    organisation: str | None = None
    biography: str | None = None
    unread: tuple[str, ...] = ()
    number: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One entry of a programme; ``starts_at`` and ``ends_at`` may lack the day, which is then in ``day``.

    ``people`` are told apart by the file itself; ``speakers`` is a field in which they are written as one text, a
    list that commas part where ``many``; ``columns`` has that text as the columns of a table part it, each with a
    role and an organisation of its own. ``service`` is the file's own word for a break, ``state`` for its acceptance.
    """

    number: int
    where: str = ""
    key: str | None = None
    title: str | None = None
    texts: tuple[str, ...] = ()
    kind: str | None = None
    language: str | None = None
    day: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    duration: str | float | None = None
    room: str | None = None
    people: tuple[Person, ...] = ()
    speakers: str | None = None
    many: bool = False
    columns: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()
    recording: str | None = None
    service: bool = False
    state: str | None = None
    edition: str | None = None
    unread: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where to look in the file."""
        return self.where or str(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where the session of this key takes place, where a file says so apart from the sessions."""

    key: str
    day: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    duration: str | float | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """An entry that cannot be read, or not as it stands, and why."""

    number: int
    reason: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All that one file says; ``flaws`` are refused, ``remarks`` told of what was taken all the same."""

    conference: Conference | None = None
    sessions: tuple[Session, ...] = ()
    people: tuple[Person, ...] = ()
    slots: tuple[Slot, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    remarks: tuple[Flaw, ...] = ()
    timezone: str | None = None
