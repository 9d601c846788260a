"""The search for people: its page, and the same search as JSON, CSV and Atom."""

from collections.abc import Iterator
from dataclasses import replace

import orjson
from flask import Blueprint, Response, request

from api.answers import page_view
from api.archive.reading.listing import Page, Show
from api.context import services, session, viewer
from api.exporters import atom, table
from api.finding import Found, FoundItem, find
from api.schemas.queries import SEARCH_FACETS
from api.schemas.search import search_view
from api.web import asking
from api.web.answering import page, site, tagged
from api.web.asking import SIZE, Asked
from api.web.facets import COUNTED, choices, counted
from api.web.listing import WITHIN
from api.web.understanding import alternatives, understood
from search import MAX_WINDOW

_STEP = 500
_FED = 50

blueprint = Blueprint("search", __name__)


@blueprint.get("/recherche")
def results() -> Response:
    """Show a page of a search."""
    asked, show = asking.read(request.args), Show(viewer(), WITHIN)
    found = find(session(), services().index, asked.request(counted(), COUNTED), Page(asked.page, SIZE), show)
    return page(
        "search.html",
        asked=asked,
        found=found,
        choices=choices(session(), services().index, asked, found, show),
        understood=understood(found.interpretation),
        alternatives=[] if found.total else alternatives(asked, found.interpretation),
        turned=lambda number: asked.on_page(number).address(),
        last=min(-(-found.total // SIZE), MAX_WINDOW // SIZE),
    )


@blueprint.get("/recherche.json")
def as_json() -> Response:
    """Give a page of a search, as the API does."""
    asked = asking.read(request.args)
    at = Page(asked.page, SIZE)
    found = find(session(), services().index, asked.request(SEARCH_FACETS), at, Show(viewer()))
    return tagged(orjson.dumps(search_view(found, page_view(at, found.total))), "application/json")


@blueprint.get("/recherche.csv")
def as_csv() -> Response:
    """Give all hits of a search as a table, as far as a search goes."""
    body = "".join(table.lines(((item.type, item.view) for item in _all(asking.read(request.args))), site()))
    response = tagged(body, "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="verbatim.csv"'
    return response


@blueprint.get("/recherche.atom")
def as_atom() -> Response:
    """Give the quotes that were said last, of those that a search finds, as a feed."""
    asked = replace(asking.read(request.args), sort="recent", page=1).having("type", "citation")
    found = _find(asked, Page(1, _FED))
    words = f"Verbatim : {asked.q}" if asked.q else "Verbatim : les citations les plus récentes"
    views = [item.view for item in found.items]
    return tagged(atom.feed(session(), views, site(), words, asked.address()), "application/atom+xml; charset=utf-8")


def _find(asked: Asked, at: Page) -> Found:
    return find(session(), services().index, asked.request(), at, Show(viewer()))


def _all(asked: Asked) -> Iterator[FoundItem]:
    for number in range(1, MAX_WINDOW // _STEP + 1):
        found = _find(asked, Page(number, _STEP))
        yield from found.items
        if number * _STEP >= found.total:
            return
