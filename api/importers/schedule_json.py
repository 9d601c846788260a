"""The schedule.json of c3voc, frab and pretalx: days of rooms of events.

The JSON schema of c3voc says more than real files hold to (its own example breaks it in places): what is read here
is read whatever else is there, and a file that is true to the schema is read whole.
"""

from collections.abc import Iterator

from api.importers.content import Content
from api.importers.programme import Conference, Flaw, Person, Programme, Session
from api.importers.values import Json, list_of, object_of, pointed, text_of, texts_in


def recognise(content: Content) -> bool:
    """Look for an object ``schedule`` with a ``conference`` in it."""
    schedule = object_of(object_of(content.json).get("schedule"))
    return isinstance(schedule.get("conference"), dict)


def read(content: Content) -> Programme:
    """Read the conference and its events, room by room."""
    schedule = object_of(object_of(content.json).get("schedule"))
    conference = object_of(schedule.get("conference"))
    entries = list(_entries(conference))
    return Programme(
        conference=_conference(conference, text_of(schedule.get("base_url"))),
        sessions=tuple(each for each in entries if isinstance(each, Session)),
        flaws=tuple(each for each in entries if isinstance(each, Flaw)),
    )


def _conference(conference: Json, base_url: str | None) -> Conference | None:
    name = text_of(conference.get("title")) or text_of(conference.get("acronym"))
    if name is None:
        return None
    return Conference(
        name=name,
        key=text_of(conference.get("acronym")),
        starts_on=text_of(conference.get("start")),
        ends_on=text_of(conference.get("end")),
        timezone=text_of(conference.get("time_zone_name")),
        url=text_of(conference.get("url")) or base_url,
        description=text_of(conference.get("description")),
    )


def _entries(conference: Json) -> Iterator[Session | Flaw]:
    number = 0
    for place, day in enumerate(list_of(conference.get("days"))):
        rooms = object_of(object_of(day).get("rooms"))
        for room, events in rooms.items():
            for position, event in enumerate(list_of(events)):
                number += 1
                where = f"/schedule/conference/days/{place}/rooms/{pointed(room)}/{position}"
                if isinstance(event, dict):
                    yield _session(event, room, text_of(object_of(day).get("date")), number, where)
                else:
                    yield Flaw(number=number, where=where, reason="must be an object")


def _session(event: Json, room: str, day: str | None, number: int, where: str) -> Session:
    subtitle = text_of(event.get("subtitle"))
    texts = (subtitle, text_of(event.get("abstract")), text_of(event.get("description")))
    return Session(
        number=number,
        where=where,
        key=text_of(event.get("guid")) or text_of(event.get("code")) or text_of(event.get("id")),
        title=text_of(event.get("title")),
        texts=tuple(filter(None, texts)),
        kind=text_of(event.get("type")),
        language=text_of(event.get("language")),
        day=day,
        starts_at=text_of(event.get("date")) or text_of(event.get("start")),
        ends_at=text_of(event.get("end")),
        duration=text_of(event.get("duration")),
        room=text_of(event.get("room")) or room,
        people=tuple(_person(each) for each in list_of(event.get("persons"))),
        topics=tuple(filter(None, [text_of(event.get("track"))])),
        recording=_recording(event),
        state=text_of(event.get("state")),
        unread=tuple(texts_in(event.get("answers"))),
    )


def _person(value: object) -> Person:
    person = object_of(value)
    if not person:
        return Person(name=text_of(value))
    return Person(
        name=text_of(person.get("public_name"))
        or text_of(person.get("name"))
        or text_of(person.get("full_public_name")),
        key=text_of(person.get("guid")) or text_of(person.get("code")) or text_of(person.get("id")),
        biography=text_of(person.get("biography"))
        or text_of(person.get("description"))
        or text_of(person.get("abstract")),
        organisation=text_of(person.get("organization")) or text_of(person.get("organisation")),
        unread=(*texts_in(person.get("answers")), *texts_in(person.get("email"))),
    )


def _recording(event: Json) -> str | None:
    for link in (*list_of(event.get("links")), *list_of(event.get("attachments"))):
        if text_of(object_of(link).get("type")) in {"recording", "video"}:
            return text_of(object_of(link).get("url"))
    return text_of(event.get("video_url")) or text_of(event.get("recording_url"))
