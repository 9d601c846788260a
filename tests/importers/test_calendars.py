"""Calendars: what records come of their events, of what recurs in them, and of what is broken."""

import pytest

from api.importers import BadLine, Content, Line, Reading, Wanted, assemble, read_programme
from api.importers.occurrences import MOST_OF_ALL
from api.importers.recurring import MOST
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


def recurring(*lines: str) -> tuple[list[str | None], list[str]]:
    """Read a calendar of one event, from 18:00 on 1 November 2031: when its talks are, and what is told of it."""
    event = "\n".join(("BEGIN:VEVENT", "UID:a", "SUMMARY:Rencontre", *lines, "END:VEVENT"))
    reading = read(f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n", Wanted(event="c", timezone="Europe/Paris"))
    told = [each.reason for each in reading.lines if isinstance(each, BadLine)] + [each.text for each in reading.notes]
    return [each.starts_at for each in records(reading) if isinstance(each, TalkRecord)], told


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;INTERVAL=5;BYMONTH=2;BYMONTHDAY=30"]
)
def test_a_rule_that_has_no_moment_is_soon_given_up(rule: str) -> None:
    talks, told = recurring("DTSTART:20311101T180000", f"RRULE:{rule}")
    assert (talks, told) == (["2031-11-01T18:00:00"], ["recurs: talks taken of it: 1"])


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0;BYMONTH=2", "FREQ=DAILY;COUNT=-3"])
def test_a_rule_that_leads_nowhere_is_refused(rule: str) -> None:
    told = ["cannot be read: its rule has a COUNT or an INTERVAL below 1"]
    assert recurring("DTSTART:20311101T180000", f"RRULE:{rule}") == ([], told)


def test_what_is_cut_after_two_years_is_told() -> None:
    talks, told = recurring("DTSTART:20311101T180000", "RRULE:FREQ=MONTHLY")
    assert (len(talks), talks[-1]) == (25, "2033-11-01T18:00:00")
    assert told == ["recurs: talks taken of it: 25, the first of more"]
    assert recurring("DTSTART:20311101T180000", "RRULE:FREQ=YEARLY;UNTIL=20321101")[1] == [
        "recurs: talks taken of it: 2"
    ]


def test_a_session_that_is_moved_is_one_in_whatever_zone_it_is_written() -> None:
    series = ("DTSTART;TZID=Europe/Paris:20311101T180000", "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT", "BEGIN:VEVENT")
    moved = ("UID:a", "SUMMARY:Remise", "RECURRENCE-ID:20311102T170000Z", "DTSTART:20311102T190000Z")
    assert recurring(*series, *moved)[0] == ["2031-11-01T18:00:00+01:00", "2031-11-02T19:00:00+00:00"]


def test_a_change_of_this_and_what_follows_puts_off_what_follows() -> None:
    text = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Rencontre
