"""What the pages of things share: lists page by page, and one address for each thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import redirect, request
from werkzeug.wrappers import Response

from api.archive.models import Thing
from api.archive.reading.listing import Page, Show, View
from api.archive.verbs import Kind, list_things
from api.context import session, viewer
from api.web.addresses import path_of

F = TypeVar("F")
T = TypeVar("T", bound=Thing)

SIZE = 20
WITHIN = ("event",)
"""What is read whole within quotes and talks that are listed: of one without a day, when its event was."""

_DEEPEST = 100_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a list: its views, where it stands, and how many there are in all."""

    items: list[View]
    number: int
    last: int
    total: int


def sheet(kind: Kind[T, F], wanted: F, size: int = SIZE, within: Sequence[str] = ()) -> Sheet:
    """Return the page of a list that the address asks for; whatever is no page is the first.

    ``within`` names what is read whole within each.
    """
    text = request.args.get("page", "1")
    number = min(max(1, int(text)), _DEEPEST) if text.isascii() and text.isdigit() and len(text) < 9 else 1  # noqa: PLR2004
    listing = list_things(session(), kind, wanted, Page(number, size), Show(viewer(), within))
    return Sheet(listing.items, number, max(1, -(-listing.total // size)), listing.total)


def some(kind: Kind[T, F], wanted: F, most: int) -> Sheet:
    """Return the beginning of a list."""
    listing = list_things(session(), kind, wanted, Page(1, most), Show(viewer()))
    return Sheet(listing.items, 1, 1, listing.total)


def elsewhere(kind: str, view: View) -> Response | None:
    """Lead to the one address of a thing, when it was asked for by another: for good, but from an old version."""
    path = path_of(kind, view)
    if request.path == path:
        return None
    query: Any = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{query}" if query else path, 302 if "@" in request.path else 301)
