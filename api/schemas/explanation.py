"""Why a hit scores what it does, as JSON."""

from marshmallow import fields

from api.archive.reading.listing import View
from api.schemas.fields import Answer, integer, part, parts, string, vocabulary
from search import Explanation, Share

VIEWS = ("lem", "exact", "prefix")


def _number(description: str, example: float) -> fields.Float:
    return fields.Float(required=True, metadata={"description": description, "examples": [example]})


class ShareSchema(Answer):
    """What one form adds in one part of the text: `weight` · `idf` · `zone_weight` · `saturation`."""

    view = vocabulary("Stems of words, words as they are, or all words that begin so.", VIEWS)
    zone = vocabulary("Where it stands.", ("text", "title", "names"))
    term = string("What was looked for in this view.", "rumeur")
    weight = _number("The weight of the view.", 1.0)
    zone_weight = _number("The weight of the zone: a title's, or a name's, is less than the text's.", 1.0)
    idf = _number("How telling the form is: the fewer have it, the more.", 2.5)
    frequency = integer("How often it stands there.", 1)
    saturation = _number("What of that counts in a zone of this length (BM25).", 1.1)
    score = _number("What it adds to the sum.", 2.75)


class ViewsSchema(Answer):
    """What of the score comes from each view, coverage included: together they are the score."""

    lem = _number("From the stems of words.", 2.75)
    exact = _number("From words just as they were typed.", 1.1)
    prefix = _number("From beginnings of words.", 0.0)
    proximity = _number("From words that follow each other, and stand near together, as typed.", 0.35)


class ExplanationSchema(Answer):
    """How a score came about: (all `shares`, added up in this order, + `proximity`) · `coverage`."""

    score = _number("The score, unrounded.", 4.2)
    views = part(ViewsSchema, "What of it comes from each view.")
    shares = parts(ShareSchema, "What each form adds in each zone.")
    proximity = _number("What the second stage adds, for the best hits by relevance of several words.", 0.35)
    coverage = _number("The root of the share of what is telling in the query that the hit has; 1 when all.", 1.0)


def explanation_view(told: Explanation) -> View:
    """Shape an explanation as ``ExplanationSchema`` has it."""
    views = {name: sum(each.score for each in told.shares if each.form == name) for name in VIEWS}
    views["proximity"] = told.proximity
    return {
        "score": told.score,
        "views": {name: score * told.coverage for name, score in views.items()},
        "shares": [_share(each) for each in told.shares],
        "proximity": told.proximity,
        "coverage": told.coverage,
    }


def _share(share: Share) -> View:
    return {
        "view": share.form,
        "zone": share.zone,
        "term": share.term,
        "weight": share.weight,
        "zone_weight": share.zone_weight,
        "idf": share.idf,
        "frequency": share.frequency,
        "saturation": share.saturation,
        "score": share.score,
    }
