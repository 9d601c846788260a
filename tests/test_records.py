"""The import format is the design's, key for key."""

import dataclasses

import pytest

from api.records import (
    RECORD_TYPES,
    AttributionRecord,
    EventRecord,
    MentionRecord,
    OrganisationRecord,
    QuoteRecord,
    SourceRecord,
    SpeakerEntry,
    SpeakerRecord,
    TalkRecord,
)

# Required keys, a bar, optional keys: as the design writes them.
KEYS = {
    EventRecord: "external_id name | slug series starts_on ends_on timezone venue city country language organiser url "
    "description topics rights status",
    TalkRecord: "external_id event title | slug abstract kind language starts_at duration_minutes room recording_url "
    "speakers topics status",
    SpeakerEntry: "name | speaker printed_as role organisation",
    SpeakerRecord: "external_id name | slug sort_name other_names biography identifiers",
    OrganisationRecord: "external_id name | slug acronym kind parent",
    SourceRecord: "external_id title | publisher byline published_on url archived_url language rights sha256 status",
    QuoteRecord: "external_id text | kind language said_on event talk parent topics status verification attributions "
    "mentions",
    AttributionRecord: "kind | name speaker printed_as role organisation",
    MentionRecord: "source | prefix exact suffix context cue_verb",
}


@pytest.mark.parametrize("cls", KEYS, ids=lambda cls: cls.__name__)
def test_the_keys_are_the_designs(cls: type) -> None:
    made = dataclasses.fields(cls)
    needs = [one.name for one in made if {one.default, one.default_factory} == {dataclasses.MISSING}]
    rest = [one.name for one in made if one.name not in needs]
    assert f"{' '.join(needs)} | {' '.join(rest)}" == KEYS[cls]


def test_each_type_comes_after_those_it_refers_to() -> None:
    assert list(RECORD_TYPES) == ["organisation", "speaker", "event", "source", "talk", "quote"]


def test_what_is_not_said_has_the_designs_default() -> None:
    quote = QuoteRecord(external_id="q", text="Oui.")
    assert (quote.kind, quote.status, quote.verification) == ("direct", "published", "extracted")
    assert (
        TalkRecord(external_id="t", event="e", title="T").kind,
        SourceRecord(external_id="s", title="S").status,
    ) == (
        "talk",
        "ok",
    )


def test_a_record_is_a_value() -> None:
    record = SpeakerRecord(external_id="x", name="X", identifiers={"wikidata": "Q1"})
    assert record == SpeakerRecord(external_id="x", name="X", identifiers={"wikidata": "Q1"})
    assert hash(record) == hash(SpeakerRecord(external_id="x", name="X"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.name = "Y"  # type: ignore[misc]
