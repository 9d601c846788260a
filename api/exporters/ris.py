"""A quote as RIS, which Zotero, EndNote and Mendeley read: one tag a line, CRLF, the last one ER.

Decision: rispy writes it (MIT, a release in 2025, no dependencies), by names of its own for the tags. What it
does not do is ours: it writes a text as it comes, and what follows a line break in it could pass for a tag.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import rispy

from api.exporters.csl import Item, item


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # it has no types
    """One reference to a file needs no number before it; lines end as the format has them."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002 - rispy's own
        return ""


def ris(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote as RIS."""
    return str(rispy.dumps([dict(_fields(item(quote, site), quote))], implementation=_Writer))


def _fields(found: Item, quote: Mapping[str, Any]) -> Iterator[tuple[str, str | list[str]]]:
    """Give the fields of a reference by the names that rispy has for the tags."""
    yield "type_of_reference", "GEN"
    yield "id", found["id"]
    yield "type_of_work", "Paroles rapportées"
    yield "title", _line(found["title"])
    yield (
        "authors",
        [_line(each.get("literal") or f"{each['family']}, {each['given']}") for each in found.get("author", ())],
    )
    for field, name in (
        ("secondary_title", "container-title"),
        ("publisher", "publisher"),
        ("tertiary_title", "event-title"),
        ("place_published", "event-place"),
    ):
        if name in found:
            yield field, _line(found[name])
    date = found.get("event-date") or found.get("issued")
    if date:
        parts = [f"{part:02d}" for part in date["date-parts"][0]]
        yield "year", parts[0]
        yield "date", "/".join([*parts, "", "", ""][:3]) + "/"
    yield "keywords", [_line(topic["name"]) for topic in quote["topics"]]
    if "language" in found:
        yield "language", found["language"]
    yield "urls", [found["URL"]]


def _line(text: str) -> str:
    return " ".join(text.split())
