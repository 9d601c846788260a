"""Ready answers: the bytes of public reads, kept while nothing has changed, and given before routing.

Decision: an answer is good for as long as the archive's clock and the index's generation stand where they stood
before it was made. One small query tells, for every process alike; nothing is ever invalidated by hand. What a token
holder reads is never kept, and what comes from here is not counted against the rate limits: it costs next to nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select
from werkzeug.http import parse_etags
from werkzeug.wsgi import get_current_url

from api.archive.upkeep import Clock
from search import Index

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WSGI = Callable[[Environ, StartResponse], Iterable[bytes]]

_API = "/api/v1/"
_SEARCH = "/api/v1/search"
_SIMILAR = "/similar"
_OTHERS = ("/static/", "/docs", "/metrics", "/healthz", "/readyz", "/.well-known/")
"""What is no page of the archive: files, and what tells of this moment."""
_TICK = str(select(Clock.tick))

TICK = "verbatim.tick"
"""Where the environment of a request says at what tick of the clock it began."""

ROUTE = "verbatim.route"
"""Where the environment of a request says which route it took: a template of addresses."""

_OF_THE_BODY = ("Content-Type", "Content-Length")
"""What a 304 says nothing of; its other headers renew those of the copy that the asker has."""

_LARGEST_SHARE = 16
"""An answer larger than this part of the whole budget is not kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A ready answer and the state of the archive that it tells of."""

    state: tuple[int, int]
    tag: str
    route: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def cost(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + 1_024


class AnswerCache:
    """WSGI middleware that keeps public answers, within a budget of bytes; the least recently used goes first."""

    def __init__(self, app: WSGI, engine: Engine, index: Index, budget: int) -> None:
        self._app = app
        self._engine = engine
        self._index = index
        self._budget = budget
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], _Kept] = OrderedDict()
        self._cost = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Give a ready answer, or have one made and keep it."""
        if (
            environ["REQUEST_METHOD"] != "GET"
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_COOKIE" in environ
            or environ["PATH_INFO"].startswith(_OTHERS)
        ):
            return self._app(environ, start_response)
        try:
            state = self._state(environ)
        except Exception:  # noqa: BLE001 - whatever is wrong, the application says it in its own words
            return self._app(environ, start_response)
        path = environ["PATH_INFO"]
        # What a page says of its own address depends on the host it was asked of.
        asker = environ.get("HTTP_ORIGIN", "") if path.startswith(_API) else get_current_url(environ, host_only=True)
        key = (path, environ.get("QUERY_STRING", ""), asker)
        kept = self._find(key, state)
        return self._make(environ, start_response, key, state) if kept is None else _give(kept, environ, start_response)

    def _state(self, environ: Environ) -> tuple[int, int]:
        """Return the clock's tick, and the index's generation where the answer can depend on it."""
        # Each request begins with this: past SQLAlchemy's execution it takes a quarter of the time.
        with closing(self._engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(_TICK)
            tick = int(cursor.fetchall()[0][0])
        environ[TICK] = tick
        path = environ["PATH_INFO"]
        asks = path.startswith(_SEARCH) or path.endswith(_SIMILAR) or not path.startswith(_API)
        searches = asks or "q=" in environ.get("QUERY_STRING", "")
        return tick, self._index.status().generation if searches else 0

    def _find(self, key: tuple[str, str, str], state: tuple[int, int]) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.state != state:
                return None
            self._kept.move_to_end(key)
            return kept

    def _make(
        self, environ: Environ, start_response: StartResponse, key: tuple[str, str, str], state: tuple[int, int]
    ) -> Iterable[bytes]:
        # A condition would leave nothing to keep: the whole answer is made, and held against it afterwards.
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        told: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], None]:
            told[:] = [status, headers, error]
            return lambda data: None  # noqa: ARG005 - nobody here writes in that old way

        answer = self._app(environ, note)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers, error = told
        tag = dict(headers).get("ETag")
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        if not status.startswith("200") or tag is None:
            start_response(status, headers, *([error] if error else []))
            return [body]
        kept = _Kept(state, tag, environ.get(ROUTE, ""), tuple(headers), body)
        self._keep(key, kept)
        return _give(kept, environ, start_response)

    def _keep(self, key: tuple[str, str, str], kept: _Kept) -> None:
        if kept.cost * _LARGEST_SHARE > self._budget:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = kept
            self._cost += kept.cost - (old.cost if old else 0)
            while self._cost > self._budget:
                _, gone = self._kept.popitem(last=False)
                self._cost -= gone.cost


def _give(kept: _Kept, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with what is kept, or with 304 when the asker has it (RFC 9110, weak comparison)."""
    environ[ROUTE] = kept.route
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if condition is not None and parse_etags(condition).contains_weak(kept.tag.strip('"')):
        start_response("304 NOT MODIFIED", [each for each in kept.headers if each[0] not in _OF_THE_BODY])
        return []
    start_response("200 OK", list(kept.headers))
    return [kept.body]
