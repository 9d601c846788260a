"""What is there now of a source: read from a file, or over HTTP within bounds of time, size and redirects."""

import re
import time
from dataclasses import dataclass, replace
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from api.plain_text import from_html

MOST_BYTES = 8 * 1024 * 1024
MOST_HOPS = 5
_FOR_GOOD = (301, 308)
_FOR_NOW = (302, 303, 307)
_GONE = (404, 410)
_OK = 200
_AGENT = "verbatim-sources-check (looks whether quoted words are still there)"
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_SAFE = "!#$%&'()*+,/:;=?@[]~"


Outcome = Literal["there", "gone", "unreachable"]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: the text, if it can be read; ``whole`` when it is the very text and not a page around it.

    ``moved_to`` is where the address leads for good; ``note`` says what went wrong, or what cannot be read.
    """

    outcome: Outcome
    text: str | None = None
    whole: bool = False
    moved_to: str | None = None
    note: str | None = None


def read_file(path: Path) -> Look:
    """Look into a file: text, or HTML by its extension."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Look("unreachable", note=error.strerror)
    if len(raw) > MOST_BYTES:
        return Look("there", note=f"larger than {MOST_BYTES:,} bytes")
    is_page = path.suffix.lower() in (".html", ".htm")
    text = _decoded(raw, None)
    return Look("there", from_html(text) if is_page else text, whole=not is_page)


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where an address leads, and whether for good."""

    address: str
    for_good: bool


def fetch(address: str, timeout: float) -> Look:
    """Look at a web address; ``timeout`` is in seconds, for all of it. Follows redirects over HTTP alone."""
    deadline = time.monotonic() + timeout
    moved_to: str | None = None
    for_good = True
    for _ in range(MOST_HOPS + 1):
        seen = _ask(address, deadline)
        if isinstance(seen, Look):
            return replace(seen, moved_to=moved_to)
        address, for_good = seen.address, for_good and seen.for_good
        moved_to = address if for_good else moved_to
    return Look("unreachable", moved_to=moved_to, note=f"more than {MOST_HOPS} redirects")


def _ask(address: str, deadline: float) -> Look | _Redirect:
    try:
        if urlsplit(address).scheme not in ("http", "https"):
            return Look("unreachable", note="leads to what is no web address")
        with _opener().open(_request(address), timeout=max(0.01, deadline - time.monotonic())) as answer:
            if answer.status in _FOR_GOOD + _FOR_NOW:
                leads_to = urljoin(address, answer.headers.get("Location", ""))
                return _Redirect(leads_to, answer.status in _FOR_GOOD)
            if answer.status != _OK:
                outcome: Outcome = "gone" if answer.status in _GONE else "unreachable"
                return Look(outcome, note=f"answers {answer.status}")
            return _read(answer.headers, _bytes(answer, deadline))
    except (OSError, ValueError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        return Look("unreachable", note=str(reason) or type(error).__name__)


def _opener() -> OpenerDirector:
    """Make an opener that knows HTTP and nothing else, and takes every status for an answer."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), UnknownHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener


def _request(address: str) -> Request:
    """Ask for an address, which may hold letters of any script."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    plain = urlunsplit((parts.scheme, host, quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE), ""))
    headers = {"User-Agent": _AGENT, "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"}
    return Request(plain, headers=headers)  # noqa: S310 - only http and https come here


def _bytes(answer: object, deadline: float) -> bytes | None:
    """Read an answer; None when it is too large. Raises ``TimeoutError``."""
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(65_536):  # type: ignore[attr-defined]  # urllib's answers have no common type
        size += len(chunk)
        if size > MOST_BYTES:
            return None
        if time.monotonic() > deadline:
            raise TimeoutError("timed out")
        chunks.append(chunk)
    return b"".join(chunks)


def _read(headers: Message, raw: bytes | None) -> Look:
    kind, charset = headers.get_content_type(), headers.get_content_charset()
    if raw is None:
        return Look("there", note=f"larger than {MOST_BYTES:,} bytes")
    if kind in ("text/html", "application/xhtml+xml"):
        return Look("there", from_html(_decoded(raw, charset)))
    if kind == "text/plain":
        return Look("there", _decoded(raw, charset), whole=True)
    return Look("there", note=f"is {kind}, which is not read")


def _decoded(raw: bytes, charset: str | None) -> str:
    said = _CHARSET.search(raw[:4_096])
    for name in filter(None, (charset, said and said[1].decode("ascii"), "utf-8")):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("cp1252", "replace")
