"""Problems (RFC 9457): each kind with its status, headers and words, in English and in French."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from api.archive.references import ArchiveReferences
from api.archive.verbs import KINDS
from api.errors import TYPES, answer, translated
from search import Query, SearchError
from search.memory import MemoryIndex
from tests.conftest import token
from tests.factories import make_event, make_quote

QUOTES = "/api/v1/quotes"
MESSAGES = json.loads(resources.files("api").joinpath("messages.fr.json").read_text("utf-8"))


class BrokenIndex(MemoryIndex):
    """An index whose folder cannot be read."""

    def search(self, query: Query) -> Any:
        raise SearchError(f"cannot read /srv/index: {query.offset}")


def told(response: TestResponse) -> dict[str, Any]:
    """Check what all problems share, and return the body."""
    body: dict[str, Any] = response.json
    kind, title = TYPES[response.status_code]
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "Accept-Language"
    assert (body["type"], body["status"]) == (f"urn:verbatim:problem:{kind}", response.status_code)
    language = response.headers["Content-Language"]
    assert body["title"] == {"en": title, "fr": MESSAGES[title]}[language]
    return body


@pytest.fixture
def quote_id(session: Session) -> str:
    quote = make_quote(session, external_id="q-1")
    session.commit()
    return quote.public_id


Send = Callable[..., TestResponse]


@pytest.fixture
def send(client: FlaskClient, editor: Mapping[str, str]) -> Send:
    """Send a request as an editor; headers are added to, or replaced."""

    def send(method: str, path: str, headers: Mapping[str, str] | None = None, **rest: Any) -> TestResponse:
        return client.open(path, method=method, headers={**editor, **(headers or {})}, **rest)

    return send


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/api/v1/quotes/rien", "There is no quote “rien”."),
        ("/api/v1/quotes/%00", "There is no quote “\x00”."),
        ("/api/v1/quotes/%F0%9F%9A%92", "There is no quote “🚒”."),
        ("/api/v1/quotes/%ff", "There is no quote “\ufffd”."),
        ("/api/v1/events/" + "a" * 5_000, f"There is no event “{'a' * 5_000}”."),
        ("/api/v1/events/%2e%2e", "There is no event “..”."),
        ("/api/v1/events/ %20", "There is no event “  ”."),
        (
            "/api/v1/quotes/a%2Fb",
            "The requested URL was not found on the server. If you entered the URL manually please check your spelling "
            "and try again.",
        ),
        (
            "/api/v1/rien",
            "The requested URL was not found on the server. If you entered the URL manually please check your spelling "
            "and try again.",
        ),
    ],
)
def test_404_says_what_is_not_there(client: FlaskClient, path: str, detail: str) -> None:
    body = told(client.get(path))
    assert (body["status"], body["detail"]) == (404, detail)


def test_405_says_what_is_allowed(client: FlaskClient, quote_id: str) -> None:
    for method, path, allowed in (
        ("PUT", f"{QUOTES}/{quote_id}", {"GET", "HEAD", "OPTIONS", "PATCH", "DELETE"}),
        ("DELETE", QUOTES, {"GET", "HEAD", "OPTIONS", "POST"}),
        ("POST", "/api/v1/search", {"GET", "HEAD", "OPTIONS"}),
        ("TRACE", QUOTES, {"GET", "HEAD", "OPTIONS", "POST"}),
    ):
        response = client.open(path, method=method)
        assert told(response)["detail"] == "The method is not allowed for the requested URL."
        assert (response.status_code, set(response.headers["Allow"].split(", "))) == (405, allowed)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"text": NaN}',
        b"[" * 100_000,
        b'{"text": ' + b"1" * 5_000 + b"}",
        b"text=a",
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_400_for_what_is_no_json(send: Send, quote_id: str, method: str, body: bytes) -> None:
    path = QUOTES if method == "POST" else f"{QUOTES}/{quote_id}"
    response = send(method, path, {"If-Match": "*"}, data=body, content_type="application/json")
    assert told(response) == {
        "type": "urn:verbatim:problem:bad-request",
        "title": "The request cannot be read",
        "status": 400,
        "detail": "The body is not JSON that can be read.",
    }


def test_415_says_what_is_taken(send: Send, quote_id: str) -> None:
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"):
        response = send("POST", QUOTES, data="{}", content_type=content_type)
        assert told(response)["detail"] == "Send application/json."
        assert (response.status_code, response.headers["Accept-Post"]) == (415, "application/json")
        response = send("PATCH", f"{QUOTES}/{quote_id}", {"If-Match": "*"}, data="{}", content_type=content_type)
        assert told(response)["detail"] == "Send application/merge-patch+json or application/json."
        assert response.headers["Accept-Patch"] == "application/merge-patch+json, application/json"
    taken = send("POST", QUOTES, data='{"text": "é"}'.encode(), content_type="Application/JSON; charset=utf-8")
    assert (taken.status_code, taken.json["text"]) == (201, "é")


def test_413_for_what_is_too_large(
    serving: Callable[..., Flask], sessions: sessionmaker[Session], editor: Mapping[str, str]
) -> None:
    client = serving(max_request_bytes=1_000).test_client()
    largest = json.dumps({"text": "a" * 900})
    assert client.post(QUOTES, data=largest, content_type="application/json", headers=dict(editor)).status_code == 201
    body = json.dumps({"text": "a" * 1_000}).encode()
    response = client.post(QUOTES, data=body, content_type="application/json", headers=dict(editor))
    assert told(response)["detail"] == "The data value transmitted exceeds the capacity limit."
    assert response.status_code == 413


def test_422_names_the_parameter(client: FlaskClient) -> None:
    response = client.get(f"{QUOTES}?page=0&page_size=x&speakr=a&sort=size&year=99999&after=2016-13&include=a,event,b")
    includes = "Must be one of: event, talk, parent, children, speakers, organisations, sources."
    body = told(response)
    body["errors"].sort(key=lambda fault: fault["parameter"])
    assert body == {
        "type": "urn:verbatim:problem:invalid",
        "title": "What was sent has faults",
        "status": 422,
        "detail": "See errors.",
        "errors": [
            {"parameter": "after", "detail": "Must be a year, a month or a day: 2016, 2016-11 or 2016-11-29."},
            {"parameter": "include", "detail": includes},
            {"parameter": "include", "detail": includes},
            {"parameter": "page", "detail": "Must be greater than or equal to 1 and less than or equal to 1000000."},
            {"parameter": "page_size", "detail": "Not a valid integer."},
            {
                "parameter": "sort",
                "detail": "Must be one of: said_on, -said_on, created_at, -created_at, updated_at, -updated_at.",
            },
            {"parameter": "speakr", "detail": "Unknown field."},
            {"parameter": "year", "detail": "Must be greater than or equal to 1 and less than or equal to 9999."},
        ],
    }


def test_503_when_the_search_is_broken_and_nothing_of_why(serving: Callable[..., Flask]) -> None:
    client = serving(index=BrokenIndex()).test_client()
    for path in ("/api/v1/search?q=a", f"{QUOTES}?q=a", "/api/v1/talks?q=a"):
        response = client.get(path)
        assert told(response)["detail"] == "The search does not answer: try again in a moment."
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert client.get(QUOTES).json["items"] == []


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (
            OperationalError("SELECT secret", {}, Exception("host")),
            503,
            "The database does not answer: try again in a moment.",
        ),
        (PoolTimeout("secret"), 503, "The database does not answer: try again in a moment."),
        (
            IntegrityError("INSERT secret", {}, Exception("unique")),
            409,
            "Something of this kind is there already, or came at the same moment: read again, and retry.",
        ),
        (
            StaleDataError("secret"),
            412,
            "It has changed since you read it: read it again, and redo the change.",
        ),
        (ZeroDivisionError("secret"), 500, "The fault is ours and has been noted. Try again, or tell us what you did."),
    ],
)
def test_what_lies_beneath_is_not_told(
    app: Flask, caplog: pytest.LogCaptureFixture, error: Exception, status: int, detail: str
) -> None:
    with app.test_request_context("/"):
        response = answer(error)
        assert (response.status_code, response.json["detail"]) == (status, detail)
        assert "secret" not in response.get_data(as_text=True)
    if status == 500:
        assert caplog.messages == ["unforeseen error"]


def test_an_unforeseen_error_is_a_problem_to_the_caller(app: Flask) -> None:
    app.testing = False

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("secret")

    body = told(app.test_client().get("/broken"))
    assert (body["status"], body["detail"]) == (
        500,
        "The fault is ours and has been noted. Try again, or tell us what you did.",
    )


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        ("FR-ca", "fr"),
        ("de, fr;q=0.5", "fr"),
        ("en-GB, fr;q=0.5", "en"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        ("fr;q=0", "en"),
        (";;q=é", "en"),
    ],
)
def test_the_language_is_the_reader_s(client: FlaskClient, asked: str, language: str) -> None:
    response = client.get(f"{QUOTES}/rien", headers={"Accept-Language": asked})
    detail = {"en": "There is no quote “rien”.", "fr": "Il n'y a pas de citation «\u00a0rien\u00a0»."}[language]
    assert (told(response)["detail"], response.headers["Content-Language"]) == (detail, language)


def requests_that_fail() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Requests by an editor, one at least for each kind of fault that a request can have."""
    match = {"If-Match": "*"}
    for kind in KINDS:
        plural = f"/api/v1/{kind.name}s"
        yield "GET", f"{plural}/rien", {}
        yield "PATCH", f"{plural}/retire", {"json": {}, "headers": match}
        yield "GET", f"{plural}?page=x&page=2&external_id=&external_id=b&rien=1&page_size=1000&sort=rien", {}
        yield "GET", f"{plural}?external_id=%01&kind=&kind={'a' * 501}&year=x&before=x&include=x", {}
        yield "POST", plural, {"json": {}}
        yield "POST", plural, {"json": []}
        name = {"talk": "title", "source": "title", "quote": "text"}.get(kind.name, "name")
        body = {name: "a", "external_id": "x-1"} | ({"event": "ouvert"} if kind.name == "talk" else {})
        yield "POST", plural, {"json": body}
        yield "POST", plural, {"json": body}
        yield "POST", plural, {"json": {name: 1, "parent": "rien", "event": "rien"}}
        yield "POST", plural, {"json": {name: "a", "parent": "rien", "event": "rien", "talk": "rien"}}
    bodies: dict[str, list[dict[str, Any]]] = {
        "quotes": [
            {"text": None},
            {"text": ""},
            {"text": "\x00", "kind": "x", "said_on": "x", "language": "?", "external_id": "a" * 501},
            {"text": "a", "topics": ["!"], "attributions": [{"kind": "x", "speaker": "rien", "organisation": "rien"}]},
            {"text": "a", "topics": ["a"] * 201, "mentions": [{"source": "rien", "prefix": "a" * 40}], "parent": "rien"},
            {"text": "a", "attributions": 1, "mentions": [{}]},
            {"text": "a", "talk": "rien", "event": "rien"},
        ],
        "events": [
            {"name": "a", "slug": "ouvert"},
            {"name": "a", "starts_on": "2016", "ends_on": "2015"},
            {"name": "a", "url": "x", "timezone": "x", "country": "x", "slug": "X"},
        ],
        "talks": [
            {"title": "a", "event": "ouvert", "duration_minutes": 0, "starts_at": "x", "speakers": [{}]},
            {"title": "a", "event": "ouvert", "duration_minutes": 1.5, "starts_at": "2016-01-01T10:00:00"},
        ],
        "speakers": [{"name": "a", "identifiers": 1}],
        "sources": [{"title": "a", "sha256": "x"}],
    }
    for plural, several in bodies.items():
        for body in several:
            yield "POST", f"/api/v1/{plural}", {"json": body}
    yield "POST", QUOTES, {"data": "{", "content_type": "application/json"}
    yield "POST", QUOTES, {"data": "{", "content_type": "text/plain"}
    yield "PATCH", f"{QUOTES}/rien", {"json": {}}
    yield "PATCH", f"{QUOTES}/rien", {"data": "{", "content_type": "text/plain", "headers": match}
    yield "DELETE", f"{QUOTES}/rien", {}
    yield "DELETE", "/api/v1/events/ouvert", {"headers": {"If-Match": '"x"'}}
    yield "DELETE", "/api/v1/events/ouvert", {"headers": match}
    yield "GET", "/api/v1/search?facets=x&mode=x&page=0", {}
    yield "GET", "/api/v1/search?page=1000&page_size=100", {}
    yield "GET", f"/api/v1/search?q={'a' * 1_001}", {}
    yield "GET", f"{QUOTES}?q=a&sort=updated_at", {}
    yield "GET", "/api/v1/talks?q=a&sort=title", {}
    yield "PUT", QUOTES, {}
    yield "GET", "/rien", {}
    yield "POST", QUOTES, {"json": {"text": "a" * 70_000}}
    yield "GET", QUOTES, {"headers": {"Authorization": "Bearer x"}}


