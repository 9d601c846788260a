"""Pages going out: rendered, tagged, with the headers that keep them safe; and the words that templates use."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from markupsafe import Markup, escape

from api import labels, typesetting
from api.answers import tag_of
from api.web.addresses import SECTIONS, path_of, quote_path
from api.web.passages import passage
from api.web.signing import editor, form_token

HTML = "text/html; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The pages load nothing but what is served here, and run no script that is written into them."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page(template: str, status: int = 200, /, **values: Any) -> Response:
    """Answer a page; or 304 when the asker has it already."""
    return tagged(render_template(template, **values), HTML, status)


def tagged(body: str | bytes, content_type: str, status: int = 200) -> Response:
    """Answer a body with its tag, its type and the headers of a page."""
    body = body.encode() if isinstance(body, str) else body
    tag = tag_of(body)
    if request.method in ("GET", "HEAD") and status == 200 and request.if_none_match.contains_weak(tag):  # noqa: PLR2004
        response = Response(status=304)
        response.headers.remove("Content-Type")
    else:
        response = Response(body, status, content_type=content_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Authorization, Cookie"
    return response


def protect(response: Response) -> Response:
    """Give an answer the headers of a page, unless it has its own."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def site() -> str:
    """Return where this archive is served, no slash at the end: `https://verbatim.example`."""
    return request.url_root.rstrip("/")


def _marked(text: str, marks: Any = (), language: str | None = "fr") -> Markup:
    pieces = typesetting.marked(text, [(mark.start, mark.end) for mark in marks], language)
    return Markup().join(Markup("<mark>{}</mark>").format(piece) if on else escape(piece) for piece, on in pieces)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


FILTERS: Mapping[str, Any] = {
    "fr": typesetting.shown,
    "marked": _marked,
    "day": labels.day,
    "when": labels.when,
    "number": labels.number,
    "listed": labels.listed,
    "who": labels.who,
    "speakers": labels.speakers,
    "capacity": labels.capacity,
    "cut": labels.cut,
    "host": _host,
}
SUGGESTED = {kind: (SECTIONS[kind], said) for kind, said in labels.SUGGESTED.items()}
"""What is suggested while somebody types: the first step of its address, and what it is called."""

GLOBALS: Mapping[str, Any] = {
    "path_of": path_of,
    "quote_path": quote_path,
    "period": labels.period,
    "count": labels.count,
    "words": labels,
    "suggested": SUGGESTED,
    "site": site,
    "passage": passage,
    "editor": editor,
    "form_token": form_token,
}


def install(app: Flask) -> None:
    """Teach the templates of an application our words."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(GLOBALS)
