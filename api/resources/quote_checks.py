"""REST of the quote check."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Response, url_for
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint

from api.answers import answer, checks_body
from api.archive.reading.listing import View
from api.checking import Answer, Question, check_quotes
from api.context import services, session, viewer
from api.resources.operations import asks
from api.schemas.examples import example_of
from api.schemas.quote_checks import QuoteCheckSchema, QuoteChecksSchema
from api.schemas.quotes import QuoteSchema

blueprint = Blueprint(
    "quote_checks", __name__, url_prefix="/api/v1/quote-checks", description="Is this what was said, word for word?"
)
_EXAMPLE = {"text": "« Rien n’est pire que de ne pas participer à la discussion »", "speaker": "Melissa Carroll"}
_EXAMPLE_ANSWER = example_of(QuoteCheckSchema) | {
    "verdict": "same_words",
    "quote": example_of(QuoteSchema),
    "url": "https://example.org/api/v1/quotes/6q1v8s4mc2gw",
    "left_out": [],
}
_ONE_OR_SEVERAL = {
    "oneOf": [{"$ref": "#/components/schemas/QuoteCheck"}, {"$ref": "#/components/schemas/QuoteCheckList"}]
}


@blueprint.route("", endpoint="all")
class QuoteChecks(MethodView):
    """The checks."""

    @asks(
        blueprint,
        "check_quotes",
        "Check quotes",
        "Holds a text, or up to 100 of them, against the words of the archive. "
        "One body gives one answer, `{items: […]}` gives `{items: […]}` in the same order. Nothing is kept.",
    )
    @checks_body("application/json")
    @blueprint.response(200, _ONE_OR_SEVERAL, example=_EXAMPLE_ANSWER)
    @blueprint.arguments(QuoteChecksSchema(), example=_EXAMPLE)
    def post(self, body: Mapping[str, Any]) -> Response:
        """Check."""
        questions = [Question(each["text"], each.get("speaker")) for each in body.get("items", [body])]
        views = [_view(each) for each in check_quotes(session(), services().index, questions, viewer())]
        return answer({"items": views} if "items" in body else views[0])


def _view(checked: Answer) -> View:
    found = checked.quote
    return {
        "verdict": checked.verdict,
        "quote": found,
        "url": found and url_for("quotes.one", reference=found["id"], _external=True),
        "said_by": checked.said_by,
        "diff": checked.diff and asdict(checked.diff),
        "left_out": [asdict(each) for each in checked.left_out],
    }
