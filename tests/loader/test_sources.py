"""Importing again: what the source says anew, what was changed here, what is gone, and who is who over the years."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Speaker, Talk, TalkSpeaker
from api.importers import BadLine, Line
from api.loader import LoadReport, load
from api.loader.likeness import LikePerson, alike, proposals
from api.records import EventRecord, Record, SpeakerEntry, SpeakerRecord, TalkRecord

EVENT = EventRecord(external_id="e", name="Conf", series="Conf", timezone="Europe/Paris")
TALK = TalkRecord(external_id="t", event="e", title="Titre", abstract="Texte", speakers=(SpeakerEntry(name="Ana Bel"),))
OTHER = TalkRecord(external_id="o", event="e", title="Autre")

Import = Callable[..., LoadReport]


@pytest.fixture
def schedule(sessions: sessionmaker[Session]) -> Import:
    """Import records, and lines that cannot be read, as a schedule."""

    def run(*records: Record | BadLine, source: str = "csv", strict: bool = False) -> LoadReport:
        lines = [each if isinstance(each, BadLine) else Line(n, each) for n, each in enumerate(records, 1)]
        with sessions() as session:
            report = load(session, lines, schedule=source, strict=strict)
            if strict:
                session.rollback()
            return report

    return run


@pytest.fixture
def talk(session: Session) -> Callable[..., Talk]:
    """Give a talk as it is now, changed by hand where values are given."""

    def get(key: str = "t", **changes: Any) -> Talk:
        session.rollback()
        session.expire_all()
        row = session.scalars(select(Talk).where(Talk.external_id == key)).one()
        for name, value in changes.items():
            setattr(row, name, value)
        session.commit()
        return row

    return get


def test_what_was_changed_here_stays_and_the_rest_follows(schedule: Import, talk: Callable[..., Talk]) -> None:
    schedule(EVENT, TALK)
    talk(title="Titre corrigé")
    again = schedule(EVENT, TALK)
    assert (again.unchanged, again.changed, again.conflicts) == ({"event": 1, "talk": 1}, {}, ())
    report = schedule(EVENT, replace(TALK, title="Titre nouveau", abstract="Texte nouveau"))
    (conflict,) = report.conflicts
    assert (conflict.field, conflict.archive, conflict.source) == ("title", "Titre corrigé", "Titre nouveau")
    assert (conflict.id, report.changes[0].fields) == (talk().public_id, ("abstract",))
    assert (talk().title, talk().abstract) == ("Titre corrigé", "Texte nouveau")
    # It is told until both say the same.
    assert len(schedule(EVENT, replace(TALK, title="Titre nouveau", abstract="Texte nouveau")).conflicts) == 1
    agreed = schedule(EVENT, replace(TALK, title="Titre corrigé", abstract="Texte nouveau"))
    assert (agreed.conflicts, agreed.unchanged["talk"]) == ((), 1)
    assert schedule(EVENT, replace(TALK, title="Fin", abstract="Texte nouveau")).changed == {"talk": 1}


def test_a_change_made_here_is_never_taken_for_the_sources_own(schedule: Import, talk: Callable[..., Talk]) -> None:
    schedule(EVENT, TALK)
    talk(title="Titre corrigé")
    schedule(EVENT, replace(TALK, abstract="Deux"))
    schedule(EVENT, replace(TALK, abstract="Trois"))
    report = schedule(EVENT, replace(TALK, abstract="Trois", title="Titre nouveau"))
    assert ([one.field for one in report.conflicts], talk().title) == (["title"], "Titre corrigé")


def test_what_is_gone_is_flagged_and_comes_back(schedule: Import, talk: Callable[..., Talk]) -> None:
    schedule(EVENT, TALK, OTHER)
    assert schedule(EVENT, TALK, strict=True).gone == {"talk": 1}
    assert talk("o").gone_since is None
    report = schedule(EVENT, TALK)
    assert [(one.action, one.external_id, one.name) for one in report.changes] == [("gone", "o", "Autre")]
    gone = talk("o")
    assert (gone.gone_since is None, gone.status, gone.version) == (False, "published", 2)
    assert schedule(EVENT, TALK).gone == {}
    assert schedule(EVENT, TALK, OTHER).changed == {"talk": 1}
    assert talk("o").gone_since is None


def test_nothing_is_gone_that_another_source_or_a_broken_entry_may_have(schedule: Import) -> None:
    schedule(EVENT, TALK, OTHER)
    assert schedule(EVENT, TALK, source="ics").gone == {}
    assert schedule(EVENT, TALK, BadLine(3, "cannot be read")).gone == {}
    assert schedule(EVENT, TALK, BadLine(3, "has no title", ("talk", "o"))).gone == {}
    assert schedule(EVENT, TALK).gone == {"talk": 1}


def test_a_second_source_fills_what_is_empty_and_takes_nothing_away(
    schedule: Import, talk: Callable[..., Talk]
) -> None:
    schedule(EVENT, TALK)
    report = schedule(EVENT, replace(TALK, title="Titre!", room="Aula", abstract=None, speakers=()), source="ics")
    assert [(one.field, one.source) for one in report.conflicts] == [("title", "Titre!")]
    row = talk()
    assert (row.title, row.room, row.abstract, len(row.speakers)) == ("Titre", "Aula", "Texte", 1)
    assert schedule(EVENT, TALK).unchanged == {"event": 1, "talk": 1}


def test_a_person_of_another_edition_is_the_one_of_that_name_in_the_series(schedule: Import, session: Session) -> None:
    def edition(year: int, *others: Record) -> LoadReport:
        key, event = f"p{year}", replace(EVENT, external_id=f"e{year}")
        entry = SpeakerEntry(name="Ana Bel", speaker=key)
        person = SpeakerRecord(external_id=key, name="Ana Bel", biography=f"Bio {year}")
        return schedule(
            person, *others, event, replace(TALK, external_id=f"t{year}", event=event.external_id, speakers=(entry,))
        )

    assert edition(2030).created == {"speaker": 1, "event": 1, "talk": 1}
    later = edition(2031)
    assert (later.created, later.warnings) == ({"event": 1, "talk": 1}, ())
    assert [(one.field, one.archive) for one in later.conflicts] == [("biography", "Bio 2030")]
    assert edition(2031).unchanged == {"speaker": 1, "event": 1, "talk": 1}
    # Two whom one file tells apart stay two.
    assert edition(2032, SpeakerRecord(external_id="q", name="Ana Bel")).created["speaker"] == 1
    people = session.scalars(select(TalkSpeaker.speaker_id)).all()
    assert (len(people), len(set(people)), len(session.scalars(select(Speaker)).all())) == (3, 1, 2)


def test_spellings_of_one_person_are_proposed_and_nobody_is_merged(schedule: Import, session: Session) -> None:
    names = ("julien.topcu", "Julien TOPCU", "Julien Topçu", "jtopcu", "Julien Tanguy", "Ana Bel")
    schedule(EVENT, *(replace(TALK, external_id=name, speakers=(SpeakerEntry(name=name),)) for name in names))
    found = {frozenset((one.first.name, one.second.name)): one.reason for one in proposals(session)}
    spelling, login = "the same name in another spelling", "a login made of the name"
    assert found == {
        frozenset(("julien.topcu", "Julien TOPCU")): spelling,
        frozenset(("julien.topcu", "Julien Topçu")): spelling,
        frozenset(("Julien TOPCU", "Julien Topçu")): spelling,
        frozenset(("julien.topcu", "jtopcu")): login,
        frozenset(("Julien TOPCU", "jtopcu")): login,
        frozenset(("Julien Topçu", "jtopcu")): login,
    }
    assert len(session.scalars(select(Speaker)).all()) == len(names)
    assert [one.reason for one in proposals(session, {"jtopcu"})] == [login] * 3


def test_one_word_for_many_is_no_person() -> None:
    assert alike(LikePerson(str(number), "admin") for number in range(9)) == []
