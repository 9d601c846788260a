"""What lists and searches take: filters, sorting, paging, what to include."""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from api.archive import rules
from api.archive.reading import events, organisations, quotes, sources, speakers, talks, topics

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
LONGEST_QUERY = 1_000
SEARCH_FACETS = ("speaker", "organisation", "event", "topic", "year", "kind")
QUOTE_INCLUDES = ("event", "talk", "parent", "children", "speakers", "organisations", "sources")
TALK_INCLUDES = ("event", "speakers", "organisations")
ORGANISATION_INCLUDES = ("parent",)

_UNPRINTABLE = "Holds characters that cannot be kept (controls, noncharacters or lone surrogates)."
PLAIN = validate.Regexp(rules.PRINTABLE, error=_UNPRINTABLE)


def several(description: str, example: str) -> fields.List[Any]:
    """Make a filter that may be repeated: what fits any of its values stays."""
    return fields.List(
        fields.String(validate=[PLAIN, validate.Length(1, rules.SHORT_TEXT)]),
        load_default=(),
        metadata={"description": f"{description} May be repeated: any of them.", "examples": [[example]]},
    )


def several_of(description: str, choices: Sequence[str]) -> fields.List[Any]:
    """Make a filter of a vocabulary that may be repeated."""
    return fields.List(
        fields.String(validate=validate.OneOf(choices, error="Must be one of: {choices}.")),
        load_default=(),
        metadata={"description": f"{description} May be repeated: any of them."},
    )


def years() -> fields.List[Any]:
    """Make the filter by year."""
    return fields.List(
        fields.Integer(validate=validate.Range(1, 9999)),
        load_default=(),
        metadata={"description": "The year. May be repeated: any of them.", "examples": [[2016]]},
    )


def day(description: str, example: str) -> fields.String:
    """Make a filter by a partial date."""

    def check(value: str) -> None:
        if wrong := rules.partial_date(value):
            raise ValidationError(wrong)

    return fields.String(
        validate=check, metadata={"description": description, "examples": [example], "pattern": rules.PARTIAL_DATE}
    )


def sorting(keys: Sequence[str], default: str | None, *more: str) -> fields.String:
    """Make the choice of an order: each key, and each with `-` for the other way round; and what has one way only."""
    choices = [*(sign + key for key in keys for sign in ("", "-")), *more]
    return fields.String(
        load_default=default,
        validate=validate.OneOf(choices, error="Must be one of: {choices}."),
        metadata={"description": "The order; `-` for the other way round. What has no value comes last."},
    )


class Names(fields.List[Any]):
    """A list of names from the query string, apart by commas or as a parameter repeated."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        flat = [name for text in value for name in text.split(",") if name]
        return super()._deserialize(flat, attr, data, **kwargs)


def includes(names: Sequence[str]) -> fields.List[Any]:
    """Make the choice of what to give whole."""
    return Names(
        fields.String(validate=validate.OneOf(names, error="Must be one of: {choices}.")),
        load_default=(),
        metadata={"description": "What to give whole instead of by name; apart by commas, or repeated."},
    )


def external_id() -> fields.String:
    """Make the filter by the importer's own id."""
    return fields.String(
        validate=[PLAIN, validate.Length(1, rules.SHORT_TEXT)],
        metadata={"description": "The id of whoever imported it.", "examples": ["conf-2016"]},
    )


def words() -> fields.String:
    """Make the field that takes what a person types."""
    return fields.String(
        validate=validate.Length(max=LONGEST_QUERY),
        metadata={
            "description": 'What to look for: words, `"exact phrase"`, `-without`, `prefix*`, '
            "`orateur:`, `organisation:`, `evenement:`, `theme:`, `titre:`, `source:`, `apres:2016-11`, `avant:2017`. "
            "Nothing typed here is an error.",
            "examples": ["fausse rumeur"],
        },
    )


class Asked(Schema):
    """A query string; a parameter that takes one value is given once."""

    @pre_load
    def _read_once(self, data: Any, **kwargs: Any) -> dict[str, Any]:
        del kwargs
        given: dict[str, list[str]] = getattr(data, "data", data).to_dict(flat=False)  # webargs wraps the query string
        several = {name for name in given if isinstance(self.load_fields.get(name), fields.List)}
        repeated = [name for name in self.load_fields if len(given.get(name, ())) > 1 and name not in several]
        if repeated:
            raise ValidationError({name: ["Must be given once."] for name in repeated})
        # A plain dictionary: webargs' own tells of each parameter that is not given by an exception. Parameters are
        # known by the names of their fields here.
        return {name: values if name in several else values[0] for name, values in given.items()}


class PageQuery(Asked):
    """Which page."""

    page = fields.Integer(
        load_default=1,
        validate=validate.Range(1, 1_000_000),
        metadata={"description": "The page, from 1.", "examples": [1]},
    )
    page_size = fields.Integer(
        load_default=PAGE_SIZE,
        validate=validate.Range(1, MAX_PAGE_SIZE),
        metadata={"description": "How many a page.", "examples": [20]},
    )


class DetailQuery(Asked):
    """A detail that includes nothing takes nothing."""


class QuoteDetailQuery(Asked):
    """What the detail of a quote takes."""

    include = includes(QUOTE_INCLUDES)


class TalkDetailQuery(Asked):
    """What the detail of a talk takes."""

    include = includes(TALK_INCLUDES)


class OrganisationDetailQuery(Asked):
    """What the detail of an organisation takes."""

    include = includes(ORGANISATION_INCLUDES)


