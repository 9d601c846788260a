"""What a revision keeps of a thing: its values under the names that go out, what it refers to by public id.

Decision: names within (of an event, of a speaker) are not kept: they have a history of their own. What is shown of an
old version has the names of today, and words that must be erased stand in one place.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from api.archive.models import Attribution, Event, Mention, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.reading.talks import zulu

State = dict[str, Any]


def state_of(thing: Thing) -> State:
    """Return the state of a thing that is in the database."""
    return _STATES[type(thing)](thing)


def kind_of(thing: Thing | type[Thing]) -> str:
    """Return the name of a thing's kind, such as `quote`."""
    return (thing if isinstance(thing, type) else type(thing)).__name__.lower()


def _id(thing: Thing | None) -> str | None:
    return None if thing is None else thing.public_id


def _topic(topic: Topic) -> State:
    return {"slug": topic.slug, "external_id": topic.external_id, "name": topic.name}


def _organisation(one: Organisation) -> State:
    return {
        "slug": one.slug,
        "external_id": one.external_id,
        "name": one.name,
        "acronym": one.acronym,
        "kind": one.kind,
        "parent": _id(one.parent),
    }


def _speaker(speaker: Speaker) -> State:
    return {
        "slug": speaker.slug,
        "external_id": speaker.external_id,
        "name": speaker.name,
        "sort_name": speaker.sort_name,
        "other_names": speaker.other_names,
        "biography": speaker.biography,
        "identifiers": speaker.identifiers,
    }


def _event(event: Event) -> State:
    return {
        "slug": event.slug,
        "external_id": event.external_id,
        "name": event.name,
        "series": event.series,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "timezone": event.timezone,
        "venue": event.venue,
        "city": event.city,
        "country": event.country,
        "language": event.language,
        "organiser": event.organiser,
        "url": event.url,
        "description": event.description,
        "topics": [topic.public_id for topic in event.topics],
        "rights": event.rights,
        "status": event.status,
    }


def _talk(talk: Talk) -> State:
    return {
        "slug": talk.slug,
        "external_id": talk.external_id,
        "title": talk.title,
        "abstract": talk.abstract,
        "kind": talk.kind,
        "language": talk.language,
        "starts_at": None if talk.starts_at is None else zulu(talk.starts_at),
        "duration_minutes": talk.duration_minutes,
        "room": talk.room,
        "recording_url": talk.recording_url,
        "event": talk.event.public_id,
        "topics": [topic.public_id for topic in talk.topics],
        "speakers": [
            {
                "name": each.name,
                "printed_as": each.printed_as,
                "role": each.role,
                "organisation": _id(each.organisation),
                "speaker": _id(each.speaker),
            }
            for each in talk.speakers
        ],
        "status": talk.status,
        "gone_since": None if talk.gone_since is None else zulu(talk.gone_since),
    }


def _source(source: Source) -> State:
    return {
        "external_id": source.external_id,
        "title": source.title,
        "publisher": source.publisher,
        "byline": source.byline,
        "published_on": source.published_on,
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "rights": source.rights,
        "sha256": source.sha256,
        "status": source.health,
    }


def _quote(quote: Quote) -> State:
    return {
        "external_id": quote.external_id,
        "text": quote.text,
        "language": quote.language,
        "kind": quote.kind,
        "said_on": quote.said_on,
        "status": quote.status,
        "verification": quote.verification,
        "parent": _id(quote.parent),
        "event": _id(quote.event),
        "talk": _id(quote.talk),
        "topics": [topic.public_id for topic in quote.topics],
        "attributions": [_attribution(each) for each in quote.attributions],
        "mentions": [_mention(each) for each in quote.mentions],
    }


def _attribution(one: Attribution) -> State:
    return {
        "kind": one.kind,
        "printed_as": one.printed_as,
        "role": one.role,
        "organisation": _id(one.organisation),
        "speaker": _id(one.speaker),
    }


def _mention(one: Mention) -> State:
    return {
        "source": one.source.public_id,
        "prefix": one.prefix,
        "exact": one.exact,
        "suffix": one.suffix,
        "context": one.context,
        "cue_verb": one.cue_verb,
    }


_STATES = cast(
    "Mapping[type[Thing], Callable[[Thing], State]]",
    {
        Topic: _topic,
        Organisation: _organisation,
        Speaker: _speaker,
        Event: _event,
        Talk: _talk,
        Source: _source,
        Quote: _quote,
    },
)
