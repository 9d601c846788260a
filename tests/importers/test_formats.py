"""Each format, in a small invented file: what is recognised, and what records come of it."""

import json
from typing import Any

import pytest

from api.importers import BadFile, BadLine, Content, Line, Reading, Wanted, assemble, read_programme
from api.records import EventRecord, SpeakerEntry, SpeakerRecord, TalkRecord

UUID = "0b7c1f6e-5a43-4c0e-9a57-1f2d3c4b5a69"
PERSON = "6f1d2c3b-4a59-4e68-8c7d-9e0f1a2b3c4d"


def read(wanted: Wanted | None = None, /, **files: Any) -> dict[str, Reading]:
    """Read files of one call, JSON values as such."""
    programmes = {}
    for name, value in files.items():
        raw = (
            value
            if isinstance(value, bytes)
            else value.encode()
            if isinstance(value, str)
            else json.dumps(value).encode()
        )
        programmes[name] = read_programme(Content(name, raw))[1]
    return assemble(programmes, wanted or Wanted())


def kind_of(value: object) -> str:
    raw = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    return read_programme(Content("x", raw))[0]


def records(reading: Reading) -> list[object]:
    return [line.record for line in reading.lines if isinstance(line, Line)]


EVENT = {
    "guid": UUID, "id": 3, "date": "2031-05-12T09:00:00+02:00", "start": "09:00", "duration": "00:45", "room": "Aula",
    "title": "L&#8217;été", "subtitle": "", "track": "Société", "type": "Keynote", "language": "fr", "zut": [1],
    "abstract": "Écrire à ana@exemple.fr", "description": None, "answers": [{"answer": "06 12 34 56 78"}],
    "persons": [{"id": 7, "code": "ABCDEF", "public_name": "Ana Bel", "biography": "**Autrice**"}],
}  # fmt: skip
SCHEDULE = {
    "schedule": {
        "version": "1", "base_url": "https://exemple.org/conf/",
        "conference": {
            "acronym": "conf", "title": "Conf", "start": "2031-05-12", "end": "2031-05-13", "time_zone_name": "Europe/Paris",  # noqa: E501
            "days": [{"index": 1, "date": "2031-05-12", "rooms": {"Aula": [EVENT, {"guid": "g2", "title": "Pause café"}, 3]}}],  # noqa: E501
        },
    }
}  # fmt: skip
XML = f"""<?xml version="1.0" encoding="utf-8"?>
<schedule><conference><title>Conf</title><acronym>conf</acronym><start>2031-05-12</start><end>2031-05-13</end>
<base_url>https://exemple.org/conf/</base_url><time_zone_name>Europe/Paris</time_zone_name></conference>
<day date="2031-05-12"><room name="Aula"><event guid="{UUID}" id="3"><date>2031-05-12T09:00:00+02:00</date>
<start>09:00</start><duration>00:45</duration><title>L’été</title><type>Keynote</type><track>Société</track>
<language>fr</language><abstract>Écrire à ana@exemple.fr</abstract>
<persons><person code="ABCDEF">Ana Bel</person></persons></event></room></day></schedule>"""
CONF = EventRecord(
    external_id="conf-2031", name="Conf", starts_on="2031-05-12", ends_on="2031-05-13", timezone="Europe/Paris",
    language="fr", url="https://exemple.org/conf/",
)  # fmt: skip
TALK = TalkRecord(
    external_id=UUID, event="conf-2031", title="L’été", abstract="Écrire à […]", kind="keynote", language="fr",
    starts_at="2031-05-12T09:00:00+02:00", duration_minutes=45, room="Aula", topics=("Société",),
    speakers=(SpeakerEntry(name="Ana Bel", speaker="conf-2031/speaker/ABCDEF"),),
)  # fmt: skip


def test_schedule_json() -> None:
    reading = read(**{"a.json": SCHEDULE})["a.json"]
    assert records(reading) == [
        SpeakerRecord(external_id="conf-2031/speaker/ABCDEF", name="Ana Bel", biography="Autrice"),
        CONF,
        TALK,
    ]
    assert [(one.title, one.reason) for one in reading.left_out] == [("Pause café", "a break")]
    assert reading.dropped == {"addresses": 1, "numbers": 1}
    (bad,) = [line for line in reading.lines if isinstance(line, BadLine)]
    assert (bad.place, bad.reason) == ("/schedule/conference/days/0/rooms/Aula/2", "must be an object")


