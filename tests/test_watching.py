"""What surrounds each request: its id, its line in the log, its counts, the security headers of its answer."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from api.archive.verbs import QUOTE, create_thing
from api.indexing import drain
from api.logs import FIELDS, FORMATS
from api.watching import HEADERS, PAGE_POLICY, TRANSPORT
from search import Index
from tests.conftest import Client

EVERY_KIND = {
    "/api/v1/quotes": 200,
    "/api/v1/quotes?page=0": 422,
    "/api/v1/quotes/nothing": 404,
    "/nowhere": 404,
    "/healthz": 200,
    "/metrics": 200,
    "/": 200,
    "/docs": 200,
}


def test_every_answer_has_the_security_headers_once(client: Client) -> None:
    for path, status in EVERY_KIND.items():
        for _ in range(2):  # the second comes from the cache of answers
            answer = client.get(path)
            assert (path, answer.status_code) == (path, status)
            for name, value in HEADERS.items():
                said = answer.headers.getlist(name)
                if answer.mimetype == "text/html" and name == "Content-Security-Policy":
                    # A page may say what it needs; no page takes scripts within it, or lets itself be framed.
                    directives = dict(each.strip().split(" ", 1) for each in said[0].split(";"))
                    assert directives["default-src"] in ("'none'", "'self'")
                    assert directives.get("script-src", "'self'") == "'self'"
                    assert directives["frame-ancestors"] == "'none'"
                    assert len(said) == 1
                else:
                    assert (path, name, said) == (path, name, [value])
            assert "Strict-Transport-Security" not in answer.headers
    unchanged = client.get("/api/v1/quotes", headers={"If-None-Match": client.get("/api/v1/quotes").headers["ETag"]})
    assert (unchanged.status_code, unchanged.headers["X-Frame-Options"]) == (304, "DENY")
    secure = client.get("/docs", base_url="https://archive.example")
    assert secure.headers["Strict-Transport-Security"] == TRANSPORT
    assert secure.headers["Content-Security-Policy"] == PAGE_POLICY


def test_no_page_has_a_script_within(client: Client) -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=", client.get("/docs").text) == []


@pytest.mark.parametrize("given", ["abc-123", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "Root=1-67891233-abcdef"])
def test_a_request_keeps_the_id_that_it_came_with(client: Client, given: str) -> None:
    for _ in range(2):
        answer = client.get("/api/v1/quotes", headers={"X-Request-ID": given})
        assert answer.headers.getlist("X-Request-ID") == [given]


@pytest.mark.parametrize("given", ["", "a b", "é", "x" * 129, '"><script>', "a,b"])
def test_an_id_that_could_do_harm_is_replaced(client: Client, given: str) -> None:
    ids = [client.get("/api/v1/quotes", headers={"X-Request-ID": given}).headers["X-Request-ID"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)
    assert ids[0] != ids[1]


def test_each_request_is_logged_with_its_id_and_no_word_of_its_asker(
    client: Client, editor: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "verbatim.requests")
    secret = editor["Authorization"].removeprefix("Bearer ")
    lines = []
    formatters = {name: form() for name, form in FORMATS.items()}

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append({name: each.format(record) for name, each in formatters.items()})

    handler = Lines()
    logging.getLogger("verbatim.requests").addHandler(handler)
    try:
        for path, headers in (
            ("quotes/abcd%0Ax?include=children", {**editor, "X-Request-ID": "id-1"}),
            ("search?q=affaire+secrete", {"X-Request-ID": "id-2"}),
            ("quotes", {"Authorization": "Bearer verbatim_guess", "X-Request-ID": "id-3"}),
        ):
            client.get(f"/api/v1/{path}", headers=headers, buffered=True)
    finally:
        logging.getLogger("verbatim.requests").removeHandler(handler)
    told = [json.loads(each["json"]) for each in lines]
    assert [(each["request_id"], each["status"], each["route"], each["path"]) for each in told] == [
        ("id-1", 404, "/api/v1/quotes/<reference>", "/api/v1/quotes/abcd\nx"),
        ("id-2", 200, "/api/v1/search", "/api/v1/search"),
        ("id-3", 401, "/api/v1/quotes", "/api/v1/quotes"),
    ]
    assert all("\n" not in text for each in lines for text in each.values())
    assert not any(word in text for each in lines for text in each.values() for word in (secret, "guess", "secrete"))
    assert getattr(caplog.records[0], FIELDS)["method"] == "GET"


def test_the_log_can_be_switched_off(client_with: Callable[..., Client], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "verbatim.requests")
    assert client_with(access_log=False).get("/healthz").json == {"status": "alive"}
    assert caplog.records == []


def counted(client: Client) -> dict[str, float]:
    """What /metrics says, by name and labels."""
    lines = client.get("/metrics", buffered=True).text.splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def test_metrics_count_requests_by_route(client: Client, sessions: sessionmaker[Session], index: Index) -> None:
    with sessions() as session:
        public_id = create_thing(session, QUOTE, {"text": "une rumeur"}).public_id
        session.commit()
    before = counted(client)
    assert (before["verbatim_index_queue"], before["verbatim_index_documents"]) == (1, 0)
    assert before["verbatim_index_age_seconds"] > 0
    drain(sessions, index)
    for path in (f"quotes/{public_id}", f"quotes/{public_id}", "quotes/none", "search?q=rumeur"):
        client.get(f"/api/v1/{path}", buffered=True)
    client.open("/api/v1/quotes", method="BREW", buffered=True)
    client.get("/nowhere", buffered=True)
    after = counted(client)
    name = "verbatim_http_requests_total"
    assert {each: value for each, value in after.items() if each.startswith(name)} == {
        f'{name}{{method="GET",route="/metrics",status="200"}}': 1,
        f'{name}{{method="GET",route="/api/v1/quotes/<reference>",status="200"}}': 2,
        f'{name}{{method="GET",route="/api/v1/quotes/<reference>",status="404"}}': 1,
        f'{name}{{method="GET",route="/api/v1/search",status="200"}}': 1,
        f'{name}{{method="GET",route="(none)",status="404"}}': 1,
        f'{name}{{method="other",route="(none)",status="405"}}': 1,
    }
    seconds = 'verbatim_http_request_seconds_bucket{le="10.0",method="GET",route="/api/v1/search"}'
    assert after[seconds] == 1
    gauges = ("queue", "age_seconds", "documents", "generation", "ready")
    assert {each: after[f"verbatim_index_{each}"] for each in gauges} == {
        "queue": 0, "age_seconds": 0, "documents": 1, "generation": 1, "ready": 1,
    }  # fmt: skip
    assert after["verbatim_database_ready"] == 1


def test_whoever_watches_is_not_limited(serving: Callable[..., Flask]) -> None:
    client = serving(rate_limit="1/hour").test_client()
    for path in ("/healthz", "/readyz", "/metrics"):
        assert [client.get(path).status_code for _ in range(3)] == [200] * 3
