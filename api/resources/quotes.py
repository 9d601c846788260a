"""REST of quotes."""

from api.archive.lint import Scope
from api.archive.reading.quotes import QuoteFilter
from api.archive.verbs import QUOTE
from api.resources.found import find_listing
from api.resources.similar import add_similar
from api.resources.things import Resource, crud
from api.schemas.queries import QuoteDetailQuery, QuoteQuery
from api.schemas.quotes import QuoteCreateSchema, QuotePatchSchema, QuoteSchema

blueprint = crud(
    Resource(
        kind=QUOTE,
        plural="quotes",
        meaning="Words that were said, with who said them and where they were printed.",
        addressed_by="id",
        read=QuoteSchema,
        create=QuoteCreateSchema,
        patch=QuotePatchSchema,
        list_query=QuoteQuery,
        detail_query=QuoteDetailQuery,
        wanted=QuoteFilter,
        default_sort="-said_on",
        example={
            "text": "rien n'est pire que de ne pas participer à la discussion",
            "said_on": "2016-11-29",
            "event": "medias-sociaux-secteur-public",
            "attributions": [
                {
                    "kind": "person",
                    "printed_as": "Melissa Carroll du SPVM",
                    "speaker": "melissa-carroll",
                    "organisation": "spvm",
                }
            ],
        },
        example_patch={"verification": "reviewed"},
        find=find_listing("quote", "said_on"),
        scope=lambda key: Scope(quotes=frozenset({key})),
    )
)
add_similar(blueprint)
