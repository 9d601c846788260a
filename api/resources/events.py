"""REST of events."""

from api.archive.reading.events import EventFilter
from api.archive.verbs import EVENT
from api.resources.things import Resource, crud
from api.schemas.events import EventCreateSchema, EventPatchSchema, EventSchema
from api.schemas.queries import DetailQuery, EventQuery

blueprint = crud(
    Resource(
        kind=EVENT,
        plural="events",
        meaning="Conference editions.",
        addressed_by="id or slug",
        read=EventSchema,
        create=EventCreateSchema,
        patch=EventPatchSchema,
        list_query=EventQuery,
        detail_query=DetailQuery,
        wanted=EventFilter,
        default_sort="-starts_on",
        example={
            "name": "Médias sociaux Secteur public",
            "starts_on": "2016-11-29",
            "organiser": "Les Événements Les Affaires",
            "topics": ["Réseaux sociaux"],
        },
        example_patch={"city": "Montréal"},
    )
)
