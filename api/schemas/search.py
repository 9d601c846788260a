"""The answer of a search as JSON."""

from marshmallow import fields
from orjson import Fragment

from api.archive.reading.listing import View
from api.finding import Found, FoundItem
from api.schemas.examples import example_of
from api.schemas.explanation import ExplanationSchema, explanation_view
from api.schemas.fields import Answer, integer, part, parts, string, vocabulary
from api.schemas.paging import PageSchema
from api.schemas.quotes import QuoteSchema
from api.schemas.talks import TalkSchema
from search import Interpretation


class HighlightSchema(Answer):
    """A passage to mark: `[start, end)` in Unicode code points of a field of the hit."""

    field = vocabulary("The field.", ("text", "title", "abstract"))
    start = integer("Where the passage begins.", 37)
    end = integer("Where it ends.", 51)


class ExcerptSchema(Answer):
    """The passage to show: `[start, end)` in Unicode code points of a field of the hit."""

    field = vocabulary("The field.", ("abstract",))
    start = integer("Where the passage begins.", 0)
    end = integer("Where it ends.", 243)


class HitSchema(Answer):
    """A quote or a talk found; it stands whole under the name of its type."""

    type = vocabulary("What was found.", ("quote", "talk"))
    id = string("The public id.", "6q1v8s4mc2gw")
    external_id = string("The id of whoever imported it.", None, null=True)
    score = fields.Float(
        required=True, metadata={"description": "Comparable within one answer only.", "examples": [4.2]}
    )
    highlights = parts(HighlightSchema, "What to mark.")
    quote = fields.Nested(
        QuoteSchema, metadata={"description": "The quote, when it is one.", "examples": [example_of(QuoteSchema)]}
    )
    talk = fields.Nested(TalkSchema, metadata={"description": "The talk, when it is one."})
    excerpt = fields.Nested(
        ExcerptSchema,
        metadata={
            "description": "The part of a talk's abstract with the most of what was looked for; it cuts no word and no "
            "pair of quotation marks. `highlights` count from the beginning of the abstract all the same."
        },
    )
    explanation = fields.Nested(
        ExplanationSchema, metadata={"description": "How the score came about, where `explain` asks for it."}
    )


class FacetCountSchema(Answer):
    """How many hits have a value."""

    value = string("What the filter of this name takes.", "melissa-carroll")
    label = string("What to show.", "Melissa Carroll")
    count = integer("How many hits have it.", 2)


class FieldedSchema(Answer):
    """Words looked for in one field."""

    field = string("The field.", "organisation")
    words = string("The words.", "hydro-quebec")


class FoldedSchema(Answer):
    """A word, and what it was read as."""

    typed = string("As it was typed.", "S.P.V.M.")
    read_as = string("What was looked for: accents, ligatures, dots and the like apart.", "spvm")


class SynonymSchema(Answer):
    """What says the same as something typed, and was looked for beside it."""

    typed = string("The word or name.", "SPVM")
    others = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What says the same.", "examples": [["Service de police de la Ville de Montréal"]]},
    )


class InterpretationSchema(Answer):
    """What the query was taken for."""

    mode = vocabulary("How it was read.", ("words", "exact"))
    terms = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The words looked for.", "examples": [["fausse", "rumeur"]]},
    )
    phrases = fields.List(fields.String(), required=True, metadata={"description": "The exact phrases."})
    prefixes = fields.List(fields.String(), required=True, metadata={"description": "The beginnings of words."})
    excluded = fields.List(fields.String(), required=True, metadata={"description": "What must not be there."})
    fields_ = fields.List(
        fields.Nested(FieldedSchema),
        required=True,
        attribute="fields",
        data_key="fields",
        metadata={"description": "What was looked for in one field alone."},
    )
    after = string("Not before this date.", None, null=True)
    before = string("Before this date.", None, null=True)
    dropped = fields.List(fields.String(), required=True, metadata={"description": "Words too common to look for."})
    misread = fields.List(
        fields.String(), required=True, metadata={"description": "What could not be understood and was read as words."}
    )
    relaxed = fields.Boolean(
        required=True,
        metadata={"description": "Whether hits with most of the words were let in, because none or few had all."},
    )
    folded = parts(FoldedSchema, "Words that were read as something else than their small letters.")
    synonyms = parts(SynonymSchema, "What was looked for because it says the same; `as_typed=true` leaves it out.")
    said_on = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Days and months typed: what was said then was looked for, beside what mentions them; "
            "`as_typed=true` leaves it out.",
            "examples": [["2016-11-29"]],
        },
    )
    corrected = string(
        "The query that was answered, its spelling corrected, because what was typed finds nothing; "
        "`as_typed=true` asks for what was typed.",
        None,
        null=True,
    )
    proposed = string(
        "A query that would find more, where little has all the words: a word of it is one slip away from one typed.",
        None,
        null=True,
    )


class SearchSchema(Answer):
    """A page of hits, what they have in common, and how the query was read."""

    items = parts(HitSchema, "The hits of this page.")
    page = part(PageSchema, "Which page this is.")
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Nested(FacetCountSchema)),
        required=True,
        metadata={
            "description": "The most frequent values among all hits, by the name of the filter that takes them.",
            "examples": [{"speaker": [{"value": "melissa-carroll", "label": "Melissa Carroll", "count": 2}]}],
        },
    )
    interpretation = part(InterpretationSchema, "What the query was taken for.")


def search_view(found: Found, page: View) -> View:
    """Shape what was found as ``SearchSchema`` has it, past marshmallow; ``page`` says which page it is.

    What is found is JSON already, and goes out as it is.
    """
    return {
        "items": [_hit(item) for item in found.items],
        "page": page,
        "facets": {
            name: [{"value": value, "label": label, "count": count} for value, label, count in counts]
            for name, counts in found.facets.items()
        },
        "interpretation": _interpretation(found.interpretation),
    }


def _hit(item: FoundItem) -> View:
    hit: View = {
        "type": item.type,
        "id": item.hit.id.partition(":")[2],
        "external_id": item.rendered.external_id,
        "score": round(item.hit.score, 6),
        "highlights": [{"field": name, "start": start, "end": end} for name, (start, end) in item.marks],
        item.type: Fragment(item.rendered.body),
    }
    if item.excerpt is not None:
        start, end = item.excerpt
        hit["excerpt"] = {"field": "abstract", "start": start, "end": end}
    if item.hit.explanation is not None:
        hit["explanation"] = explanation_view(item.hit.explanation)
    return hit


def _interpretation(read: Interpretation) -> View:
    return {
        "mode": read.mode,
        "terms": read.terms,
        "phrases": read.phrases,
        "prefixes": read.prefixes,
        "excluded": read.excluded,
        "fields": [{"field": name, "words": words} for name, words in read.fields],
        "after": read.after,
        "before": read.before,
        "dropped": read.dropped,
        "misread": read.misread,
        "relaxed": read.relaxed,
        "folded": [{"typed": typed, "read_as": read_as} for typed, read_as in read.folded],
        "synonyms": [{"typed": typed, "others": others} for typed, others in read.synonyms],
        "said_on": read.said_on,
        "corrected": read.corrected,
        "proposed": read.proposed,
    }
