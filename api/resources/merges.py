"""REST of merges: two things that are one, and the way back."""

from collections.abc import Mapping
from typing import Any

from flask import Response, url_for
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, checks_body, require_match
from api.archive.differences import differences
from api.archive.merging import find_merge, merge_things, moved_by, preview_merge, undo_merge
from api.archive.reading.listing import View
from api.archive.reading.talks import zulu
from api.archive.upkeep import Merge
from api.context import changing, needs_scope, session, viewer
from api.resources.operations import reads, writes
from api.schemas.examples import example_of
from api.schemas.history import WhyQuery
from api.schemas.merges import MergeCreateSchema, MergeQuery, MergeSchema
from api.schemas.queries import DetailQuery

blueprint = Blueprint("merges", __name__, url_prefix="/api/v1/merges", description="Two things that are one.")
_EXAMPLE = {"type": "speaker", "old": "m-carroll", "new": "melissa-carroll"}
_PARAMETER = {
    "name": "merge_id",
    "in": "path",
    "required": True,
    "description": "The merge: its id.",
    "schema": {"type": "string", "minLength": 1},
    "example": "4h2k9w7xq1cz",
}


@blueprint.route("", endpoint="all")
class Merges(MethodView):
    """What makes one."""

    @writes(
        blueprint,
        "merge_things",
        "Merge two things",
        "What refers to `old` refers to `new` from then on, and the addresses of `old` lead on for good; `new` takes "
        "over what it lacks. With `dry_run=true` the answer is 200 and says what would be done.",
        status=201,
    )
    @needs_scope("write")
    @checks_body("application/json")
    @blueprint.response(201, MergeSchema, example=example_of(MergeSchema))
    @blueprint.arguments(MergeQuery(), location="query", unknown=RAISE)
    @blueprint.arguments(MergeCreateSchema(), example=_EXAMPLE)
    def post(self, query: dict[str, Any], values: Mapping[str, str]) -> Response:
        """Merge."""
        if query.pop("dry_run"):
            foreseen = preview_merge(changing(query), values["type"], values["old"], values["new"])
            return answer(_view(foreseen.merge, foreseen.before, foreseen.after) | {"id": None})
        merged = merge_things(changing(query), values["type"], values["old"], values["new"])
        session().commit()
        where = url_for("merges.one", merge_id=merged.merge.public_id)
        return answer(_view(merged.merge, merged.before, merged.after), 201, {"Location": where})


@blueprint.route("/<merge_id>", endpoint="one", parameters=[_PARAMETER])
class One(MethodView):
    """One of them."""

    @reads(blueprint, "get_merge", "Read a merge", "What it moved and, for editors, what it changed.", 404, 410)
    @blueprint.response(200, MergeSchema, example=example_of(MergeSchema))
    @blueprint.arguments(DetailQuery(), location="query", unknown=RAISE)
    def get(self, query: dict[str, Any], merge_id: str) -> Response:
        """Read."""
        del query
        return answer(_shown(find_merge(session(), merge_id)))

    @writes(
        blueprint,
        "undo_merge",
        "Undo a merge",
        "What it moved, and nobody has moved since, goes back. It is a conflict when it was undone already, or when "
        "what was merged into was merged or withdrawn since.",
        404,
        410,
        412,
        428,
        status=204,
    )
    @needs_scope("write")
    @blueprint.response(204)
    @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
    def delete(self, why: Mapping[str, str], merge_id: str) -> Response:
        """Undo."""
        require_match([_shown(find_merge(session(), merge_id))])
        undo_merge(changing(why), merge_id)
        session().commit()
        return Response(status=204)


def _shown(merge: Merge) -> View:
    # What a thing was before may have been withdrawn since: it is for editors.
    undo = merge.undo if viewer().editor else None
    return _view(merge, undo["before"], undo["after"]) if undo else _view(merge, {}, {})


def _view(merge: Merge, before: Mapping[str, Any], after: Mapping[str, Any]) -> View:
    return {
        "id": merge.public_id,
        "type": merge.kind,
        "old": merge.old_id,
        "new": merge.new_id,
        "at": zulu(merge.at),
        "undone_at": merge.undone_at and zulu(merge.undone_at),
        "moved": [{"table": table, "count": count} for table, count in moved_by(merge).items()],
        "changes": list(differences(before, after)),
    }
