"""Talks as JSON."""

from marshmallow import fields

from api.archive import rules
from api.schemas.events import EventRefSchema
from api.schemas.fields import (
    Answer,
    Body,
    choice,
    either,
    given,
    integer,
    language_tag,
    parts,
    string,
    vocabulary,
    web_address,
)
from api.schemas.organisations import OrganisationRefSchema
from api.schemas.speakers import SpeakerRefSchema
from api.schemas.topics import TopicRefSchema


class TalkRefSchema(Answer):
    """A talk within another thing."""

    id = string("The public id.", "3n7b6f1zj9tx")
    slug = string("The slug.", "a-occuper-le-terrain-eux-memes")
    title = string("The title.", "À occuper le terrain eux-mêmes")


class TalkSpeakerSchema(Answer):
    """Someone in the programme of a talk."""

    name = string("The name in the programme.", "Maryse Lavoie", null=True)
    printed_as = string("The words of the programme.", "Major Maryse Lavoie", null=True)
    role = string("The role at that time.", "major", null=True)
    organisation = either(
        "For whom they spoke; whole with `include=organisations`.", "Organisation", OrganisationRefSchema, null=True
    )
    speaker = either("Who it is, when known; whole with `include=speakers`.", "Speaker", SpeakerRefSchema, null=True)


class TalkSchema(Answer):
    """One item of an event's programme."""

    id = string("The public id, opaque and never reused.", "3n7b6f1zj9tx")
    slug = string("The readable part of its address.", "a-occuper-le-terrain-eux-memes")
    external_id = string("The id of whoever imported it.", None, null=True)
    title = string("The title.", "À occuper le terrain eux-mêmes")
    abstract = string("What it was about.", None, null=True)
    kind = vocabulary("What kind of item.", rules.TALK_KINDS)
    language = string("The language (BCP 47).", "fr", null=True)
    starts_at = string("When it began, in UTC.", "2016-11-29T14:00:00Z", null=True, format="date-time")
    duration_minutes = integer("How long it took.", 45, null=True)
    room = string("Where.", None, null=True)
    recording_url = string("The address of its recording.", None, null=True)
    gone_since = string(
        "Since when the programme that it was imported from no longer has it.", None, null=True, format="date-time"
    )
    event = either("Its event; whole with `include=event`; null for a draft.", "Event", EventRefSchema, null=True)
    topics = parts(TopicRefSchema, "What it was about, by slug.")
    speakers = parts(TalkSpeakerSchema, "Who spoke, in the order of the programme; whole with `include=speakers`.")
    status = vocabulary("The editorial status.", rules.TALK_STATUSES)
    version = integer("Counts the changes, from 1.", 1)


class TalkSpeakerWriteSchema(Body):
    """Someone in the programme: a name, a speaker, or both."""

    name = given("The name; without `speaker`, the same name in the same series is the same person.", "Maryse Lavoie")
    printed_as = given("The words of the programme.", "Major Maryse Lavoie")
    role = given("The role at that time.", "major")
    organisation = given("For whom they spoke: id, slug, name or acronym.", "forces-armees-canadiennes")
    speaker = given("Who it is: id or slug.", "maryse-lavoie")


class TalkPatchSchema(Body):
    """What of a talk is to change."""

    external_id = given("Your own id of it.", "talk-12")
    event = given("Its event: id or slug.", "medias-sociaux-secteur-public")
    title = given("The title.", "À occuper le terrain eux-mêmes")
    slug = given("The readable part of its address; made from the title when left out.", None, pattern=rules.SLUG)
    abstract = given("What it was about.", None, maxLength=rules.LONG_TEXT)
    kind = choice("What kind of item.", rules.TALK_KINDS, "talk")
    language = language_tag("The language (BCP 47); `fr` when left out.")
    starts_at = given(
        "When it began: ISO 8601 with an offset, or local to the event's time zone.",
        "2016-11-29T09:00:00-05:00",
        format="date-time",
        pattern=None,
        minLength=None,
        maxLength=None,
    )
    duration_minutes = fields.Integer(
        strict=True,
        allow_none=True,
        metadata={
            "description": "How long it took.",
            "examples": [45],
            "minimum": 1,
            "maximum": rules.MAX_MINUTES,
        },
    )
    room = given("Where.", "Salle A")
    recording_url = web_address("The address of its recording.", "https://example.org/video")
    topics = fields.List(
        given("A topic: its slug, or a name, which makes it.", "Réseaux sociaux", required=True),
        allow_none=True,
        metadata={"description": "What it was about.", "maxItems": rules.MANY},
    )
    speakers = fields.List(
        fields.Nested(TalkSpeakerWriteSchema),
        allow_none=True,
        metadata={"description": "Who spoke, in order; replaces them all.", "maxItems": rules.MANY},
    )
    status = choice("The editorial status.", rules.TALK_STATUSES, "published")


class TalkCreateSchema(TalkPatchSchema):
    """A talk to create."""

    event = given("Its event: id or slug.", "medias-sociaux-secteur-public", required=True)
    title = given("The title.", "À occuper le terrain eux-mêmes", required=True)
