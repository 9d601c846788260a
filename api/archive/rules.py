"""What the archive accepts as a value: its vocabularies and the forms of dates, languages and addresses.

Everything here is pure. The schemas of the API show these vocabularies; the verbs enforce them, so that
an import is held to the same rules.
"""

import re
import zoneinfo
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime
from urllib.parse import urlsplit

EVENT_STATUSES = TALK_STATUSES = ("draft", "published", "withdrawn")
QUOTE_STATUSES = ("draft", "published", "disputed", "withdrawn")
TALK_KINDS = ("talk", "keynote", "panel", "workshop", "highlight")
QUOTE_KINDS = ("direct", "partial")
VERIFICATIONS = ("extracted", "reviewed", "matched", "confirmed")
ATTRIBUTION_KINDS = ("person", "function", "organisation", "group", "unknown")
SOURCE_STATUSES = ("ok", "moved", "gone", "changed")

SELECTOR_LENGTH = 32
SHORT_TEXT = 500
LONG_TEXT = 100_000
WHOLE_TEXT = 1_000_000
MANY = 200
MAX_MINUTES = 100_000
LONGEST_ADDRESS = 2_000

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
COUNTRY = r"^[A-Z]{2}$"
SHA256 = r"^[0-9a-f]{64}$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff"
PRINTABLE = rf"^[^{_CONTROLS}]*$"
"""What a database, a line of a file and a page can all hold: no control character but tab and line ends.

U+FFFE and U+FFFF are no characters: no XML, and so no feed and no card, may hold them.
"""
TEXT = rf"^[^{_CONTROLS}]*[^\s{_CONTROLS}][^{_CONTROLS}]*$"
"""A printable text that is not blank."""
WEB_ADDRESS = rf"^https?://[^\s/?#{_CONTROLS}][^\s{_CONTROLS}]*$"
"""An address as a browser shows it: letters with accents are fine in it."""
_UNPRINTABLE = re.compile(rf"[{_CONTROLS}\ud800-\udfff]")

Rule = Callable[[object], str | None]
"""A rule answers what is wrong with a value, in a sentence, or None."""


def _is_text(value: object, longest: int) -> str | None:
    if not isinstance(value, str):
        return "Must be a text."
    if not value.strip():
        return "Must not be empty."
    if len(value) > longest:
        return "Too long."
    if _UNPRINTABLE.search(value):
        return "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."
    return None


def short_text(value: object) -> str | None:
    """Require a text of at most ``SHORT_TEXT`` characters, not blank."""
    return _is_text(value, SHORT_TEXT)


def long_text(value: object) -> str | None:
    """Require a text of at most ``LONG_TEXT`` characters, not blank."""
    return _is_text(value, LONG_TEXT)


def whole_text(value: object) -> str | None:
    """Require a text of at most ``WHOLE_TEXT`` characters, not blank."""
    return _is_text(value, WHOLE_TEXT)


def selector_text(value: object) -> str | None:
    """Require at most ``SELECTOR_LENGTH`` characters; blanks alone are fine beside a quotation."""
    if not isinstance(value, str):
        return "Must be a text."
    if len(value) > SELECTOR_LENGTH:
        return "Too long."
    if _UNPRINTABLE.search(value):
        return "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."
    return None


def partial_date(value: object) -> str | None:
    """Require ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` that the calendar has."""
    fault = "Must be a year, a month or a day: 2016, 2016-11 or 2016-11-29."
    if not isinstance(value, str) or not re.fullmatch(PARTIAL_DATE, value, re.ASCII):
        return fault
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)  # noqa: PLR2004
    except ValueError:
        return fault
    return None


def instant(value: object) -> str | None:
    """Require an ISO 8601 date and time, with or without an offset."""
    if isinstance(value, datetime):
        return None
    fault = "Must be a date and a time in ISO 8601: 2016-11-29T09:00:00-05:00."
    if not isinstance(value, str) or "T" not in value:
        return fault
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return fault
    # At either end of time an offset would carry the moment out of the years that exist.
    return None if MINYEAR < moment.year < MAXYEAR else fault


def web_address(value: object) -> str | None:
    """Require an http or https address."""
    fault = "Must be a web address that begins with http:// or https://."
    if wrong := _is_text(value, LONGEST_ADDRESS):
        return wrong
    try:
        host = urlsplit(str(value)).hostname
    except ValueError:
        return fault
    return None if host and re.fullmatch(WEB_ADDRESS, str(value)) else fault


def time_zone(value: object) -> str | None:
    """Require a zone of the IANA database."""
    return (
        None
        if isinstance(value, str) and value in zoneinfo.available_timezones()
        else "Must be a time zone such as America/Montreal."
    )


def minutes(value: object) -> str | None:
    """Require a whole number of minutes, at least one."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_MINUTES:
        return "Must be a whole number of minutes, at least 1."
    return None


def one_of(choices: tuple[str, ...]) -> Rule:
    """Make the rule that requires one of these words."""
    fault = f"Must be one of: {', '.join(choices)}."
    return lambda value: None if value in choices else fault


def form(pattern: str, message: str) -> Rule:
    """Make the rule that requires a whole match of a pattern."""
    return lambda value: None if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) else message


def bounded(rule: Rule) -> Rule:
    """Add to a rule that a text has at most ``SHORT_TEXT`` characters."""
    return lambda value: "Too long." if isinstance(value, str) and len(value) > SHORT_TEXT else rule(value)


language = bounded(form(LANGUAGE, "Must be a language tag such as fr or fr-CA."))
country = form(COUNTRY, "Must be a country of two capital letters such as CA.")
sha256 = form(SHA256, "Must be 64 hexadecimal digits.")
slug = bounded(form(SLUG, "Must be small letters and digits joined by hyphens."))
