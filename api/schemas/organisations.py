"""Organisations as JSON."""

from api.archive import rules
from api.schemas.fields import Answer, Body, either, given, integer, string


class OrganisationRefSchema(Answer):
    """An organisation within another thing."""

    id = string("The public id.", "2f8w1n6zc4hp")
    slug = string("The slug.", "spvm")
    name = string("The name.", "Service de police de la Ville de Montréal")
    acronym = string("The acronym.", "SPVM", null=True)


class OrganisationSchema(Answer):
    """Who a speaker speaks for."""

    id = string("The public id, opaque and never reused.", "2f8w1n6zc4hp")
    slug = string("The readable part of its address.", "spvm")
    external_id = string("The id of whoever imported it.", "spvm", null=True)
    name = string("The name.", "Service de police de la Ville de Montréal")
    acronym = string("The acronym.", "SPVM", null=True)
    kind = string("What it is, in a word.", "police", null=True)
    parent = either(
        "The organisation it belongs to; whole with `include=parent`.",
        "Organisation",
        OrganisationRefSchema,
        null=True,
    )
    version = integer("Counts the changes, from 1.", 1)


class OrganisationPatchSchema(Body):
    """What of an organisation is to change."""

    external_id = given("Your own id of it.", "org-7")
    name = given("The name.", "Service de police de la Ville de Montréal")
    slug = given("The readable part of its address; made from acronym or name when left out.", None, pattern=rules.SLUG)
    acronym = given("The acronym.", "SPVM")
    kind = given("What it is, in a word.", "police")
    parent = given("The organisation it belongs to: id, slug, name or acronym.", "ville-de-montreal")


class OrganisationCreateSchema(OrganisationPatchSchema):
    """An organisation to create."""

    name = given("The name.", "Service de police de la Ville de Montréal", required=True)
