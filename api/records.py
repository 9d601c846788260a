"""The import format: what one line of a file says, as frozen dataclasses.

Readers give them, the loader takes them, exporters write them. A record says only what its source says:
references are the ``external_id`` of another thing (or, for organisations, a name), dates are texts as
written, and whether a value is one that the archive accepts is the archive's to judge.

A key that a line does not have means the default written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """An edition of a conference; dates are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

    type: ClassVar[str] = "event"
    external_id: str
    name: str
    slug: str | None = None
    series: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    timezone: str | None = None
    venue: str | None = None
    city: str | None = None
    country: str | None = None
    language: str | None = None
    organiser: str | None = None
    url: str | None = None
    description: str | None = None
    topics: tuple[str, ...] = ()
    rights: str | None = None
    status: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """One speaker of a talk; ``speaker`` is the person's ``external_id``, ``organisation`` an id or a name."""

    name: str
    speaker: str | None = None
    printed_as: str | None = None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecord:
    """One item of an event's programme; ``starts_at`` is ISO 8601, local to the event when it has no offset."""

    type: ClassVar[str] = "talk"
    external_id: str
    event: str
    title: str
    slug: str | None = None
    abstract: str | None = None
    kind: str = "talk"
    language: str | None = None
    starts_at: str | None = None
    duration_minutes: int | None = None
    room: str | None = None
    recording_url: str | None = None
    speakers: tuple[SpeakerEntry, ...] = ()
    topics: tuple[str, ...] = ()
    status: str = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRecord:
    """A person; ``identifiers`` are ids given elsewhere, by the name of who gives them (``wikidata``)."""

    type: ClassVar[str] = "speaker"
    external_id: str
    name: str
    slug: str | None = None
    sort_name: str | None = None
    other_names: tuple[str, ...] = ()
    biography: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """Who a speaker speaks for; ``parent`` is an ``external_id`` or else a name."""

    type: ClassVar[str] = "organisation"
    external_id: str
    name: str
    slug: str | None = None
    acronym: str | None = None
    kind: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """Where words were printed or recorded; ``sha256`` is that of the text, in hexadecimal digits."""

    type: ClassVar[str] = "source"
    external_id: str
    title: str
    publisher: str | None = None
    byline: str | None = None
    published_on: str | None = None
    url: str | None = None
    archived_url: str | None = None
    language: str | None = None
    rights: str | None = None
    sha256: str | None = None
    status: str = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRecord:
    """Whose words a quote is, in the source's words; ``name`` is a person's, and asks for a speaker."""

    kind: str
    name: str | None = None
    speaker: str | None = None
    printed_as: str | None = None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRecord:
    """Where a source has the words: ``exact`` as printed, a few characters on each side, the verb that gives them."""

    source: str
    prefix: str | None = None
    exact: str | None = None
    suffix: str | None = None
    context: str | None = None
    cue_verb: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """The words, never rewritten; ``event``, ``talk`` and ``parent`` are ``external_id``."""

    type: ClassVar[str] = "quote"
    external_id: str
    text: str
    kind: str = "direct"
    language: str | None = None
    said_on: str | None = None
    event: str | None = None
    talk: str | None = None
    parent: str | None = None
    topics: tuple[str, ...] = ()
    status: str = "published"
    verification: str = "extracted"
    attributions: tuple[AttributionRecord, ...] = ()
    mentions: tuple[MentionRecord, ...] = ()


Record = EventRecord | TalkRecord | SpeakerRecord | OrganisationRecord | SourceRecord | QuoteRecord

RECORD_TYPES: Mapping[str, type[Record]] = {
    record.type: record
    for record in (OrganisationRecord, SpeakerRecord, EventRecord, SourceRecord, TalkRecord, QuoteRecord)
}
"""The class of each ``type``, each after those that it can refer to."""
