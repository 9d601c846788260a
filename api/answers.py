"""Answers going out: bytes, entity tags, conditional requests (RFC 9110), pages and their links (RFC 8288).

Decision: an entity tag is the hash of the body. It is strong, it changes with all that the answer embeds and with
who may see it, and there is nothing to keep in step.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from api.archive.reading.listing import Page, View
from api.errors import Problem

NO_PRECONDITION = "Send the ETag of what you read as If-Match, so that no other change is lost."


def tag_of(body: bytes) -> str:
    """Return the entity tag of a body, without its quotation marks."""
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def answer(view: View, status: int = 200, headers: Mapping[str, str] | None = None, tag: str | None = None) -> Response:
    """Answer a view as JSON with its tag, or another's; or 304 when the asker has it already."""
    return answer_bytes(orjson.dumps(view), status, headers, tag)


def answer_bytes(
    body: bytes, status: int = 200, headers: Mapping[str, str] | None = None, tag: str | None = None
) -> Response:
    """Answer a body of JSON; see ``answer``."""
    tag = tag or tag_of(body)
    if request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(tag):
        response = Response(status=304)
        response.headers.remove("Content-Type")
    else:
        response = Response(body, status, content_type="application/json")
    response.headers.extend(dict(headers or {}))
    response.set_etag(tag)
    # Whoever keeps a copy asks again each time: a 304 is cheap, and nothing withdrawn goes on being shown.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Authorization"
    return response


def require_match(views: Collection[View]) -> None:
    """Hold ``If-Match`` against the tags of a thing as it may have been read; raises 428 or 412."""
    if "If-Match" not in request.headers:
        raise Problem(428, NO_PRECONDITION)
    wanted = request.if_match
    if not any(wanted.contains(tag_of(orjson.dumps(view))) for view in views):
        raise Problem(412, "It has changed since you read it: read it again, and redo the change.")


def checks_body(*media_types: str) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Refuse no precondition for a change (428), a body of another media type (415), or not of JSON (400)."""

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Response:
            if request.method in ("PATCH", "PUT") and "If-Match" not in request.headers:
                raise Problem(428, NO_PRECONDITION)
            if request.mimetype not in media_types:
                accept = "Accept" if request.method == "PUT" else f"Accept-{request.method.capitalize()}"
                told = {accept: ", ".join(media_types)}
                raise Problem(415, f"Send {' or '.join(media_types)}.", headers=told)
            try:
                json.loads(_body(), parse_constant=_refuse)
            except (ValueError, RecursionError) as error:
                # The view's own parser trips over deep nesting and long numbers, and takes an empty body for {}.
                raise Problem(400, "The body is not JSON that can be read.") from error
            return view(*args, **kwargs)

        return checked

    return decorate


def _body() -> bytes:
    """Read the body; raises a 413 for one in chunks too, which werkzeug would cut off at the limit."""
    body = request.get_data(cache=True)
    if request.content_length is None and len(body) >= (request.max_content_length or len(body) + 1):
        raise RequestEntityTooLarge
    return body


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are Python's, not JSON's


def page_view(page: Page, total: int) -> View:
    """Return where a page stands, as JSON has it."""
    return {"number": page.number, "size": page.size, "total": total}


def links(page: Page, total: int, deepest: int | None = None) -> dict[str, str]:
    """Return the header that leads to the first, previous, next and last page; ``deepest`` bounds the last."""
    last = max(1, -(-total // page.size))
    if deepest is not None:
        last = min(last, max(1, deepest // page.size))
    numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": last}
    query = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != "page"])
    at = f"{request.path}?{query}&page=" if query else f"{request.path}?page="
    return {"Link": ", ".join(f'<{at}{n}>; rel="{rel}"' for rel, n in numbers.items() if 1 <= n <= last)}
