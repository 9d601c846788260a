"""Export → import → export is equal, whatever the archive holds."""

import io
import string
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.database import open_database, session_factory
from api.archive.upkeep import METADATA
from api.archive.versions import watch
from api.exporters import FORMATS, export_records
from api.importers import READERS
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

IDS = ("a", "B", "é", "9", "id with blanks")
WORDS = ("Ana", "ANA", "ana ", "Élus", "L’œuvre", "l'oeuvre", "Ville", "SPVM", "O-B", "日本")

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t"),
    min_size=1,
    max_size=12,
).filter(str.strip)
names = st.sampled_from(WORDS) | texts
topics = st.lists(names.filter(lambda name: any(letter in string.ascii_letters for letter in name)), max_size=3).map(
    tuple
)
dates = st.sampled_from(["2016", "2016-02", "2016-02-29", "1999-12-31"])
addresses = st.sampled_from(["https://example.org/?q=é", "http://xn--e1a.example/a#b"])
languages = st.sampled_from(["fr", "fr-CA", "nl"])
instants = st.sampled_from(["2016-11-29T09:00:00.25-05:00", "2016-11-29T14:00:00Z", "2016-03-27T02:30:00+01:00"])
# What a reference may name: something in the file, or (for organisations) anything at all.
organisations = st.sampled_from(IDS) | names


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def things(cls: type[Record], **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Sequence[Any]]:
    made = st.builds(cls, external_id=st.sampled_from(IDS), **keys)
    return st.lists(made, max_size=3, unique_by=lambda record: record.external_id)


def with_references(records: list[Record]) -> list[Record]:
    """Turn references to nothing into references to something, or to nothing at all, so that most lines land."""
    ids: dict[str, list[str]] = {}
    mended: list[Record] = []

    def mend(record: Any, **types: str) -> Any:
        present = {name: ids.get(kind, []) for name, kind in types.items()}
        chosen = {name: getattr(record, name) for name in types}
        return replace(
            record,
            **{
                name: None
                if chosen[name] is None or not known
                else max(known)
                if chosen[name] not in known
                else chosen[name]
                for name, known in present.items()
            },
        )

    for record in records:
        match record:
            case TalkRecord():
                speakers = tuple(mend(one, speaker="speaker") for one in record.speakers)
                record = replace(mend(record, event="event"), speakers=speakers)  # noqa: PLW2901
                if record.event is None:
                    continue
            case QuoteRecord():
                attributions = tuple(mend(one, speaker="speaker") for one in record.attributions)
                mentions = tuple(mend(one, source="source") for one in record.mentions) if ids.get("source") else ()
                record = replace(  # noqa: PLW2901
                    mend(record, event="event", talk="talk", parent="quote"),
                    attributions=attributions,
                    mentions=mentions,
                )
                if record.talk is not None:
                    record = replace(record, event=None)  # noqa: PLW2901
            case _:
                pass
        mended.append(record)
        ids.setdefault(record.type, []).append(record.external_id)
    return mended


