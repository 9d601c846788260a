"""A quote as CSL-JSON: what citation software reads, and what our own citations are made from.

What is cited are the words: who said them are the authors, the words are the title, and where they were printed is
the container. The type is ``speech``, the one that CSL has for what was said.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from api import labels

Item = dict[str, Any]


def item(quote: Mapping[str, Any], site: str) -> Item:
    """Describe a quote (its speakers, sources and event whole) as an item of CSL-JSON."""
    source = quote["mentions"][0]["source"] if quote["mentions"] else None
    event = quote["event"] or {}
    found = {
        "id": quote["id"],
        "type": "speech",
        "title": quote["text"],
        "author": [_author(each) for each in quote["attributions"] if _named(each)],
        "language": quote["language"],
        "event-title": event.get("name"),
        "event": event.get("name"),
        "event-place": event.get("city"),
        "event-date": _date(quote["said_on"] or event.get("starts_on")),
        "container-title": source and source["title"],
        "publisher": source and source["publisher"],
        "issued": _date((source or {}).get("published_on") or quote["said_on"]),
        "URL": f"{site}/citations/{quote['id']}",
    }
    return {name: value for name, value in found.items() if value}


def csl_json(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote as CSL-JSON: an array of one item."""
    return orjson.dumps([item(quote, site)], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _named(attribution: Mapping[str, Any]) -> bool:
    """Say whether there is a name, or words of the source, to cite: nobody is invented."""
    return any(attribution[name] for name in ("speaker", "printed_as", "role", "organisation"))


def _author(attribution: Mapping[str, Any]) -> dict[str, str]:
    speaker = attribution["speaker"]
    family, comma, given = (speaker or {}).get("sort_name", "").partition(", ")
    return {"family": family, "given": given} if comma else {"literal": labels.who(attribution)}


def _date(partial: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in partial.split("-")]]} if partial else None
