"""REST of talks."""

from api.archive.reading.talks import TalkFilter
from api.archive.verbs import TALK
from api.resources.found import find_listing
from api.resources.things import Resource, crud
from api.schemas.queries import TalkDetailQuery, TalkQuery
from api.schemas.talks import TalkCreateSchema, TalkPatchSchema, TalkSchema

blueprint = crud(
    Resource(
        kind=TALK,
        plural="talks",
        meaning="Items of the programmes of events.",
        addressed_by="id or slug",
        read=TalkSchema,
        create=TalkCreateSchema,
        patch=TalkPatchSchema,
        list_query=TalkQuery,
        detail_query=TalkDetailQuery,
        wanted=TalkFilter,
        default_sort="-starts_at",
        example={
            "event": "medias-sociaux-secteur-public",
            "title": "À occuper le terrain eux-mêmes",
            "kind": "highlight",
            "speakers": [{"name": "Melissa Carroll", "organisation": "spvm"}],
        },
        example_patch={"duration_minutes": 45},
        find=find_listing("talk", "starts_at"),
    )
)