def test_schedule_xml_says_the_same() -> None:
    reading = read(**{"a.xml": XML})["a.xml"]
    assert records(reading) == [SpeakerRecord(external_id="conf-2031/speaker/ABCDEF", name="Ana Bel"), CONF, TALK]
    assert next(line for line in reading.lines if isinstance(line, Line) and line.record == TALK).place == "4"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><schedule>&a;</schedule>', "declares XML entities"),
        ("<schedule><conference>", "is not XML"),
        ("<a>" * 300 + "</a>" * 300, "is not XML"),
        ("[" * 60 + "]" * 60, "is nested more than 40 deep"),
        ('{"sessions": [', "is not JSON"),
        ("ceci n'est rien", "is in no format known here. Looked for: an object with schedule.conference"),
        ("\0\1\2", "is no text"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "has no session and nobody in it, read as ics"),
        ("Titre;Orateur\n", "has no session and nobody in it, read as csv"),
    ],
)
def test_a_bad_file_is_one_clear_error(raw: str, reason: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_programme(Content("x", raw.encode()))
    assert str(caught.value).startswith(reason)


SESSION = {
    "id": "12", "title": "Titre", "description": "Texte", "startsAt": "2031-05-12T09:00:00", "endsAt": "2031-05-12T09:40:00",  # noqa: E501
    "isServiceSession": False, "speakers": [PERSON], "categoryItems": [1, 2, 3], "roomId": 5, "status": "Accepted",
}  # fmt: skip
SPEAKER = {
    "id": PERSON,
    "firstName": "Ana",
    "lastName": "Bel",
    "fullName": "Ana Bel",
    "bio": "Bio",
    "tagLine": "Autrice",
}
ALL = {
    "sessions": [
        SESSION,
        SESSION | {"id": "13", "title": "Refusé", "status": "Declined"},
        {"id": "x", "title": "Accueil", "isServiceSession": True, "speakers": []},
    ],
    "speakers": [SPEAKER],
    "categories": [
        {"title": "Language", "items": [{"id": 1, "name": "English"}]},
        {"title": "Session format", "items": [{"id": 2, "name": "Workshop"}]},
        {"title": "Track", "items": [{"id": 3, "name": "🌍 Web"}]},
        {"title": "Level", "items": [{"id": 4, "name": "Expert"}]},
    ],
    "rooms": [{"id": 5, "name": "Salle 1"}],
}


def test_sessionize_all() -> None:
    reading = read(Wanted(event="Conf 2031", timezone="Europe/Paris"), all=ALL)["all"]
    person, event, talk = records(reading)
    assert person == SpeakerRecord(external_id=PERSON, name="Ana Bel", biography="Bio")
    assert event == EventRecord(
        external_id="conf-2031", name="Conf 2031", starts_on="2031-05-12", ends_on="2031-05-12", timezone="Europe/Paris",  # noqa: E501
        language="en",
    )  # fmt: skip
    assert talk == TalkRecord(
        external_id="conf-2031/12", event="conf-2031", title="Titre", abstract="Texte", kind="workshop", language="en",
        starts_at="2031-05-12T09:00:00", duration_minutes=40, room="Salle 1", topics=("Web",),
        speakers=(SpeakerEntry(name="Ana Bel", speaker=PERSON, role="Autrice"),),
    )  # fmt: skip
    assert [one.reason for one in reading.left_out] == ["not in the programme (Declined)", "a break, says the file"]


def test_sessionize_views_of_one_call_are_one_programme() -> None:
    group = [
        {"groupId": 1, "sessions": [SESSION | {"room": "Salle 1", "speakers": [{"id": PERSON, "name": "Ana Bel"}]}]}
    ]
    readings = read(Wanted(event="c"), sessions=group, speakers=[SPEAKER])
    assert [type(each).__name__ for each in records(readings["sessions"])] == [
        "SpeakerRecord",
        "EventRecord",
        "TalkRecord",
    ]
    assert readings["speakers"].lines == ()
    assert [note.text for note in readings["speakers"].notes] == ["read together with the sessions"]
    assert readings["sessions"].notes[0].text.startswith("times left out, because nothing says their zone")


def test_hoverboard_joins_sessions_speakers_and_times() -> None:
    sessions = {
        "1": {"id": 1, "title": "Titre", "description": "Texte", "type": "📣 Conference", "language": "fr", "speakers": [5],  # noqa: E501
              "tags": ["🌍 Web"], "videoId": "x6NhMtSCwLM", "zut": {}},
        "2": {"id": 2, "title": "Lunch / Déjeuner", "type": "break"},
    }  # fmt: skip
    speakers = {"5": {"id": 5, "name": "Ana BEL", "company": "Acmé", "bio": "Bio", "socials": []}}
    schedule = {
        "2031-05-12": {
            "date": "2031-05-12", "tracks": [{"title": "Titan"}],
            "timeslots": [{"startTime": "9:00", "endTime": "9:50", "sessions": [{"items": ["1"]}]}],
        }
    }  # fmt: skip
    wanted = Wanted(event="c", timezone="Europe/Paris")
    reading = read(wanted, sessions=sessions, speakers=speakers, schedule=schedule)["sessions"]
    assert records(reading)[-1] == TalkRecord(
        external_id="c/1", event="c", title="Titre", abstract="Texte", language="fr", starts_at="2031-05-12T09:00:00",
        duration_minutes=50, room="Titan", recording_url="https://www.youtube.com/watch?v=x6NhMtSCwLM", topics=("Web",),
        speakers=(SpeakerEntry(name="Ana BEL", speaker="c/speaker/5", organisation="Acmé"),),
    )  # fmt: skip


def test_a_french_table_of_excel() -> None:
    text = (
        "Programme 2031;;;;;;\nRéf;Titre;Intervenant(e)s;Jour;Heure de début;Durée (min);Salle;Courriel\n"
        'A1;"L\'été; à Besançon";Ana Bel et Carl Dur;12/05/2031;9h30;45;Aula;ana@exemple.fr\n'
        "A2;Pause;;12/05/2031;10h15;15;;\nA3;;Ana Bel;;;;;\nA4;Tôt;Ana Bel;13/05/2031;demain;;;\n"
    )
    reading = read(Wanted(event="c", timezone="Europe/Paris"), table=text.encode("cp1252"))["table"]
    talks = [each for each in records(reading) if isinstance(each, TalkRecord)]
    assert talks[0] == TalkRecord(
        external_id="c/A1", event="c", title="L'été; à Besançon", starts_at="2031-05-12T09:30:00", duration_minutes=45,
        room="Aula", speakers=(SpeakerEntry(name="Ana Bel"), SpeakerEntry(name="Carl Dur")),
    )  # fmt: skip
    assert [(line.place, line.reason) for line in reading.lines if isinstance(line, BadLine)] == [("5", "has no title")]
    assert [(note.place, note.text) for note in reading.notes] == [("6", "its start is left out: 'demain' is no time")]
    assert reading.dropped["addresses"] == 1


def test_people_of_several_columns_are_those_of_a_row() -> None:
    text = (
        "Nom,Prénom,Titre de la conférence,Quand\nBEL,Ana,Un,12 mai 2031 à 9h\n",
        "Activité;Orateur 1;Orateur n°2;Heure\nUn;Ana Bel;Carl Dur;9h-10h\n",
    )
    first, second = (read(Wanted(event="c", timezone="Europe/Paris"), t=each)["t"] for each in text)
    talks = [each for reading in (first, second) for each in records(reading) if isinstance(each, TalkRecord)]
    assert [(each.title, [one.name for one in each.speakers], each.starts_at) for each in talks] == [
        ("Un", ["Ana BEL"], "2031-05-12T09:00:00"),
        ("Un", ["Ana Bel", "Carl Dur"], None),
    ]
    assert "times left out, because nothing says their day: 1" in [note.text for note in second.notes]


def test_the_address_of_a_site_is_no_room() -> None:
    text = "Titre,Salle,Site\nUn,,https://exemple.fr\nDeux,Aula,www.exemple.fr\n"
    talks = [each for each in records(read(Wanted(event="c"), t=text)["t"]) if isinstance(each, TalkRecord)]
    assert [each.room for each in talks] == [None, "Aula"]


def test_xml_is_read_in_another_encoding_than_it_declares_and_with_the_names_of_html() -> None:
    dirty = XML.replace("’", "&rsquo;").replace("Conf</title>", "Conf&nbsp;</title>").encode("cp1252")
    assert records(read(**{"a.xml": dirty})["a.xml"]) == records(read(**{"a.xml": XML})["a.xml"])


def test_a_cell_without_end_costs_its_row_alone() -> None:
    reading = read(Wanted(event="c"), t='Titre;Orateur\nUn;Ana Bel\n"Deux;Carl Dur\nTrois;Ana Bel\n')["t"]
    assert [each.title for each in records(reading) if isinstance(each, TalkRecord)] == ["Un"]
    assert [(line.place, line.reason) for line in reading.lines if isinstance(line, BadLine)] == [
        ("3", "has a quotation mark that nothing closes, to the file's end")
    ]


def test_speakers_of_a_site_who_have_a_title_are_people() -> None:
    people = {"ana": {"name": "Ana Bel", "title": "Autrice", "company": "Acmé", "bio": "Bio", "socials": []}}
    sessions = {
        "1": {"title": "Un titre", "description": "Texte", "speakers": ["ana"], "dateStart": "2031-05-12T09:00:00Z"}
    }
    person, _, talk = records(read(Wanted(event="c"), sessions=sessions, people=people)["sessions"])
    assert person == SpeakerRecord(external_id="c/speaker/ana", name="Ana Bel", biography="Bio")
    assert isinstance(talk, TalkRecord)
    assert talk.starts_at == "2031-05-12T09:00:00+00:00"
    assert [(each.role, each.organisation) for each in talk.speakers] == [("Autrice", "Acmé")]


def test_a_broken_session_among_sessions_by_their_ids_costs_itself_alone() -> None:
    sessions = {"7": {"title": "Titre", "speakers": [], "tags": ["Eau"]}, "8": {"title": "Autre", "tags": []}, "9": "x"}
    reading = read(a=sessions)["a"]
    assert [each.title for each in records(reading) if isinstance(each, TalkRecord)] == ["Titre", "Autre"]
    assert [(each.place, each.reason) for each in reading.lines if isinstance(each, BadLine)] == [
        ("/9", "must be an object")
    ]


def test_a_table_can_be_mapped() -> None:
    name, programme = read_programme(
        Content("t", b"Quoi\tQui\nTitre\tAna Bel"), None, {"Quoi": "title", "Qui": "speakers"}
    )
    assert (name, programme.sessions[0].title, programme.sessions[0].speakers) == ("csv", "Titre", "Ana Bel")
    for mapping in ({"Rien": "title"}, {"Quoi": "zut"}):
        with pytest.raises(BadFile):
            read_programme(Content("t", b"Titre\tQui\nTitre\tAna Bel"), None, mapping)


def test_each_format_is_known_by_its_content() -> None:
    assert [kind_of(each) for each in (SCHEDULE, XML, ALL, [SPEAKER], "Titre,Salle\nx,y", {"talks": [{"title": "T", "id": 1, "abstract": "A"}]})] == [  # noqa: E501
        "schedule-json", "schedule-xml", "sessionize", "sessionize", "csv", "hoverboard",
    ]  # fmt: skip


def test_sessionize_sessions_in_groups_that_say_nothing_of_service() -> None:
    view = [{"groupId": None, "groupName": "All", "sessions": [{"id": "9", "title": "Un titre", "speakers": []}]}]
    name, programme = read_programme(Content("s.json", json.dumps(view).encode()))
    assert (name, [each.title for each in programme.sessions]) == ("sessionize", ["Un titre"])
