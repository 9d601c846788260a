"""The JSON of conference sites: hoverboard, conference-hall, OpenPlanner and the many that are like them.

Decision: these houses never agreed on names, and each edition changes them; so keys are matched by name as the
columns of a table are (``words.toml``), in a list of objects or in objects by their id, at the top or one level
down. Times and rooms may stand apart from the sessions, as hoverboard's ``schedule.json`` has them.
"""

import re
from collections.abc import Iterator, Mapping

from api.importers.content import Content
from api.importers.programme import Conference, Flaw, Person, Programme, Session
from api.importers.slots import slots_in
from api.importers.values import Json, list_of, object_of, pointed, text_of, texts_in
from api.importers.words import columns_of

_SESSIONS = ("sessions", "talks", "proposals", "results", "items", "events", "conferences", "programme", "program")
_PEOPLE = ("speakers", "people", "orateurs", "intervenants", "users")
_LOOKED_UP = ("categories", "formats", "rooms", "tracks", "tags", "levels", "languages")
_EVENT = ("info", "event", "conference", "config")
_VIDEO = re.compile(r"[\w-]{11}")

Names = Mapping[str, str]


def recognise(content: Content) -> bool:
    """Look for objects with a title, or with a name and a biography, or for slots of a schedule."""
    value = content.json
    sessions = [each for _, each in _sessions(value) if isinstance(each, dict)]
    return bool(sessions) or any(True for _ in _people(value)) or bool(slots_in(value))


def read(content: Content) -> Programme:
    """Read sessions, people and slots, wherever they stand."""
    value = content.json
    names = _lookups(object_of(value))
    entries = [_session(each, names, number, where) for number, (where, each) in enumerate(_sessions(value), 1)]
    return Programme(
        conference=_conference(object_of(value)),
        sessions=tuple(each for each in entries if isinstance(each, Session)),
        flaws=tuple(each for each in entries if isinstance(each, Flaw)),
        people=tuple(_person(each, number, where) for number, (where, each) in enumerate(_people(value), 1)),
        slots=tuple(slots_in(value)),
    )


def _members(value: object, pointer: str) -> Iterator[tuple[str, object]]:
    """Give the members of a list, or of an object whose members have ids for keys and are, mostly, objects."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield f"{pointer}/{place}", each
    elif isinstance(value, dict) and _is_by_id(value):
        for key, each in value.items():
            yield f"{pointer}/{pointed(key)}", {"id": key} | each if isinstance(each, dict) else each


def _is_by_id(value: Json) -> bool:
    objects = sum(isinstance(each, dict) for each in value.values())
    return 2 * objects > len(value) and not any(isinstance(each, list) for each in value.values())


def _sessions(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name in _SESSIONS:
            members = list(_members(value.get(name), f"/{name}"))
            if any(_is_session(object_of(each)) for _, each in members):
                yield from members
                return
    members = list(_members(value, ""))
    if any(_is_session(object_of(each)) for _, each in members):
        yield from members


def _people(value: object) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for name in _PEOPLE:
            members = [(where, object_of(each)) for where, each in _members(value.get(name), f"/{name}")]
            if any(_name(each) for _, each in members):
                yield from members
                return
    members = [(where, object_of(each)) for where, each in _members(value, "")]
    if any(_is_person(each) for _, each in members):
        yield from members


def _is_person(entry: Json) -> bool:
    keys = columns_of(tuple(entry))
    known = {"biography", "organisation", "full_name", "last_name"} & keys.keys() or "socials" in entry
    # A person's «title» is what they do; a talk's stands beside what it is about.
    talk = "title" in entry and ("abstract" in keys or "starts_at" in keys)
    return bool(known) and "speakers" not in keys and not talk and _name(entry) not in (None, entry.get("title"))


def _is_session(entry: Json) -> bool:
    keys = columns_of(tuple(entry))
    return "title" in keys and not _is_person(entry) and len(keys) > 2  # noqa: PLR2004 - a title, an id and more


def _first(entry: Json, keys: Mapping[str, tuple[str, ...]], field: str) -> object:
    return next((entry[key] for key in keys.get(field, ()) if entry[key] not in (None, "", [])), None)


def _session(value: object, names: Names, number: int, where: str) -> Session | Flaw:
    if not isinstance(value, dict):
        return Flaw(number=number, where=where, reason="must be an object")
    keys = columns_of(tuple(value))
    track = object_of(value.get("track"))
    topics = [each for key in keys.get("topics", ()) if value[key] is not track for each in list_of(value[key])]
    # A hoverboard's track is a room: an object with a title and nothing else.
    room = _first(value, keys, "room") or track.get("title")
    if track and room != track.get("title"):
        topics.append(track)
    raw_people = _first(value, keys, "speakers")
    return Session(
        number=number,
        where=where,
        key=text_of(_first(value, keys, "id")),
        title=text_of(_first(value, keys, "title")),
        texts=_texts(value, keys),
        kind=_named(_first(value, keys, "kind"), names),
        language=text_of(next(iter(list_of(_first(value, keys, "language"))), None)),
        day=text_of(_first(value, keys, "day")),
        starts_at=text_of(_first(value, keys, "starts_at")),
        ends_at=text_of(_first(value, keys, "ends_at")),
        duration=text_of(_first(value, keys, "minutes")),
        room=_named(room, names),
        people=tuple(_mentioned(each) for each in list_of(raw_people)),
        topics=tuple(filter(None, (_named(each, names) for each in topics))),
        recording=_recording(text_of(_first(value, keys, "recording_url"))),
        state="draft" if value.get("draft") is True else text_of(_first(value, keys, "state")),
        edition=text_of(_first(value, keys, "edition")),
        unread=tuple(text for key in keys.get("address", ()) for text in texts_in(value[key])),
    )


def _texts(entry: Json, keys: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the texts of an entry, the shorter first; of texts that begin alike, the longer alone."""
    texts = dict.fromkeys(text for key in keys.get("abstract", ()) if (text := text_of(entry[key])))
    return tuple(text for text in texts if not any(other != text and other.startswith(text.strip()) for other in texts))


