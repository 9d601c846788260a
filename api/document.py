"""The OpenAPI document: what every operation shares, and the pages that show it."""

from http import HTTPStatus
from importlib import resources as package_resources
from threading import Lock
from typing import Any

import yaml
from flask import Blueprint as PlainBlueprint
from flask import Flask, Response, current_app, render_template, send_from_directory
from flask_smorest import Api
from flask_smorest.blueprint import Blueprint

from api.errors import TYPES
from api.resources import BLUEPRINTS
from api.schemas.events import EventRefSchema
from api.schemas.organisations import OrganisationRefSchema
from api.schemas.problems import ProblemSchema
from api.schemas.quote_checks import QuoteCheckListSchema
from api.schemas.sources import SourceRefSchema
from api.schemas.speakers import SpeakerRefSchema
from api.schemas.talks import TalkRefSchema

VERSION = "1.0.0"
DESCRIPTION = """\
Verbatim is a searchable archive of what was said at French-language conferences: events, talks, speakers and quotes,
who said them, in what role and for whom at that time, and where the words were printed.

Reading is open to all. Writing needs a token with the scope `write`, made by the archive's command line; a token also
raises the rate limit, and one with `write` sees drafts. Every answer has a strong `ETag`: send it back as
`If-None-Match` to spare yourself the answer, and as `If-Match` when you change or remove what you read.
Every error is a problem (RFC 9457), in French or English as `Accept-Language` asks.
"""
TAGS = {
    "search": "Full-text search in French over quotes and talks.",
    "suggestions": "What may be meant, while it is typed.",
    "quote_checks": "Is this what was said, word for word?",
    "quotes": "The words, who said them, and where they were printed.",
    "talks": "Items of the programmes of events.",
    "events": "Conference editions.",
    "speakers": "The people who said it.",
    "organisations": "Those for whom they spoke.",
    "sources": "Where words were printed or recorded.",
    "topics": "What it is about.",
    "extractions": "The quotes of a press article, proposed with their reasons.",
    "reviews": "The drafts that extraction proposed, and what is decided on them.",
    "changes": "Every change of the archive, in order, for whoever keeps a copy.",
    "merges": "Two things that are one, and the way back.",
    "redactions": "Words erased for good.",
    "corrections": "What was changed, and publicly said why.",
}
_HEADERS = {
    "ETag": ("The strong entity tag of this answer.", '"6f1d0c2b7a9e4f5081726354"'),
    "Link": ("The first, previous, next and last page (RFC 8288).", '</api/v1/quotes?page=2>; rel="next"'),
    "Location": ("The address of what was made.", "/api/v1/quotes/6q1v8s4mc2gw"),
    "Retry-After": ("In how many seconds to come back.", "30"),
    "WWW-Authenticate": ("What is wrong with the token (RFC 6750).", 'Bearer realm="verbatim"'),
}
_CONDITIONS: dict[str, dict[str, Any]] = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag of what you read; `*` for whatever is there.",
        "schema": {"type": "string"},
        "example": '"6f1d0c2b7a9e4f5081726354"',
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "The ETag of the copy you have: the answer is 304 while it is still good.",
        "schema": {"type": "string"},
        "example": '"6f1d0c2b7a9e4f5081726354"',
    },
}
_METHODS = ("get", "post", "put", "patch", "delete")
_CONDITION_OF = {"get": "IfNoneMatch", "put": "IfMatch", "patch": "IfMatch", "delete": "IfMatch"}
_PROBLEM_HEADERS = {
    308: "Location",
    401: "WWW-Authenticate",
    403: "WWW-Authenticate",
    429: "Retry-After",
    503: "Retry-After",
}

pages = PlainBlueprint("document", __name__, template_folder="docs")


def install(app: Flask) -> None:
    """Register the resources of an application, their document, and the pages that show it."""
    app.config.update(API_TITLE="Verbatim", API_VERSION=VERSION, OPENAPI_VERSION="3.1.0", PROPAGATE_EXCEPTIONS=False)
    document = _Document(
        app,
        spec_kwargs={
            "info": {
                "description": DESCRIPTION,
                "license": {"name": "MIT", "identifier": "MIT"},
                "contact": {"name": "The maintainers of this archive"},
            },
            "servers": [{"url": "/", "description": "The server that gave you this document."}],
            "tags": [{"name": name, "description": description} for name, description in TAGS.items()],
        },
    )
    for blueprint in BLUEPRINTS:
        document.register_blueprint(blueprint)
    app.extensions["document"] = document
    app.register_blueprint(pages)


