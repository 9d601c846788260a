"""REST of the past of a thing: its revisions. An old version is read by the operation of the detail (``…@3``)."""

from typing import Any, TypeVar

from flask import Response
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, links, page_view
from api.archive.models import Thing
from api.archive.reading.listing import Page
from api.archive.reading.revisions import list_revisions
from api.archive.verbs import Kind
from api.context import session, viewer
from api.resources.operations import reads
from api.schemas.examples import example_of
from api.schemas.history import RevisionSchema
from api.schemas.paging import list_schema
from api.schemas.queries import PageQuery

T = TypeVar("T", bound=Thing)
F = TypeVar("F")
_REVISIONS = list_schema("Revision", RevisionSchema)


def add_past(blueprint: Blueprint, kind: Kind[T, F], parameter: dict[str, Any]) -> None:
    """Add the revisions of a thing to the blueprint of its kind."""

    @blueprint.route("/<reference>/revisions", endpoint="revisions", parameters=[parameter])
    class Revisions(MethodView):
        """The versions of one of them."""

        @reads(
            blueprint,
            f"list_{kind.name}_revisions",
            f"List the versions of a {kind.name}"
            if kind.name[0] not in "aeiou"
            else f"List the versions of an {kind.name}",
            "Newest first, each with what it changed. A thing merged into another keeps its own; those of a withdrawn "
            "one are for editors.",
            404,
            410,
            paged=True,
        )
        @blueprint.response(200, _REVISIONS, example=example_of(_REVISIONS))
        @blueprint.arguments(PageQuery(), location="query", unknown=RAISE)
        def get(self, query: dict[str, Any], reference: str) -> Response:
            """List."""
            page = Page(query["page"], query["page_size"])
            listing = list_revisions(session(), kind.model, reference, page, viewer())
            body = {"items": listing.items, "page": page_view(page, listing.total)}
            return answer(body, headers=links(page, listing.total))
