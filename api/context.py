"""What a request needs: the archive's session, who asks, whether they may, whether too often."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from math import ceil
from typing import Any, cast

from flask import Flask, current_app, g, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.wrappers import Response

from api.archive.history import Why, because
from api.archive.reading.kept import KEPT, TICK, Kept
from api.archive.reading.listing import Viewer
from api.archive.sign_ins import find_signed_in
from api.archive.tokens import find_token
from api.archive.upkeep import Clock
from api.cache import TICK as REQUEST_TICK
from api.config import Settings
from api.errors import Problem
from api.finding import SYNONYMS
from search import Index

log = logging.getLogger(__name__)

EXTENSION = "verbatim"

PAGES = "pages"
"""The blueprint of the pages for people: there a cookie says who asks, and nowhere else."""

COOKIE = "verbatim_session"
"""The cookie of whoever is signed in; nobody else gets one."""

UNLIMITED = frozenset({"health"})
"""The blueprints whose requests are not counted against the rate limits: those who watch must get an answer."""


@dataclass(frozen=True, slots=True)
class Services:
    """What an application is made of; it lies in ``app.extensions``."""

    settings: Settings
    sessions: sessionmaker[Session]
    index: Index
    kept: Kept = field(default_factory=Kept)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: the holder of a token, or anybody."""

    name: str | None = None
    scopes: tuple[str, ...] = ()


def services() -> Services:
    """Return the parts of the running application."""
    return cast("Services", current_app.extensions[EXTENSION])


def session() -> Session:
    """Return the session of this request, opened when first asked for."""
    if "session" not in g:
        parts = services()
        told = {TICK: request.environ.get(REQUEST_TICK), KEPT: parts.kept, SYNONYMS: parts.settings.synonyms}
        g.session = opened = parts.sessions(info=told)
        if told[TICK] is None and request.method in ("GET", "HEAD"):  # who writes keeps nothing of what is half done
            opened.info[TICK] = opened.scalar(select(Clock.tick))
    return cast("Session", g.session)


def changing(told: Mapping[str, str]) -> Session:
    """Return the session of this request, told who changes the archive and why (``reason``, ``note``)."""
    because(session(), Why(by=principal().name, **told))
    return session()


def principal() -> Principal:
    """Return who asks; raises a 401 for a token that is not good."""
    if "principal" not in g:
        g.principal = _authenticate()
    return cast("Principal", g.principal)


def viewer() -> Viewer:
    """Return whether the asker sees drafts."""
    return Viewer(editor="write" in principal().scopes)


def _authenticate() -> Principal:
    header = request.headers.get("Authorization")
    if header is None:
        return _signed_in()
    scheme, _, secret = header.partition(" ")
    token = find_token(session(), secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise Problem(
            401,
            "The token is unknown, revoked or expired: make one with `verbatim token create`.",
            headers={"WWW-Authenticate": 'Bearer realm="verbatim", error="invalid_token"'},
        )
    return Principal(token.name, tuple(token.scopes))


def _signed_in() -> Principal:
    """Return who is signed in to the pages; a cookie that has ended is nobody's, so that reading goes on."""
    secret = request.cookies.get(COOKIE)
    if not secret or (request.blueprint or "").partition(".")[0] != PAGES:
        return Principal()
    token = find_signed_in(session(), secret)
    return Principal() if token is None else Principal(token.name, tuple(token.scopes))


def require_scope(scope: str) -> None:
    """Refuse whoever has no token (401) or one without this scope (403)."""
    asker = principal()
    if asker.name is None:
        raise Problem(
            401,
            f"This needs a token with the scope `{scope}`: send `Authorization: Bearer TOKEN`.",
            headers={"WWW-Authenticate": f'Bearer realm="verbatim", scope="{scope}"'},
        )
    if scope not in asker.scopes:
        raise Problem(
            403,
            f"Your token lacks the scope `{scope}`.",
            headers={"WWW-Authenticate": f'Bearer realm="verbatim", error="insufficient_scope", scope="{scope}"'},
        )


def needs_scope(scope: str) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Require a scope before anything else is looked at."""

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Response:
            require_scope(scope)
            return view(*args, **kwargs)

        return checked

    return decorate


class RateLimits:
    """Counts requests, by token or address, in this process or in a store that several share.

    Decision: fixed windows, because one counter a client is all that has to be kept, in memory or in a shared store.
    """

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(storage_from_string(settings.rate_limit_storage))
        self._anybody = _limits(settings.rate_limit)
        self._holders = _limits(settings.rate_limit_token)

    def check(self) -> None:
        """Count this request; raises a 429 that says when to come back, a 401 for a token that is not good."""
        if not (self._anybody or self._holders):
            return
        try:
            asker = principal()
        except Problem:
            # Whoever tries tokens out is counted as the address that they come from.
            self._count(self._anybody, f"address:{request.remote_addr}")
            raise
        if asker.name is None:
            self._count(self._anybody, f"address:{request.remote_addr}")
        else:
            self._count(self._holders, f"token:{asker.name}")

    def _count(self, limits: Sequence[RateLimitItem], key: str) -> None:
        for limit in limits:
            if not self._limiter.hit(limit, key):
                seconds = max(1, ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time()))
                raise Problem(
                    429,
                    f"At most {limit.amount} requests in {limit.get_expiry()} s: come back in {seconds} s.",
                    headers={"Retry-After": str(seconds)},
                )


def _limits(text: str) -> list[RateLimitItem]:
    return list(parse_many(text)) if text else []


def install(app: Flask, parts: Services) -> None:
    """Give an application its parts, its rate limits, and the end of each request's session."""
    app.extensions[EXTENSION] = parts
    limits = RateLimits(parts.settings)

    @app.before_request
    def count() -> None:
        if request.blueprint not in UNLIMITED:
            limits.check()

    @app.teardown_request
    def close(error: BaseException | None) -> None:
        del error
        if "session" in g:
            _close(g.session)


def _close(done: Session) -> None:
    """Give a session's connection back, if the database has not left it meanwhile.

    The answer is made by then, whether it says 200 or 503: closing must not change it.
    """
    try:
        done.close()
    except DBAPIError as error:
        log.warning("the database went away before the end of a request: %s", error)
