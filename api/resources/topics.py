"""REST of topics."""

from api.archive.reading.topics import TopicFilter
from api.archive.verbs import TOPIC
from api.resources.things import Resource, crud
from api.schemas.queries import DetailQuery, TopicQuery
from api.schemas.topics import TopicCreateSchema, TopicPatchSchema, TopicSchema

blueprint = crud(
    Resource(
        kind=TOPIC,
        plural="topics",
        meaning="Subjects of events, talks and quotes.",
        addressed_by="id or slug",
        read=TopicSchema,
        create=TopicCreateSchema,
        patch=TopicPatchSchema,
        list_query=TopicQuery,
        detail_query=DetailQuery,
        wanted=TopicFilter,
        default_sort="name",
        example={"name": "Réseaux sociaux"},
        example_patch={"name": "Médias sociaux"},
    )
)
