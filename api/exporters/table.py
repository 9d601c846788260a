"""Hits as a table: CSV that spreadsheets open rightly (BOM, CRLF) and that cannot run as formulas there.

One row a quote or talk. Several values of one cell are apart by ` | `.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from api import labels

BOM = "\ufeff"
HEADER = (
    "type", "id", "adresse", "texte", "qui", "tel qu’imprimé", "rôle", "organisation", "date", "événement",
    "intervention", "thèmes", "genre", "langue", "vérification", "source", "éditeur", "adresse de la source",
)  # fmt: skip
_SECTIONS = {"quote": "citations", "talk": "interventions"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with; spreadsheets set to Japanese or Chinese take wide ones, too (OWASP, CSV injection)."""
_BLANKS = " \u00a0\u202f\u3000\ufeff"


def lines(items: Iterable[tuple[str, Mapping[str, Any]]], site: str) -> Iterator[str]:
    """Write items, each its type (`quote` or `talk`) and its view, as lines; the first one names the columns."""
    yield BOM + _line(HEADER)
    for kind, view in items:
        yield _line(_cells(kind, view, site))


def _cells(kind: str, view: Mapping[str, Any], site: str) -> Iterator[str]:
    people = view["attributions"] if kind == "quote" else view["speakers"]
    mentions = view.get("mentions", ())
    yield kind
    yield view["id"]
    yield f"{site}/{_SECTIONS[kind]}/{view['id'] if kind == 'quote' else view['slug']}"
    yield view["text"] if kind == "quote" else view["title"]
    yield _joined(_name(kind, each) for each in people)
    yield _joined(each["printed_as"] for each in people)
    yield _joined(each["role"] for each in people)
    yield _joined(each["organisation"] and each["organisation"]["name"] for each in people)
    yield _days(view)
    yield (view["event"] or {}).get("name", "")
    yield (view.get("talk") or {}).get("title", "")
    yield _joined(each["name"] for each in view["topics"])
    yield labels.KINDS[view["kind"]]
    yield view["language"] or ""
    yield labels.VERIFICATIONS[view["verification"]][0] if kind == "quote" else ""
    yield _joined(each["source"]["title"] for each in mentions)
    yield _joined(each["source"]["publisher"] for each in mentions)
    yield _joined(each["source"]["url"] for each in mentions)


def _days(view: Mapping[str, Any]) -> str:
    """Write when it was said: a day, or the days of its event as an interval of ISO 8601 (`2018-04-18/2018-04-19`)."""
    if exact := view.get("said_on") or view.get("starts_at"):
        return str(exact[:10])
    event = view["event"] or {}
    return "/".join(dict.fromkeys(day for day in (event.get("starts_on"), event.get("ends_on")) if day))


def _name(kind: str, person: Mapping[str, Any]) -> str:
    if kind == "quote":
        return labels.who(person)
    return str(person["speaker"]["name"] if person["speaker"] else person["name"] or person["printed_as"] or "")


def _joined(values: Iterable[str | None]) -> str:
    return " | ".join(value for value in values if value)


def _line(cells: Iterable[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: an apostrophe before it, which it does not show."""
    return f"'{cell}" if cell.lstrip(_BLANKS).startswith(_FORMULA) else cell
