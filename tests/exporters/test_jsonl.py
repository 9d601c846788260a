"""The JSON Lines that are written: the import format, with nothing that goes without saying."""

import io
import json

from api.exporters.jsonl import lines
from api.importers.jsonl import read
from api.importers.lines import Line
from api.records import AttributionRecord, MentionRecord, QuoteRecord, SpeakerEntry, SpeakerRecord, TalkRecord


def test_only_what_is_not_the_default_is_written() -> None:
    quote = QuoteRecord(
        external_id="q",
        text="L’été «à l'œuvre»\n\u2028\x7f",
        kind="direct",
        status="draft",
        topics=("Élus",),
        attributions=(AttributionRecord(kind="unknown"),),
        mentions=(MentionRecord(source="s", prefix="« "),),
    )
    assert list(lines([quote, SpeakerRecord(external_id="s", name="S", identifiers={})])) == [
        (
            '{"type":"quote","external_id":"q","text":"L’été «à l\'œuvre»\\n\u2028\x7f","topics":["Élus"],'
            '"status":"draft","attributions":[{"kind":"unknown"}],"mentions":[{"source":"s","prefix":"« "}]}\n'
        ).encode(),
        b'{"type":"speaker","external_id":"s","name":"S"}\n',
    ]


def test_what_is_written_is_read_back() -> None:
    talk = TalkRecord(
        external_id="t",
        event="e",
        title="T",
        kind="panel",
        duration_minutes=30,
        speakers=(SpeakerEntry(name="A", role="maire"), SpeakerEntry(name="B")),
    )
    speaker = SpeakerRecord(external_id="s", name="S", other_names=("X", "Y"), identifiers={"wikidata": "Q1"})
    assert list(read(io.BytesIO(b"".join(lines([talk, speaker]))))) == [Line(1, talk), Line(2, speaker)]


def test_every_line_is_json_alone() -> None:
    (line,) = lines([QuoteRecord(external_id="q", text="a\r\nb\u0085c")])
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == "a\r\nb\u0085c"
