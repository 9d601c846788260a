"""The five operations that every thing has: list, create, read, change, remove.

A resource is a value: its kind, its schemas, its words. ``crud`` makes the views, each of which takes, asks the
core, ends the transaction and answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson
from flask import Response, url_for
from flask.views import MethodView
from flask_smorest.blueprint import Blueprint
from marshmallow import RAISE, Schema

from api.answers import answer, checks_body, links, page_view, require_match, tag_of
from api.archive.lint import Scope, lint, warning_view
from api.archive.models import Thing
from api.archive.reading.listing import EDITOR, PUBLIC, Listing, Page, Show, View
from api.archive.verbs import Kind, change_thing, create_thing, get_thing, list_things, remove_thing
from api.context import changing, needs_scope, session, viewer
from api.errors import spoken
from api.resources.operations import reads, writes
from api.resources.past import add_past
from api.schemas.examples import example_of
from api.schemas.history import WhyQuery
from api.schemas.paging import list_schema
from api.schemas.warnings import written_schema
from search import MAX_WINDOW

T = TypeVar("T", bound=Thing)
F = TypeVar("F")
JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
_READING = (
    "By {}; with `@3` behind it, as it was at version 3. A former slug, and what was merged into another thing, "
    "lead on for good."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Generic[T, F]):
    """What the views and the document must know of a resource.

    ``wanted`` makes a filter of a list's query; ``find`` answers a list whose query has words (``q``);
    ``scope`` tells the linter what to look at when one of them was written, by its key.
    """

    kind: Kind[T, F]
    plural: str
    meaning: str
    addressed_by: str
    read: type[Schema]
    create: type[Schema]
    patch: type[Schema]
    list_query: type[Schema]
    detail_query: type[Schema]
    wanted: Callable[..., F]
    default_sort: str
    example: Mapping[str, Any]
    example_patch: Mapping[str, Any]
    find: Callable[[Mapping[str, Any], Page, Show], Listing] | None = None
    scope: Callable[[int], Scope] | None = None

    @property
    def name(self) -> str:
        """The thing's name in the document: `Quote`."""
        return self.kind.name.capitalize()

    @property
    def written(self) -> type[Schema]:
        """What a write is answered with."""
        return self.read if self.scope is None else written_schema(self.name, self.read)

    @property
    def one(self) -> str:
        """The thing with its article: `an event`."""
        return f"{'an' if self.kind.name[0] in 'aeiou' else 'a'} {self.kind.name}"


def crud(resource: Resource[T, F]) -> Blueprint:
    """Make the blueprint of a resource."""
    blueprint = Blueprint(
        resource.plural, __name__, url_prefix=f"/api/v1/{resource.plural}", description=resource.meaning
    )
    _all(blueprint, resource)
    _one(blueprint, resource)
    return blueprint


def _all(blueprint: Blueprint, resource: Resource[T, F]) -> None:
    kind, plural = resource.kind, resource.plural
    page_schema, written = list_schema(resource.name, resource.read), resource.written

    @blueprint.route("", endpoint="all")
    class All(MethodView):
        """The list, and what adds to it."""

        @reads(blueprint, f"list_{plural}", f"List {plural}", f"{resource.meaning} Filters add up.", paged=True)
        @blueprint.response(200, page_schema, example=example_of(page_schema))
        @blueprint.arguments(resource.list_query(), location="query", unknown=RAISE)
        def get(self, query: dict[str, Any]) -> Response:
            """List."""
            page, show = Page(query.pop("page"), query.pop("page_size")), Show(viewer(), query.pop("include", ()))
            deepest = None if query.get("q") is None else MAX_WINDOW
            listing = _listing(resource, query, page, show)
            body = {"items": listing.items, "page": page_view(page, listing.total)}
            return answer(body, headers=links(page, listing.total, deepest))

        @writes(
            blueprint,
            f"create_{kind.name}",
            f"Create {resource.one}",
            "A name left out takes its default. An `external_id` that is there already is a conflict, which names it.",
            status=201,
        )
        @needs_scope("write")
        @checks_body(JSON)
        @blueprint.response(201, written, example=example_of(written))
        @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
        @blueprint.arguments(resource.create(), example=dict(resource.example))
        def post(self, why: Mapping[str, str], values: Mapping[str, Any]) -> Response:
            """Create."""
            row = create_thing(changing(why), kind, values)
            session().commit()
            where = url_for(f"{plural}.one", reference=row.public_id)
            return _written(resource, row.id, 201, {"Location": where})


