"""How an operation is described in the document: its id, its words, its parameters, its errors, who may call it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask_smorest.blueprint import Blueprint

View = Callable[..., Any]

_ETAG = {"ETag": {"$ref": "#/components/headers/ETag"}}
_SECURED: list[dict[str, list[str]]] = [{"token": []}]
_OPEN: list[dict[str, list[str]]] = [{}, {"token": []}]

READ_ERRORS = (401, 422, 429, 500, 503)
ASK_ERRORS = (400, 401, 413, 415, 422, 429, 500, 503)
WRITE_ERRORS = (400, 401, 403, 409, 413, 415, 422, 429, 500, 503)


def errors(*statuses: int) -> dict[int, dict[str, str]]:
    """Refer to the document's problems of these statuses."""
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(set(statuses))}


def reads(
    blueprint: Blueprint, operation_id: str, summary: str, description: str, *missing: int, paged: bool = False
) -> Callable[[View], View]:
    """Describe an operation that anybody may call or, with 403 among ``missing``, holders of ``write`` alone."""
    headers = dict(_ETAG)
    if paged:
        headers["Link"] = {"$ref": "#/components/headers/Link"}
    unchanged = {"description": "Your copy is still good.", "headers": _ETAG}
    described: Callable[[View], View] = blueprint.doc(
        operationId=operation_id,
        summary=summary,
        description=description,
        responses={200: {"headers": headers}, 304: unchanged, **errors(*READ_ERRORS, *missing)},
        security=_SECURED if HTTPStatus.FORBIDDEN in missing else _OPEN,
    )
    return described


def asks(blueprint: Blueprint, operation_id: str, summary: str, description: str) -> Callable[[View], View]:
    """Describe an operation that anybody may call, whose question is its body."""
    described: Callable[[View], View] = blueprint.doc(
        operationId=operation_id,
        summary=summary,
        description=description,
        responses=errors(*ASK_ERRORS),
        security=_OPEN,
    )
    return described


def writes(
    blueprint: Blueprint, operation_id: str, summary: str, description: str, *more: int, status: int
) -> Callable[[View], View]:
    """Describe an operation that needs the scope ``write``; what it adds to is versioned when 428 is among ``more``.

    One called ``create_…`` is linked in the document to what can be done with what it made.
    """
    success: dict[str, Any] = {} if status == HTTPStatus.NO_CONTENT else {"headers": dict(_ETAG)}
    if status == HTTPStatus.CREATED:
        success["headers"]["Location"] = {"$ref": "#/components/headers/Location"}
    verb, _, thing = operation_id.partition("_")
    if verb == "create":
        success["links"] = {f"{verb}_{thing}": _link(verb, thing) for verb in ("get", "change", "remove")}
    bodiless = {400, 413, 415} if status == HTTPStatus.NO_CONTENT else set()
    described: Callable[[View], View] = blueprint.doc(
        operationId=operation_id,
        summary=summary,
        description=description,
        responses={status: success, **errors(*{*WRITE_ERRORS, *more} - bodiless)},
        security=_SECURED,
    )
    return described


def _link(verb: str, thing: str) -> dict[str, Any]:
    """Say how to go on from what was made (a Link Object of OpenAPI)."""
    parameters = {"reference": "$response.body#/id"}
    if verb != "get":
        parameters["If-Match"] = "$response.header.ETag"
    return {
        "operationId": f"{verb}_{thing}",
        "description": f"{verb.capitalize()} what was made.",
        "parameters": parameters,
    }
