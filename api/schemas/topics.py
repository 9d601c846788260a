"""Topics as JSON."""

from api.archive import rules
from api.schemas.fields import Answer, Body, given, integer, string


class TopicRefSchema(Answer):
    """A topic within another thing."""

    slug = string("The slug, which filters take.", "reseaux-sociaux")
    name = string("The name.", "Réseaux sociaux")


class TopicSchema(Answer):
    """A subject that events, talks and quotes are about."""

    id = string("The public id, opaque and never reused.", "7k3m9q2xw8bd")
    slug = string("The readable part of its address.", "reseaux-sociaux")
    external_id = string("The id of whoever imported it.", None, null=True)
    name = string("The name.", "Réseaux sociaux")
    version = integer("Counts the changes, from 1.", 1)


class TopicPatchSchema(Body):
    """What of a topic is to change."""

    external_id = given("Your own id of it.", "theme-12")
    name = given("The name.", "Réseaux sociaux")
    slug = given("The readable part of its address; made from the name when left out.", None, pattern=rules.SLUG)


class TopicCreateSchema(TopicPatchSchema):
    """A topic to create."""

    name = given("The name.", "Réseaux sociaux", required=True)
