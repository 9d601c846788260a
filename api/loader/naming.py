"""What a record names: the references, people, organisations and topics in it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.records import (
    AttributionRecord,
    OrganisationRecord,
    QuoteRecord,
    Record,
    SpeakerEntry,
    TalkRecord,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: where it stands (a JSON pointer), the type of thing, and the text that names it."""

    pointer: str
    type: str
    text: str


def references(record: Record) -> Iterator[Reference]:
    """Give every reference of a record to another thing."""
    for name, kind in (("event", "event"), ("talk", "talk"), ("parent", record.type)):
        text = getattr(record, name, None)
        if text is not None:
            yield Reference(f"/{name}", kind, text)
    for pointer, entry in _entries(record):
        if entry.speaker is not None:
            yield Reference(f"{pointer}/speaker", "speaker", entry.speaker)
        if entry.organisation is not None:
            yield Reference(f"{pointer}/organisation", "organisation", entry.organisation)
    if isinstance(record, QuoteRecord):
        for place, mention in enumerate(record.mentions):
            yield Reference(f"/mentions/{place}/source", "source", mention.source)


def people(record: Record) -> Iterator[SpeakerEntry | AttributionRecord]:
    """Give the entries of a record that stand for somebody."""
    return (entry for _, entry in _entries(record))


def organisation_names(record: Record) -> Iterator[str]:
    """Give the names by which a record's organisations may be known."""
    if isinstance(record, OrganisationRecord):
        yield record.name
        if record.acronym is not None:
            yield record.acronym
    for reference in references(record):
        if reference.type == OrganisationRecord.type:
            yield reference.text


def _entries(record: Record) -> Iterator[tuple[str, SpeakerEntry | AttributionRecord]]:
    if isinstance(record, TalkRecord):
        for place, speaker in enumerate(record.speakers):
            yield f"/speakers/{place}", speaker
    elif isinstance(record, QuoteRecord):
        for place, attribution in enumerate(record.attributions):
            yield f"/attributions/{place}", attribution
