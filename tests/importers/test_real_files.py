"""The real files, where they are at hand: counted, and imported twice.

Talks are the entries less those that are breaks (``type: break``, no speakers and a title such
as Lunch); people are those who speak in them, by key.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator
from sqlalchemy.orm import Session, sessionmaker

from api.importers import Content, Line, Wanted, assemble, read_programme
from api.loader import load
from api.records import SpeakerEntry, TalkRecord

DATA = Path(os.environ.get("VERBATIM_SHARED_DATA", ""))
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not (DATA / "schedules").is_dir(), reason="VERBATIM_SHARED_DATA names no folder"),
]
FORMATS, NANTES, MIXIT = DATA / "formats", DATA / "schedules" / "devfest-nantes", DATA / "schedules" / "mixit"

# Talks, people with a key, breaks left out, e-mail addresses and telephone numbers dropped.
COUNTS: list[tuple[Any, ...]] = [
    ([FORMATS / "pretalx_schedule_democon.json"], "schedule-json", 36, 27, 0, 0, 0),
    ([FORMATS / "pretalx_schedule_rc3.json"], "schedule-json", 48, 56, 0, 4, 14),
    ([FORMATS / "sessionize_all_azurebootcamp_linz.json"], "sessionize", 13, 12, 0, 0, 0),
    ([FORMATS / f"pretalx_csv_droidcon2025_{each}.csv" for each in ("sessions", "speakers")], "csv", 28, 30, 0, 0, 0),
    ([NANTES / "2016_devfest.json"], "hoverboard", 66, 74, 6, 0, 0),
    ([NANTES / f"2017_hoverboard_{each}.json" for each in ("sessions", "speakers")], "hoverboard", 64, 87, 5, 0, 0),
    ([NANTES / f"2018_hoverboard_{each}.json" for each in ("sessions", "speakers")], "hoverboard", 70, 83, 5, 0, 0),
    ([NANTES / "2019_site.json"], "hoverboard", 71, 90, 4, 0, 0),
    ([NANTES / "2019_schedule.ics"], "ics", 69, 0, 0, 0, 0),
    ([MIXIT / "sessionize_speakers_2019.json"], "sessionize", 0, 100, 0, 0, 0),
    ([MIXIT / "import_talks_2019.json"], "hoverboard", 85, 0, 0, 0, 0),
    *(
        ([MIXIT / f"talks_{year}.json"], "hoverboard", talks, 0, 0, addresses, 0)
        for year, talks, addresses in (
            (2012, 27, 0), (2013, 58, 1), (2014, 60, 2), (2015, 64, 1), (2016, 75, 0), (2017, 82, 0),
            (2018, 78, 0), (2019, 88, 0), (2021, 10, 0), (2022, 62, 0), (2023, 88, 0),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "kind", "counts"), [(one[0], one[1], one[2:]) for one in COUNTS], ids=[one[0][0].stem for one in COUNTS]
)
def test_a_real_file_is_read_whole_and_lands_once(
    paths: list[Path], kind: str, counts: tuple[int, ...], sessions: sessionmaker[Session]
) -> None:
    read = {path.name: read_programme(Content(path.name, path.read_bytes())) for path in paths}
    readings = assemble({name: each[1] for name, each in read.items()}, Wanted(timezone="Europe/Paris"))
    first = readings[paths[0].name]
    found = Counter(line.record.type for line in first.lines if isinstance(line, Line))
    dropped = sum((each.dropped for each in readings.values()), Counter())
    assert read[paths[0].name][0] == kind
    seen = (found["talk"], found["speaker"], len(first.left_out), dropped["addresses"], dropped["numbers"])
    assert seen == counts
    with sessions() as session:
        once = load(session, first.lines, schedule=kind)
        again = load(session, first.lines, schedule=kind)
    assert (once.refused, again.created, again.changed, again.gone, again.conflicts) == ((), {}, {}, {}, ())


def test_what_the_schema_of_c3voc_requires_of_an_event_is_read() -> None:
    """A file that is true to the schema is read whole, made by hand of what the schema requires and nothing else."""
    event = {
        "abstract": None, "date": "2031-05-12T09:00:00+02:00", "duration": "00:30", "id": 1, "language": None, "links": [],  # noqa: E501
        "guid": "0b7c1f6e-5a43-4c0e-9a57-1f2d3c4b5a69", "persons": [{"public_name": "Ana Bel", "id": 1}], "room": "Aula",  # noqa: E501
        "slug": "conf-1", "start": "09:00", "subtitle": None, "title": "Titre", "track": None, "type": "talk",
        "url": "https://exemple.org/1",
    }  # fmt: skip
    day = {"index": 1, "date": "2031-05-12", "rooms": {"Aula": [event]}}
    day |= {"day_start": "2031-05-12T04:00:00+02:00", "day_end": "2031-05-13T03:59:00+02:00"}
    conference = {"title": "Conf", "acronym": "conf2031", "days": [day], "daysCount": 1, "start": "2031-05-12"}
    conference |= {"end": "2031-05-12", "timeslot_duration": "00:05"}
    document = {"schedule": {"version": "1", "conference": conference}}
    Draft6Validator(json.loads((FORMATS / "c3voc_schedule.schema.json").read_bytes())).validate(document)
    kind, programme = read_programme(Content("a", json.dumps(document).encode()))
    (talk,) = [line.record for line in assemble({"a": programme}, Wanted())["a"].lines if isinstance(line, Line)][-1:]
    assert (kind, talk) == (
        "schedule-json",
        TalkRecord(
            external_id="0b7c1f6e-5a43-4c0e-9a57-1f2d3c4b5a69", event="conf2031", title="Titre", starts_at="2031-05-12T09:00:00+02:00", duration_minutes=30,  # noqa: E501
            room="Aula", speakers=(SpeakerEntry(name="Ana Bel", speaker="conf2031/speaker/1"),),
        ),
    )  # fmt: skip
