"""Events as JSON."""

from marshmallow import fields

from api.archive import rules
from api.schemas.fields import (
    Answer,
    Body,
    choice,
    given,
    integer,
    language_tag,
    partial_date,
    parts,
    string,
    vocabulary,
    web_address,
)
from api.schemas.topics import TopicRefSchema


class EventRefSchema(Answer):
    """An event within another thing."""

    id = string("The public id.", "9c4x7h2pqs6e")
    slug = string("The slug.", "medias-sociaux-secteur-public")
    name = string("The name.", "Médias sociaux Secteur public")


class EventSchema(Answer):
    """A conference edition."""

    id = string("The public id, opaque and never reused.", "9c4x7h2pqs6e")
    slug = string("The readable part of its address.", "medias-sociaux-secteur-public")
    external_id = string("The id of whoever imported it.", None, null=True)
    name = string("The name.", "Médias sociaux Secteur public")
    series = string("The series it is an edition of.", None, null=True)
    starts_on = string("The first day, or only its month or year.", "2016-11-29", null=True, pattern=rules.PARTIAL_DATE)
    ends_on = string("The last day, or only its month or year.", None, null=True, pattern=rules.PARTIAL_DATE)
    timezone = string("The time zone (IANA).", "America/Montreal", null=True)
    venue = string("The place.", None, null=True)
    city = string("The city.", None, null=True)
    country = string("The country (ISO 3166-1).", "CA", null=True)
    language = string("The language (BCP 47).", "fr", null=True)
    organiser = string("Who organised it.", "Les Événements Les Affaires", null=True)
    url = string("Its web address.", None, null=True)
    description = string("What it was about.", None, null=True)
    topics = parts(TopicRefSchema, "What it was about, by slug.")
    rights = string("The rights in its material.", None, null=True)
    status = vocabulary("The editorial status.", rules.EVENT_STATUSES)
    version = integer("Counts the changes, from 1.", 1)


class EventPatchSchema(Body):
    """What of an event is to change."""

    external_id = given("Your own id of it.", "conf-2016")
    name = given("The name.", "Médias sociaux Secteur public")
    slug = given("The readable part of its address; made from the name when left out.", None, pattern=rules.SLUG)
    series = given("The series it is an edition of.", "Médias sociaux")
    starts_on = partial_date("The first day, or only its month or year.", "2016-11-29")
    ends_on = partial_date("The last day, or only its month or year.", "2016-11-29")
    timezone = given("The time zone (IANA).", "America/Montreal")
    venue = given("The place.", "Palais des congrès")
    city = given("The city.", "Montréal")
    country = given("The country (ISO 3166-1).", "CA", pattern=rules.COUNTRY, minLength=None, maxLength=None)
    language = language_tag("The language (BCP 47); `fr` when left out.")
    organiser = given("Who organised it.", "Les Événements Les Affaires")
    url = web_address("Its web address.", "https://example.org/conference")
    description = given("What it was about, in your own words.", "Une journée.", maxLength=rules.LONG_TEXT)
    topics = fields.List(
        given("A topic: its slug, or a name, which makes it.", "Réseaux sociaux", required=True),
        allow_none=True,
        metadata={"description": "What it was about.", "maxItems": rules.MANY},
    )
    rights = given("The rights in its material.", "CC BY 4.0")
    status = choice("The editorial status.", rules.EVENT_STATUSES, "published")


class EventCreateSchema(EventPatchSchema):
    """An event to create."""

    name = given("The name.", "Médias sociaux Secteur public", required=True)
