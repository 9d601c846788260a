"""Merges as JSON."""

from marshmallow import fields, validate

from api.archive.merging import MERGEABLE
from api.schemas.fields import Answer, Body, given, integer, parts, string, vocabulary
from api.schemas.history import FieldChangeSchema, WhyQuery


class MovedSchema(Answer):
    """References that a merge moves."""

    table = string("What refers: attributions, talk_speakers, quotes…", "attributions")
    count = integer("How many.", 3)


class MergeSchema(Answer):
    """That one thing was merged into another."""

    id = string(
        "The id of the merge, by which it is undone; null of one that was only tried.", "4h2k9w7xq1cz", null=True
    )
    type = vocabulary("What kind of things.", tuple(MERGEABLE))
    old = string("The id of what was merged: its addresses lead on.", "5t9d0v3kxm1r")
    new = string("The id of what it was merged into.", "7m3k9q2xw8bd")
    at = string("When.", "2026-11-22T16:00:00Z", format="date-time")
    undone_at = string("When it was undone.", None, null=True, format="date-time")
    moved = parts(MovedSchema, "What refers to the one instead of the other.")
    changes = parts(FieldChangeSchema, "What the thing merged into took over, its references by id.")


class MergeCreateSchema(Body):
    """Two things to merge."""

    type = fields.String(
        required=True,
        validate=validate.OneOf(tuple(MERGEABLE), error="Must be one of: {choices}."),
        metadata={"description": "What kind of things.", "enum": list(MERGEABLE), "examples": ["speaker"]},
    )
    old = given("What is merged and leads on: id or slug.", "m-carroll", required=True)
    new = given("What it is merged into: id or slug.", "melissa-carroll", required=True)


class MergeQuery(WhyQuery):
    """What a merge takes beside the things."""

    dry_run = fields.Boolean(
        load_default=False,
        metadata={"description": "Say what would be done, and do nothing.", "examples": [True]},
    )
