"""REST of sources, and of the texts that are kept of them, which nobody but editors may read."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Response
from flask.views import MethodView
from marshmallow import RAISE

from api.answers import answer, checks_body, tag_of
from api.archive.reading.listing import View
from api.archive.reading.sources import SourceFilter
from api.archive.reading.talks import zulu
from api.archive.source_texts import drop_text, get_text, keep_text
from api.archive.upkeep import SourceText
from api.archive.verbs import SOURCE
from api.context import changing, needs_scope, session
from api.resources.operations import reads, writes
from api.resources.things import JSON, Resource, crud, required_version
from api.schemas.examples import example_of
from api.schemas.history import WhyQuery
from api.schemas.queries import Asked, DetailQuery, SourceQuery
from api.schemas.sources import (
    KeptTextSchema,
    SourceCreateSchema,
    SourcePatchSchema,
    SourceSchema,
    SourceTextSchema,
    SourceTextWriteSchema,
)

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

_PARAMETER = {
    "name": "reference",
    "in": "path",
    "required": True,
    "description": "The source: its id.",
    "schema": {"type": "string", "minLength": 1},
    "example": "8m2r5y7wd3kq",
}


@blueprint.route("/<reference>/text", endpoint="text", parameters=[_PARAMETER])
class Text(MethodView):
    """The text of one of them."""

    @reads(
        blueprint,
        "get_source_text",
        "Read the text of a source",
        "Word for word, with its SHA-256. Needs a token with the scope `write`: a text is kept to check quotes "
        "against, not to be published.",
        403,
        404,
        410,
    )
    @needs_scope("write")
    @blueprint.response(200, SourceTextSchema, example=example_of(SourceTextSchema))
    @blueprint.arguments(Asked(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any], reference: str) -> Response:
        """Read."""
        del query
        return answer(_view(reference, get_text(session(), reference)))

    @writes(
        blueprint,
        "keep_source_text",
        "Keep the text of a source",
        "In place of any before; the same again changes nothing. The source takes its SHA-256, the mentions that point "
        "into it are moved, and words that it lacks make the source `changed`. `If-Match` is the tag of the source.",
        404,
        410,
        412,
        428,
        status=200,
    )
    @needs_scope("write")
    @checks_body(JSON)
    @blueprint.response(200, KeptTextSchema, example=example_of(KeptTextSchema))
    @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
    @blueprint.arguments(SourceTextWriteSchema(), example=example_of(SourceTextWriteSchema))
    def put(self, why: Mapping[str, str], values: Mapping[str, str], reference: str) -> Response:
        """Keep."""
        version = required_version(SOURCE, reference)
        kept = keep_text(changing(why), reference, values["text"], version)
        session().commit()
        view = _view(reference, kept.text)
        told = {name: view[name] for name in ("source", "sha256", "kept_at")}
        return answer(told | {"moved": kept.moved, "lost": kept.lost}, tag=tag_of(orjson.dumps(view)))

    @writes(
        blueprint,
        "drop_source_text",
        "Keep the text of a source no longer",
        "Its SHA-256 stays, by which the text is known again. `If-Match` is the tag of the source.",
        404,
        410,
        412,
        428,
        status=204,
    )
    @needs_scope("write")
    @blueprint.response(204)
    @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
    def delete(self, why: Mapping[str, str], reference: str) -> Response:
        """Drop."""
        version = required_version(SOURCE, reference)
        drop_text(changing(why), reference, version)
        session().commit()
        return Response(status=204)


def _view(reference: str, kept: SourceText) -> View:
    return {"source": reference, "text": kept.text, "sha256": kept.sha256, "kept_at": zulu(kept.kept_at)}
