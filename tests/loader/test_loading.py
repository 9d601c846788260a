"""Importing: what lands, and what a second run changes (nothing)."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.upkeep import Clock, IndexNote
from api.importers.jsonl import read
from api.importers.lines import BadLine, Line
from api.loader import LoadReport, load
from api.records import (
    AttributionRecord,
    EventRecord,
    MentionRecord,
    OrganisationRecord,
    QuoteRecord,
    SourceRecord,
    TalkRecord,
)

SEEDS = Path(__file__).parents[2] / "seeds" / "medias-sociaux-secteur-public-2016.jsonl"
EVENT = EventRecord(external_id="e", name="Colloque")

Import = Callable[..., LoadReport]
Counts = Callable[[], dict[str, int]]


def seeds() -> list[Line | BadLine]:
    with SEEDS.open("rb") as stream:
        return list(read(stream))


def test_the_founding_article_lands(session: Session, sessions: sessionmaker[Session], counts: Counts) -> None:
    with sessions() as other:
        report = load(other, seeds())
    expected = {"organisation": 5, "speaker": 6, "event": 2, "source": 1, "talk": 3, "quote": 9, "topic": 7}
    assert report.created == expected == counts()
    assert (report.changed, report.unchanged, report.refused, report.warnings) == ({}, {}, (), ())
    joint = session.scalars(select(Quote).where(Quote.text.startswith("On a reçu"))).one()
    assert [(one.kind, one.printed_as, one.speaker and one.speaker.name) for one in joint.attributions] == [
        ("person", "Élise Proulx", "Élise Proulx"),
        ("person", "Isabelle Thellen", "Isabelle Thellen"),
    ]
    verdun = session.scalars(select(Quote).where(Quote.text.startswith("mieux vaut"))).one()
    assert [(one.kind, one.printed_as, one.speaker) for one in verdun.attributions] == [
        ("function", "le maire de Verdun", None)
    ]
    children = session.scalars(select(Quote).where(Quote.parent_id.is_not(None)).order_by(Quote.id)).all()
    assert [(one.text, one.parent is joint) for one in children] == [
        ("l'amour", True),
        ("je ne suis pas toujours d'accord avec vous, mais je comprends", False),
    ]


def test_importing_again_changes_nothing(session: Session, sessions: sessionmaker[Session]) -> None:
    with sessions() as other:
        load(other, seeds())
    before = state(session)
    with sessions() as other:
        report = load(other, seeds())
    assert (report.created, report.changed, report.refused) == ({}, {}, ())
    assert report.unchanged == {"organisation": 5, "speaker": 6, "event": 2, "source": 1, "talk": 3, "quote": 9}
    session.expire_all()
    assert state(session) == before


def test_a_time_that_a_clock_change_skips_or_repeats_is_no_change(imported: Import) -> None:
    records = (
        EventRecord(external_id="e", name="Colloque", timezone="America/Montreal"),
        TalkRecord(external_id="skipped", event="e", title="Exposé", starts_at="2019-03-10T02:30"),
        TalkRecord(external_id="repeated", event="e", title="Exposé", starts_at="2019-11-03T01:30"),
    )
    assert imported(*records).created == {"event": 1, "talk": 2}
    again = imported(*records)
    assert (again.changed, again.unchanged) == ({}, {"event": 1, "talk": 2})


def state(session: Session) -> object:
    models: Iterable[type[Thing]] = (Organisation, Speaker, Event, Source, Talk, Quote, Topic)
    return (
        [
            session.execute(select(model.id, model.version, model.updated_at).order_by(model.id)).all()
            for model in models
        ],
        session.scalars(select(Clock.tick)).all(),
        session.scalar(select(func.max(IndexNote.id))),
    )


def test_the_order_of_lines_does_not_matter(sessions: sessionmaker[Session], counts: Counts) -> None:
    lines = seeds()
    random.Random(7).shuffle(lines)  # noqa: S311 - any order will do
    with sessions() as other:
        assert load(other, lines).refused == ()
    assert counts()["quote"] == 9


def test_a_changed_line_changes_its_thing_only(imported: Import, session: Session) -> None:
    other = EventRecord(external_id="f", name="Salon", topics=("Web",))
    imported(replace(EVENT, venue="Palais", topics=("Web", "Élus")), other)
    report = imported(replace(EVENT, topics=("Web", "Villes")), other)
    assert (report.created, report.changed, report.unchanged) == ({"topic": 1}, {"event": 1}, {"event": 1})
    first, second = session.scalars(select(Event).order_by(Event.id))
    assert (first.venue, [topic.name for topic in first.topics], first.version) == (None, ["Villes", "Web"], 2)
    assert second.version == 1


def test_a_part_that_changes_is_a_change(imported: Import) -> None:
    quote = QuoteRecord(external_id="q", text="Oui.", attributions=(AttributionRecord(kind="person", name="A"),))
    imported(quote)
    assert imported(
        replace(quote, attributions=(AttributionRecord(kind="person", name="A", role="maire"),))
    ).changed == {"quote": 1}
    assert imported(replace(quote, attributions=())).changed == {"quote": 1}
    assert imported(replace(quote, attributions=())).unchanged == {"quote": 1}


def test_progress_counts_every_line(session: Session) -> None:
    done: list[int] = []
    records = [QuoteRecord(external_id=f"q{number}", text="Oui.") for number in range(501)]
    lines: list[Line | BadLine] = [BadLine(999, "no"), *(Line(number, record) for number, record in enumerate(records))]
    load(session, lines, on_progress=done.append)
    assert done == [1, 500, 1]


def test_references_take_public_ids_too(imported: Import, session: Session) -> None:
    imported(EVENT, SourceRecord(external_id="s", title="Journal"))
    event, source = session.scalars(select(Event)).one(), session.scalars(select(Source)).one()
    quote = QuoteRecord(
        external_id="q", text="Oui.", event=event.public_id, mentions=(MentionRecord(source=source.public_id),)
    )
    assert imported(quote).created == {"quote": 1}


def test_a_thing_without_external_id_is_found_by_its_public_id(imported: Import, session: Session) -> None:
    imported(
        QuoteRecord(external_id="q", text="Oui.", attributions=(AttributionRecord(kind="group", organisation="O"),))
    )
    made = session.scalars(select(Organisation)).one()
    record = OrganisationRecord(external_id=made.public_id, name="O")
    assert imported(record).unchanged == {"organisation": 1}
    assert imported(record, OrganisationRecord(external_id="o", name="O")).refused == (
        BadLine(2, "/external_id: line 1 describes the same organisation", ("organisation", "o")),
    )


def test_an_organisation_known_by_name_is_the_one_described_later(imported: Import, counts: Counts) -> None:
    quote = QuoteRecord(
        external_id="q", text="Oui.", attributions=(AttributionRecord(kind="group", organisation="spvm"),)
    )
    imported(quote)
    police = OrganisationRecord(external_id="police", name="Service de police", acronym="S.P.V.M.")
    assert imported(replace(police, acronym="SPVM")).changed == {"organisation": 1}
    assert imported(quote, replace(police, acronym="SPVM")).unchanged == {"quote": 1, "organisation": 1}
    assert counts() == {"quote": 1, "organisation": 1}


def test_organisations_and_topics_are_found_however_they_are_typed(imported: Import, counts: Counts) -> None:
    names = ("Hydro-Québec", "HYDRO-QUEBEC", "hydro‑québec")
    imported(
        *(
            QuoteRecord(
                external_id=f"q{number}",
                text="Oui.",
                topics=(name, "Médias sociaux", "medias-sociaux"),
                attributions=(AttributionRecord(kind="organisation", organisation=name),),
            )
            for number, name in enumerate(names)
        )
    )
    assert counts() == {"quote": 3, "organisation": 1, "topic": 2}
