"""REST of what changed in the archive: the feed for partners, the corrections for readers."""

from typing import Any

from flask import Response, request
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, links, page_view
from api.archive.reading.changes import list_changes
from api.archive.reading.listing import Page
from api.archive.reading.revisions import list_corrections
from api.context import session, viewer
from api.resources.operations import reads
from api.schemas.examples import example_of
from api.schemas.history import ChangeFeedSchema, ChangesQuery, CorrectionSchema
from api.schemas.paging import list_schema
from api.schemas.queries import PageQuery

_CORRECTIONS = list_schema("Correction", CorrectionSchema)

changes = Blueprint("changes", __name__, url_prefix="/api/v1/changes", description="Every change, in order.")
corrections = Blueprint(
    "corrections", __name__, url_prefix="/api/v1/corrections", description="What was changed, and publicly said why."
)


@changes.route("", endpoint="all")
class Changes(MethodView):
    """The feed."""

    @reads(
        changes,
        "list_changes",
        "Follow all changes",
        "Every creation, update, withdrawal and merge in the order of its commit, none left out. Keep `page.next` and "
        "send it as `after`: a cursor never expires. Drafts are in it for editors alone.",
        paged=True,
    )
    @changes.response(200, ChangeFeedSchema, example=example_of(ChangeFeedSchema))
    @changes.arguments(ChangesQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any]) -> Response:
        """List."""
        size = query["page_size"]
        feed = list_changes(session(), query.get("after"), size, viewer())
        where = f'<{request.path}?after={feed.next}&page_size={size}>; rel="next"'
        page = {"size": size, "next": feed.next, "more": feed.more}
        return answer({"items": feed.items, "page": page}, headers={"Link": where})


@corrections.route("", endpoint="all")
class Corrections(MethodView):
    """The corrections."""

    @reads(
        corrections,
        "list_corrections",
        "List corrections",
        "The versions above 1 that a public note explains, newest first. Of what was withdrawn since, the note alone.",
        paged=True,
    )
    @corrections.response(200, _CORRECTIONS, example=example_of(_CORRECTIONS))
    @corrections.arguments(PageQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any]) -> Response:
        """List."""
        page = Page(query["page"], query["page_size"])
        listing = list_corrections(session(), page, viewer())
        body = {"items": listing.items, "page": page_view(page, listing.total)}
        return answer(body, headers=links(page, listing.total))