def texts(body: Mapping[str, Any]) -> list[str]:
    return [body["title"], body["detail"], *(each["detail"] for each in body.get("errors", ()))]


def test_every_message_has_its_french(
    serving: Callable[..., Flask], session: Session, sessions: sessionmaker[Session], editor: Mapping[str, str]
) -> None:
    make_event(session, name="Ouvert")
    for kind in KINDS:
        needed: dict[str, Any] = {"name": "retire", "title": "retire", "text": "a", "event": "ouvert"}
        row = kind.write(session, None, {**needed}, ArchiveReferences(session))
        session.flush()
        row.public_id = "retire"
        row.withdrawn_at = row.created_at
        if hasattr(row, "status"):
            row.status = "withdrawn"
    session.commit()
    make_quote(session, event="ouvert")
    session.commit()
    client = serving(max_request_bytes=65_536).test_client()
    reader = {"Authorization": f"Bearer {token(sessions, 'read')}"}
    pairs: dict[str, str] = {}
    for method, path, rest in [*requests_that_fail(), ("POST", QUOTES, {"headers": reader}), ("POST", QUOTES, {"headers": None})]:
        own = rest.pop("headers", {})
        headers = {} if own is None else {**editor, **own}
        answers = [
            client.open(path, method=method, headers={**headers, "Accept-Language": language}, **rest)
            for language in ("en", "fr")
        ]
        if answers[0].status_code < 400:
            continue
        if answers[1].status_code != answers[0].status_code:
            assert [each.status_code for each in answers] == [201, 409]
            continue
        pairs.update(zip(texts(told(answers[0])), texts(told(answers[1])), strict=True))
    assert [english for english, french in pairs.items() if english == french] == []
    assert [french for french in pairs.values() if "{" in french] == []
    met = {
        template
        for template in MESSAGES
        for english in pairs
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(template)), english, re.DOTALL)
    }
    # What these requests do not bring about: races, a broken database or engine, rate limits, links between things.
    rest = {template for template in set(MESSAGES) - met if not template.startswith("Others refer to this ")}
    assert rest == {
        "At most {amount} requests in {window} s: come back in {seconds} s.",
        "Invalid value.",
        "Is not a talk of this event.",
        "Is not the event of its talk.",
        "Must be a list.",
        "Must be a text.",
        "Must be given.",
        "Must map names of authorities to ids.",
        "Must not be the organisation itself or one within it.",
        "Must not be the quote itself or one within it.",
        "Needs an offset, because its event has no time zone.",
        "Not available at this moment",
        "Something of this kind is there already, or came at the same moment: read again, and retry.",
        "Something went wrong here",
        "The browser (or proxy) sent a request that this server could not understand.",
        "The database does not answer: try again in a moment.",
        "The fault is ours and has been noted. Try again, or tell us what you did.",
        "The search does not answer: try again in a moment.",
        "Too many requests",
    }


def test_every_message_of_the_code_has_its_french() -> None:
    """What the code says in a sentence of its own, found as text: a message added without its French fails here."""
    api = Path(__file__).parent.parent / "api"
    spoken = re.compile(r'(?:fault\([^"]*"[^"]*", |return |fault = |message = |Problem\(\s*\d+,\s*)f?"([A-Z][^"]+\.)"')
    found: dict[str, str] = {}
    for path in (*api.glob("*.py"), *api.glob("archive/**/*.py"), *api.glob("resources/*.py")):
        for message in spoken.findall(path.read_text("utf-8")):
            found[re.sub(r"\{[^}]*\}", "7", message)] = path.name
    # Those that only the command line says, and what holds a kind of thing, which the test above has met.
    apart = {"There is already a token named “7”: revoke it first, or choose another name.", "There is no token “7”."}
    kinds = re.compile(r"There is (no|already a) 7|The 7 “|Others refer to this 7")
    silent = {
        message: place
        for message, place in found.items()
        if message not in apart and not kinds.match(message) and translated(message) == message
    }
    assert silent == {}
    assert len(found) > 30
