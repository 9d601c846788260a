"""Calendars: what records come of their events, of what recurs in them, and of what is broken."""

from api.importers import BadLine, Content, Line, Reading, Wanted, assemble, read_programme
from api.records import SpeakerEntry, TalkRecord


def read(text: str, wanted: Wanted | None = None) -> Reading:
    """Read one calendar."""
    programme = read_programme(Content("a.ics", text.encode()))[1]
    return assemble({"a.ics": programme}, wanted or Wanted())["a.ics"]


def records(reading: Reading) -> list[object]:
    return [line.record for line in reading.lines if isinstance(line, Line)]


def test_icalendar() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Conf\r\nX-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
        "SUMMARY:Titre\\, long\r\nDTSTART:20310512T090000\r\nDURATION:PT40M\r\nLOCATION:Titan\r\n"
        "ATTENDEE;CN=Ana Bel:mailto:ana@exemple.fr\r\nCATEGORIES:Keynote\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:u2\r\nSUMMARY:Annulé\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    reading = read(text)
    assert records(reading)[-1] == TalkRecord(
        external_id="conf-2031/u1", event="conf-2031", title="Titre, long", kind="keynote", starts_at="2031-05-12T09:00:00",  # noqa: E501
        duration_minutes=40, room="Titan", topics=("Keynote",), speakers=(SpeakerEntry(name="Ana Bel"),),
    )  # fmt: skip
    assert (reading.dropped["addresses"], len(reading.left_out)) == (1, 1)


def test_what_recurs_in_a_calendar_is_a_talk_at_each_of_its_times() -> None:
    text = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Rencontre
DTSTART;TZID=Europe/Paris:20310325T180000
DTEND;TZID=Europe/Paris:20310325T190000
RRULE:FREQ=WEEKLY;COUNT=4
RDATE:20310510T160000Z
EXDATE;VALUE=DATE:20310408
END:VEVENT
BEGIN:VEVENT
UID:a
RECURRENCE-ID:20310415T160000Z
SUMMARY:Rencontre, remise
DTSTART;TZID=Europe/Paris:20310416T200000
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Sans fin
DTSTART;VALUE=DATE:20310101
RRULE:FREQ=DAILY
END:VEVENT
BEGIN:VEVENT
UID:c
SUMMARY:Trop
DTSTART:20310101T000000Z
RRULE:FREQ=SECONDLY
END:VEVENT
END:VCALENDAR
"""
    reading = read(text, Wanted(event="c"))
    talks = [each for each in records(reading) if isinstance(each, TalkRecord)]
    assert [(each.external_id, each.title, each.starts_at, each.duration_minutes) for each in talks[:4]] == [
        ("c/a/20310325T1800", "Rencontre", "2031-03-25T18:00:00+01:00", 60),
        ("c/a/20310401T1800", "Rencontre", "2031-04-01T18:00:00+02:00", 60),
        ("c/a/20310510T1800", "Rencontre", "2031-05-10T18:00:00+02:00", 60),
        ("c/a/20310415T1800", "Rencontre, remise", "2031-04-16T20:00:00+02:00", None),
    ]
    assert [(note.place, note.text) for note in reading.notes] == [
        ("2", "recurs: talks taken of it: 3"),
        ("17", "recurs: talks taken of it: 100, the first of more"),
    ]
    assert [(line.place, line.reason) for line in reading.lines if isinstance(line, BadLine)] == [
        ("23", "cannot be read: it recurs every minute or second")
    ]


def test_what_a_calendar_breaks_costs_itself_alone() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Un titre\nDTSTART:demain\nEND:VEVENT\nEND:VCALENDAR\n"
    reading = read(text, Wanted(event="c"))
    assert [each.title for each in records(reading) if isinstance(each, TalkRecord)] == ["Un titre"]
    assert [(each.place, each.text) for each in reading.notes] == [
        ("2", "its DTSTART is left out: 'demain' cannot be read")
    ]
