"""The outermost layer: each request gets an id, is counted, timed and logged; each answer gets its security headers.

A log line names the path and never the query: what a journalist looks for is nobody's business, and neither are the
address and the token of whoever asks.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from flask import Flask, request
from werkzeug.wsgi import ClosingIterator

from api.cache import ROUTE
from api.logs import FIELDS, REQUEST_ID

log = logging.getLogger("verbatim.requests")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGI = Callable[[Environ, StartResponse], Iterable[bytes]]

UNROUTED = "(none)"
"""The route of a request to no address of ours."""

_GIVEN_ID = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}")

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""What every answer says that does not say it itself. JSON needs nothing loaded; a page says what it needs."""

PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The policy of pages of HTML that say none of their own: everything from here, no script within the page."""

TRANSPORT = "max-age=31536000"


class Counts(Protocol):
    """Who counts requests: ``api.metrics``."""

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""


class Watch:
    """WSGI middleware around everything else."""

    def __init__(self, app: WSGI, counts: Counts, *, logs: bool) -> None:
        self._app = app
        self._counts = counts
        self._logs = logs

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, and note that."""
        began = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        REQUEST_ID.set(request_id)
        said: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            said[:] = [status]
            return start_response(
                status, [*headers, *_missing(headers, environ, request_id)], *([error] if error else [])
            )

        def note() -> None:
            self._note(environ, int(said[0][:3]) if said else 500, time.perf_counter() - began)

        return ClosingIterator(self._app(environ, start), note)

    def _note(self, environ: Environ, status: int, seconds: float) -> None:
        route = environ.get(ROUTE, UNROUTED)
        self._counts.count(environ["REQUEST_METHOD"], route, status, seconds)
        if self._logs:
            fields = {
                "method": environ["REQUEST_METHOD"],
                "path": environ["PATH_INFO"].encode("latin-1").decode(errors="backslashreplace"),
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 2),
            }
            log.info("answered", extra={FIELDS: fields})


def _missing(headers: Iterable[tuple[str, str]], environ: Environ, request_id: str) -> Iterator[tuple[str, str]]:
    said = {name.lower(): value for name, value in headers}
    yield "X-Request-ID", request_id
    for name, value in HEADERS.items():
        if name.lower() not in said:
            page = name == "Content-Security-Policy" and said.get("content-type", "").startswith("text/html")
            yield name, PAGE_POLICY if page else value
    if environ["wsgi.url_scheme"] == "https":
        yield "Strict-Transport-Security", TRANSPORT


def install(app: Flask) -> None:
    """Let an application say which route each request took."""

    @app.before_request
    def tell() -> None:
        if request.url_rule is not None:
            request.environ[ROUTE] = request.url_rule.rule
