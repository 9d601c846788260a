"""Extraction and review as JSON."""

from marshmallow import fields, validate

from api.archive import rules
from api.reviewing import DECISIONS, SORTS, STATES
from api.schemas import fields as ours
from api.schemas.fields import Answer, Body, given, integer, part, string, vocabulary
from api.schemas.queries import PageQuery, several, several_of
from api.schemas.quotes import AttributionWriteSchema
from api.schemas.warnings import WarningSchema

LONGEST = 300_000
MOST = 100


def _number(description: str, example: float) -> fields.Float:
    return fields.Float(required=True, metadata={"description": description, "examples": [example]})


def _share(description: str, default: float) -> fields.Float:
    return fields.Float(
        load_default=default,
        validate=validate.Range(0, 1),
        metadata={"description": description, "examples": [default]},
    )


def _truth(description: str) -> fields.Boolean:
    return fields.Boolean(required=True, metadata={"description": description})


class ArticleSourceSchema(Body):
    """What the source of an article is called."""

    title = given("Its title; the first line of the text unless said.", "Les 3 moments forts de l'événement")
    publisher = given("Who printed it.", "Les Affaires")
    byline = given("Who wrote it.", "Anne Roy")
    url = given(
        "Where it is.", "https://example.org/article", maxLength=rules.LONGEST_ADDRESS, pattern=rules.WEB_ADDRESS
    )


class ExtractionBodySchema(Body):
    """A press article, and whether its quotes are to be kept as drafts."""

    text = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST),
        metadata={
            "description": "The article, text or HTML. Offsets in the answer count the characters of the text: of "
            "this one or, for HTML, of the `text` answered.",
            "examples": ["Publié le 14 mars 2019\n\n« On ferme », a dit Anne Roy, directrice du musée."],
        },
    )
    format = fields.String(
        load_default="text",
        validate=validate.OneOf(("text", "html")),
        metadata={"description": "What `text` is."},
    )
    published_on = fields.Date(
        allow_none=True,
        metadata={
            "description": "The day of the article, if it does not say so.",
            "examples": ["2019-03-14"],
        },
    )
    source = fields.Nested(
        ArticleSourceSchema,
        allow_none=True,
        metadata={"description": "Given, the proposals become drafts in the review queue, with this source."},
    )


class SpanSchema(Answer):
    """A stretch of the text, in characters, the end not included."""

    start = integer("Where it begins.", 25)
    end = integer("Where it ends.", 33)


class ReasonSchema(Answer):
    """Why: a code for programs, a French sentence for editors."""

    code = string("The code.", "incise")
    text = string("The sentence.", "Suivi de l'incise « a dit » dont le sujet est Anne Roy.")


class CueSchema(Answer):
    """What attributes the words."""

    text = string("As printed.", "a dit")
    head = string("The word that has the meaning.", "dit")
    kind = vocabulary("What it is.", ("verb", "preposition", "noun"))
    span = part(SpanSchema, "Where it stands.")


class ProposedAttributionSchema(Answer):
    """Whose words they are, as far as the article says."""

    kind = vocabulary("What is known of them.", rules.ATTRIBUTION_KINDS)
    printed_as = string("The article's words for them.", "Anne Roy", null=True)
    name = string("The name alone.", "Anne Roy", null=True)
    role = string("The role.", "directrice", null=True)
    organisation = string("For whom they speak.", "musée", null=True)
    surface = string("The pronoun by the verb, when it was resolved, or could not be.", None, null=True)
    span = part(SpanSchema, "Where they are named.", null=True)


class ProposalSchema(Answer):
    """A quote proposed."""

    text = string("The words.", "On ferme")
    parts = ours.parts(SpanSchema, "Where they stand; several where an incise cuts them.")
    prefix = string("What stands before them.", "« ")
    exact = string("As printed, from the first part to the last.", "On ferme")
    suffix = string("What stands after them.", " », a dit Anne Roy,")
    kind = vocabulary("Whether whole or in part.", rules.QUOTE_KINDS)
    naming = _truth("Whether it is a name that the speaker gives to something.")
    said_on = string("When it was said: the day of the event that the article reports on.", None, null=True)
    parent = fields.Raw(
        required=True,
        allow_none=True,
        metadata={
            "description": "The quote that it stands within: its place among `items`, from 0; in a review, its "
            "`external_id`.",
            "type": ["integer", "string"],
            "examples": [None],
        },
    )
    attributions = ours.parts(ProposedAttributionSchema, "Who said it.")
    cue = part(CueSchema, "What attributes it.", null=True)
    rule = string("The pattern that found it.", "incise")
    confidence = _number("The share of such proposals that proved right on the development gold.", 0.94)
    reasons = ours.parts(ReasonSchema, "Why it was proposed.")


class RefusalSchema(Answer):
    """Words between marks that are nobody's speech."""

    text = string("The words.", "Ex Libris")
    span = part(SpanSchema, "Where they stand.")
    reason = part(ReasonSchema, "Why they were refused.")


