"""A quote as RIS, which Zotero, EndNote and Mendeley read: one tag a line, CRLF, the last one ER."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.exporters.csl import Item, item


def ris(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote as RIS."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(item(quote, site), quote))


def _tags(found: Item, quote: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", "GEN"
    yield "ID", found["id"]
    yield "M3", "Paroles rapportées"
    yield "TI", _line(found["title"])
    for author in found.get("author", ()):
        yield "AU", _line(author.get("literal") or f"{author['family']}, {author['given']}")
    for tag, name in (("T2", "container-title"), ("PB", "publisher"), ("T3", "event-title"), ("CY", "event-place")):
        if name in found:
            yield tag, _line(found[name])
    date = found.get("event-date") or found.get("issued")
    if date:
        parts = [f"{part:02d}" for part in date["date-parts"][0]]
        yield "PY", parts[0]
        yield "DA", "/".join([*parts, "", "", ""][:3]) + "/"
    for topic in quote["topics"]:
        yield "KW", _line(topic["name"])
    if "language" in found:
        yield "LA", found["language"]
    yield "UR", found["URL"]
    yield "ER", ""


def _line(text: str) -> str:
    return " ".join(text.split())
