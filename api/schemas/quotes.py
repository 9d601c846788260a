"""Quotes as JSON."""

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
    partial_date,
    parts,
    string,
    vocabulary,
)
from api.schemas.organisations import OrganisationRefSchema
from api.schemas.sources import SourceRefSchema
from api.schemas.speakers import SpeakerRefSchema
from api.schemas.talks import TalkRefSchema
from api.schemas.topics import TopicRefSchema

WORDS = "quand on répond aux gens qui répandent des fausses rumeurs"


class AttributionSchema(Answer):
    """Who said it."""

    kind = vocabulary("What is known of who said it.", rules.ATTRIBUTION_KINDS)
    printed_as = string("The words of the source.", "Melissa Carroll du SPVM", null=True)
    role = string("The role at that time.", None, null=True)
    organisation = either(
        "For whom they spoke; whole with `include=organisations`.",
        "Organisation",
        OrganisationRefSchema,
        null=True,
    )
    speaker = either("Who it is, when known; whole with `include=speakers`.", "Speaker", SpeakerRefSchema, null=True)


class MentionSchema(Answer):
    """The quote as one source has it (W3C TextQuoteSelector)."""

    source = either("The source; whole with `include=sources`.", "Source", SourceRefSchema)
    prefix = string("The words before, at most 32 characters.", None, null=True)
    exact = string("The words of the quote in this source.", WORDS, null=True)
    suffix = string("The words after, at most 32 characters.", None, null=True)
    context = string("What surrounds them.", None, null=True)
    cue_verb = string("The words that attribute it.", "illustre", null=True)
    link = string(
        "The address that leads to these words: the source's, or that of its archived copy once it has gone or "
        "changed, with a text fragment (`#:~:text=`) that browsers scroll to.",
        None,
        null=True,
    )


class QuoteSchema(Answer):
    """The words, who said them, and where they were printed."""

    id = string("The public id, opaque and never reused.", "6q1v8s4mc2gw")
    external_id = string("The id of whoever imported it.", None, null=True)
    text = string("The words, as printed.", WORDS)
    language = string("The language (BCP 47).", "fr", null=True)
    kind = vocabulary("Whether the words are whole or in part.", rules.QUOTE_KINDS)
    said_on = string("When, or only its month or year.", "2016-11-29", null=True, pattern=rules.PARTIAL_DATE)
    status = vocabulary("The editorial status.", rules.QUOTE_STATUSES)
    verification = vocabulary("How far it was verified.", rules.VERIFICATIONS)
    version = integer("Counts the changes, from 1.", 1)
    parent = either("The quote that it stands in: its id; whole with `include=parent`.", "Quote", null=True)
    event = either("Where it was said; whole with `include=event`.", "Event", EventRefSchema, null=True)
    talk = either("In which talk; whole with `include=talk`.", "Talk", TalkRefSchema, null=True)
    topics = parts(TopicRefSchema, "What it is about, by slug.")
    attributions = parts(AttributionSchema, "Who said it, in the order of the source.")
    mentions = parts(MentionSchema, "Where it was printed.")
    children = fields.List(
        fields.Nested(lambda: QuoteSchema()),  # noqa: PLW0108 - the name is not bound yet
        metadata={"description": "The quotes within it; there with `include=children` only."},
    )


class AttributionWriteSchema(Body):
    """Who said it."""

    kind = fields.String(
        required=True,
        metadata={"description": "What is known of who said it.", "enum": list(rules.ATTRIBUTION_KINDS)},
    )
    printed_as = given("The words of the source.", "Melissa Carroll du SPVM")
    role = given("The role at that time.", "maire")
    organisation = given("For whom they spoke then: id, slug, name or acronym.", "spvm")
    speaker = given("Who it is, when known: id or slug.", "melissa-carroll")


class MentionWriteSchema(Body):
    """The quote as one source has it."""

    source = given("The source: its id.", "8m2r5y7wd3kq", required=True)
    prefix = given("The words before.", None, pattern=rules.PRINTABLE, minLength=None, maxLength=rules.SELECTOR_LENGTH)
    exact = given("The words of the quote in this source.", None, maxLength=rules.LONG_TEXT)
    suffix = given("The words after.", None, pattern=rules.PRINTABLE, minLength=None, maxLength=rules.SELECTOR_LENGTH)
    context = given("What surrounds them.", None, maxLength=rules.LONG_TEXT)
    cue_verb = given("The words that attribute it.", "illustre")


class QuotePatchSchema(Body):
    """What of a quote is to change."""

    external_id = given("Your own id of it.", "q-88")
    text = given("The words, as printed.", WORDS, maxLength=rules.LONG_TEXT)
    kind = choice("Whether the words are whole or in part.", rules.QUOTE_KINDS, "direct")
    language = language_tag("The language (BCP 47); `fr` when left out.")
    said_on = partial_date("When, or only its month or year.", "2016-11-29")
    event = given("Where it was said: id or slug; its talk's when left out.", "medias-sociaux-secteur-public")
    talk = given("In which talk: id or slug.", "a-occuper-le-terrain-eux-memes")
    parent = given("The quote that it stands in: its id.", "6q1v8s4mc2gw")
    topics = fields.List(
        given("A topic: its slug, or a name, which makes it.", "Réseaux sociaux", required=True),
        allow_none=True,
        metadata={"description": "What it is about.", "maxItems": rules.MANY},
    )
    status = choice("The editorial status.", rules.QUOTE_STATUSES, "published")
    verification = choice("How far it was verified.", rules.VERIFICATIONS, "extracted")
    attributions = fields.List(
        fields.Nested(AttributionWriteSchema),
        allow_none=True,
        metadata={"description": "Who said it, in the order of the source; replaces them all.", "maxItems": rules.MANY},
    )
    mentions = fields.List(
        fields.Nested(MentionWriteSchema),
        allow_none=True,
        metadata={"description": "Where it was printed; replaces them all.", "maxItems": rules.MANY},
    )


class QuoteCreateSchema(QuotePatchSchema):
    """A quote to create."""

    text = given("The words, as printed.", WORDS, required=True, maxLength=rules.LONG_TEXT)