class TopicQuery(PageQuery):
    """What the list of topics takes."""

    external_id = external_id()
    sort = sorting(tuple(topics.SORTS), "name")


class OrganisationQuery(PageQuery):
    """What the list of organisations takes."""

    kind = several("What it is.", "police")
    parent = several("The organisation above it: id or slug.", "ville-de-montreal")
    external_id = external_id()
    include = includes(ORGANISATION_INCLUDES)
    sort = sorting(tuple(organisations.SORTS), "name")


class SpeakerQuery(PageQuery):
    """What the list of speakers takes."""

    organisation = several("For whom they have spoken: id or slug.", "spvm")
    event = several("Where they have spoken: id or slug.", "medias-sociaux-secteur-public")
    external_id = external_id()
    sort = sorting(tuple(speakers.SORTS), "name")


class EventQuery(PageQuery):
    """What the list of events takes."""

    series = several("The series.", "MiXiT")
    city = several("The city.", "Montréal")
    country = several("The country.", "CA")
    topic = several("A topic: slug.", "reseaux-sociaux")
    speaker = several("Who spoke there: id or slug.", "melissa-carroll")
    year = years()
    after = day("Not before this day, month or year.", "2016-11")
    before = day("Before this day, month or year.", "2017")
    status = several_of("The editorial status; drafts are shown to editors alone.", rules.EVENT_STATUSES)
    external_id = external_id()
    sort = sorting(tuple(events.SORTS), "-starts_on")


class SourceQuery(PageQuery):
    """What the list of sources takes."""

    publisher = several("Who published it.", "Les Affaires")
    year = years()
    status = several_of("What became of its address.", rules.SOURCE_STATUSES)
    external_id = external_id()
    sort = sorting(tuple(sources.SORTS), "-published_on")


class TalkFilterQuery(Asked):
    """By what talks are filtered."""

    event = several("Its event: id or slug.", "medias-sociaux-secteur-public")
    speaker = several("Who spoke: id or slug.", "melissa-carroll")
    organisation = several("For whom: id or slug.", "spvm")
    topic = several("A topic: slug.", "reseaux-sociaux")
    kind = several_of("What kind of item.", rules.TALK_KINDS)
    language = several("The language.", "fr")
    year = years()
    after = day("Not before this day, month or year.", "2016-11")
    before = day("Before this day, month or year.", "2017")
    status = several_of("The editorial status; drafts are shown to editors alone.", rules.TALK_STATUSES)
    external_id = external_id()


class TalkQuery(PageQuery, TalkFilterQuery):
    """What the list of talks takes."""

    q = words()
    include = includes(TALK_INCLUDES)
    sort = sorting(tuple(talks.SORTS), None)


class QuoteFilterQuery(Asked):
    """By what quotes are filtered."""

    speaker = several("Who said it: id or slug.", "melissa-carroll")
    organisation = several("For whom they spoke: id or slug.", "spvm")
    role = several("The role of who said it.", "maire")
    attribution_kind = several_of("What is known of who said it.", rules.ATTRIBUTION_KINDS)
    event = several("Where it was said: id or slug.", "medias-sociaux-secteur-public")
    talk = several("In which talk: id or slug.", "a-occuper-le-terrain-eux-memes")
    topic = several("A topic: slug.", "reseaux-sociaux")
    source = several("Where it was printed: id.", "8m2r5y7wd3kq")
    parent = several("The quote that it stands in: id.", "6q1v8s4mc2gw")
    kind = several_of("Whether the words are whole or in part.", rules.QUOTE_KINDS)
    language = several("The language.", "fr")
    year = years()
    after = day("Not before this day, month or year.", "2016-11")
    before = day("Before this day, month or year.", "2017")
    status = several_of("The editorial status; drafts are shown to editors alone.", rules.QUOTE_STATUSES)
    verification = several_of("How far it was verified.", rules.VERIFICATIONS)
    external_id = external_id()


class QuoteQuery(PageQuery, QuoteFilterQuery):
    """What the list of quotes takes."""

    q = words()
    include = includes(QUOTE_INCLUDES)
    sort = sorting(tuple(quotes.SORTS), None)


class SearchQuery(PageQuery):
    """What a search takes."""

    q = words()
    mode = fields.String(
        load_default="words",
        validate=validate.OneOf(("words", "exact"), error="Must be one of: {choices}."),
        metadata={"description": "`exact` reads all of `q` as one phrase, to the word."},
    )
    as_typed = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether to look for what was typed alone: no synonyms, no spelling corrected."},
    )
    type = several_of("What to find.", ("quote", "talk"))
    speaker = several("Who said it: id or slug.", "melissa-carroll")
    organisation = several("For whom they spoke: id or slug.", "spvm")
    event = several("Where it was said: id or slug.", "medias-sociaux-secteur-public")
    topic = several("A topic: slug.", "reseaux-sociaux")
    year = years()
    kind = several_of("What kind of quote or talk.", (*rules.QUOTE_KINDS, *rules.TALK_KINDS))
    after = day("Not before this day, month or year.", "2016-11")
    before = day("Before this day, month or year.", "2017")
    facets = Names(
        fields.String(validate=validate.OneOf(SEARCH_FACETS, error="Must be one of: {choices}.")),
        load_default=SEARCH_FACETS,
        metadata={"description": "What to count over all hits; everything when left out, nothing when empty."},
    )
    sort = sorting(("date",), "relevance", "relevance")
    explain = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether to say how each score came about; needs a token with the scope `write`."},
    )
