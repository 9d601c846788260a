"""Requests that are too large, too deep, malformed: refused with the right status, and never a fault of ours."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import Client

JSON = {"Content-Type": "application/json"}
DEEP = 100_000

BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no JSON": (b"{", 400),
    "two values": (b"{} {}", 400),
    "not UTF-8": (b'{"text": "\xff\xfe"}', 400),
    "deep lists": (b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}", 400),
    "deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, 400),
    "deep and unclosed": (b"[" * DEEP, 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "a number beyond all": (b'{"text": ' + b"9" * 5_000 + b"}", 400),
    "no number": (b'{"text": NaN}', 400),
    "a lone surrogate": (b'{"text": "\\ud800"}', 422),
    "a NUL": (b'{"text": "a\\u0000b"}', 422),
    "many unknown names": (json.dumps({f"x{at}": 1 for at in range(5_000)}).encode(), 422),
    "too large": (b'{"text": "' + b"a" * 1_100_000 + b'"}', 413),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_bad_body_is_refused(body: str, client: Client, editor: dict[str, str]) -> None:
    raw, status = BODIES[body]
    answer = client.post("/api/v1/quotes", data=raw, headers={**editor, **JSON})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["status"] == status


ADDRESSES = {
    "/api/v1/quotes?q=" + "a" * 5_000: 422,
    "/api/v1/search?q=" + "(" * 2_000: 422,
    "/api/v1/search?q=" + "(" * 1_000: 200,
    "/api/v1/search?q=" + "%F0%9F%8E%A4" * 500: 200,
    "/api/v1/search?q=%FF%FE": 200,
    "/api/v1/search?q=a%00b": 200,
    "/api/v1/quotes?page=99999999999999999999": 422,
    "/api/v1/quotes?page=-1": 422,
    "/api/v1/quotes?" + "&".join(f"speaker=s{at}" for at in range(900)): 200,
    "/api/v1/quotes/%00": 404,
    "/api/v1/quotes/..%2f..%2fetc%2fpasswd": 404,
    "/docs/..%2f..%2fconfig.py": 404,
    "/docs/../../config.py": 404,
    "/api/v1/quotes/" + "a" * 8_000: 404,
    "/api/v1/quotes?year='; DROP TABLE quotes; --": 422,
}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda each: each[:40])
def test_a_strange_address_is_answered(address: str, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == ADDRESSES[address], answer.text[:300]


@pytest.mark.parametrize("name", ["X-Request-ID", "Authorization", "If-None-Match", "Accept-Language", "Origin"])
def test_a_strange_header_is_answered_and_never_repeated_raw(name: str, client_with: Callable[..., Client]) -> None:
    client = client_with(cors_origins=("https://a.example",))
    for value in ("\xff\xfe", "a" * 8_000, '"><script>alert(1)</script>', "*;q=" + "9" * 500, ",;=\t", "Bearer \xe9"):
        answer = client.get("/api/v1/quotes", headers={name: value})
        assert answer.status_code == (401 if name == "Authorization" else 200)
        assert value not in answer.headers.values()
