"""What Sessionize's API gives: the views All, Sessions (by group), GridSmart (by day and room) and Speakers."""

from collections.abc import Iterator, Mapping

from api.importers.content import Content
from api.importers.programme import Flaw, Person, Programme, Session
from api.importers.values import Json, list_of, object_of, text_of, texts_in
from api.importers.words import field_of, language_of

_SESSION_MARKS = {"isServiceSession", "isPlenumSession"}
_SPEAKER_MARKS = {"tagLine", "isTopSpeaker"}


def recognise(content: Content) -> bool:
    """Look for sessions with ``isServiceSession``, groups with ``groupName`` or people with ``tagLine``."""
    view = content.json
    if any("groupName" in object_of(group) and "sessions" in object_of(group) for group in list_of(view)):
        return True
    sessions = list(_raw_sessions(view))
    people = _raw_people(view)
    return any(isinstance(each, dict) and each.keys() & _SESSION_MARKS for _, each, _ in sessions) or any(
        isinstance(each, dict) and each.keys() & _SPEAKER_MARKS for _, each in people
    )


def read(content: Content) -> Programme:
    """Read whatever view it is."""
    view = content.json
    names = _names(object_of(view))
    sessions: list[Session] = []
    flaws: list[Flaw] = []
    for number, (where, entry, room) in enumerate(_raw_sessions(view), 1):
        if isinstance(entry, dict):
            sessions.append(_session(entry, room, names, number, where))
        else:
            flaws.append(Flaw(number=number, where=where, reason="must be an object"))
    people = [_person(object_of(each), place, where) for place, (where, each) in enumerate(_raw_people(view), 1)]
    return Programme(sessions=tuple(sessions), people=tuple(people), flaws=tuple(flaws))


def _raw_sessions(view: object) -> Iterator[tuple[str, object, str | None]]:
    """Give each session with its pointer and the room it stands under."""
    if isinstance(view, dict):
        for place, each in enumerate(list_of(view.get("sessions"))):
            yield f"/sessions/{place}", each, None
        return
    for outer, group in enumerate(list_of(view)):
        if not isinstance(group, dict) or _is_person(group):
            continue
        for place, each in enumerate(list_of(group.get("sessions"))):
            yield f"/{outer}/sessions/{place}", each, None
        for middle, room in enumerate(list_of(group.get("rooms"))):
            for place, each in enumerate(list_of(object_of(room).get("sessions"))):
                yield f"/{outer}/rooms/{middle}/sessions/{place}", each, text_of(object_of(room).get("name"))


def _raw_people(view: object) -> list[tuple[str, object]]:
    if isinstance(view, dict):
        return [(f"/speakers/{place}", each) for place, each in enumerate(list_of(view.get("speakers")))]
    return [(f"/{place}", each) for place, each in enumerate(list_of(view)) if _is_person(object_of(each))]


def _is_person(entry: Json) -> bool:
    return bool(entry.keys() & _SPEAKER_MARKS) or ("fullName" in entry and "firstName" in entry)


def _names(view: Json) -> Mapping[str, tuple[str, str]]:
    """Give the title of the category and the name of each item, by its id; of rooms too, as of a category."""
    found: dict[str, tuple[str, str]] = {}
    for category in list_of(view.get("categories")):
        title = text_of(object_of(category).get("title")) or ""
        for item in list_of(object_of(category).get("items")):
            found[f"item {object_of(item).get('id')}"] = (title, text_of(object_of(item).get("name")) or "")
    for room in list_of(view.get("rooms")):
        found[f"room {object_of(room).get('id')}"] = ("room", text_of(object_of(room).get("name")) or "")
    return found


def _categories(entry: Json, names: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the categories of a session: the title of each and the name chosen, in either way of writing them."""
    found = [names[key] for each in list_of(entry.get("categoryItems")) if (key := f"item {each}") in names]
    for category in list_of(entry.get("categories")):
        title = text_of(object_of(category).get("name")) or ""
        items = list_of(object_of(category).get("categoryItems"))
        found += ((title, text_of(object_of(item).get("name")) or "") for item in items)
    return [(title, name) for title, name in found if name]


def _session(entry: Json, room: str | None, names: Mapping[str, tuple[str, str]], number: int, where: str) -> Session:
    chosen: dict[str, list[str]] = {}
    for title, name in _categories(entry, names):
        field = field_of(title) or ("language" if language_of(name) and "lang" in title.lower() else title.lower())
        chosen.setdefault(field, []).append(name)
    return Session(
        number=number,
        where=where,
        key=text_of(entry.get("id")),
        title=text_of(entry.get("title")),
        texts=tuple(filter(None, [text_of(entry.get("description"))])),
        kind=next(iter(chosen.get("kind", ())), None),
        language=next(iter(chosen.get("language", ())), None),
        starts_at=text_of(entry.get("startsAt")),
        ends_at=text_of(entry.get("endsAt")),
        room=names.get(f"room {entry.get('roomId')}", ("", None))[1] or text_of(entry.get("room")) or room,
        people=tuple(_reference(each) for each in list_of(entry.get("speakers"))),
        topics=tuple(chosen.get("topics", ())),
        recording=text_of(entry.get("recordingUrl")),
        service=entry.get("isServiceSession") is True,
        state=text_of(entry.get("status")),
        unread=tuple(texts_in(entry.get("questionAnswers"))),
    )


def _reference(value: object) -> Person:
    if isinstance(value, dict):
        return Person(key=text_of(value.get("id")), name=text_of(value.get("name")) or text_of(value.get("fullName")))
    return Person(key=text_of(value))


def _person(entry: Json, number: int, where: str) -> Person:
    both = " ".join(filter(None, (text_of(entry.get("firstName")), text_of(entry.get("lastName")))))
    return Person(
        number=number,
        where=where,
        key=text_of(entry.get("id")),
        name=text_of(entry.get("fullName")) or both or None,
        role=text_of(entry.get("tagLine")),
        biography=text_of(entry.get("bio")),
        unread=(*texts_in(entry.get("questionAnswers")), *texts_in(entry.get("email")), *texts_in(entry.get("phone"))),
    )