def _listing(resource: Resource[T, F], query: dict[str, Any], page: Page, show: Show) -> Listing:
    if query.get("q") is not None and resource.find is not None:
        return resource.find(query, page, show)
    query.pop("q", None)
    query = {name: tuple(value) if isinstance(value, list) else value for name, value in query.items()}
    query["sort"] = query.get("sort") or resource.default_sort
    return list_things(session(), resource.kind, resource.wanted(**query), page, show)


def _one(blueprint: Blueprint, resource: Resource[T, F]) -> None:
    kind, shown, written = resource.kind, example_of(resource.read), resource.written
    parameter = {
        "name": "reference",
        "in": "path",
        "required": True,
        "description": f"The {kind.name}: its {resource.addressed_by}; `@3` behind it is its version 3, to be read.",
        "schema": {"type": "string", "minLength": 1},
        "example": shown["id"],
    }

    add_past(blueprint, kind, parameter)

    @blueprint.route("/<reference>", endpoint="one", parameters=[parameter])
    class One(MethodView):
        """One of them."""

        @reads(
            blueprint, f"get_{kind.name}", f"Read {resource.one}", _READING.format(resource.addressed_by), 308, 404, 410
        )
        @blueprint.response(200, resource.read, example=shown)
        @blueprint.arguments(resource.detail_query(), location="query", unknown=RAISE)
        def get(self, query: dict[str, Any], reference: str) -> Response:
            """Read."""
            return answer(get_thing(session(), kind, reference, Show(viewer(), query.get("include", ()))))

        @writes(
            blueprint,
            f"change_{kind.name}",
            f"Change {resource.one}",
            "A merge patch (RFC 7396): names left out stay, null takes the default, lists are replaced whole.",
            308,
            404,
            410,
            412,
            428,
            status=200,
        )
        @needs_scope("write")
        @checks_body(MERGE_PATCH, JSON)
        @blueprint.response(200, written, example=example_of(written))
        @blueprint.arguments(WhyQuery(), location="query", unknown=RAISE)
        @blueprint.arguments(resource.patch(), content_type=MERGE_PATCH, example=dict(resource.example_patch))
        def patch(self, why: Mapping[str, str], values: Mapping[str, Any], reference: str) -> Response:
            """Change."""
            version = required_version(kind, reference)
            row = change_thing(changing(why), kind, reference, values, version)
            session().commit()
            return _written(resource, row.id)

        @writes(
            blueprint,
            f"remove_{kind.name}",
            f"Remove {resource.one}",
            "What was published is withdrawn: its address answers 410 from then on. A draft is deleted. "
            "While others refer to it, it is a conflict.",
            308,
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
            """Remove."""
            version = required_version(kind, reference)
            remove_thing(changing(why), kind, reference, version=version)
            session().commit()
            return Response(status=204)


def _written(
    resource: Resource[T, F], key: int, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with what was written and what the linter says of it; the tag is that of the plain detail."""
    view = resource.kind.views(session(), [key], Show(EDITOR))[key]
    if resource.scope is None:
        return answer(view, status, headers)
    warnings = [warning_view(each, spoken(each.finding.message)) for each in lint(session(), resource.scope(key))]
    return answer(view | {"warnings": warnings}, status, headers, tag=tag_of(orjson.dumps(view)))


def _shown(kind: Kind[T, F], reference: str) -> View:
    return get_thing(session(), kind, reference, Show(EDITOR))


def required_version(kind: Kind[T, F], reference: str) -> int:
    """Hold ``If-Match`` against the plain detail, as an editor or as anybody would have read it; say its version."""
    shown = [_shown(kind, reference)]
    if shown[0].get("status") != "draft":
        shown.append(get_thing(session(), kind, reference, Show(PUBLIC)))
    require_match(shown)
    version: int = shown[0]["version"]
    return version
