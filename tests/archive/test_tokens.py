"""Tokens as the command line makes them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from api.archive.errors import Conflict, NotFound
from api.archive.tokens import create_token, find_token, is_valid, list_tokens, revoke_token


def test_a_token_is_found_by_its_secret_alone(session: Session) -> None:
    secret = create_token(session, "robot", ("read",), timedelta(days=1))
    found = find_token(session, secret)
    assert found is not None
    assert (found.name, found.scopes, find_token(session, "robot"), find_token(session, found.secret_sha256)) == (
        "robot",
        ["read"],
        None,
        None,
    )


def test_a_name_is_free_again_once_its_token_has_ended(session: Session) -> None:
    first = create_token(session, "robot", ("read",), None)
    with pytest.raises(Conflict, match="There is already a token named “robot”: revoke it first"):
        create_token(session, "robot", ("write",), None)
    revoke_token(session, "robot")
    assert find_token(session, first) is None
    second = create_token(session, "robot", ("write",), timedelta(seconds=-1))
    assert find_token(session, second) is None
    third = create_token(session, "robot", ("write",), timedelta(days=1))
    assert [each.name for each in list_tokens(session)] == ["robot"]
    assert find_token(session, third) is not None


def test_revoking_twice_keeps_the_first_time(session: Session) -> None:
    create_token(session, "robot", ("read",), None)
    revoke_token(session, "robot")
    (token,) = list_tokens(session)
    at = token.revoked_at
    revoke_token(session, "robot")
    assert token.revoked_at == at
    with pytest.raises(NotFound, match=r"There is no token “nobody”\."):
        revoke_token(session, "nobody")


def test_when_a_token_is_valid(session: Session) -> None:
    create_token(session, "robot", ("read",), timedelta(days=1))
    (token,) = list_tokens(session)
    now = datetime.now(UTC)
    assert is_valid(token, now)
    assert is_valid(token, now + timedelta(hours=23))
    assert not is_valid(token, now + timedelta(hours=25))
