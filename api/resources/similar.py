"""REST of what is like a quote."""

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer
from api.archive.reading.listing import Show
from api.context import services, session, viewer
from api.likeness import similar_quotes
from api.resources.operations import reads
from api.schemas.examples import example_of
from api.schemas.similar import SimilarQuery, SimilarQuotesSchema, similar_view

_PARAMETER = {
    "name": "reference",
    "in": "path",
    "required": True,
    "description": "The quote: its id.",
    "schema": {"type": "string", "minLength": 1},
    "example": "6q1v8s4mc2gw",
}


def add_similar(blueprint: Blueprint) -> None:
    """Add what is like a quote to the blueprint of quotes."""

    @blueprint.route("/<reference>/similar", endpoint="similar", parameters=[_PARAMETER])
    class SimilarQuotes(MethodView):
        """The quotes like one."""

        @reads(
            blueprint,
            "list_similar_quotes",
            "List the quotes like a quote",
            "Those that share its most telling words, the likest first; none rather than what is not alike. "
            "Before them those with the same words or nearly (`same_words`), which may be one quote printed twice.",
            308,
            404,
            410,
        )
        @blueprint.response(200, SimilarQuotesSchema, example=example_of(SimilarQuotesSchema))
        @blueprint.arguments(SimilarQuery(), location="query", unknown=RAISE)
        def get(self, query: dict[str, Any], reference: str) -> Response:
            """List."""
            show = Show(viewer(), query["include"])
            found = similar_quotes(session(), services().index, reference, query["page_size"], show)
            return answer(similar_view(found))
