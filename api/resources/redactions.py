"""REST of redaction: words erased for good, by whoever has the scope ``admin``."""

from collections.abc import Mapping
from typing import Any

from flask import Response, url_for
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE

from api.answers import answer, checks_body
from api.archive.database import scrub
from api.archive.redacting import redact_thing, redact_versions
from api.archive.verbs import KINDS
from api.context import changing, needs_scope, services, session
from api.resources.operations import writes
from api.schemas.examples import example_of
from api.schemas.history import WhyQuery
from api.schemas.redactions import RedactionCreateSchema, RedactionSchema

blueprint = Blueprint("redactions", __name__, url_prefix="/api/v1/redactions", description="Words erased for good.")
_KINDS = {kind.name: kind for kind in KINDS}


@blueprint.route("", endpoint="all")
class Redactions(MethodView):
    """What makes one."""

    @writes(
        blueprint,
        "redact",
        "Erase words for good",
        "Needs the scope `admin`. Erases the words of a thing now, in its past, in what was merged into it, in kept "
        "texts of its sources, around other quotes of these and in the index, which is made again; "
        "its address answers 410 and says so. One or two words go from sources' texts where the words around them are "
        "those of the quote's mentions; everywhere, where that cannot be told. Of a speaker, quotes and talks forget "
        "who it was. With `versions`, those old versions alone. What others refer to is a conflict. Backups and "
        "exports made before are out of reach.",
        status=201,
    )
    @needs_scope("admin")
    @checks_body("application/json")
    @blueprint.response(201, RedactionSchema, example=example_of(RedactionSchema))
    @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
    @blueprint.arguments(RedactionCreateSchema(), example={"type": "quote", "id": "6q1v8s4mc2gw"})
    def post(self, why: Mapping[str, str], values: Mapping[str, Any]) -> Response:
        """Erase."""
        kind, reference, versions = _KINDS[values["type"]], values["id"], values.get("versions")
        told = changing(why)
        done = redact_versions(told, kind, reference, versions) if versions else redact_thing(told, kind, reference)
        session().commit()
        session().close()
        scrub(services().sessions.kw["bind"])
        where = url_for(f"{kind.name}s.one", reference=done.public_id)
        view = {"type": done.kind, "id": done.public_id, "versions": done.versions, "others": done.others}
        return answer(view, 201, {"Location": where})
