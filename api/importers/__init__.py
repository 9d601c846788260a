"""Files in → records out. A format is one module here and one line in ``FORMATS``.

A format of schedules gives a ``Programme``, as printed; ``assemble`` makes records of it, for all formats alike.
The archive's own JSON Lines are records already, and read line by line (``read_jsonl``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.importers import hoverboard, ical, schedule_json, schedule_xml, sessionize, table
from api.importers.assembling import assemble
from api.importers.content import Content
from api.importers.jsonl import is_jsonl
from api.importers.jsonl import read as read_jsonl
from api.importers.lines import BadFile, BadLine, Line, Reader
from api.importers.programme import Programme
from api.importers.reading import LeftOut, Note, Reading, Wanted

__all__ = [
    "FORMATS", "JSONL", "BadFile", "BadLine", "Content", "LeftOut", "Line", "Note", "Reading", "Wanted", "assemble",
    "is_jsonl", "read_jsonl", "read_programme",
]  # fmt: skip

JSONL = "jsonl"
READERS: Mapping[str, Reader] = {JSONL: read_jsonl}
"""The readers of what is records already, by the name of the format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, what it is recognised by, and how it is read."""

    title: str
    sought: str
    recognise: Callable[[Content], bool]
    read: Callable[[Content], Programme]


FORMATS: Mapping[str, Format] = {
    "schedule-json": Format("schedule.json (pretalx, frab, c3voc)", "an object with schedule.conference",
                            schedule_json.recognise, schedule_json.read),
    "schedule-xml": Format("schedule.xml (pretalx, frab, Pentabarf)", "a root element schedule",
                           schedule_xml.recognise, schedule_xml.read),
    "sessionize": Format("Sessionize (All, Sessions, GridSmart, Speakers)", "isServiceSession or tagLine",
                         sessionize.recognise, sessionize.read),
    "hoverboard": Format("JSON of conference sites (hoverboard, conference-hall, OpenPlanner)", "objects with a title",
                         hoverboard.recognise, hoverboard.read),
    "ics": Format("iCalendar", "BEGIN:VCALENDAR", ical.recognise, ical.read),
    "csv": Format("CSV and TSV", "a line of column names with a title", table.recognise, table.read),
}  # fmt: skip
"""The formats of schedules, by name, in the order in which a file is held against them."""


def read_programme(
    content: Content, name: str | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[str, Programme]:
    """Read a schedule in the format named, or in the one it is recognised as; raises ``BadFile``."""
    name = name or (
        "csv" if mapping else next((name for name, each in FORMATS.items() if each.recognise(content)), None)
    )
    if name is None:
        sought = "; ".join(f"{each.sought} ({name})" for name, each in FORMATS.items())
        raise BadFile(f"is in no format known here. Looked for: {sought}. --format NAME says which it is")
    programme = table.read(content, mapping) if name == "csv" else FORMATS[name].read(content)
    if not (programme.sessions or programme.people or programme.slots or programme.flaws):
        raise BadFile(f"has no session and nobody in it, read as {name}")
    return name, programme
