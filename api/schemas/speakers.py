"""Speakers as JSON."""

from marshmallow import fields

from api.archive import rules
from api.schemas.fields import Answer, Body, given, integer, string


class SpeakerRefSchema(Answer):
    """A speaker within another thing."""

    id = string("The public id.", "5t9d0v3kxm1r")
    slug = string("The slug.", "melissa-carroll")
    name = string("The name.", "Melissa Carroll")


class SpeakerSchema(Answer):
    """A person."""

    id = string("The public id, opaque and never reused.", "5t9d0v3kxm1r")
    slug = string("The readable part of its address.", "melissa-carroll")
    external_id = string("The id of whoever imported it.", None, null=True)
    name = string("The name as it is shown.", "Melissa Carroll")
    sort_name = string("The name as an index of persons has it.", "Carroll, Melissa")
    other_names = fields.List(
        fields.String(), required=True, metadata={"description": "Aliases and other printed forms.", "examples": [[]]}
    )
    biography = string("A short biography.", None, null=True)
    identifiers = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Ids elsewhere, by authority.", "examples": [{"wikidata": "Q3298439"}]},
    )
    version = integer("Counts the changes, from 1.", 1)


class SpeakerPatchSchema(Body):
    """What of a speaker is to change."""

    external_id = given("Your own id of the person.", "p-31")
    name = given("The name as it is shown.", "Melissa Carroll")
    slug = given("The readable part of the address; made from the name when left out.", None, pattern=rules.SLUG)
    sort_name = given("The name as an index of persons has it; the last word first when left out.", "Carroll, Melissa")
    other_names = fields.List(
        given("A name.", "Mélissa Carroll", required=True),
        allow_none=True,
        metadata={"description": "Aliases and other printed forms.", "maxItems": rules.MANY},
    )
    biography = given("A short biography.", None, maxLength=rules.LONG_TEXT)
    identifiers = fields.Dict(
        keys=fields.String(),
        values=given("An id; null takes it out.", "Q3298439"),
        allow_none=True,
        metadata={
            "description": "Ids elsewhere, by authority; those that are not named stay.",
            "examples": [{"wikidata": "Q3298439"}],
        },
    )


class SpeakerCreateSchema(SpeakerPatchSchema):
    """A speaker to create."""

    name = given("The name as it is shown.", "Melissa Carroll", required=True)
