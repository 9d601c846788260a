"""REST of press articles: what one says, the drafts that wait for review, what is decided on them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, checks_body, links, page_view
from api.archive.identifiers import ID_LENGTH
from api.archive.reading.listing import Page, View
from api.archive.upkeep import Review
from api.article_pages import read_article
from api.context import changing, needs_scope, principal, session
from api.errors import spoken
from api.extraction import extract
from api.resources.operations import reads, writes
from api.reviewing import (
    Article,
    Decision,
    ReviewFilter,
    decide,
    extraction_view,
    get_review,
    list_reviews,
    queue_article,
    review_views,
)
from api.schemas.examples import example_of
from api.schemas.extractions import (
    DecidedSchema,
    DecisionsSchema,
    ExtractionBodySchema,
    ExtractionSchema,
    ReviewSchema,
    ReviewsQuery,
)
from api.schemas.paging import list_schema
from api.schemas.queries import Asked

JSON = "application/json"
extractions = Blueprint(
    "extractions", __name__, url_prefix="/api/v1/extractions", description="A press article, read for its quotes."
)
reviews = Blueprint(
    "reviews", __name__, url_prefix="/api/v1/reviews", description="Drafts that extraction proposed, and their fate."
)
_REVIEWS = list_schema("Review", ReviewSchema)
_ARTICLE = {"text": "Publié le 14 mars 2019\n\n« On ferme », a dit Anne Roy, directrice du musée."}


@extractions.route("", endpoint="all")
class Extractions(MethodView):
    """The extractions."""

    @writes(
        extractions,
        "extract_quotes",
        "Extract the quotes of an article",
        "Proposes the quotes of a press article, each with who said it and why it is thought so, and tells which marks "
        "hold none. Nothing is kept unless a `source` is given: then each proposal is a draft that waits for review. "
        "The same article again changes nothing.",
        status=200,
    )
    @needs_scope("write")
    @checks_body(JSON)
    @extractions.response(200, ExtractionSchema, example=example_of(ExtractionSchema))
    @extractions.arguments(ExtractionBodySchema(), example=_ARTICLE)
    def post(self, body: Mapping[str, Any]) -> Response:
        """Extract."""
        day: date | None = body.get("published_on")
        given = None if day is None else day.isoformat()
        page = read_article(body["text"], is_html=body["format"] == "html", published_on=given)
        text, published_on = page.text, page.published_on
        view = {"text": text, **extraction_view(text, extract(text, published_on))}
        kept: View = {"source": None, "reviews": [], "known": 0}
        if body.get("source") is not None:
            article = Article(text=text, published_on=published_on, **body["source"])
            queued = queue_article(changing({"reason": "extracted from a press article"}), article)
            session().commit()
            kept = {"source": queued.source, "reviews": queued.reviews, "known": queued.known}
        return answer(view | kept)


@reviews.route("", endpoint="all")
class Reviews(MethodView):
    """The queue."""

    @reads(
        reviews,
        "list_reviews",
        "List reviews",
        "The drafts that extraction proposed, with their reasons and what the linter says of them. Needs a token with "
        "the scope `write`.",
        403,
        paged=True,
    )
    @needs_scope("write")
    @reviews.response(200, _REVIEWS, example=example_of(_REVIEWS))
    @reviews.arguments(ReviewsQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any]) -> Response:
        """List."""
        page = Page(query["page"], query["page_size"])
        wanted = ReviewFilter(
            query["state"] or ("pending",), query["source"], query["least"], query["most"], query["sort"]
        )
        listing = list_reviews(session(), wanted, page)
        body = {"items": [_spoken(each) for each in listing.items], "page": page_view(page, listing.total)}
        return answer(body, headers=links(page, listing.total))


@reviews.route("/decisions", endpoint="decisions")
class Decisions(MethodView):
    """What is decided."""

    @writes(
        reviews,
        "decide_reviews",
        "Decide on reviews",
        "Accepts, corrects or refuses drafts, one or many, all of them or none. Accepting and correcting publish; a "
        "quote within another is accepted with it or after it, and refused with it.",
        404,
        status=200,
    )
    @needs_scope("write")
    @checks_body(JSON)
    @reviews.response(200, DecidedSchema, example=example_of(DecidedSchema))
    @reviews.arguments(
        DecisionsSchema(), example={"items": [{"review": "8z3k5m1q7w2x", "decision": "refuse", "note": "un titre"}]}
    )
    def post(self, body: Mapping[str, Any]) -> Response:
        """Decide."""
        chosen = [
            Decision(each["review"], each["decision"], each.get("corrections") or {}, each.get("note"))
            for each in body["items"]
        ]
        rows = decide(changing({"reason": "review"}), chosen, principal().name)
        session().commit()
        return answer({"items": _views(rows)})


@reviews.route(
    f"/<string(length={ID_LENGTH}):review>",  # `decisions` is none: what is allowed there is POST alone
    endpoint="one",
    parameters=[
        {
            "name": "review",
            "in": "path",
            "required": True,
            "description": "The review: its id.",
            "schema": {"type": "string", "minLength": ID_LENGTH, "maxLength": ID_LENGTH},
            "example": "8z3k5m1q7w2x",
        }
    ],
)
class OneReview(MethodView):
    """One of them."""

    @reads(reviews, "get_review", "Read a review", "By id, with its passage and its reasons.", 403, 404)
    @needs_scope("write")
    @reviews.response(200, ReviewSchema, example=example_of(ReviewSchema))
    @reviews.arguments(Asked(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any], review: str) -> Response:
        """Read."""
        del query
        return answer(_views([get_review(session(), review)])[0])


def _views(rows: Sequence[Review]) -> list[View]:
    return [_spoken(view) for view in review_views(session(), rows)]


def _spoken(view: View) -> View:
    warnings = [each | {"message": spoken(each["message"])} for each in view["warnings"]]
    return view | {"warnings": warnings}
