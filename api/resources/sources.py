"""REST of sources."""

from api.archive.reading.sources import SourceFilter
from api.archive.verbs import SOURCE
from api.resources.things import Resource, crud
from api.schemas.queries import DetailQuery, SourceQuery
from api.schemas.sources import SourceCreateSchema, SourcePatchSchema, SourceSchema

blueprint = crud(
    Resource(
        kind=SOURCE,
        plural="sources",
        meaning="Where words were printed or recorded.",
        addressed_by="id",
        read=SourceSchema,
        create=SourceCreateSchema,
        patch=SourcePatchSchema,
        list_query=SourceQuery,
        detail_query=DetailQuery,
        wanted=SourceFilter,
        default_sort="-published_on",
        example={"title": "Les 3 moments forts", "publisher": "Les Affaires", "published_on": "2016-12-01"},
        example_patch={"status": "moved"},
    )
)
