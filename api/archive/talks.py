"""The verbs of talks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Quote, Talk, TalkSpeaker
from api.archive.people import Place
from api.archive.references import References
from api.archive.things import check_status, keep_or_find_person, place_slug, set_status, topics
from api.archive.writing import Draft, Scalar, assign, assign_parts

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "title": Scalar(rules.short_text, required=True),
    "slug": Scalar(rules.slug),
    "abstract": Scalar(rules.long_text),
    "kind": Scalar(rules.one_of(rules.TALK_KINDS), default="talk"),
    "language": Scalar(rules.language, default="fr"),
    "starts_at": Scalar(rules.instant),
    "duration_minutes": Scalar(rules.minutes),
    "room": Scalar(rules.short_text),
    "recording_url": Scalar(rules.web_address),
    "status": Scalar(rules.one_of(rules.TALK_STATUSES), default="published"),
}
SPEAKER_FIELDS = {
    "name": Scalar(rules.short_text),
    "printed_as": Scalar(rules.short_text),
    "role": Scalar(rules.short_text),
}


def write_talk(session: Session, talk: Talk | None, values: Mapping[str, object], refs: References) -> Talk:
    """Make a talk, or change one, and take its quotes along to another event; raises ``Invalid``, ``Conflict``."""
    draft = Draft(values, whole=talk is None)
    draft.scalars(FIELDS)
    check_status(draft, talk)
    event = draft.reference("event", "event", refs.event, required=True) or (talk.event if talk else None)
    topics(draft, refs)
    if draft.columns.get("starts_at") is not None:
        _place_in_time(draft, event.timezone if event else None)
    people = _programme(draft, refs)
    columns = draft.finish()
    if talk is None:
        talk = Talk()
    for position, part in enumerate(people or ()):
        place = Place(event, part["organisation"])
        part["speaker"] = keep_or_find_person(talk.speakers, position, part, place, refs)
        part["name"] = part["name"] or part["speaker"].name
    place_slug(talk, columns, columns.get("title"), refs)
    # A quote of a talk is of the talk's event, and goes with it.
    moved = talk in session and event is not talk.event
    quotes = session.scalars(select(Quote).where(Quote.talk_id == talk.id)).all() if moved else ()
    with session.no_autoflush:  # one flush, one version
        for quote in quotes:
            assign(quote, {"event": event})
        set_status(talk, columns)
        assign(talk, columns)
        if people is not None:
            assign_parts(talk.speakers, TalkSpeaker, people)
    session.add(talk)
    return talk


def _place_in_time(draft: Draft, timezone: str | None) -> None:
    given = draft.columns["starts_at"]
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    if moment.tzinfo is None:
        if timezone is None:
            draft.fault("starts_at", "Needs an offset, because its event has no time zone.")
            return
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    # In UTC: a local time that a clock change skips or repeats equals no other, and would be a change each time.
    draft.columns["starts_at"] = moment.astimezone(UTC)


def _programme(draft: Draft, refs: References) -> list[dict[str, Any]] | None:
    """Check the speakers of a talk, each with a name, a reference, or both."""
    if not draft.has("speakers"):
        return None
    people = []
    for position, entry in enumerate(draft.sequence("speakers", rules.MANY)):
        part = draft.part(f"speakers/{position}", entry)
        part.scalars(SPEAKER_FIELDS)
        part.reference("speaker", "speaker", refs.speaker)
        part.reference("organisation", "organisation", refs.organisation)
        if not part.values.get("name") and not part.values.get("speaker"):
            part.fault("name", "Must be given, or else speaker.")
        people.append(draft.join(part))
    return people
