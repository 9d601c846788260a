"""The reader of JSON Lines: what it takes, and in what words it refuses the rest."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.importers.jsonl import MAX_LINE_BYTES, read
from api.importers.lines import BadLine, Line
from api.records import AttributionRecord, EventRecord, MentionRecord, QuoteRecord, SpeakerEntry, TalkRecord

EVENT = b'{"type": "event", "external_id": "e", "name": "E"}'
A_EVENT = EventRecord(external_id="e", name="E")
TYPES = "organisation, speaker, event, source, talk, quote"


def lines(raw: bytes) -> list[Line | BadLine]:
    return list(read(io.BytesIO(raw)))


def reason(raw: bytes) -> str:
    (line,) = lines(raw)
    assert isinstance(line, BadLine)
    assert line.number == 1
    return line.reason


def event_with(**keys: Any) -> bytes:
    return json.dumps({"type": "event", "external_id": "e", "name": "E"} | keys).encode()


def test_nested_things_become_records() -> None:
    quote = {
        "type": "quote",
        "external_id": "q",
        "text": "Oui, l\u2019été.",
        "attributions": [{"kind": "person", "name": "A", "role": None}, {"kind": "unknown"}],
        "mentions": [{"source": "s", "exact": "Oui"}],
    }
    talk = {
        "type": "talk",
        "external_id": "t",
        "event": "e",
        "title": "T",
        "duration_minutes": 30,
        "speakers": [{"name": "A"}],
    }
    raw = json.dumps(quote, ensure_ascii=False).encode() + b"\n" + json.dumps(talk).encode() + b"\n"
    assert lines(raw) == [
        Line(
            1,
            QuoteRecord(
                external_id="q",
                text="Oui, l’été.",
                attributions=(AttributionRecord(kind="person", name="A"), AttributionRecord(kind="unknown")),
                mentions=(MentionRecord(source="s", exact="Oui"),),
            ),
        ),
        Line(
            2,
            TalkRecord(external_id="t", event="e", title="T", duration_minutes=30, speakers=(SpeakerEntry(name="A"),)),
        ),
    ]


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (EVENT, 1),
        (b"\xef\xbb\xbf" + EVENT + b"\r\n", 1),
        (b"\r\n   \n" + EVENT + b"\n\n", 3),
    ],
    ids=["no line feed at the end", "a BOM and CRLF", "blank lines"],
)
def test_what_editors_do_to_files_is_welcome(raw: bytes, number: int) -> None:
    assert lines(raw) == [Line(number, A_EVENT)]


def test_nothing_is_nothing() -> None:
    assert lines(b"") == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"name": "\xe9"}', "is not UTF-8 (byte 11 is 0xe9)"),
        (EVENT.decode().encode("utf-16"), "is not UTF-8 (byte 1 is 0xff)"),
        (b"{oops}", "is not JSON: Expecting property name enclosed in double quotes (column 2)"),
        (EVENT + EVENT, "is not JSON: Extra data (column 51)"),
        (b"[1]", "must be a JSON object, not a list"),
        (b"null", "must be a JSON object, not null"),
        (b"{}", f"says no type; the types are {TYPES}"),
        (b'{"type": "person"}', f"/type: there is no type 'person'; the types are {TYPES}"),
        (b'{"type": ["quote"]}', f"/type: there is no type a list; the types are {TYPES}"),
        (event_with(citty="Lyon"), "/: there is no key 'citty'; did you mean city?"),
        (b'{"type": "organisation", "external_id": "o"}', "/name: is missing"),
        (event_with(name=None), "/name: must be a text, not null"),
        (event_with(name=3), "/name: must be a text, not a number"),
        (event_with(topics="web"), "/topics: must be a list, not a text"),
        (event_with(topics=["web", 1]), "/topics/1: must be a text, not a number"),
        (event_with(name="a\0b"), "/name: holds the character NUL, which cannot be kept"),
        (event_with(name="a\ud83d"), "/name: holds half a character ('\\ud83d'), which cannot be kept"),
        (event_with(city=float("nan")), "holds NaN, which is no JSON"),
        (event_with(city=float("-inf")), "holds -Infinity, which is no JSON"),
        (b'{"type": "event", "name": "A", "name": "B"}', "has the key 'name' twice in one object"),
        (b'{"a": ' * 5000 + b"1" + b"}" * 5000, "is nested more than 16 deep"),
        (b"[" * 17 + b"]" * 17, "is nested more than 16 deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number that is too long"),
        (EVENT + b" " * MAX_LINE_BYTES, "is longer than 4,194,304 bytes"),
        (
            event_with(name=1, city=2, venue=3, url=4, series=5, rights=6, status=7),
            (
                "/name: must be a text, not a number; /series: must be a text, not a number; "
                "/venue: must be a text, not a number; /city: must be a text, not a number; "
                "/url: must be a text, not a number; and 2 more"
            ),
        ),
    ],
)
def test_a_refusal_says_where_and_why(raw: bytes, expected: str) -> None:
    assert reason(raw) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"duration_minutes": 30.5}, "/duration_minutes: must be a whole number, not 30.5"),
        ({"duration_minutes": True}, "/duration_minutes: must be a whole number, not a truth value"),
        ({"speakers": [{"name": "A"}, "B"]}, "/speakers/1: must be an object, not a text"),
        ({"speakers": [{"role": "x"}]}, "/speakers/0/name: is missing"),
        ({"speakers": [{"name": "A", "rôle": "x"}]}, "/speakers/0: there is no key 'rôle'; did you mean role?"),
        (
            {"speakers": [{"name": "A", "zzz": "x"}]},
            "/speakers/0: there is no key 'zzz'; the keys here are name, speaker, printed_as, role, organisation",
        ),
    ],
)
def test_a_fault_in_something_nested_is_pointed_at(keys: dict[str, Any], expected: str) -> None:
    assert (
        reason(json.dumps({"type": "talk", "external_id": "t", "event": "e", "title": "T"} | keys).encode()) == expected
    )


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        ([], "/identifiers: must be an object, not a list"),
        ({"wikidata": 1}, "/identifiers/wikidata: must be a text, not a number"),
        ({"a\0": "Q1"}, "/identifiers (a key): holds the character NUL, which cannot be kept"),
    ],
)
def test_identifiers_are_texts_by_name(identifiers: Any, expected: str) -> None:
    speaker = {"type": "speaker", "external_id": "s", "name": "S", "identifiers": identifiers}
    assert reason(json.dumps(speaker).encode()) == expected


def test_a_reason_is_fit_for_a_terminal() -> None:
    assert reason(event_with(**{"\x1b[31m\ud800": 1})) == (
        "/: there is no key '\\x1b[31m\\ud800'; the keys here are external_id, name, slug, series, starts_on, ends_on, "
        "timezone, venue, city, country, language, organiser, url, description, topics, rights, status"
    )


def test_null_and_nothing_mean_what_a_missing_key_means() -> None:
    empty = {"type": "quote", "external_id": "q", "text": "", "kind": "", "said_on": None, "topics": None}
    mention = {"source": "s", "prefix": "", "exact": "", "suffix": None}
    assert lines(json.dumps(empty | {"mentions": [mention]}).encode()) == [
        Line(1, QuoteRecord(external_id="q", text="", mentions=(MentionRecord(source="s", prefix=""),)))
    ]


def test_the_second_line_about_a_thing_is_refused() -> None:
    other = b'{"type": "organisation", "external_id": "e", "name": "O"}'
    bad = b'{"type": "event", "external_id": "f"}'
    good = b'{"type": "event", "external_id": "f", "name": "F"}'
    found = lines(b"\n".join([EVENT, other, EVENT, bad, good]))
    assert [type(line) for line in found] == [Line, Line, BadLine, BadLine, Line]
    assert found[2:4] == [
        BadLine(3, "/external_id: line 1 describes event 'e' already"),
        BadLine(4, "/name: is missing", ("event", "f")),
    ]


def test_a_line_too_long_costs_itself_only() -> None:
    found = lines(EVENT + b"\n" + b"x" * (2 * MAX_LINE_BYTES + 7) + b"\n" + EVENT.replace(b'"e"', b'"f"'))
    assert found == [
        Line(1, A_EVENT),
        BadLine(2, "is longer than 4,194,304 bytes"),
        Line(3, EventRecord(external_id="f", name="E")),
    ]


def test_many_unknown_keys_are_no_work() -> None:
    raw = b'{"type": "event", ' + b", ".join(b'"key%d": 1' % number for number in range(100_000)) + b"}"
    assert reason(raw).endswith("and 17 more")


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    assert all(isinstance(line, BadLine) for line in lines(raw))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["type", "external_id", "name", "topics", "speakers", "identifiers", "text", "mentions"]),
        json_values | st.sampled_from(["event", "talk", "quote", "speaker"]),
    )
)
def test_no_object_raises(value: dict[str, Any]) -> None:
    (line,) = lines(json.dumps(value).encode())
    assert line.number == 1
