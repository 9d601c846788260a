"""The corpus as an archive in the import format: ``python -m benchmarks.archive --size N --out FILE``.

The same documents as the search benchmark indexes (``benchmarks.corpus``), with all that the database has beside
them: quotes with one attribution or several, an event and its record as their source, and talks with their speakers.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import corpus
from search import Document

Line = dict[str, Any]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Write an invented archive in the import format.")
    parser.add_argument("--size", type=int, default=100_000, help="quotes and talks (100000)")
    parser.add_argument("--out", type=Path, required=True, help="the file")
    options = parser.parse_args()
    print(f"{write(options.out, options.size):,} lines")


def write(path: Path, size: int) -> int:
    """Write an archive of ``size`` quotes and talks; return how many lines it has."""
    with path.open("w", encoding="utf-8") as file:
        number = 0
        for number, line in enumerate(lines(corpus.documents(size)), 1):  # noqa: B007 - the last one is the sum
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return number


def lines(documents: Iterator[Document]) -> Iterator[Line]:
    """Give what the documents name, each when it is first named, and then the document."""
    known: set[str] = set()
    for document in documents:
        named = [*_people(document), _organisation(document), *_event(document)]
        yield from (line for line in named if line["external_id"] not in known)
        known.update(line["external_id"] for line in named)
        yield _talk(document) if document.values["kind"] == ("talk",) else _quote(document)


def _people(document: Document) -> list[Line]:
    names = document.texts["speaker"].split("\n")
    return [
        {"type": "speaker", "external_id": key, "name": name}
        for key, name in zip(document.values["speaker"], names, strict=True)
    ]


def _organisation(document: Document) -> Line:
    (key,) = document.values["organisation"]
    return {"type": "organisation", "external_id": key, "name": document.texts["organisation"]}


def _event(document: Document) -> list[Line]:
    (key,), name = document.values["event"], document.texts["event"]
    return [
        {"type": "event", "external_id": key, "name": name, "starts_on": _day(document), "language": "fr"},
        {
            "type": "source",
            "external_id": f"{key}-cr",
            "title": f"Compte rendu, {name}",
            "published_on": _day(document),
        },
    ]


def _day(document: Document) -> str:
    year, rest = divmod(document.day or 0, 10_000)
    return date(year, rest // 100, rest % 100).isoformat()


def _shared(document: Document, kind: str) -> Line:
    return {
        "type": kind,
        "external_id": f"d{document.id}",
        "event": document.values["event"][0],
        "language": "fr",
        "topics": document.texts["topic"].split("\n"),
    }


def _said_by(document: Document) -> list[Line]:
    (organisation,) = document.values["organisation"]
    return [
        {"name": line["name"], "speaker": line["external_id"], "printed_as": line["name"], "organisation": organisation}
        for line in _people(document)
    ]


def _talk(document: Document) -> Line:
    return _shared(document, "talk") | {
        "title": document.texts["title"],
        "abstract": document.texts["text"],
        "speakers": _said_by(document),
    }


def _quote(document: Document) -> Line:
    return _shared(document, "quote") | {
        "text": document.texts["text"],
        "kind": document.values["kind"][0],
        "said_on": _day(document),
        "attributions": [{"kind": "person"} | each for each in _said_by(document)],
        "mentions": [{"source": f"{document.values['event'][0]}-cr"}],
    }


if __name__ == "__main__":
    main()