LOCATION:Titan
DTSTART;TZID=Europe/Paris:20310303T180000
DTEND;TZID=Europe/Paris:20310303T190000
RRULE:FREQ=WEEKLY;COUNT=4
END:VEVENT
BEGIN:VEVENT
UID:a
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20310317T180000
SUMMARY:Rencontre du mardi
DTSTART;TZID=Europe/Paris:20310318T200000
DTEND;TZID=Europe/Paris:20310318T203000
END:VEVENT
END:VCALENDAR
"""
    talks = [each for each in records(read(text, Wanted(event="c"))) if isinstance(each, TalkRecord)]
    assert [(each.external_id, each.title, each.starts_at, each.duration_minutes, each.room) for each in talks] == [
        ("c/a/20310303T1800", "Rencontre", "2031-03-03T18:00:00+01:00", 60, "Titan"),
        ("c/a/20310310T1800", "Rencontre", "2031-03-10T18:00:00+01:00", 60, "Titan"),
        ("c/a/20310324T1800", "Rencontre du mardi", "2031-03-25T20:00:00+01:00", 30, None),
        ("c/a/20310317T1800", "Rencontre du mardi", "2031-03-18T20:00:00+01:00", 30, None),
    ]


def test_days_named_are_bounded_as_rules_are() -> None:
    talks, told = recurring("DTSTART:20311101T180000", "RDATE:20320101T180000,20400101T180000")
    assert talks == ["2031-11-01T18:00:00", "2032-01-01T18:00:00"]
    assert told == ["recurs: talks taken of it: 2, the first of more"]


def test_what_recurs_is_bounded_in_a_whole_file() -> None:
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Titre {}\nDTSTART:20310101T090000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
    text = "".join(event.format(each, each) for each in range(MOST_OF_ALL // MOST + 2))
    programme = read_programme(Content("a.ics", f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode()))[1]
    assert len(programme.sessions) == MOST_OF_ALL + 2
    assert programme.remarks[-1].reason == "recurs: talks taken of it: 1, the first of more"


def test_a_change_that_puts_off_what_follows_for_ages_costs_itself_alone() -> None:
    series = ("DTSTART:20311101T180000", "RRULE:FREQ=DAILY;COUNT=3", "END:VEVENT", "BEGIN:VEVENT")
    moved = ("UID:a", "SUMMARY:Remise", "RECURRENCE-ID;RANGE=THISANDFUTURE:20311102T180000", "DTSTART:99991231T180000")
    assert recurring(*series, *moved)[0] == ["2031-11-01T18:00:00", "2031-11-03T18:00:00", "9999-12-31T18:00:00"]


@pytest.mark.parametrize("which", [("demain",), ("20311101T180000", "20311101T180000")])
def test_a_broken_time_that_a_session_was_meant_for_costs_itself_alone(which: tuple[str, ...]) -> None:
    talks, _ = recurring("DTSTART:20311101T180000", *(f"RECURRENCE-ID:{each}" for each in which))
    assert talks == ["2031-11-01T18:00:00"]


def test_what_a_calendar_breaks_costs_itself_alone() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Un titre\nDTSTART:demain\nEND:VEVENT\nEND:VCALENDAR\n"
    reading = read(text, Wanted(event="c"))
    assert [each.title for each in records(reading) if isinstance(each, TalkRecord)] == ["Un titre"]
    assert [(each.place, each.text) for each in reading.notes] == [
        ("2", "its DTSTART is left out: 'demain' cannot be read")
    ]


def taken_and_refused(text: str) -> tuple[list[str], list[str]]:
    """Read a calendar: the titles of its talks, and why lines are refused, that say of which talk in no case."""
    reading = read(text, Wanted(event="c"))
    refused = [each for each in reading.lines if isinstance(each, BadLine)]
    assert [each.thing for each in refused] == [None] * len(refused)
    talks = [each.title for each in records(reading) if isinstance(each, TalkRecord)]
    return talks, [f"{each.place}: {each.reason}" for each in refused]


ONE = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Un titre\nEND:VEVENT\n"


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", "5: the file is cut off: it ends without END:VCALENDAR"),
        ("BEG", "6: the file is cut off: it ends without END:VCALENDAR"),
        ("BEGIN:VEVE", "6: the file is cut off: it ends without END:VEVE"),
        ("BEGIN:VEVENT\nUID:2\nSUMMARY:Cou", "6: is cut off: the file ends within it, without END:VEVENT"),
        ("BEGIN:VEVENT\nUID:2\nEND:VEV", "6: is cut off: the file ends within it, without END:VEVENT"),
        ("END:VEVENT\nEND:VCALENDAR", "6: END:VEVENT ends nothing: what it was meant for is not read"),
    ],
)
def test_a_calendar_that_is_cut_off_loses_the_entry_it_ends_within_and_tells(end: str, reason: str) -> None:
    assert taken_and_refused(f"{ONE}{end}") == (["Un titre"], [reason])


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_of_a_calendar_ends_at_line_ends_alone(mark: str) -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Un {mark}titre\nEND:VEVENT\nEND:VCALENDAR\n"
    assert taken_and_refused(text) == (["Un titre"], [])


def test_a_folded_line_is_no_structure() -> None:
    text = "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Comment écrire \r\n BEGIN:VEVENT\r\n\t ici\r\nEND:VEVENT\r\nEND:VCALENDAR"
    assert taken_and_refused(f"{ONE}{text}") == (["Un titre", "Comment écrire BEGIN:VEVENT ici"], [])


@pytest.mark.parametrize(("begin", "end"), [("BEGIN;X=1", "END"), ("begin ", "END;X=1")])
def test_an_event_begins_and_ends_with_parameters_too(begin: str, end: str) -> None:
    text = f"{ONE}{begin}:VEVENT\nUID:2\nSUMMARY:Un autre\n{end}:VEVENT\nEND:VCALENDAR\n"
    assert taken_and_refused(text) == (["Un titre", "Un autre"], [])


@pytest.mark.parametrize("forgotten", ["END:VALARM\n", "END:VALARM\nEND:VEVENT\n"])
def test_an_end_that_is_forgotten_costs_no_later_event(forgotten: str) -> None:
    events = [
        f"BEGIN:VEVENT\nUID:{each}\nSUMMARY:Titre {each}\nBEGIN:VALARM\nEND:VALARM\nEND:VEVENT\n" for each in "234"
    ]
    events[0] = events[0].replace(forgotten, "")
    assert taken_and_refused(f"{ONE}{''.join(events)}END:VCALENDAR\n") == (
        ["Un titre", "Titre 2", "Titre 3", "Titre 4"],
        [],
    )


def test_a_line_without_a_name_costs_itself_alone() -> None:
    talks, told = recurring("DTSTART:20311101T180000", "une ligne perdue")
    assert (talks, told) == (["2031-11-01T18:00:00"], ["what is no NAME:VALUE in it is left out"])