class _Document(Api):
    """flask-smorest's, less what we do in our own way: errors, the pages, the stock responses.

    Decision: operations are described when somebody asks for the document. Few processes are ever asked, and it took
    four fifths of the time in which an application is made.
    """

    def __init__(self, app: Flask, **kwargs: Any) -> None:
        super().__init__(app, **kwargs)
        self._lock, self._described = Lock(), False

    def register_blueprint(self, blp: Blueprint, **_: Any) -> None:
        """Serve a blueprint, and describe nothing yet."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp)

    def described(self) -> dict[str, Any]:
        """Return the document with all operations in it."""
        with self._lock:
            if not self._described:
                _add_components(self)
                for blueprint in BLUEPRINTS:
                    blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
                    self.spec.tag({"name": blueprint.name, "description": blueprint.description})
                self._described = True
            document: dict[str, Any] = self.spec.to_dict()
            return document

    def _register_error_handlers(self) -> None:
        """Leave errors to ``api.errors``."""

    def _register_doc_blueprint(self) -> None:
        """Leave the pages to this module."""

    def _register_responses(self) -> None:
        """Leave out the stock responses, which describe an error that is not ours."""


def _add_components(document: Api) -> None:
    components = document.spec.components
    for schema in (
        ProblemSchema,
        QuoteCheckListSchema,
        EventRefSchema,
        OrganisationRefSchema,
        SourceRefSchema,
        SpeakerRefSchema,
        TalkRefSchema,
    ):
        # Named only by fields that hold one of several schemas: nothing else would bring them in.
        components.schema(schema.__name__.removesuffix("Schema"), schema=schema)
    for name, parameter in _CONDITIONS.items():
        components.parameter(name, parameter["in"], parameter)
    components.security_scheme(
        "token",
        {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made by `verbatim token create NAME --scope write`.",
        },
    )
    for name, (description, example) in _HEADERS.items():
        components.header(name, {"description": description, "schema": {"type": "string"}, "example": example})
    for status, (kind, title) in TYPES.items():
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            continue  # no operation of the document can meet it
        response: dict[str, Any] = {
            "description": f"{title}.",
            "content": {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": {
                        "type": f"urn:verbatim:problem:{kind}",
                        "title": title,
                        "status": status,
                        "detail": f"{title}.",
                    },
                }
            },
        }
        if status in _PROBLEM_HEADERS:
            name = _PROBLEM_HEADERS[status]
            response["headers"] = {name: {"$ref": f"#/components/headers/{name}"}}
        components.response(f"Problem{status}", response)


def as_dict(app: Flask) -> dict[str, Any]:
    """Return the document of an application."""
    document: dict[str, Any] = app.extensions["document"].described()
    for path in document["paths"].values():
        for method, operation in path.items():
            if method not in _METHODS:
                continue
            # flask-smorest adds a response of its own to each operation, of an error that is not ours.
            operation["responses"].pop("default", None)
            if method in _CONDITION_OF:
                condition = {"$ref": f"#/components/parameters/{_CONDITION_OF[method]}"}
                operation["parameters"] = [*operation.get("parameters", ()), condition]
    document["components"]["schemas"].pop("PaginationMetadata", None)
    return document


def as_yaml(app: Flask) -> str:
    """Write the document as ``openapi.yaml`` has it: in the order of the code, letters as they are."""
    return yaml.dump(as_dict(app), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """YAML without aliases: whatever is said twice is written twice, for generators that know no better."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write no alias for anything."""
        del data
        return True


@pages.get("/api/v1/openapi.yaml")
def openapi_yaml() -> Response:
    """Show the document as YAML."""
    return Response(as_yaml(current_app), content_type="application/yaml; charset=utf-8")


@pages.get("/api/v1/openapi.json")
def openapi_json() -> dict[str, Any]:
    """Show the document as JSON."""
    return as_dict(current_app)


@pages.get("/docs")
def docs() -> str:
    """Show the document to people, with Swagger UI served from here."""
    return render_template("docs.html")


@pages.get("/docs/<path:name>")
def docs_asset(name: str) -> Response:
    """Serve our own start script, and Swagger UI from its package."""
    if name == "start.js":
        return send_from_directory(str(package_resources.files("api").joinpath("docs")), name)
    return send_from_directory(str(package_resources.files("flask_swagger_ui").joinpath("dist")), name)
