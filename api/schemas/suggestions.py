"""Suggestions as JSON."""

from marshmallow import fields, validate

from api.archive.reading.listing import View
from api.schemas.fields import Answer, integer, parts, string, vocabulary
from api.schemas.queries import LONGEST_QUERY, Asked, several_of
from api.suggesting import KINDS, MOST, Suggestion


class SuggestionQuery(Asked):
    """What suggestions take."""

    q = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_QUERY),
        metadata={
            "description": "What has been typed so far, with or without accents. Nothing typed here is an error; "
            "nothing typed gives nothing.",
            "examples": ["carr"],
        },
    )
    type = several_of("What to suggest; everything when left out.", KINDS)
    limit = fields.Integer(
        load_default=MOST,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many at most.", "examples": [MOST]},
    )


class PassageMarkSchema(Answer):
    """A word to mark: `[start, end)` in Unicode code points of the label."""

    start = integer("Where the word begins.", 8)
    end = integer("Where it ends.", 15)


class SuggestionSchema(Answer):
    """Something that may be meant."""

    type = vocabulary("What it is.", KINDS)
    id = string("The public id.", "6q1v8s4mc2gw")
    slug = string("The readable part of its address; quotes have none.", "melissa-carroll", null=True)
    url = string("Where it is read.", "https://example.org/api/v1/speakers/melissa-carroll", format="uri")
    label = string("What to show: a name, or the words of a quote, shortened at a word.", "Melissa Carroll")
    other_name = string(
        "The other name by which it was found (an alias, an acronym); null when it was the label.", None, null=True
    )
    marks = parts(PassageMarkSchema, "The words of the label that were typed; none when `other_name` was.")


class SuggestionsSchema(Answer):
    """What may be meant, the likeliest first."""

    items = parts(SuggestionSchema, f"The suggestions, at most {MOST}.")


def suggestion_view(one: Suggestion, url: str) -> View:
    """Shape a suggestion as ``SuggestionSchema`` has it."""
    return {
        "type": one.kind,
        "id": one.id,
        "slug": one.slug,
        "url": url,
        "label": one.label,
        "other_name": one.other,
        "marks": [{"start": mark.start, "end": mark.end} for mark in one.marks],
    }
