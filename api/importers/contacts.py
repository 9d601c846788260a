"""E-mail addresses and telephone numbers in texts: found, counted and taken out. Pure.

Decision: telephone numbers are told by phonenumbers (Google's rules for each country), for the countries where our
conferences are; a first look for enough digits keeps it off most texts. A number without a sign or a blank in it,
an id in a web address, a year, an ISBN, a price, a version are no telephone numbers, and a name of the Fediverse
(``@nom@serveur.fr``) or a package with its version (``vue@3.0.1``) no address.
"""

import re
from dataclasses import dataclass

import phonenumbers

CUT = "[…]"
"""What stands in a text for what was taken out of it."""

_ADDRESS = re.compile(
    r"(?:mailto:)?(?<![\w@.+/-])[\w.+-]*\w\s?(?:@|\[at\]|\(at\)|\[arobase\]|\(arobase\))\s?"
    r"(?:[\w-]+(?:\.|\s?\[(?:dot|point)\]\s?|\s?\((?:dot|point)\)\s?))+[a-zA-Z]{2,24}\b(?![\w@/:])",
    re.IGNORECASE,
)
_SPACED = re.compile(r"\s@|@\s")
_NO_DOMAINS = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|js|css|json|git|md|py)$", re.IGNORECASE)
_MAYBE_NUMBER = re.compile(r"[+(\d](?:[\s.()/\-\u2010-\u2013\xa0\u202f]{0,3}\d){7}")
_WEB = re.compile(r"(?:https?://|www\.)\S+")
_ISBN = re.compile(r"(?:isbn|issn|ean|siret|siren|doi|iban)\b[\s:°-]*[\dxX][\d\s xX/.-]*$", re.IGNORECASE)
_REGIONS = ("FR", "CA", "BE", "CH", "DE")
_BY_HAND = re.compile(r"^\+|[\s.()/\-\u2010-\u2013\xa0\u202f]|^0[1-9]\d{8}$")


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text without its addresses and numbers, and how many there were."""

    text: str
    addresses: int = 0
    numbers: int = 0


def stripped(text: str) -> Stripped:
    """Take the e-mail addresses and telephone numbers out of a text."""
    addresses = 0
    if "@" in text or "[at]" in text.lower() or "(at)" in text.lower() or "arobase" in text.lower():
        text, addresses = _without_addresses(text)
    spans = _numbers(text)
    for start, end in reversed(spans):
        text = f"{text[:start]}{CUT}{text[end:]}"
    return Stripped(text, addresses, len(spans))


def count(text: str) -> tuple[int, int]:
    """Count the addresses and numbers in a text that nobody keeps."""
    found = stripped(text)
    return found.addresses, found.numbers


def _without_addresses(text: str) -> tuple[str, int]:
    count = 0

    def cut(found: re.Match[str]) -> str:
        nonlocal count
        if _NO_DOMAINS.search(found[0]) or (_SPACED.search(found[0]) and "[" not in found[0] and "(" not in found[0]):
            return found[0]
        count += 1
        return CUT

    return _ADDRESS.sub(cut, text), count


def _numbers(text: str) -> list[tuple[int, int]]:
    """Find telephone numbers, in order and apart."""
    if not _MAYBE_NUMBER.search(text):
        return []
    masked = _WEB.sub(lambda found: "x" * len(found[0]), text)
    spans: list[tuple[int, int]] = []
    for region in _REGIONS:
        for found in phonenumbers.PhoneNumberMatcher(masked, region):
            apart = all(found.end <= start or found.start >= end for start, end in spans)
            if apart and _BY_HAND.search(found.raw_string) and not _ISBN.search(masked[: found.end]):
                spans.append((found.start, found.end))
    return sorted(spans)
