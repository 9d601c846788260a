"""The verbs of tokens: made and revoked by the command line, checked at each request.

Decision: a secret is 256 random bits, so its plain SHA-256 can be kept and looked up: there is nothing to
guess that a slow hash would slow down.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.errors import Conflict, NotFound
from api.archive.upkeep import Token

PREFIX = "verbatim_"
SCOPES = {
    "read": "Read what is public, at the higher rate limit of tokens.",
    "write": "Create, change and remove, and read drafts.",
    "admin": "Erase words for good.",
}


def create_token(session: Session, name: str, scopes: Sequence[str], lifetime: timedelta | None) -> str:
    """Make a token and return its secret, which is kept nowhere; raises ``Conflict`` for a name in use."""
    existing = session.scalar(select(Token).where(Token.name == name))
    now = datetime.now(UTC)
    if existing is not None and is_valid(existing, now):
        message = f"There is already a token named “{name}”: revoke it first, or choose another name."
        raise Conflict(message)
    if existing is not None:
        session.delete(existing)
        session.flush()
    secret = PREFIX + secrets.token_urlsafe(32)
    session.add(
        Token(
            name=name,
            secret_sha256=hashed(secret),
            scopes=list(scopes),
            created_at=now,
            expires_at=None if lifetime is None else now + lifetime,
        )
    )
    session.flush()
    return secret


def find_token(session: Session, secret: str) -> Token | None:
    """Return the token of this secret if it is good now.

    The database compares hashes, so the time it takes tells nothing about the secret.
    """
    token = session.scalar(select(Token).where(Token.secret_sha256 == hashed(secret)))
    return token if token is not None and is_valid(token, datetime.now(UTC)) else None


def list_tokens(session: Session) -> Sequence[Token]:
    """Return every token, oldest first."""
    return session.scalars(select(Token).order_by(Token.id)).all()


def revoke_token(session: Session, name: str) -> None:
    """End a token now; raises ``NotFound``."""
    token = session.scalar(select(Token).where(Token.name == name))
    if token is None:
        message = f"There is no token “{name}”."
        raise NotFound(message)
    token.revoked_at = token.revoked_at or datetime.now(UTC)
    session.flush()


def is_valid(token: Token, now: datetime) -> bool:
    """Say whether a token is neither revoked nor expired."""
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > now)


def hashed(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
