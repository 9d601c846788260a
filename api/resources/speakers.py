"""REST of speakers."""

from api.archive.lint import Scope
from api.archive.reading.speakers import SpeakerFilter
from api.archive.verbs import SPEAKER
from api.resources.things import Resource, crud
from api.schemas.queries import DetailQuery, SpeakerQuery
from api.schemas.speakers import SpeakerCreateSchema, SpeakerPatchSchema, SpeakerSchema

blueprint = crud(
    Resource(
        kind=SPEAKER,
        plural="speakers",
        meaning="The people who said it.",
        addressed_by="id or slug",
        read=SpeakerSchema,
        create=SpeakerCreateSchema,
        patch=SpeakerPatchSchema,
        list_query=SpeakerQuery,
        detail_query=DetailQuery,
        wanted=SpeakerFilter,
        default_sort="name",
        example={"name": "Melissa Carroll", "identifiers": {"wikidata": "Q3298439"}},
        example_patch={"other_names": ["Mélissa Carroll"]},
        scope=lambda key: Scope(quotes=frozenset(), speakers=frozenset({key})),
    )
)
