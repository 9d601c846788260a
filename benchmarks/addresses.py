"""What is asked: searches drawn from the texts of the archive, and pages of the list of quotes; none twice.

A question is asked of both servers in the words of each, so both have the same work.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Quote = Mapping[str, Any]
"""A quote as the API's list shows it."""

PAGE_SIZE = 20
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHAPES = ("one", "one", "two", "two", "three", "phrase")
_RARE, _COMMON = 0.002, 0.2
"""Words are drawn that stand in more and in less than these shares of the texts."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list of quotes: ``filters`` by name, newest first or last, and the row it comes after."""

    number: int
    newest_first: bool
    filters: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, int] | None = None
    """The date and the number of the last row of the page before, which is how Datasette turns pages."""


def searches(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """Draw different searches: one to three words of one text, or a phrase of it, of middling and common words."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    held_by = Counter(word for text in texts for word in {found.lower() for found in _WORD.findall(text)})
    usable = {word for word, held in held_by.items() if _RARE < held / len(texts) < _COMMON}
    found: dict[str, None] = {}
    for _ in range(count * 200):
        if len(found) == count:
            return list(found)
        query = _query(draw, draw.choice(texts), usable)
        if query is not None:
            found.setdefault(query)
    raise ValueError(f"the texts hold fewer than {count} different searches")


def _query(draw: random.Random, text: str, usable: set[str]) -> str | None:
    words = sorted({word.lower() for word in _WORD.findall(text)} & usable)
    shape = draw.choice(_SHAPES)
    if shape == "phrase":
        return _phrase(draw, text, usable)
    many = {"one": 1, "two": 2, "three": 3}[shape]
    return " ".join(draw.sample(words, many)) if len(words) >= many else None


def _phrase(draw: random.Random, text: str, usable: set[str]) -> str | None:
    """Cut two or three neighbouring words, blanks alone between them, of which one at least tells something."""
    tokens = text.split(" ")
    length = draw.choice((2, 3))
    starts = [
        start
        for start in range(len(tokens) - length + 1)
        if all(token.isalpha() for token in tokens[start : start + length])
        and any(token.lower() in usable for token in tokens[start : start + length])
    ]
    if not starts:
        return None
    start = draw.choice(starts)
    return f'"{" ".join(tokens[start : start + length]).lower()}"'


def list_pages(quotes: Sequence[Quote], count: int, seed: int) -> list[ListPage]:
    """Draw different pages of the whole list, newest first or last, full ones alone.

    ``quotes`` stand in the order of the list, newest first; their numbers in it count from 1.
    """
    numbered = list(enumerate(quotes, 1))
    pages = [*_pages(numbered, {}, newest_first=True), *_pages(numbered, {}, newest_first=False)]
    return _drawn(pages, count, seed)


def filtered_pages(quotes: Sequence[Quote], count: int, seed: int) -> list[ListPage]:
    """Draw different pages of the list of one organisation, event or year, newest first; see ``list_pages``."""
    numbered = list(enumerate(quotes, 1))
    pages = [
        page
        for name in ("organisation", "event", "year")
        for value in sorted({each[name] or "" for each in map(filter_values, quotes)} - {""})
        for page in _pages(
            [row for row in numbered if filter_values(row[1])[name] == value], {name: value}, newest_first=True
        )
    ]
    return _drawn(pages, count, seed)


def _drawn(pages: Sequence[ListPage], count: int, seed: int) -> list[ListPage]:
    if len(pages) < count:
        raise ValueError(f"the archive has {len(pages)} different pages, fewer than {count}")
    return random.Random(seed).sample(pages, count)  # noqa: S311 - nothing secret


def _pages(rows: Sequence[tuple[int, Quote]], filters: Mapping[str, str], *, newest_first: bool) -> Iterator[ListPage]:
    """Cut rows, in the order of their numbers, into pages; what has no date comes last either way."""
    undated = "" if newest_first else "~"
    ordered = sorted(((quote["said_on"] or undated, number) for number, quote in rows), key=lambda row: row[0])
    if newest_first:
        ordered.sort(key=lambda row: row[0], reverse=True)
    for page in range(len(rows) // PAGE_SIZE):
        yield ListPage(page + 1, newest_first, filters, ordered[page * PAGE_SIZE - 1] if page else None)


def filter_values(quote: Quote) -> dict[str, str | None]:
    """Return by what a quote is filtered and counted: organisation, event, speaker (slugs) and year."""
    first = next(iter(quote["attributions"]), None) or {}
    return {
        "organisation": (first.get("organisation") or {}).get("slug"),
        "event": (quote["event"] or {}).get("slug"),
        "speaker": (first.get("speaker") or {}).get("slug"),
        "year": quote["said_on"] and quote["said_on"][:4],
    }


def verbatim_list(page: ListPage) -> str:
    """Return the address of a page at Verbatim."""
    sort = "-said_on" if page.newest_first else "said_on"
    return "/api/v1/quotes?" + urlencode({**page.filters, "sort": sort, "page": page.number})


def verbatim_search(query: str, **more: str) -> str:
    """Return the address of a search at Verbatim, its facets counted unless ``more`` says otherwise."""
    return "/api/v1/search?" + urlencode({"q": query, **more})
