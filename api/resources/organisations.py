"""REST of organisations."""

from api.archive.reading.organisations import OrganisationFilter
from api.archive.verbs import ORGANISATION
from api.resources.things import Resource, crud
from api.schemas.organisations import OrganisationCreateSchema, OrganisationPatchSchema, OrganisationSchema
from api.schemas.queries import OrganisationDetailQuery, OrganisationQuery

blueprint = crud(
    Resource(
        kind=ORGANISATION,
        plural="organisations",
        meaning="Those for whom speakers speak.",
        addressed_by="id or slug",
        read=OrganisationSchema,
        create=OrganisationCreateSchema,
        patch=OrganisationPatchSchema,
        list_query=OrganisationQuery,
        detail_query=OrganisationDetailQuery,
        wanted=OrganisationFilter,
        default_sort="name",
        example={"name": "Service de police de la Ville de Montréal", "acronym": "SPVM", "kind": "police"},
        example_patch={"parent": "ville-de-montreal"},
    )
)
