"""Things for tests, one function a kind, made by the archive's own verbs: only what a test is about is named."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Topic
from api.archive.verbs import EVENT, ORGANISATION, QUOTE, SOURCE, SPEAKER, TALK, TOPIC, create_thing

EVENT_NAME = "Journée des médias"
QUOTE_TEXT = "rien n'est pire que de ne pas participer à la discussion"


def make_event(session: Session, **values: Any) -> Event:
    return create_thing(session, EVENT, {"name": EVENT_NAME, **values})


def make_talk(session: Session, **values: Any) -> Talk:
    """Make a talk, of an event of its own unless one is named."""
    event = values.pop("event", None) or make_event(session).public_id
    return create_thing(session, TALK, {"title": "Occuper le terrain", "event": event, **values})


def make_speaker(session: Session, **values: Any) -> Speaker:
    return create_thing(session, SPEAKER, {"name": "Melissa Carroll", **values})


def make_organisation(session: Session, **values: Any) -> Organisation:
    return create_thing(session, ORGANISATION, {"name": "Revenu Québec", **values})


def make_source(session: Session, **values: Any) -> Source:
    return create_thing(session, SOURCE, {"title": "Les 3 moments forts", **values})


def make_topic(session: Session, **values: Any) -> Topic:
    return create_thing(session, TOPIC, {"name": "Médias sociaux", **values})


def make_quote(session: Session, **values: Any) -> Quote:
    return create_thing(session, QUOTE, {"text": QUOTE_TEXT, **values})


def said_by(**entry: Any) -> Mapping[str, Any]:
    """An attribution to a person, with what is said of it."""
    return {"kind": "person", **entry}