def _mentioned(value: object) -> Person:
    if isinstance(value, dict):
        return _person(value, 0, "")
    text = text_of(value)
    return Person(key=text and text.strip(), name=text)


def _person(entry: Json, number: int, where: str) -> Person:
    keys = columns_of(tuple(entry))
    biography = _first(entry, keys, "biography") or _first(entry, keys, "abstract")
    longest = max((text for key in keys.get("biography", ()) if (text := text_of(entry[key]))), key=len, default=None)
    role = _first(entry, keys, "role") or entry.get("title")
    return Person(
        number=number,
        where=where,
        key=text_of(entry.get("key") or _first(entry, keys, "id")),
        name=_name(entry),
        role=text_of(role) if role != _name(entry) else None,
        organisation=text_of(_first(entry, keys, "organisation")),
        biography=longest or text_of(biography),
        unread=tuple(text for key in keys.get("address", ()) for text in texts_in(entry[key])),
    )


def _name(entry: Json) -> str | None:
    keys = columns_of(tuple(entry))
    first = text_of(_first(entry, keys, "first_name"))
    last = text_of(_first(entry, keys, "last_name"))
    if first and (last or (last := text_of(entry.get("name")))):
        return f"{first} {last}"
    return text_of(_first(entry, keys, "full_name")) or text_of(entry.get("name")) or text_of(entry.get("nom"))


def _conference(value: Json) -> Conference | None:
    info = next((each for key in _EVENT if (each := object_of(value.get(key))) and text_of(each.get("name"))), None)
    if info is None:
        own = text_of(value.get("name")) if any(key in value for key in _SESSIONS) else None
        return Conference(name=own) if own else None
    dates, address = object_of(info.get("dates")), object_of(info.get("address"))
    return Conference(
        name=text_of(info.get("name")) or "",
        key=text_of(info.get("slug")),
        starts_on=text_of(dates.get("start") or info.get("startDate") or info.get("dateStart") or info.get("start")),
        ends_on=text_of(dates.get("end") or info.get("endDate") or info.get("dateEnd") or info.get("end")),
        timezone=text_of(info.get("timezone") or info.get("timeZone")),
        venue=text_of(address.get("formattedAddress") or info.get("locationName") or info.get("venue")),
        city=text_of(object_of(address.get("locality")).get("long_name") or info.get("city")),
        country=text_of(object_of(address.get("country")).get("short_name")),
        url=text_of(info.get("url") or info.get("website")),
    )


def _lookups(value: Json) -> Names:
    """Give what an id or a key elsewhere in the file stands for."""
    found: dict[str, str] = {}
    for name in _LOOKED_UP:
        for _, each in _members(value.get(name), ""):
            entry = object_of(each)
            label = text_of(entry.get("name")) or text_of(entry.get("title")) or text_of(entry.get("label"))
            for key in (text_of(entry.get("id")), text_of(entry.get("key"))):
                if key and label:
                    found[key] = label
    return found


def _named(value: object, names: Names) -> str | None:
    """Say what a value of a session names: itself, or what its id stands for; of several, the first."""
    value = next(iter(value), None) if isinstance(value, list) else value
    text = text_of(value)
    return names.get(text, text) if text else None


def _recording(text: str | None) -> str | None:
    return f"https://www.youtube.com/watch?v={text}" if text and _VIDEO.fullmatch(text) else text
