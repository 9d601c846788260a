"""Quotes like a quote: what is asked, and the answer."""

from marshmallow import fields, validate

from api.archive.reading.listing import View
from api.likeness import SimilarQuote
from api.schemas.fields import Answer, parts
from api.schemas.queries import QUOTE_INCLUDES, Asked, includes
from api.schemas.quotes import QuoteSchema

MOST = 20


class SimilarQuery(Asked):
    """How many quotes are asked for, and what to include."""

    page_size = fields.Integer(
        load_default=5,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most: only the first page is given.", "examples": [5]},
    )
    include = includes(QUOTE_INCLUDES)


class SimilarQuoteSchema(Answer):
    """A quote like another."""

    score = fields.Float(
        required=True,
        allow_none=True,
        metadata={
            "description": "Comparable within one answer only; null where the same words alone led to it.",
            "examples": [14.2],
        },
    )
    same_words = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether the words are the same, or nearly: where both are one quote, printed twice, an "
            "editor merges them (`/merges`)."
        },
    )
    quote = fields.Nested(QuoteSchema, required=True, metadata={"description": "The quote."})


class SimilarQuotesSchema(Answer):
    """The quotes like one: those with the same words first, then the likest; nothing rather than what is not alike."""

    items = parts(SimilarQuoteSchema, "The quotes.")


def similar_view(found: list[SimilarQuote]) -> View:
    """Shape what is like a quote as ``SimilarQuotesSchema`` has it."""
    return {
        "items": [
            {
                "score": None if each.score is None else round(each.score, 6),
                "same_words": each.same_words,
                "quote": each.view,
            }
            for each in found
        ]
    }
