"""What the archive accepts as a value, and the patterns that the document shows of it."""

import re
from datetime import UTC, datetime

import pytest

from api.archive import rules
from api.archive.reading.listing import before_day, from_day
from api.archive.reading.talks import first_instant, zulu
from api.indexing import day_of


@pytest.mark.parametrize("date", ["2016", "0001", "9999", "2016-11", "2016-11-29", "2016-02-29", "0987-01-01"])
def test_partial_dates(date: str) -> None:
    assert rules.partial_date(date) is None


@pytest.mark.parametrize(
    "date",
    [
        "",
        "16",
        "02016",
        "0000",
        "2016-1",
        "2016-13",
        "2016-00",
        "2015-02-29",
        "2016-11-31",
        "2016-11-29T00",
        "٢٠١٦",
        2016,
        "2016\n",
        " 2016",
        "2016-11-",
        "hier",
        None,
    ],
)
def test_no_partial_dates(date: object) -> None:
    assert rules.partial_date(date) == "Must be a year, a month or a day: 2016, 2016-11 or 2016-11-29."


@pytest.mark.parametrize(
    ("date", "bound", "not_before", "before"),
    [
        ("2016", "2016", True, False),
        ("2016", "2016-01", True, False),
        ("2016", "2016-01-01", True, False),
        ("2016", "2016-01-02", False, True),
        ("2016-01", "2016", True, False),
        ("2016-01-01", "2016", True, False),
        ("2016-01-01", "2016-01", True, False),
        ("2016-11", "2016-11-01", True, False),
        ("2016-11-01", "2016-11", True, False),
        ("2016-11-30", "2016-11", True, False),
        ("2016-10-31", "2016-11", False, True),
        ("2015-12-31", "2016", False, True),
        ("2016-12", "2017", False, True),
        ("2016-10", "2016-10-01", True, False),
        ("2010-01", "2010-01-01", True, False),
        ("2001", "2001-01-01", True, False),
    ],
)
def test_partial_dates_compare_as_their_first_days(date: str, bound: str, *, not_before: bool, before: bool) -> None:
    class Column(str):
        """A date that compares as a column does: as text."""

        __slots__ = ()

    assert bool(from_day(Column(date), bound)) == not_before
    assert bool(before_day(Column(date), bound)) == before
    # The index, which keeps days as numbers, says the same.
    assert (day_of(date) >= day_of(bound)) is not_before


def test_first_instants() -> None:
    assert first_instant("2016") == datetime(2016, 1, 1, tzinfo=UTC)
    assert first_instant("2016-11") == datetime(2016, 11, 1, tzinfo=UTC)
    assert first_instant("2016-11-29") == datetime(2016, 11, 29, tzinfo=UTC)
    assert zulu(datetime(2016, 11, 29, 9, 0, 0, 5, tzinfo=UTC)) == "2016-11-29T09:00:00.000005Z"


@pytest.mark.parametrize(
    "instant",
    ["2016-11-29T09:00:00Z", "2016-11-29T09:00", "2016-11-29T09:00:00.123456+14:00", datetime(2016, 1, 1, tzinfo=UTC)],
)
def test_instants(instant: object) -> None:
    assert rules.instant(instant) is None


@pytest.mark.parametrize(
    "instant",
    [
        "2016-11-29",
        "2016-11-29 09:00",
        "hier",
        "",
        5,
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2016-02-30T09:00",
    ],
)
def test_no_instants(instant: object) -> None:
    assert rules.instant(instant) == "Must be a date and a time in ISO 8601: 2016-11-29T09:00:00-05:00."


@pytest.mark.parametrize(
    "address", ["http://a", "https://example.org/é?q=«x»#y", "https://[::1]:8000/", "https://a" + "b" * 1_990]
)
def test_web_addresses(address: str) -> None:
    assert rules.web_address(address) is None
    assert re.search(rules.WEB_ADDRESS, address)


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://a",
        "javascript:alert(1)",
        "http://",
        "https:///a",
        "http://a b",
        "http://[",
        "HTTP:a",
        "http://a\x00",
    ],
)
def test_no_web_addresses(address: str) -> None:
    assert rules.web_address(address) is not None


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "zh-Hant-TW", "gsw"])
def test_languages(tag: str) -> None:
    assert rules.language(tag) is None


@pytest.mark.parametrize("tag", ["f", "FR", "français", "fr_CA", "fr-", "fr\n", 1])
def test_no_languages(tag: object) -> None:
    assert rules.language(tag) == "Must be a language tag such as fr or fr-CA."


@pytest.mark.parametrize("value", ["a", "é\t\n", "👩‍🚒", "a" * 500, "\u202f»"])
def test_texts(value: str) -> None:
    assert rules.short_text(value) is None


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("", "Must not be empty."),
        (" \u00a0\n", "Must not be empty."),
        ("a" * 501, "Too long."),
        ("a\x00", "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."),
        ("\x1b[1m", "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."),
        ("\udcff", "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."),
        ("a\ufffe", "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."),
        (None, "Must be a text."),
        (["a"], "Must be a text."),
    ],
)
def test_no_texts(value: object, fault: str) -> None:
    assert rules.short_text(value) == fault


def test_time_zones() -> None:
    assert [rules.time_zone(zone) for zone in ("America/Montreal", "Europe/Paris", "UTC")] == [None] * 3
    for zone in ("Paris", "", "../etc/passwd", None, ["UTC"]):
        assert rules.time_zone(zone) == "Must be a time zone such as America/Montreal."
