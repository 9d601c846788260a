"""The invented archive: lines that the import takes as they are."""

from pathlib import Path

from api.importers.jsonl import read
from api.importers.lines import Line
from api.records import QuoteRecord, Record, SourceRecord, TalkRecord
from benchmarks.archive import write


def _records(path: Path) -> list[Record]:
    with path.open("rb") as file:
        lines = list(read(file))
    return (
        [line.record for line in lines if isinstance(line, Line)]
        if all(isinstance(each, Line) for each in lines)
        else []
    )


def test_every_line_can_be_read_and_names_only_what_came_before(tmp_path: Path) -> None:
    written = write(tmp_path / "archive.jsonl", 150)
    records = _records(tmp_path / "archive.jsonl")
    assert len(records) == written
    assert sum(isinstance(each, QuoteRecord | TalkRecord) for each in records) == 150
    known: set[str] = set()
    for record in records:
        if isinstance(record, QuoteRecord):
            assert {record.event, *(each.source for each in record.mentions)} <= known
            assert {each.speaker for each in record.attributions} <= known
            assert all(each.name == each.printed_as for each in record.attributions)
        if isinstance(record, TalkRecord):
            assert {record.event, *(each.speaker for each in record.speakers)} <= known
        known.add(record.external_id)


def test_the_record_of_an_event_is_the_source_of_its_quotes(tmp_path: Path) -> None:
    write(tmp_path / "archive.jsonl", 60)
    records = _records(tmp_path / "archive.jsonl")
    sources = {each.external_id: each for each in records if isinstance(each, SourceRecord)}
    quotes = [each for each in records if isinstance(each, QuoteRecord)]
    assert quotes
    assert {sources[each.mentions[0].source].published_on == each.said_on for each in quotes} == {True}
