"""Who asks: tokens, their scopes, and how often they may ask."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.tokens import revoke_token
from api.archive.upkeep import Clock, Token
from api.context import EXTENSION
from tests.conftest import Answer, Client, token
from tests.factories import make_quote

QUOTES = "/api/v1/quotes"
UNKNOWN = "The token is unknown, revoked or expired: make one with `verbatim token create`."


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def quote(session: Session) -> str:
    made = make_quote(session)
    session.commit()
    return made.public_id


WRITES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", QUOTES, {"data": "no JSON", "content_type": "text/plain"}),
    ("POST", QUOTES, {"json": {"text": 1}}),
    ("POST", QUOTES, {"data": b"a" * 2_000_000, "content_type": "application/json"}),
    ("PATCH", f"{QUOTES}/rien", {}),
    ("PATCH", f"{QUOTES}/{{quote}}", {"json": {}}),
    ("DELETE", f"{QUOTES}/rien", {}),
    ("DELETE", f"{QUOTES}/{{quote}}", {"headers": {"If-Match": "*"}}),
]


@pytest.mark.parametrize(("method", "path", "rest"), WRITES)
def test_who_asks_is_judged_before_anything_else(
    *, client: Client, sessions: sessionmaker[Session], quote: str, method: str, path: str, rest: dict[str, Any]
) -> None:
    own = rest.get("headers", {})

    def ask(headers: Mapping[str, str]) -> Answer:
        return client.open(path.format(quote=quote), method=method, **{**rest, "headers": {**own, **headers}})

    nobody = ask({})
    assert (nobody.status_code, nobody.json["detail"], nobody.headers["WWW-Authenticate"]) == (
        401,
        "This needs a token with the scope `write`: send `Authorization: Bearer TOKEN`.",
        'Bearer realm="verbatim", scope="write"',
    )
    stranger = ask(bearer("verbatim_made-up"))
    assert (stranger.status_code, stranger.json["detail"], stranger.headers["WWW-Authenticate"]) == (
        401,
        UNKNOWN,
        'Bearer realm="verbatim", error="invalid_token"',
    )
    reader = ask(bearer(token(sessions, "read")))
    assert (reader.status_code, reader.json["detail"], reader.headers["WWW-Authenticate"]) == (
        403,
        "Your token lacks the scope `write`.",
        'Bearer realm="verbatim", error="insufficient_scope", scope="write"',
    )
    assert client.get(f"{QUOTES}/{quote}").status_code == 200


def test_a_good_token_in_any_case_of_its_scheme(client: Client, sessions: sessionmaker[Session]) -> None:
    secret = token(sessions, "write")
    for header in (f"Bearer {secret}", f"bearer  {secret} ", f"BEARER {secret}"):
        assert client.post(QUOTES, json={"text": "a"}, headers={"Authorization": header}).status_code == 201


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic {secret}", "{secret}", "Bearer {secret}x", "Bearer é"]
)
def test_a_bad_token_is_refused_for_reading_too(client: Client, sessions: sessionmaker[Session], header: str) -> None:
    header = header.format(secret=token(sessions, "write")).encode().decode("latin-1")
    for method, path in (("GET", QUOTES), ("POST", QUOTES), ("GET", "/api/v1/search")):
        answer = client.open(path, method=method, headers={"Authorization": header})
        assert (answer.status_code, answer.json["detail"]) == (401, UNKNOWN)


def test_a_token_ends_by_time_or_by_revoking(client: Client, sessions: sessionmaker[Session]) -> None:
    expired, revoked, forever = (
        token(sessions, "write", lifetime=timedelta(seconds=-1)),
        token(sessions, "write", lifetime=timedelta(days=1)),
        token(sessions, "write"),
    )
    with sessions() as session:
        name = session.scalar(
            select(Token.name).where(Token.secret_sha256 == hashlib.sha256(revoked.encode()).hexdigest())
        )
        assert client.get(QUOTES, headers=bearer(revoked)).status_code == 200
        revoke_token(session, str(name))
        session.commit()
    assert [client.get(QUOTES, headers=bearer(each)).status_code for each in (expired, revoked, forever)] == [
        401,
        401,
        200,
    ]


def test_only_the_hash_of_a_token_is_kept(sessions: sessionmaker[Session], session: Session) -> None:
    secret = token(sessions, "read", "write")
    (row,) = session.scalars(select(Token))
    assert secret.startswith("verbatim_")
    assert len(secret) == len("verbatim_") + 43
    assert row.secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert row.scopes == ["read", "write"]
    assert secret not in str({column.name: getattr(row, column.name) for column in Token.__table__.columns})


class TestRateLimits:
    """Requests are counted by token, else by address."""

    @pytest.fixture
    def limited(self, client_with: Callable[..., Client]) -> Client:
        return client_with(rate_limit="3/minute", rate_limit_token="5/minute", cache_bytes=0)

    def test_an_address_without_a_token(self, limited: Client) -> None:
        answers = [limited.get(QUOTES) for _ in range(4)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429]
        last = answers[-1]
        seconds = int(last.headers["Retry-After"])
        assert 1 <= seconds <= 60
        assert (last.content_type, last.json["detail"]) == (
            "application/problem+json",
            f"At most 3 requests in 60 s: come back in {seconds} s.",
        )
        elsewhere = limited.get(QUOTES, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
        assert elsewhere.status_code == 200

    def test_a_token_has_a_count_of_its_own(self, limited: Client, sessions: sessionmaker[Session]) -> None:
        one, other = bearer(token(sessions, "read")), bearer(token(sessions, "read"))
        assert [limited.get(QUOTES, headers=one).status_code for _ in range(6)] == [200] * 5 + [429]
        assert limited.get(QUOTES, headers=other).status_code == 200
        assert limited.get(QUOTES).status_code == 200

    def test_trying_tokens_out_is_counted_by_address(self, limited: Client) -> None:
        answers = [limited.get(QUOTES, headers=bearer(f"verbatim_{number}")).status_code for number in range(4)]
        assert answers == [401, 401, 401, 429]

    def test_several_limits_and_none(self, client_with: Callable[..., Client]) -> None:
        client = client_with(rate_limit="2/second;1000/day", cache_bytes=0)
        assert 429 in [client.get(QUOTES).status_code for _ in range(5)]
        free = client_with(rate_limit="", rate_limit_token="", cache_bytes=0)
        assert {free.get(QUOTES).status_code for _ in range(50)} == {200}

    def test_the_address_behind_a_trusted_proxy(self, client_with: Callable[..., Client]) -> None:
        def ask(client: Client, *addresses: str) -> list[int]:
            return [client.get(QUOTES, headers={"X-Forwarded-For": each}).status_code for each in addresses]

        believed = client_with(rate_limit="1/minute", trusted_proxies=1, cache_bytes=0)
        assert ask(believed, "192.0.2.1", "192.0.2.2", "192.0.2.1") == [200, 200, 429]
        # What the client itself adds in front of what our proxy saw changes nothing.
        assert ask(believed, "10.0.0.1, 192.0.2.2") == [429]
        plain = client_with(rate_limit="1/minute", cache_bytes=0)
        assert ask(plain, "192.0.2.1", "192.0.2.2") == [200, 429]


def test_what_is_kept_ends_with_a_change_and_is_not_shared_with_editors(
    serving: Callable[..., Flask], session: Session, editor: dict[str, str]
) -> None:
    app = serving(cache_bytes=0)
    client = app.test_client()

    def totals() -> list[int]:
        address = f"{QUOTES}?page_size=1"  # a list that is seen whole is not counted
        return [
            client.get(address, headers=headers).get_json()["page"]["total"] for headers in ({}, editor, {}, editor)
        ]

    make_quote(session)
    make_quote(session, status="draft")
    session.commit()
    assert totals() == [1, 2, 1, 2]
    # The totals of the public and of editors, without a memory of answers.
    state = app.extensions[EXTENSION].kept.at(tick(session))
    assert sorted(total for (name, *_), total in state.items() if name == "total") == [1, 2]
    make_quote(session)
    session.commit()
    assert totals() == [2, 3, 2, 3]


def tick(session: Session) -> int:
    """The archive's clock."""
    return session.scalars(select(Clock.tick)).one()
