"""What is refused: a bad line costs itself and what refers to it, and the reason is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Organisation, Quote, Speaker, Talk
from api.importers.lines import BadLine, Line
from api.loader import LoadReport, load
from api.records import (
    AttributionRecord,
    EventRecord,
    MentionRecord,
    OrganisationRecord,
    QuoteRecord,
    SpeakerEntry,
    TalkRecord,
)

SEEDS = Path(__file__).parents[2] / "seeds" / "medias-sociaux-secteur-public-2016.jsonl"
EVENT = EventRecord(external_id="e", name="Colloque")

Import = Callable[..., LoadReport]
Counts = Callable[[], dict[str, int]]


def refusals(report: LoadReport) -> list[tuple[int, str]]:
    return [(line.number, line.reason) for line in report.refused]


def test_each_bad_line_costs_itself_only(imported: Import, counts: Counts) -> None:
    report = imported(
        QuoteRecord(external_id="q1", text="Oui.", event="e"),
        QuoteRecord(external_id="q2", text="Non.", event="nowhere"),
        QuoteRecord(external_id="q3", text="Peut-être.", said_on="hier", kind="whispered"),
        EVENT,
        QuoteRecord(external_id="q4", text="Si.", mentions=(MentionRecord(source="none", exact="Si."),)),
        TalkRecord(external_id="t", event="e", title="Exposé", starts_at="2016-11-29T09:00"),
    )
    assert refusals(report) == [
        (2, "/event: There is no event “nowhere”."),
        (
            3,
            (
                "/kind: Must be one of: direct, partial.; /said_on: Must be a year, a month or a day: "
                "2016, 2016-11 or 2016-11-29."
            ),
        ),
        (5, "/mentions/0/source: There is no source “none”."),
        (6, "/starts_at: Needs an offset, because its event has no time zone."),
    ]
    assert report.created == counts() == {"event": 1, "quote": 1}


def test_a_refused_line_leaves_nothing_behind(imported: Import, counts: Counts) -> None:
    bad = QuoteRecord(
        external_id="bad",
        text="Oui.",
        said_on="hier",
        topics=("Web",),
        attributions=(AttributionRecord(kind="person", name="A", organisation="Org"),),
    )
    good = replace(bad, external_id="good", said_on=None)
    report = imported(bad, good, replace(EVENT, slug="Bad Slug", topics=("Élus",)))
    assert [line.number for line in report.refused] == [1, 3]
    assert report.created == counts() == {"quote": 1, "organisation": 1, "speaker": 1, "topic": 1}


def test_a_refused_slug_undoes_the_people_of_its_line(imported: Import, session: Session) -> None:
    talk = TalkRecord(external_id="t", event="e", title="Un", slug="un", speakers=(SpeakerEntry(name="A"),))
    report = imported(EVENT, talk, replace(talk, external_id="u", speakers=(SpeakerEntry(name="B"),)))
    assert refusals(report) == [(3, "The slug “un” is taken.")]
    assert [speaker.name for speaker in session.scalars(select(Speaker))] == ["A"]


def test_what_refers_to_a_refused_line_is_refused_with_it(imported: Import, counts: Counts) -> None:
    report = imported(
        replace(EVENT, starts_on="bientôt"),
        TalkRecord(external_id="t", event="e", title="T"),
        QuoteRecord(external_id="q", text="Oui.", talk="t"),
        QuoteRecord(external_id="c", text="Oui", parent="q"),
        QuoteRecord(external_id="free", text="Non."),
    )
    assert refusals(report)[1:] == [
        (2, "/event: line 1, which describes the event 'e', was refused"),
        (3, "/talk: line 2, which describes the talk 't', was refused"),
        (4, "/parent: line 3, which describes the quote 'q', was refused"),
    ]
    assert counts() == {"quote": 1}


def test_a_line_that_cannot_be_read_is_told_to_those_that_refer_to_it(session: Session) -> None:
    lines: list[Line | BadLine] = [
        BadLine(1, "/name: is missing", ("event", "e")),
        Line(2, TalkRecord(external_id="t", event="e", title="T")),
    ]
    assert refusals(load(session, lines)) == [
        (1, "/name: is missing"),
        (2, "/event: line 1, which describes the event 'e', was refused"),
    ]
    assert load(session, [*lines, Line(3, EVENT)]).created == {"event": 1, "talk": 1}


def test_a_circle_of_parents_is_refused(imported: Import, session: Session) -> None:
    report = imported(
        QuoteRecord(external_id="a", text="A", parent="b"),
        QuoteRecord(external_id="b", text="B", parent="c"),
        QuoteRecord(external_id="c", text="C", parent="b"),
        OrganisationRecord(external_id="o", name="O", parent="o"),
        OrganisationRecord(external_id="p", name="Parti", parent="union"),
        OrganisationRecord(external_id="u", name="Union"),
    )
    assert refusals(report) == [
        (1, "/parent: line 2, which describes the quote 'b', was refused"),
        (2, "/parent: is its own ancestor (lines of the circle: 2, 3)"),
        (3, "/parent: is its own ancestor (lines of the circle: 2, 3)"),
        (4, "/parent: is its own ancestor (lines of the circle: 4)"),
    ]
    parti, union = session.scalars(select(Organisation).order_by(Organisation.name))
    assert (parti.parent, union.external_id) == (union, "u")


def test_a_circle_through_the_archive_is_refused(imported: Import) -> None:
    imported(QuoteRecord(external_id="a", text="A"), QuoteRecord(external_id="b", text="B", parent="a"))
    assert refusals(imported(QuoteRecord(external_id="a", text="A", parent="b"))) == [
        (1, "/parent: Must not be the quote itself or one within it.")
    ]


def test_strict_leaves_the_archive_as_it_was(imported: Import, session: Session, counts: Counts) -> None:
    records = (EVENT, QuoteRecord(external_id="q", text="Oui.", event="e"), QuoteRecord(external_id="r", text="\v"))
    assert len(imported(*records, strict=True).refused) == 1
    assert counts() == {}
    assert imported(*records[:2], strict=True).created == {"event": 1, "quote": 1}
    session.rollback()
    assert counts() == {"event": 1, "quote": 1}


def test_an_import_neither_withdraws_nor_brings_back(imported: Import, session: Session) -> None:
    quote = QuoteRecord(external_id="q", text="Oui.")
    imported(quote)
    assert refusals(imported(replace(quote, status="withdrawn"))) == [(1, "/status: an import withdraws nothing")]
    row = session.scalars(select(Quote)).one()
    row.status, row.withdrawn_at = "withdrawn", row.created_at
    session.commit()
    assert refusals(imported(quote, QuoteRecord(external_id="c", text="Oui", parent="q"))) == [
        (1, "this quote has been withdrawn; an import does not bring it back"),
        (2, "/parent: line 1, which describes the quote 'q', was refused"),
    ]
    assert imported(replace(quote, status="withdrawn")).unchanged == {"quote": 1}
    assert refusals(imported(QuoteRecord(external_id="c", text="Oui", parent="q"))) == [
        (1, "/parent: the quote 'q' has been withdrawn")
    ]


def test_a_writer_who_comes_first_costs_nothing(session: Session, sessions: sessionmaker[Session]) -> None:
    """The second batch finds a slug taken that was free when the import began."""
    talks = [TalkRecord(external_id=f"t{number}", event="e", title=f"T {number}") for number in range(502)]

    def interfere(count: int) -> None:
        if count == 500:
            with sessions() as other:
                load(other, [Line(1, TalkRecord(external_id="mine", event="e", title="Moi", slug="t-501"))])

    lines = [Line(0, EVENT), *(Line(number, talk) for number, talk in enumerate(talks, 1))]
    report = load(session, lines, on_progress=interfere)
    assert (report.created, report.refused) == ({"event": 1, "talk": 502}, ())
    assert session.scalars(select(Talk.slug).where(Talk.external_id == "t501")).one() == "t-501-2"


def test_what_the_database_refuses_costs_one_line(imported: Import, session: Session, counts: Counts) -> None:
    talks = [TalkRecord(external_id=f"t{number}", event="e", title=f"T {number % 3}") for number in range(4)]
    session.execute(text("CREATE UNIQUE INDEX one_title ON talks (title)"))
    session.commit()
    try:
        report = imported(EVENT, *talks, QuoteRecord(external_id="q", text="Oui.", talk="t3"), strict=True)
        assert [(line.number, line.reason.partition(":")[0]) for line in report.refused] == [
            (2, "the database refused this line (or one of the 3 written with it)")
        ]
        assert counts() == {}
        session.rollback()
        report = imported(EVENT, *talks, QuoteRecord(external_id="q", text="Oui.", talk="t3"))
        assert [(line.number, line.reason.partition(":")[0]) for line in report.refused] == [
            (5, "the database refused this line"),
            (6, "/talk"),
        ]
        assert report.created == counts() == {"event": 1, "talk": 3}
    finally:
        session.rollback()
        session.execute(text("DROP INDEX one_title"))
        session.commit()
