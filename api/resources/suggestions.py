"""REST of suggestions while somebody types."""

from typing import Any

from flask import Response, url_for
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer
from api.archive.reading.listing import View
from api.context import services, session, viewer
from api.resources.operations import reads
from api.schemas.examples import example_of
from api.schemas.suggestions import SuggestionQuery, SuggestionsSchema, suggestion_view
from api.suggesting import KINDS, Suggestion, Typed, suggest

blueprint = Blueprint(
    "suggestions", __name__, url_prefix="/api/v1/suggestions", description="What may be meant, while it is typed."
)


@blueprint.route("", endpoint="all")
class Suggestions(MethodView):
    """The suggestions."""

    @reads(
        blueprint,
        "suggest",
        "Suggest while typing",
        "Every word typed begins a word of what is suggested, accents or not: names of speakers, organisations, events "
        "and topics, aliases and acronyms too, then quotes, which at least three places are left for. Names that begin "
        "so come first, then those that most is said by or about; a word of four letters or more may have one slip, "
        "where nothing fits without.",
    )
    @blueprint.response(200, SuggestionsSchema, example=example_of(SuggestionsSchema))
    @blueprint.arguments(SuggestionQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any]) -> Response:
        """Suggest."""
        typed = Typed(query["q"], query["type"] or KINDS, query["limit"])
        found = suggest(session(), services().index, typed, viewer())
        return answer({"items": [_view(each) for each in found]})


def _view(one: Suggestion) -> View:
    where = url_for(f"{one.kind}s.one", reference=one.slug or one.id, _external=True)
    return suggestion_view(one, where)
