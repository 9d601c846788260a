"""Text going out compressed (gzip), as it is asked for: pages, their files, feeds and tables.

Decision: what belongs to one person (``no-store``) goes as it is: with the proof of a form and words of the asker's in
one compressed page, its length would tell of the proof (BREACH). So does the API, whose strong tags name the very bytes
that a write sends back; a proxy in front may compress it.
"""

import gzip
import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.http import parse_accept_header

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGI = Callable[[Environ, StartResponse], Iterable[bytes]]

SMALLEST = 860
"""Bytes under which a body gains nothing: it fits one packet."""

_LEVEL = 5
_NOT_HERE = ("/api/", "/metrics", "/healthz", "/readyz")
_TEXT = re.compile(r"(text/|application/(.+\+)?(json|xml|javascript)|image/svg\+xml)")


class Compressed:
    """WSGI middleware that compresses whole answers of text for those who take gzip."""

    def __init__(self, app: WSGI) -> None:
        self._app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, compressed where that helps."""
        if environ["PATH_INFO"].startswith(_NOT_HERE):
            return self._app(environ, start_response)
        told: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], None]:
            told[:] = [status, headers, error]
            return lambda data: None  # noqa: ARG005 - nobody here writes in that old way

        answer = self._app(environ, note)
        status, headers, error = told
        last = [error] if error else []
        if not _fits(status, dict(headers)):
            start_response(status, headers, *last)
            return answer
        headers = _varied(headers)
        wanted = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING", "")).quality("gzip") > 0
        if wanted:
            # The bytes differ from those that a strong tag names: it stays good for the weak comparison of reads.
            headers = [(name, _weak(value) if name == "ETag" else value) for name, value in headers]
        length = int(dict(headers).get("Content-Length", 0))
        if not wanted or status.startswith("304") or environ["REQUEST_METHOD"] == "HEAD" or length < SMALLEST:
            start_response(status, headers, *last)
            return answer
        body = _read(answer)
        squeezed = gzip.compress(body, _LEVEL, mtime=0)
        kept = [each for each in headers if each[0] not in ("Content-Length", "Accept-Ranges")]
        encoded = [("Content-Encoding", "gzip"), ("Content-Length", str(len(squeezed)))]
        start_response(status, [*kept, *encoded], *last)
        return [squeezed]


def _fits(status: str, headers: dict[str, str]) -> bool:
    """Say whether an answer is text for all to keep; a 304 says no type, and is of what it stands for."""
    if "no-store" in headers.get("Cache-Control", "") or "Content-Encoding" in headers:
        return False
    return status.startswith("304") or (status.startswith("200") and bool(_TEXT.match(headers.get("Content-Type", ""))))


def _varied(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    before = [value for name, value in headers if name == "Vary"]
    others = [each for each in headers if each[0] != "Vary"]
    return [*others, ("Vary", ", ".join([*before, "Accept-Encoding"]))]


def _weak(tag: str) -> str:
    return tag if tag.startswith("W/") else f"W/{tag}"


def _read(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
