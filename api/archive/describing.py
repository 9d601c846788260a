"""One row, its parts loaded → its record. Pure, but for what SQLAlchemy has not loaded."""

from collections.abc import Iterable
from datetime import UTC, datetime

from api.archive.identifiers import slugify
from api.archive.models import (
    Attribution,
    Event,
    Mention,
    Organisation,
    Quote,
    Source,
    Speaker,
    Talk,
    TalkSpeaker,
    Thing,
    Topic,
)
from api.archive.people import sort_name_of
from api.records import (
    AttributionRecord,
    EventRecord,
    MentionRecord,
    OrganisationRecord,
    QuoteRecord,
    SourceRecord,
    SpeakerEntry,
    SpeakerRecord,
    TalkRecord,
)


def event_record(event: Event) -> EventRecord:
    """Describe an event."""
    return EventRecord(
        external_id=_key(event),
        name=event.name,
        slug=event.slug,
        series=event.series,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        timezone=event.timezone,
        venue=event.venue,
        city=event.city,
        country=event.country,
        language=event.language,
        organiser=event.organiser,
        url=event.url,
        description=event.description,
        topics=_topics(event.topics),
        rights=event.rights,
        status=event.status,
    )


def talk_record(talk: Talk) -> TalkRecord | None:
    """Describe a talk; without its event it cannot be."""
    event = _reference(talk.event)
    if event is None:
        return None
    return TalkRecord(
        external_id=_key(talk),
        event=event,
        title=talk.title,
        slug=talk.slug,
        abstract=talk.abstract,
        kind=talk.kind,
        language=talk.language,
        starts_at=_instant(talk.starts_at),
        duration_minutes=talk.duration_minutes,
        room=talk.room,
        recording_url=talk.recording_url,
        speakers=tuple(entry for row in talk.speakers if (entry := _speaker_entry(row)) is not None),
        topics=_topics(talk.topics),
        status=talk.status,
    )


def speaker_record(speaker: Speaker) -> SpeakerRecord:
    """Describe a person."""
    return SpeakerRecord(
        external_id=_key(speaker),
        name=speaker.name,
        slug=speaker.slug,
        sort_name=None if speaker.sort_name == sort_name_of(speaker.name) else speaker.sort_name,
        other_names=tuple(speaker.other_names),
        biography=speaker.biography,
        identifiers=dict(sorted(speaker.identifiers.items())),
    )


def organisation_record(organisation: Organisation) -> OrganisationRecord:
    """Describe an organisation."""
    return OrganisationRecord(
        external_id=_key(organisation),
        name=organisation.name,
        slug=organisation.slug,
        acronym=organisation.acronym,
        kind=organisation.kind,
        parent=_reference(organisation.parent),
    )


def source_record(source: Source) -> SourceRecord:
    """Describe a source."""
    return SourceRecord(
        external_id=_key(source),
        title=source.title,
        publisher=source.publisher,
        byline=source.byline,
        published_on=source.published_on,
        url=source.url,
        archived_url=source.archived_url,
        language=source.language,
        rights=source.rights,
        sha256=source.sha256,
        status=source.health,
    )


def quote_record(quote: Quote) -> QuoteRecord:
    """Describe a quote."""
    talk_is_out = quote.talk is not None and _reference(quote.talk.event) is not None
    return QuoteRecord(
        external_id=_key(quote),
        text=quote.text,
        kind=quote.kind,
        language=quote.language,
        said_on=quote.said_on,
        event=_reference(quote.event),
        talk=_reference(quote.talk) if talk_is_out else None,
        parent=_reference(quote.parent),
        topics=_topics(quote.topics),
        status=quote.status,
        verification=quote.verification,
        attributions=tuple(_attribution(row) for row in quote.attributions),
        mentions=tuple(
            _mention(row, source) for row in quote.mentions if (source := _reference(row.source)) is not None
        ),
    )


def _speaker_entry(row: TalkSpeaker) -> SpeakerEntry | None:
    """Describe a speaker in a programme; one who has been withdrawn is not named again."""
    name = row.name or (row.speaker.name if row.speaker else None)
    if name is None or _is_withdrawn(row.speaker):
        return None
    return SpeakerEntry(
        name=name,
        speaker=_reference(row.speaker),
        printed_as=row.printed_as,
        role=row.role,
        organisation=_reference(row.organisation),
    )


def _attribution(row: Attribution) -> AttributionRecord:
    """Describe an attribution; a withdrawn speaker's name would make a new person, and stays as printed only."""
    withdrawn = _is_withdrawn(row.speaker)
    return AttributionRecord(
        kind=row.kind,
        name=None if withdrawn else row.name,
        speaker=_reference(row.speaker),
        printed_as=row.printed_as or (row.name if withdrawn else None),
        role=row.role,
        organisation=_reference(row.organisation),
    )


def _mention(row: Mention, source: str) -> MentionRecord:
    return MentionRecord(
        source=source,
        prefix=row.prefix,
        exact=row.exact,
        suffix=row.suffix,
        context=row.context,
        cue_verb=row.cue_verb,
    )


def _key(thing: Thing) -> str:
    return thing.external_id or thing.public_id


def _is_withdrawn(thing: Thing | None) -> bool:
    return thing is not None and thing.withdrawn_at is not None


def _reference(thing: Thing | None) -> str | None:
    return None if thing is None or _is_withdrawn(thing) else _key(thing)


def _topics(topics: Iterable[Topic]) -> tuple[str, ...]:
    """Name topics in an order that does not depend on their slugs, each that an import would tell apart once."""
    by_key: dict[str, str] = {}
    for topic in sorted(topics, key=lambda one: (slugify(one.name), one.name)):
        by_key.setdefault(topic.name_key, topic.name)
    return tuple(by_key.values())


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
