"""The seeds are what extraction gives, but for what a reviewer put right (each written out here)."""

import os
from pathlib import Path

import pytest

from api.extraction import extract
from api.importers.jsonl import read
from api.importers.lines import Line
from api.records import EventRecord, OrganisationRecord, QuoteRecord

SHARED_DATA = os.environ.get("VERBATIM_SHARED_DATA")
SEEDS = Path(__file__).parents[2] / "seeds" / "medias-sociaux-secteur-public-2016.jsonl"
REVIEWED_ORGANISATIONS = {"Gatineau": "Ville de Gatineau", "SPVM": "Service de police de la Ville de Montréal"}

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not SHARED_DATA, reason="VERBATIM_SHARED_DATA names no folder"),
]


def reviewed(organisation: str | None) -> str | None:
    return REVIEWED_ORGANISATIONS.get(organisation or "", organisation)


def test_the_seeds_are_what_extraction_and_review_give() -> None:
    article = (Path(SHARED_DATA or "") / "founding" / "article.txt").read_text(encoding="utf-8")
    with SEEDS.open("rb") as stream:
        records = [line.record for line in read(stream) if isinstance(line, Line)]
    names = {one.external_id: one.name for one in records if isinstance(one, OrganisationRecord)}
    quotes = [one for one in records if isinstance(one, QuoteRecord)]
    found = extract(article)

    assert [
        (
            each.text, each.kind, each.said_on, each.cue and each.cue.text,
            [
                (who.kind, who.printed_as, who.name, who.role, reviewed(who.organisation))
                for who in each.attributions
            ],
            None if each.parent is None else found.proposals[each.parent].text,
        )
        for each in found.proposals
    ] == [
        (
            quote.text, quote.kind, quote.said_on, quote.mentions[0].cue_verb,
            [
                (who.kind, who.printed_as, who.name, who.role, names.get(who.organisation or ""))
                for who in quote.attributions
            ],
            next((one.text for one in quotes if one.external_id == quote.parent), None),
        )
        for quote in quotes
    ]  # fmt: skip
    assert found.refusals == ()
    events = [one for one in records if isinstance(one, EventRecord)]
    assert [(each.name, each.starts_on, each.ends_on, each.organiser) for each in found.occasions] == [
        (event.name, event.starts_on, event.ends_on, event.organiser) for event in events
    ]