archives = st.tuples(
    things(
        OrganisationRecord,
        name=names,
        acronym=maybe(names),
        kind=maybe(texts),
        parent=maybe(organisations),
    ),
    things(
        SpeakerRecord,
        name=names,
        sort_name=maybe(texts),
        other_names=st.lists(texts, max_size=2, unique=True).map(tuple),
        biography=maybe(texts),
        identifiers=st.dictionaries(texts, texts, max_size=2),
    ),
    things(
        EventRecord,
        name=names,
        series=maybe(texts),
        starts_on=st.none() | st.just("1998"),
        ends_on=maybe(dates),
        timezone=st.none() | st.just("America/Montreal"),
        venue=maybe(texts),
        country=st.none() | st.just("CA"),
        language=maybe(languages),
        url=maybe(addresses),
        description=maybe(texts),
        topics=topics,
        rights=maybe(texts),
        status=st.sampled_from(["draft", "published"]),
    ),
    things(
        SourceRecord,
        title=texts,
        publisher=maybe(texts),
        published_on=maybe(dates),
        url=maybe(addresses),
        language=maybe(languages),
        sha256=st.none() | st.just("0" * 64),
        status=st.sampled_from(rules.SOURCE_STATUSES),
    ),
    things(
        TalkRecord,
        event=st.sampled_from(IDS),
        title=names,
        abstract=maybe(texts),
        kind=st.sampled_from(rules.TALK_KINDS),
        language=maybe(languages),
        starts_at=maybe(instants),
        duration_minutes=maybe(st.integers(1, 600)),
        recording_url=maybe(addresses),
        speakers=st.lists(
            st.builds(
                SpeakerEntry,
                name=names,
                speaker=maybe(st.sampled_from(IDS)),
                printed_as=maybe(texts),
                role=maybe(texts),
                organisation=maybe(organisations),
            ),
            max_size=2,
        ).map(tuple),
        topics=topics,
        status=st.sampled_from(["draft", "published"]),
    ),
    things(
        QuoteRecord,
        text=texts,
        kind=st.sampled_from(rules.QUOTE_KINDS),
        language=maybe(languages),
        said_on=maybe(dates),
        event=maybe(st.sampled_from(IDS)),
        talk=maybe(st.sampled_from(IDS)),
        parent=maybe(st.sampled_from(IDS)),
        topics=topics,
        status=st.sampled_from(["draft", "published", "disputed"]),
        verification=st.sampled_from(rules.VERIFICATIONS),
        attributions=st.lists(
            st.builds(
                AttributionRecord,
                kind=st.sampled_from(rules.ATTRIBUTION_KINDS),
                name=maybe(names),
                speaker=maybe(st.sampled_from(IDS)),
                printed_as=maybe(texts),
                role=maybe(texts),
                organisation=maybe(organisations),
            ),
            max_size=2,
        ).map(tuple),
        mentions=st.lists(
            st.builds(
                MentionRecord,
                source=st.sampled_from(IDS),
                prefix=maybe(st.text("« a\n", max_size=5)),
                exact=maybe(texts),
                suffix=maybe(texts),
                context=maybe(texts),
                cue_verb=maybe(texts),
            ),
            max_size=2,
        ).map(tuple),
    ),
).map(lambda parts: with_references([record for part in parts for record in part]))


@contextmanager
def fresh_archive() -> Iterator[Session]:
    engine = open_database("sqlite://")
    METADATA.create_all(engine)
    sessions = session_factory(engine)
    watch(sessions)
    with sessions() as session:
        yield session
    engine.dispose()


def export(session: Session) -> bytes:
    return b"".join(FORMATS["jsonl"](export_records(session)))


@given(archives, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
def test_export_import_export_is_equal(records: list[Record], random: Any) -> None:
    random.shuffle(records)
    with fresh_archive() as session:
        report = load(session, [Line(number, record) for number, record in enumerate(records)])
        refused = {(records[line.number].type, records[line.number].external_id) for line in report.refused}
        first = export(session)
        again = load(session, READERS["jsonl"](io.BytesIO(first)))
        assert (again.created, again.changed, again.refused) == ({}, {}, ())
        exported = {(record.type, record.external_id): record for record in export_records(session)}
    for record in records:
        if (record.type, record.external_id) not in refused:
            check_same(record, exported[record.type, record.external_id])
    with fresh_archive() as session:
        assert load(session, READERS["jsonl"](io.BytesIO(first))).refused == ()
        assert export(session) == first


KEPT = {
    "name", "title", "text", "kind", "said_on", "status", "verification", "series", "starts_on", "ends_on", "timezone",
    "venue", "city", "country", "organiser", "url", "description", "rights", "acronym", "other_names", "biography",
    "identifiers", "publisher", "byline", "published_on", "archived_url", "sha256", "abstract", "duration_minutes",
    "room", "recording_url", "talk", "parent",
}  # fmt: skip
"""The keys that come back as they went in: the others are worked out, named by id, or levelled."""


def check_same(given: Record, exported: Record) -> None:
    for one in fields(given):
        if one.name in KEPT and not (given.type == "organisation" and one.name == "parent"):
            assert getattr(exported, one.name) == getattr(given, one.name), one.name
