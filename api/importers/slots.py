"""When and where sessions are, where conference sites keep that apart from the sessions. Pure.

Two ways are known: hoverboard's days of ``timeslots`` whose n-th sessions are those of the n-th track, and days of
rooms of slots, each slot naming a talk and one of the times in a list of their own.
"""

from collections.abc import Iterator

from api.importers.programme import Slot
from api.importers.values import Json, list_of, object_of, text_of


def slots_in(value: object) -> list[Slot]:
    """Give the slots of a schedule file, or of the schedule within a site's file."""
    top = object_of(value)
    days = top.get("schedule", value)
    if isinstance(days, dict):
        days = [{"date": key, **object_of(day)} for key, day in days.items() if isinstance(day, dict)]
    return [
        slot
        for day in list_of(days)
        if isinstance(day, dict)
        for slot in (*_of_timeslots(day), *_of_rooms(day, top))
    ]  # fmt: skip


def _of_timeslots(day: Json) -> Iterator[Slot]:
    tracks = [text_of(object_of(track).get("title")) for track in list_of(day.get("tracks"))]
    for timeslot in list_of(day.get("timeslots")):
        times = object_of(timeslot)
        for place, column in enumerate(list_of(times.get("sessions"))):
            items = column if isinstance(column, list) else list_of(object_of(column).get("items"))
            for item in items:
                if key := text_of(object_of(item).get("id") if isinstance(item, dict) else item):
                    yield Slot(
                        key=key,
                        day=text_of(day.get("date")),
                        starts_at=text_of(times.get("startTime")),
                        ends_at=text_of(times.get("endTime")),
                        room=tracks[place] if place < len(tracks) and len(items) == 1 else None,
                    )


def _of_rooms(day: Json, top: Json) -> Iterator[Slot]:
    times = {text_of(object_of(each).get("key")): object_of(each) for each in list_of(top.get("slots"))}
    labels = {
        text_of(object_of(each).get("key")): text_of(object_of(each).get("label")) for each in list_of(top.get("rooms"))
    }
    for room in list_of(day.get("rooms")):
        for slot in list_of(object_of(room).get("slots")):
            entry = object_of(slot)
            time = times.get(text_of(entry.get("slot")), {})
            if key := text_of(entry.get("talk")):
                name = text_of(object_of(room).get("room"))
                yield Slot(
                    key=key,
                    day=text_of(day.get("day")),
                    starts_at=text_of(time.get("start")),
                    duration=text_of(time.get("duration")),
                    room=labels.get(name, name),
                )
