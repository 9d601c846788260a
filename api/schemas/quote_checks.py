"""The quote check as JSON."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.archive import rules
from api.checking import LONGEST, MOST, VERDICTS
from api.schemas.fields import Answer, Body, integer, part, parts, string, vocabulary
from api.schemas.quotes import QuoteSchema


class QuestionSchema(Body):
    """A text to check."""

    text = fields.String(
        validate=validate.Length(1, LONGEST),
        metadata={
            "description": "What is said to be a quote, as printed or pasted; marks around it do no harm.",
            "examples": ["« Rien n’est pire que de ne pas participer à la discussion »"],
        },
    )
    speaker = fields.String(
        allow_none=True,
        validate=validate.Length(1, rules.SHORT_TEXT),
        metadata={
            "description": "Whose it is said to be: a name in any order, an id, a slug, an office or an organisation.",
            "examples": ["Melissa Carroll"],
        },
    )


class _ItemSchema(QuestionSchema):
    """One of several texts to check."""

    text = fields.String(
        required=True, validate=validate.Length(1, LONGEST), metadata=QuestionSchema().fields["text"].metadata
    )


class QuoteChecksSchema(QuestionSchema):
    """A text to check (`text`), or several at once (`items`)."""

    items = fields.List(
        fields.Nested(_ItemSchema),
        validate=validate.Length(1, MOST),
        metadata={"description": f"Several texts, at most {MOST}, each with its speaker; then nothing beside them."},
    )

    @validates_schema
    def _one_or_several(self, data: Mapping[str, Any], **_: Any) -> None:
        """Require one of both."""
        if ("text" in data) == ("items" in data):
            raise ValidationError("Must be given, or else items.", "text")
        if "items" in data and "speaker" in data:
            raise ValidationError("Must be given within each of the items.", "speaker")


class PassageSchema(Answer):
    """A passage of a text: `[start, end)` in Unicode code points, and what stands there."""

    start = integer("Where it begins.", 0)
    end = integer("Where it ends.", 4)
    text = string("What stands there.", "rien")


class ChangeSchema(Answer):
    """A step of the word diff."""

    change = vocabulary("What became of the words of the quote.", ("same", "replaced", "added", "missing"))
    checked = part(PassageSchema, "The words of the checked text; null when missing there.", null=True)
    quote = part(PassageSchema, "The words of the quote; null when added to it.", null=True)


class DiffSchema(Answer):
    """How an altered text differs from the quote, word by word."""

    words = integer("How many words are replaced, added or missing.", 1)
    share = fields.Float(
        required=True, metadata={"description": "Their part of the letters, from 0 to 1.", "examples": [0.08]}
    )
    changes = parts(ChangeSchema, "The steps, in order: together they are the whole of what was compared.")


class QuoteCheckSchema(Answer):
    """Whether a text is what was said."""

    verdict = vocabulary(
        "`exact`: to the letter; `same_words`: but for case, accents, punctuation, blanks or marks; `truncated`: a "
        "beginning or an end left out, or a cut that a mark (…) or […] tells of; `altered`: other words; "
        "`other_speaker`: the words are there, and nobody named so said them; `not_found`.",
        VERDICTS,
    )
    quote = fields.Nested(
        QuoteSchema, required=True, allow_none=True, metadata={"description": "The quote it is most like."}
    )
    url = string("Where the quote stands, for good.", None, null=True, format="uri")
    said_by = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Who said it, in the order of the source.", "examples": [["Melissa Carroll"]]},
    )
    diff = part(DiffSchema, "What is different, when altered.", null=True)
    left_out = parts(PassageSchema, "The passages of the quote that were left out at an end, or where a mark says so.")


class QuoteCheckListSchema(Answer):
    """The answers to several checks, in their order."""

    items = parts(QuoteCheckSchema, "The answers.")
