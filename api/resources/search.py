"""REST of the search over quotes and talks."""

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, links, page_view
from api.archive.reading.listing import Page, Show
from api.context import require_scope, services, session, viewer
from api.finding import Request, find
from api.resources.operations import errors, reads
from api.schemas.examples import example_of
from api.schemas.queries import SearchQuery
from api.schemas.search import SearchSchema, search_view
from search import MAX_WINDOW, Words

FILTERS = ("type", "speaker", "organisation", "event", "topic", "year", "kind")

blueprint = Blueprint("search", __name__, url_prefix="/api/v1/search", description="Full-text search in French.")


@blueprint.route("", endpoint="search")
class Search(MethodView):
    """The search."""

    @reads(
        blueprint,
        "search",
        "Search quotes and talks",
        "All words first; when that finds nothing, most of them, and `interpretation` says so. "
        "Without `q`, everything that fits the filters. `explain=true` tells editors how each score came about.",
        paged=True,
    )
    @blueprint.doc(responses=errors(403))
    @blueprint.response(200, SearchSchema, example=example_of(SearchSchema))
    @blueprint.arguments(SearchQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any]) -> Response:
        """Search."""
        if query["explain"]:
            require_scope("write")
        page = Page(query["page"], query["page_size"])
        request = Request(
            words=Words(query.get("q", ""), query["mode"], as_typed=query["as_typed"]),
            filters={name: query[name] for name in FILTERS},
            after=query.get("after"),
            before=query.get("before"),
            facets=query["facets"],
            sort=query["sort"],
            explain=query["explain"],
        )
        found = find(session(), services().index, request, page, Show(viewer()))
        return answer(search_view(found, page_view(page, found.total)), headers=links(page, found.total, MAX_WINDOW))
