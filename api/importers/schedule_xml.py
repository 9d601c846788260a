"""The schedule.xml of frab and pretalx (and of Pentabarf before them): days of rooms of events."""

from collections.abc import Iterator

from lxml import etree

from api.importers.content import Content
from api.importers.programme import Conference, Person, Programme, Session

Element = etree._Element  # noqa: SLF001 - lxml has no other name for it


def recognise(content: Content) -> bool:
    """Look for a root ``schedule``."""
    root = content.xml
    return root is not None and _name(root) == "schedule"


def read(content: Content) -> Programme:
    """Read the conference and its events, room by room."""
    root = content.xml
    conference = None if root is None else _child(root, "conference")
    made = None
    if conference is not None and (name := _text(conference, "title") or _text(conference, "acronym")):
        made = Conference(
            name=name,
            key=_text(conference, "acronym"),
            starts_on=_text(conference, "start"),
            ends_on=_text(conference, "end"),
            timezone=_text(conference, "time_zone_name"),
            venue=_text(conference, "venue"),
            city=_text(conference, "city"),
            url=_text(conference, "url") or _text(conference, "base_url"),
        )
    return Programme(conference=made, sessions=() if root is None else tuple(_sessions(root)))


def _sessions(root: Element) -> Iterator[Session]:
    for day in _children(root, "day"):
        for room in _children(day, "room"):
            for event in _children(room, "event"):
                yield _session(event, room.get("name"), day.get("date"))


def _session(event: Element, room: str | None, day: str | None) -> Session:
    persons = _child(event, "persons")
    texts = (_text(event, "subtitle"), _text(event, "abstract"), _text(event, "description"))
    date = _text(event, "date")
    return Session(
        number=int(event.sourceline or 0),
        key=event.get("guid") or event.get("code") or event.get("id"),
        title=_text(event, "title"),
        texts=tuple(filter(None, texts)),
        kind=_text(event, "type"),
        language=_text(event, "language"),
        day=date or day,
        starts_at=date if date and "T" in date else _text(event, "start"),
        duration=_text(event, "duration"),
        room=_text(event, "room") or room,
        people=tuple(_person(each) for each in ([] if persons is None else _children(persons, "person"))),
        topics=tuple(filter(None, [_text(event, "track")])),
        recording=_text(event, "video_download_url"),
    )


def _person(person: Element) -> Person:
    return Person(
        name=(person.text or "").strip() or person.get("name") or _text(person, "name"),
        key=person.get("guid") or person.get("code") or person.get("id"),
        biography=_text(person, "biography"),
    )


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element if _name(each) == name)


def _child(element: Element, name: str) -> Element | None:
    return next(_children(element, name), None)


def _text(element: Element, name: str) -> str | None:
    """Give the text of a child, without what a stylesheet would do with it; None where it has none."""
    child = _child(element, name)
    text = "" if child is None else "".join(str(each) for each in child.itertext()).strip()
    return text or None
