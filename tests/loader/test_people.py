"""Who is who: the rule of the design, over files, series, organisations and second imports."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.archive.models import Attribution, Quote, Speaker
from api.importers.jsonl import read
from api.loader import LoadReport, Remark, load
from api.records import AttributionRecord, EventRecord, QuoteRecord, SpeakerEntry, SpeakerRecord, TalkRecord

SHARED_DATA = os.environ.get("VERBATIM_SHARED_DATA")
Import = Callable[..., LoadReport]


def said(external_id: str, name: str, *, event: str | None = None, organisation: str | None = None) -> QuoteRecord:
    attribution = AttributionRecord(kind="person", name=name, organisation=organisation, printed_as=name)
    return QuoteRecord(external_id=external_id, text="Oui.", event=event, attributions=(attribution,))


def event(external_id: str, series: str | None = None) -> EventRecord:
    return EventRecord(external_id=external_id, name=external_id, series=series)


def who(session: Session) -> dict[str | None, int | None]:
    """Tell who is speaking in each quote, as the place of the person among all."""
    session.rollback()
    places = {key: place for place, key in enumerate(session.scalars(select(Speaker.id).order_by(Speaker.id)))}
    rows = session.execute(select(Quote.external_id, Attribution.speaker_id).join(Attribution).order_by(Quote.id))
    return {external_id: None if key is None else places[key] for external_id, key in rows}


def test_one_name_in_one_file_is_one_person(imported: Import, session: Session) -> None:
    imported(
        said("1", "Zoé L’Écuyer"), said("2", "ZOÉ  L'ÉCUYER"), said("3", "Zoé L'Ecuyer"), said("4", "Zoé-L'Écuyer")
    )
    assert who(session) == {"1": 0, "2": 0, "3": 1, "4": 2}
    assert session.scalars(select(Speaker.name).order_by(Speaker.id)).first() == "Zoé L’Écuyer"


def test_talks_and_quotes_of_a_file_share_their_people(imported: Import, session: Session) -> None:
    imported(
        event("e"),
        TalkRecord(external_id="t", event="e", title="T", speakers=(SpeakerEntry(name="Ana"),)),
        said("1", "Ana"),
    )
    assert session.scalar(select(func.count()).select_from(Speaker)) == 1


def test_many_batches_are_one_file(imported: Import, session: Session) -> None:
    imported(*(said(str(number), f"Personne {number % 600}") for number in range(1200)))
    assert session.scalar(select(func.count()).select_from(Speaker)) == 600


def test_another_file_must_share_something(imported: Import, session: Session) -> None:
    first = imported(event("e", "Série"), said("1", "Ana", event="e", organisation="SPVM"))
    same_series = imported(event("f", "Série"), said("2", "Ana", event="f"))
    same_event = imported(said("3", "Ana", event="e"))
    same_organisation = imported(said("4", "ANA", organisation="spvm"))
    nothing_shared = imported(event("g", "Autre"), said("5", "Ana", event="g"))
    assert who(session) == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1}
    assert [report.warnings for report in (first, same_series, same_event, same_organisation)] == [()] * 4
    ana = session.scalars(select(Speaker.public_id).order_by(Speaker.id)).first()
    assert nothing_shared.warnings == (
        Remark(2, f"'Ana' is taken for a new person, but the archive knows others so named: {ana}"),
    )


def test_an_id_tells_people_of_one_name_apart(imported: Import, session: Session) -> None:
    one, two = SpeakerRecord(external_id="one", name="Ana"), SpeakerRecord(external_id="two", name="Ana")
    first = said("1", "Ana")
    report = imported(
        one,
        two,
        replace(first, attributions=(AttributionRecord(kind="person", name="Ana", speaker="two", printed_as="Ana"),)),
        replace(
            first, external_id="2", attributions=(AttributionRecord(kind="person", speaker="one", printed_as="Ana"),)
        ),
    )
    assert who(session) == {"1": 1, "2": 0}
    assert report.warnings == (
        Remark(2, "'Ana' is taken for a new person, but the archive knows others so named: one"),
    )
    assert imported(one, two).unchanged == {"speaker": 2}


def test_a_described_person_of_a_known_name_is_new_and_told(imported: Import) -> None:
    imported(said("1", "Ana"))
    report = imported(SpeakerRecord(external_id="ana", name="Ana"))
    assert [(remark.number, remark.text.partition(",")[0]) for remark in report.warnings] == [
        (1, "'Ana' is taken for a new person")
    ]


def test_a_name_is_the_person_whom_the_file_describes(imported: Import, session: Session) -> None:
    imported(said("1", "Ana"), SpeakerRecord(external_id="ana", name="Ana"))
    imported(SpeakerRecord(external_id="ana", name="Ana"), said("2", "Ana"))
    assert who(session) == {"1": 0, "2": 0}


def test_a_person_kept_from_an_earlier_import_is_in_the_file(imported: Import, session: Session) -> None:
    """The new line comes first, and shares nothing but the file with the old one."""
    old = said("1", "Ana")
    imported(old)
    report = imported(said("2", "Ana"), old)
    assert (who(session), report.warnings) == ({"1": 0, "2": 0}, ())


def test_an_editors_choice_survives_the_next_import(imported: Import, session: Session) -> None:
    imported(said("1", "Ana"), SpeakerRecord(external_id="other", name="Ana Maria"))
    other = session.scalars(select(Speaker).where(Speaker.external_id == "other")).one()
    session.scalars(select(Attribution)).one().speaker = other
    session.commit()
    assert imported(said("1", "ANA"), SpeakerRecord(external_id="other", name="Ana Maria")).refused == ()
    session.expire_all()
    assert session.scalars(select(Attribution)).one().speaker is other
    report = imported(said("1", "Anna"))
    assert (report.created, [one.field for one in report.conflicts]) == ({}, ["attributions"])
    session.expire_all()
    assert session.scalars(select(Attribution)).one().speaker is other


def test_of_two_in_the_file_the_one_who_shares_a_place_is_meant(imported: Import, session: Session) -> None:
    one, two = SpeakerRecord(external_id="one", name="Ana"), SpeakerRecord(external_id="two", name="Ana")
    attribution = AttributionRecord(kind="person", speaker="two", organisation="SPVM")
    imported(one, two, QuoteRecord(external_id="1", text="Oui.", attributions=(attribution,)))
    imported(one, two, said("2", "Ana", organisation="SPVM"), said("3", "Ana"))
    assert who(session) == {"1": 1, "2": 1, "3": 0}


def test_a_function_is_nobody(imported: Import, session: Session) -> None:
    attribution = AttributionRecord(kind="function", printed_as="le maire", role="maire", organisation="Ville")
    imported(QuoteRecord(external_id="1", text="Oui.", attributions=(attribution,)))
    assert who(session) == {"1": None}


@pytest.mark.shared_data
@pytest.mark.skipif(SHARED_DATA is None, reason="VERBATIM_SHARED_DATA names no folder")
def test_the_archive_files_hold_861_people(session: Session) -> None:
    reports = []
    for name in ("conferences", "parliament"):
        with (Path(SHARED_DATA or "") / "archive" / f"{name}.jsonl").open("rb") as stream:
            reports.append(load(session, read(stream)))
    assert [report.created["speaker"] for report in reports] == [755, 106]
    assert session.scalar(select(func.count()).select_from(Speaker)) == 861
    assert [report.refused for report in reports] == [(), ()]
    assert {remark.code for report in reports for remark in report.warnings} == {"same_words_by_others"}
