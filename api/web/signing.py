"""Who may edit through the pages: the cookie of whoever is signed in, and the proof that a form is ours.

Decision: each form carries a token signed with the very secret of the asker's cookie, which no other site can know
and no page shows. There is no key to keep, and what was signed for one browser is worth nothing in another.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from api.archive.sign_ins import LIFETIME
from api.context import COOKIE, Principal, needs_scope, principal
from api.errors import Problem

VISIT = "verbatim_visit"
"""The cookie that a form of somebody who is not signed in is signed with; it lasts as long as the browser is open."""

DOOR = "/connexion"
"""Where one signs in."""

_SALT = "form"


class FormRefused(Problem):
    """A form that did not come from a page of ours, or came long ago."""

    def __init__(self) -> None:
        super().__init__(403, "This form did not come from a page of this archive, or is too old.")


def editor() -> Principal | None:
    """Return who is signed in and may write, as this request has found out already."""
    asker = g.get("principal")
    return asker if asker is not None and "write" in asker.scopes else None


def form_token() -> str:
    """Return the proof for a form of this page."""
    return str(URLSafeTimedSerializer(_secret(), salt=_SALT).dumps(""))


def check_form() -> None:
    """Refuse a form that did not come from a page of ours, or came long ago; raises a 403."""
    try:
        URLSafeTimedSerializer(_secret(), salt=_SALT).loads(
            request.form.get("jeton_formulaire", ""), max_age=int(LIFETIME.total_seconds())
        )
    except BadData as error:
        raise FormRefused from error


def edits(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view be seen by whoever may write alone, its forms be ours, and nobody keep a copy."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Response:
        if request.method == "POST" and not _by_header():
            check_form()
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
        return response

    return needs_scope("write")(checked)


def _by_header() -> bool:
    """Say whether the asker sent the token itself, which a browser never does by itself."""
    return "Authorization" in request.headers and principal().name is not None


def _secret() -> str:
    """Return the secret of the asker's cookie, or of the visit that begins with this form."""
    known = request.cookies.get(COOKIE) or request.cookies.get(VISIT) or g.get("visit")
    if known is None:
        known = g.visit = secrets.token_urlsafe(32)
    return str(known)


def set_cookie(response: Response, name: str, value: str, seconds: int | None = None, path: str = "/") -> None:
    """Give a browser a cookie that no script reads and no other site makes it send with a form."""
    secure = request.is_secure
    response.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="Lax", secure=secure)


def begin_visit(response: Response) -> None:
    """Give the browser what the forms of this page were signed with, when it has nothing yet."""
    if "visit" in g:
        set_cookie(response, VISIT, g.visit, path=DOOR)


def local(address: str) -> str:
    """Return an address of this site to go on to; anything else is the workshop's."""
    parts = urlsplit(address)
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if fits and not parts.netloc and "\\" not in address else "/atelier"