class OccasionSchema(Answer):
    """An event that the article speaks of."""

    name = string("Its name.", "Lire demain")
    span = part(SpanSchema, "Where it is named.")
    starts_on = string("Its first day.", "2019-03-12", null=True)
    ends_on = string("Its last day.", "2019-03-12", null=True)
    organiser = string("Who organises it.", None, null=True)
    main = _truth("Whether the article reports on it.")
    reason = part(ReasonSchema, "Why it was proposed.")


class ExtractionSchema(Answer):
    """All that was read in an article, and what became of it."""

    text = string("The text that the offsets are of.", "Publié le 14 mars 2019…")
    published_on = string("The day of the article.", "2019-03-14", null=True)
    events = ours.parts(OccasionSchema, "The events that it speaks of.")
    items = ours.parts(ProposalSchema, "The quotes proposed, in the order of the text.")
    refusals = ours.parts(RefusalSchema, "The marks that hold no quote.")
    source = string("The source made or found, when a source was given.", None, null=True)
    reviews = fields.List(
        fields.String(), required=True, metadata={"description": "The reviews that wait now.", "examples": [[]]}
    )
    known = integer("How many of its quotes were in the archive already.", 0)


class ReviewSourceSchema(Answer):
    """The article."""

    id = string("Its id.", "6q1v8s4mc2gw")
    title = string("Its title.", "Trois idées pour demain")
    publisher = string("Who printed it.", "La Tribune", null=True)


class ReviewSchema(Answer):
    """A proposal that waits, or what was decided on it."""

    id = string("Its id.", "8z3k5m1q7w2x")
    state = vocabulary("Whether it waits, or what was decided.", STATES)
    confidence = _number("How sure the extraction is.", 0.94)
    quote = string("The quote: a draft while it waits, none when refused.", "4h7j2n9p6r1t", null=True)
    source = part(ReviewSourceSchema, "The article.")
    passage = string("The paragraph of the article.", "« On ferme », a dit Anne Roy, directrice du musée.")
    passage_start = integer("Where the paragraph begins: what to take from the proposal's offsets.", 24)
    proposal = part(ProposalSchema, "What was proposed, with its reasons.")
    correction = fields.Dict(
        keys=fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "What a reviewer put right.", "examples": [None]},
    )
    warnings = ours.parts(WarningSchema, "What the linter says of the quote.")
    proposed_at = string("When it was proposed.", "2026-11-22T16:00:00Z", format="date-time")
    decided_at = string("When it was decided.", None, null=True, format="date-time")
    decided_by = string("Who decided: the name of the token, or as told.", None, null=True)
    note = string("Why it was so decided.", None, null=True)


class ReviewsQuery(PageQuery):
    """Which reviews."""

    state = several_of("The state; pending ones unless said.", STATES)
    source = several("The id of the article's source.", "6q1v8s4mc2gw")
    least = fields.Float(
        load_default=0.0,
        validate=validate.Range(0, 1),
        metadata={"description": "At least so sure.", "examples": [0.5]},
    )
    most = fields.Float(
        load_default=1.0, validate=validate.Range(0, 1), metadata={"description": "At most so sure.", "examples": [0.9]}
    )
    sort = fields.String(
        load_default="position",
        validate=validate.OneOf(SORTS),
        metadata={"description": "In the order of the articles, or by confidence."},
    )


class CorrectedAttributionSchema(AttributionWriteSchema):
    """Who said it, as a reviewer puts it right."""

    name = given(
        "The name of a person, where no `speaker` is given; who it is, or that it is somebody new, is found out as in "
        "an import.",
        "Anne Roy",
    )


class CorrectionsSchema(Body):
    """What a reviewer puts right; what is left out stays as proposed."""

    text = given("The words.", "On ferme demain", maxLength=rules.LONG_TEXT, pattern=None)
    kind = fields.String(
        validate=validate.OneOf(rules.QUOTE_KINDS), metadata={"description": "Whether whole or in part."}
    )
    said_on = given("When it was said.", "2019-03-12", pattern=rules.PARTIAL_DATE, minLength=None, maxLength=None)
    event = given("The event: its id.", "6q1v8s4mc2gw")
    attributions = fields.List(
        fields.Nested(CorrectedAttributionSchema),
        metadata={"description": "Who said it: the whole list. `organisation` may be the name of a new one."},
    )
    cue_verb = given("What attributes it, as printed.", "a dit")


class DecisionSchema(Body):
    """What is decided on a review."""

    review = given("The id of the review.", "8z3k5m1q7w2x", required=True)
    decision = fields.String(
        required=True,
        validate=validate.OneOf(list(DECISIONS)),
        metadata={"description": "`accept` and `correct` publish the draft, `refuse` deletes it."},
    )
    corrections = fields.Nested(CorrectionsSchema, metadata={"description": "With `correct` alone: what is put right."})
    note = given("Why, for editors.", "terme, pas une citation")


class DecisionsSchema(Body):
    """Decisions, all carried out or none."""

    items = fields.List(
        fields.Nested(DecisionSchema),
        required=True,
        validate=validate.Length(1, MOST),
        metadata={"description": f"At most {MOST} at once."},
    )


class DecidedSchema(Answer):
    """The reviews as they are now."""

    items = ours.parts(ReviewSchema, "The reviews decided, and those of quotes within refused ones.")
