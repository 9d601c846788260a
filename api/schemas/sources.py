"""Sources as JSON."""

from hashlib import sha256

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
    string,
    vocabulary,
    web_address,
)

SHA256 = sha256("« On ferme », a dit Anne Roy.".encode()).hexdigest()


class SourceRefSchema(Answer):
    """A source within another thing."""

    id = string("The public id.", "8m2r5y7wd3kq")
    title = string("The title.", "Les 3 moments forts")
    publisher = string("Who published it.", "Les Affaires", null=True)
    url = string("Its web address.", None, null=True)


class SourceSchema(Answer):
    """Where words were printed or recorded."""

    id = string("The public id, opaque and never reused.", "8m2r5y7wd3kq")
    external_id = string("The id of whoever imported it.", None, null=True)
    title = string("The title.", "Les 3 moments forts")
    publisher = string("Who published it.", "Les Affaires", null=True)
    byline = string("Who signed it.", None, null=True)
    published_on = string("When, or only its month or year.", "2016-12-01", null=True, pattern=rules.PARTIAL_DATE)
    url = string("Its web address.", None, null=True)
    archived_url = string("The address of a kept copy.", None, null=True)
    language = string("The language (BCP 47).", "fr", null=True)
    rights = string("The rights in it.", None, null=True)
    sha256 = string("The SHA-256 of its text.", None, null=True)
    status = vocabulary("What became of its address.", rules.SOURCE_STATUSES)
    version = integer("Counts the changes, from 1.", 1)


class SourcePatchSchema(Body):
    """What of a source is to change."""

    external_id = given("Your own id of it.", "article-4")
    title = given("The title.", "Les 3 moments forts")
    publisher = given("Who published it.", "Les Affaires")
    byline = given("Who signed it.", "Une journaliste")
    published_on = partial_date("When, or only its month or year.", "2016-12-01")
    url = web_address("Its web address.", "https://example.org/article")
    archived_url = web_address("The address of a kept copy.", "https://example.org/copie")
    language = language_tag("The language (BCP 47); `fr` when left out.")
    rights = given("The rights in it.", "Tous droits réservés")
    sha256 = given("The SHA-256 of its text.", None, pattern=rules.SHA256, minLength=None, maxLength=None)
    status = choice("What became of its address.", rules.SOURCE_STATUSES, "ok")


class SourceCreateSchema(SourcePatchSchema):
    """A source to create."""

    title = given("The title.", "Les 3 moments forts", required=True)


class KeptTextSchema(Answer):
    """What became of a text that was kept: it is itself read by ``GET``."""

    source = string("The id of the source.", "8m2r5y7wd3kq")
    sha256 = string("The SHA-256 of the text, in UTF-8.", SHA256)
    kept_at = string("When this text was first kept.", "2026-11-22T16:00:00Z", format="date-time")
    moved = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Quotes, by id, whose mention points elsewhere now: the text has moved around the words.",
            "examples": [["6q1v8s4mc2gw"]],
        },
    )
    lost = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Quotes, by id, whose words the text does not hold: the source is `changed` then.",
            "examples": [[]],
        },
    )


class SourceTextSchema(Answer):
    """The text of a source, word for word."""

    source = string("The id of the source.", "8m2r5y7wd3kq")
    text = string("The words.", "« On ferme », a dit Anne Roy.")
    sha256 = string("The SHA-256 of the text, in UTF-8.", SHA256)
    kept_at = string("When this text was first kept.", "2026-11-22T16:00:00Z", format="date-time")


class SourceTextWriteSchema(Body):
    """A text to keep."""

    text = given("The words.", "« On ferme », a dit Anne Roy.", required=True, maxLength=rules.WHOLE_TEXT)
