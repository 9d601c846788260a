"""Redactions as JSON."""

from marshmallow import fields, validate

from api.archive import rules
from api.schemas.fields import Answer, Body, given, string, vocabulary
from api.schemas.history import TYPES


class RedactionSchema(Answer):
    """What was erased."""

    type = vocabulary("What kind of thing.", TYPES)
    id = string("The public id of the thing, which stays.", "6q1v8s4mc2gw")
    versions = fields.List(
        fields.Integer(),
        required=True,
        metadata={"description": "The old versions whose words are gone.", "examples": [[1, 2]]},
    )
    others = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Other things in which the words, or a speaker's name, stood and no longer do.",
            "examples": [["quote:6q1v8s4mc2gw"]],
        },
    )


class RedactionCreateSchema(Body):
    """What to erase."""

    type = fields.String(
        required=True,
        validate=validate.OneOf(TYPES, error="Must be one of: {choices}."),
        metadata={"description": "What kind of thing.", "enum": list(TYPES), "examples": ["quote"]},
    )
    id = given("The thing: id or slug.", "6q1v8s4mc2gw", required=True)
    versions = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 999_999_999)),
        metadata={
            "description": "Erase these old versions alone; left out: all of the thing, its past and its present.",
            "minItems": 1,
            "maxItems": rules.MANY,
        },
        validate=validate.Length(1, rules.MANY),
    )
