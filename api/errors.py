"""Errors going out: one table turns whatever was raised into a problem (RFC 9457), in French or English."""

import json
import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any

import orjson
from flask import Flask, Response, request, url_for
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from api.archive.errors import Conflict, Fault, Gone, Invalid, Moved, NotFound, Outdated, escaped
from api.archive.reading.talks import zulu
from search import SearchError

log = logging.getLogger(__name__)

ANSWERS: Mapping[type[Exception], int] = {
    NotFound: 404,
    Conflict: 409,
    IntegrityError: 409,
    Gone: 410,
    Outdated: 412,
    StaleDataError: 412,
    Invalid: 422,
    SearchError: 503,
    OperationalError: 503,
    PoolTimeout: 503,
}
"""What the core raises, and the status that says it. The first line that fits is taken."""

TYPES = {
    308: ("moved", "It has another address"),
    400: ("bad-request", "The request cannot be read"),
    401: ("unauthorized", "A valid token is needed"),
    403: ("forbidden", "The token does not allow this"),
    404: ("not-found", "There is no such thing"),
    405: ("method-not-allowed", "This address does not take that method"),
    409: ("conflict", "Something is in the way"),
    410: ("gone", "It has been withdrawn"),
    412: ("precondition-failed", "It has changed meanwhile"),
    413: ("too-large", "The request is too large"),
    415: ("unsupported-media-type", "That media type is not taken here"),
    422: ("invalid", "What was sent has faults"),
    428: ("precondition-required", "Say which version you mean"),
    429: ("too-many-requests", "Too many requests"),
    500: ("internal-error", "Something went wrong here"),
    503: ("unavailable", "Not available at this moment"),
}
"""The kinds of problems by status: the end of their type's name, and their title."""

_DETAILS: Mapping[type[Exception], str] = {
    IntegrityError: "Something of this kind is there already, or came at the same moment: read again, and retry.",
    StaleDataError: "It has changed since you read it: read it again, and redo the change.",
    OperationalError: "The database does not answer: try again in a moment.",
    sqlite3.OperationalError: "The database does not answer: try again in a moment.",
    PoolTimeout: "The database does not answer: try again in a moment.",
    SearchError: "The search does not answer: try again in a moment.",
}


class Problem(Exception):  # noqa: N818 - the standard's word
    """What a face of the archive refuses by itself: a token, a media type, a precondition."""

    def __init__(
        self, status: int, detail: str, faults: tuple[Fault, ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.faults = faults
        self.headers = dict(headers or {})


def install(app: Flask) -> None:
    """Answer every error of an application by a problem."""
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> Response:
    """Make the problem that tells of an exception; what nobody foresaw is logged and told without details."""
    if isinstance(error, Problem):
        return problem(error.status, str(error), _faults(error.faults), headers=error.headers)
    if isinstance(error, HTTPException):
        return _http(error)
    if isinstance(error, Moved):
        return problem(308, str(error), headers={"Location": _moved_to(error.reference)})
    for kind, status in ANSWERS.items():
        if isinstance(error, kind):
            if status == HTTPStatus.SERVICE_UNAVAILABLE:
                log.error("not available: %s", error)
            faults = _faults(error.faults) if isinstance(error, Invalid) else []
            headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
            detail = _DETAILS.get(kind) or ("See errors." if isinstance(error, Invalid) else str(error))
            return problem(status, detail, faults, _members(error), headers)
    log.error("unforeseen error", exc_info=error)
    return problem(500, "The fault is ours and has been noted. Try again, or tell us what you did.")


def _moved_to(reference: str) -> str:
    """Return the address of this request with the reference that has moved replaced."""
    values = {**(request.view_args or {}), "reference": reference}
    address = url_for(request.endpoint or "", **values)
    return f"{address}?{request.query_string.decode()}" if request.query_string else address


def problem(
    status: int,
    detail: str,
    faults: list[dict[str, str]] | None = None,
    members: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Write a problem in the language of the reader."""
    french = _reads_french()
    kind, title = TYPES.get(status) or (str(status), HTTPStatus(status).phrase)
    body: dict[str, Any] = {
        "type": f"urn:verbatim:problem:{kind}",
        "title": translated(title) if french else title,
        "status": status,
        "detail": translated(detail) if french else detail,
    }
    if faults:
        body["errors"] = [fault | {"detail": translated(fault["detail"])} for fault in faults] if french else faults
    body |= members or {}
    response = Response(_bytes(body), status, content_type="application/problem+json")
    response.headers["Content-Language"] = "fr" if french else "en"
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    response.headers.extend(dict(headers or {}))
    return response


def _reads_french() -> bool:
    """Say whether French comes before English among the languages that the reader takes, whatever the country."""
    for tag, quality in request.accept_languages:
        language = tag.lower().partition("-")[0]
        if quality and language in ("en", "fr", "*"):
            return language == "fr"
    return False


def _bytes(body: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:
        # What was sent holds lone surrogates, and the problem repeats it: they go out as they came, escaped.
        return json.dumps(body).encode()


def _http(error: HTTPException) -> Response:
    # Content-Type and -Length are those of the page werkzeug would have sent.
    headers = {name: value for name, value in error.get_headers() if not name.startswith("Content-")}
    data = getattr(error, "data", None) or {}
    faults = [*_webargs_faults(data.get("messages") or {})]
    if faults:
        return problem(error.code or 500, "See errors.", faults)
    detail = error.description or HTTPStatus(error.code or 500).phrase
    return problem(error.code or 500, detail, headers=headers)


def _webargs_faults(messages: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Flatten what the schemas found: by location, then by field, however deep."""
    for location, found in messages.items():
        for path, detail in _leaves(found, ()):
            if location == "json":
                yield {"pointer": "".join(f"/{escaped(step)}" for step in path), "detail": detail}
            else:
                yield {"parameter": path[0] if path else location, "detail": detail}


def _leaves(found: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(found, Mapping):
        for name, within in found.items():
            yield from _leaves(within, path if name == "_schema" else (*path, str(name)))
    elif isinstance(found, list):
        for each in found:
            yield from _leaves(each, path)
    else:
        yield path, str(found)


def _faults(faults: tuple[Fault, ...]) -> list[dict[str, str]]:
    return [
        {"pointer" if fault.pointer.startswith("/") else "parameter": fault.pointer, "detail": fault.message}
        for fault in faults
    ]


def _members(error: Exception) -> dict[str, str]:
    if isinstance(error, Conflict) and error.existing:
        return {"existing": error.existing}
    if isinstance(error, Gone):
        return {"withdrawn_at": zulu(error.at)} | ({"reason": error.reason} if error.reason else {})
    return {}


@cache
def _french() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read the French messages: each English one as a pattern, its ``{places}`` as groups."""
    table = json.loads(resources.files("api").joinpath("messages.fr.json").read_text("utf-8"))
    return tuple(
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", re.escape(english)), re.DOTALL), french)
        for english, french in table.items()
    )


def spoken(message: str) -> str:
    """Return one of our messages in the language of the reader."""
    return translated(message) if _reads_french() else message


def translated(message: str) -> str:
    """Return the French of one of our messages; one that has none stays as it is."""
    for pattern, french in _french():
        if found := pattern.fullmatch(message):
            return french.format(**found.groupdict())
    return message
