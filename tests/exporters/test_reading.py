"""What is exported, in which order, under which names; and what is not."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event as events
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Topic
from api.exporters import export_records
from api.importers.lines import Line
from api.loader import load
from api.records import (
    AttributionRecord,
    EventRecord,
    MentionRecord,
    OrganisationRecord,
    QuoteRecord,
    Record,
    SourceRecord,
    SpeakerEntry,
    SpeakerRecord,
    TalkRecord,
)


def fill(session: Session, *records: Record) -> None:
    assert load(session, [Line(number, record) for number, record in enumerate(records)]).refused == ()


def exported(session: Session) -> list[Record]:
    session.rollback()
    return list(export_records(session))


def everything() -> list[Record]:
    """One thing of each type, every key said, in the order of an export."""
    return [
        OrganisationRecord(external_id="o1", name="Gouvernement", slug="gouv", kind="public"),
        OrganisationRecord(external_id="o2", name="Police", slug="police", acronym="SP", parent="o1"),
        SpeakerRecord(
            external_id="p",
            name="Ana L’Écuyer",
            slug="ana",
            sort_name="Écuyer, Ana",
            other_names=("A. L.", "Ana"),
            biography="Autrice.",
            identifiers={"isni": "1", "wikidata": "Q1"},
        ),
        EventRecord(
            external_id="e",
            name="Colloque",
            slug="colloque-2016",
            series="Colloques",
            starts_on="2016-11-29",
            ends_on="2016-12",
            timezone="America/Montreal",
            venue="Palais",
            city="Montréal",
            country="CA",
            language="fr-CA",
            organiser="Nous",
            url="https://example.org/e",
            description="Un colloque.",
            topics=("Élus", "Web"),
            rights="CC0",
            status="draft",
        ),
        SourceRecord(
            external_id="s",
            title="Le compte rendu",
            publisher="Journal",
            byline="B. B.",
            published_on="2016-12-01",
            url="https://example.org/s",
            archived_url="https://example.org/a",
            language="fr",
            rights="©",
            sha256="0" * 64,
            status="moved",
        ),
        TalkRecord(
            external_id="t",
            event="e",
            title="Exposé",
            slug="expose",
            abstract="Un exposé.",
            kind="panel",
            language="en",
            starts_at="2016-11-29T14:00:00Z",
            duration_minutes=30,
            room="A",
            recording_url="https://example.org/v",
            speakers=(SpeakerEntry(name="Ana", speaker="p", printed_as="Mme Ana", role="maire", organisation="o2"),),
            topics=("Web",),
            status="draft",
        ),
        QuoteRecord(
            external_id="q",
            text="Oui «non».",
            kind="partial",
            language="fr",
            said_on="2016-11",
            event="e",
            talk="t",
            topics=("Élus",),
            status="disputed",
            verification="confirmed",
            attributions=(
                AttributionRecord(
                    kind="person", name="Ana", speaker="p", printed_as="Ana", role="x", organisation="o1"
                ),
                AttributionRecord(kind="function", printed_as="le maire"),
            ),
            mentions=(
                MentionRecord(source="s", prefix="dit «", exact="Oui", suffix="»", context="Elle dit.", cue_verb="dit"),
            ),
        ),
        QuoteRecord(external_id="q1", text="non", language="fr", parent="q"),
    ]


def test_every_key_comes_back(session: Session) -> None:
    fill(session, *everything())
    assert exported(session) == everything()


def test_types_can_be_chosen(session: Session) -> None:
    fill(session, *everything())
    found = export_records(session, {"quote", "event"})
    assert [(record.type, record.external_id) for record in found] == [("event", "e"), ("quote", "q"), ("quote", "q1")]


def test_what_lines_only_named_has_its_public_id(session: Session) -> None:
    attribution = AttributionRecord(kind="person", name="Ana", organisation="Ville")
    fill(session, QuoteRecord(external_id="q", text="Oui.", attributions=(attribution,)))
    speaker = session.scalars(select(Speaker.public_id)).one()
    organisation = session.scalars(select(Organisation.public_id)).one()
    assert exported(session) == [
        OrganisationRecord(external_id=organisation, name="Ville", slug="ville"),
        SpeakerRecord(external_id=speaker, name="Ana", slug="ana"),
        QuoteRecord(
            external_id="q",
            text="Oui.",
            language="fr",
            attributions=(AttributionRecord(kind="person", name="Ana", speaker=speaker, organisation=organisation),),
        ),
    ]


def test_the_order_is_that_of_the_names_not_of_the_making(session: Session) -> None:
    fill(session, *(QuoteRecord(external_id=name, text="Oui.") for name in ("b", "é", "a", "B", "z")))
    assert [record.external_id for record in exported(session)] == ["B", "a", "b", "z", "é"]


def test_topics_whose_names_make_the_same_slug_are_all_told(session: Session) -> None:
    fill(session, EventRecord(external_id="e", name="E", topics=("C++", "C#", "C", "c")))
    (event,) = exported(session)
    assert isinstance(event, EventRecord)
    assert event.topics == ("C", "C#", "C++")


def test_topics_are_in_an_order_that_an_import_keeps(session: Session) -> None:
    fill(session, EventRecord(external_id="e", name="E", topics=("Abricot", "Mûre", "Zèbre")))
    session.scalars(select(Topic).where(Topic.slug == "abricot")).one().name = "Vigne"
    session.commit()
    (event,) = exported(session)
    assert isinstance(event, EventRecord)
    assert event.topics == ("Mûre", "Vigne", "Zèbre")


@pytest.mark.parametrize("model", [Quote, Talk, Event, Source, Speaker, Organisation])
def test_what_is_withdrawn_is_neither_exported_nor_referred_to(session: Session, model: type[Quote]) -> None:
    """However a reference to something withdrawn came about, a fresh archive takes what is exported."""
    fill(session, *everything())
    session.execute(update(model).values(withdrawn_at=datetime.now(UTC)))
    session.commit()
    records = exported(session)
    assert model.__name__.lower() not in {record.type for record in records}
    present = {record.external_id for record in records}
    for record in records:
        if isinstance(record, QuoteRecord):
            named = {record.event, record.talk, record.parent, *(mention.source for mention in record.mentions)}
            named.update(name for one in record.attributions for name in (one.speaker, one.organisation))
            assert named - {None} <= present
        elif isinstance(record, TalkRecord):
            named = {record.event, *(name for one in record.speakers for name in (one.speaker, one.organisation))}
            assert named - {None} <= present


def test_a_withdrawn_speaker_stays_as_printed_only(session: Session) -> None:
    attribution = AttributionRecord(kind="person", name="Ana", role="maire")
    fill(session, QuoteRecord(external_id="q", text="Oui.", attributions=(attribution,)))
    session.execute(update(Speaker).values(withdrawn_at=datetime.now(UTC)))
    session.commit()
    (quote,) = exported(session)
    assert isinstance(quote, QuoteRecord)
    assert quote.attributions == (AttributionRecord(kind="person", printed_as="Ana", role="maire"),)


def test_statements_grow_with_chunks_not_with_rows(session: Session) -> None:
    fill(
        session,
        *(
            QuoteRecord(
                external_id=f"q{number}",
                text="Oui.",
                topics=("Web",),
                attributions=(AttributionRecord(kind="person", name=f"P {number}", organisation=f"O {number}"),),
            )
            for number in range(40)
        ),
    )
    statements: list[str] = []
    events.listen(session.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert len(list(export_records(session))) == 120
    assert len(statements) == 12
