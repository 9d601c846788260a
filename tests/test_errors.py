"""Problems (RFC 9457): each kind with its status, headers and words, in English and in French."""

import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from api.context import session
from api.errors import TYPES, answer
from search import Query, SearchError
from search.memory import MemoryIndex
from tests.conftest import Answer, Client
from tests.factories import make_quote

QUOTES = "/api/v1/quotes"
NOWHERE = (
    "The requested URL was not found on the server. If you entered the URL manually please check your spelling and "
    "try again."
)
MESSAGES = json.loads(resources.files("api").joinpath("messages.fr.json").read_text("utf-8"))


class BrokenIndex(MemoryIndex):
    """An index whose folder cannot be read."""

    def search(self, query: Query) -> Any:
        raise SearchError(f"cannot read /srv/index: {query.offset}")


def told(response: Answer) -> dict[str, Any]:
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


Send = Callable[..., Answer]


@pytest.fixture
def send(client: Client, editor: Mapping[str, str]) -> Send:
    """Send a request as an editor; headers are added to, or replaced."""

    def send(method: str, path: str, headers: Mapping[str, str] | None = None, **rest: Any) -> Answer:
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
            NOWHERE,
        ),
        (
            "/api/v1/rien",
            NOWHERE,
        ),
    ],
)
def test_404_says_what_is_not_there(client: Client, path: str, detail: str) -> None:
    body = told(client.get(path))
    assert (body["status"], body["detail"]) == (404, detail)


def test_405_says_what_is_allowed(client: Client, quote_id: str) -> None:
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


def test_413_for_what_is_too_large(client_with: Callable[..., Client], editor: Mapping[str, str]) -> None:
    client = client_with(max_request_bytes=1_000)
    largest = json.dumps({"text": "a" * 900})
    assert client.post(QUOTES, data=largest, content_type="application/json", headers=dict(editor)).status_code == 201
    body = json.dumps({"text": "a" * 1_000}).encode()
    response = client.post(QUOTES, data=body, content_type="application/json", headers=dict(editor))
    assert told(response)["detail"] == "The data value transmitted exceeds the capacity limit."
    assert response.status_code == 413


def test_422_names_the_parameter(client: Client) -> None:
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


def test_503_when_the_search_is_broken_and_nothing_of_why(client_with: Callable[..., Client]) -> None:
    client = client_with(index=BrokenIndex())
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
        assert (response.status_code, response.get_json()["detail"]) == (status, detail)
        assert "secret" not in response.get_data(as_text=True)
    if status == 500:
        assert caplog.messages == ["unforeseen error"]


def test_a_database_that_goes_away_at_the_end_of_a_request_takes_no_answer_back(
    app: Flask, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.get("/api/asking")
    def asking() -> str:
        read = session()
        read.scalar(select(1))
        dialect: Any = read.get_bind().dialect

        def gone(connection: Any) -> None:
            connection.dbapi_connection.close()
            raise dialect.loaded_dbapi.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(dialect, "do_rollback", gone)
        return "an answer"

    response = client.get("/api/asking")
    assert (response.status_code, response.text) == (200, "an answer")
    told_of = [record.message.split(":")[0] for record in caplog.records if record.name == "api.context"]
    assert told_of == ["the database went away before the end of a request"]
    monkeypatch.undo()
    assert client.get(QUOTES).status_code == 200


def test_an_unforeseen_error_is_a_problem_to_the_caller(app: Flask, client: Client) -> None:
    app.testing = False

    @app.get("/api/broken")
    def broken() -> str:
        raise ZeroDivisionError("secret")

    body = told(client.get("/api/broken"))
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
def test_the_language_is_the_reader_s(client: Client, asked: str, language: str) -> None:
    response = client.get(f"{QUOTES}/rien", headers={"Accept-Language": asked})
    detail = {"en": "There is no quote “rien”.", "fr": "Il n'y a pas de citation «\u00a0rien\u00a0»."}[language]
    assert (told(response)["detail"], response.headers["Content-Language"]) == (detail, language)
