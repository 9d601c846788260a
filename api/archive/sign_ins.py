"""The verbs of signing in to the pages: a token is shown once, and a cookie with a secret of its own stands for it.

Decision: the secret is opaque and kept as a hash, as a token's is: there is no key to look after, signing out ends it
for good, and it ends with its token.
"""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.archive.tokens import find_token, hashed, is_valid
from api.archive.upkeep import SignIn, Token

LIFETIME = timedelta(hours=12)
"""How long a browser stays signed in: a working day."""


def sign_in(session: Session, token_secret: str) -> str | None:
    """Return the secret of a new sign-in with this token; None for a token that is not good."""
    token = find_token(session, token_secret)
    if token is None:
        return None
    now = datetime.now(UTC)
    session.execute(delete(SignIn).where(SignIn.expires_at < now))
    secret = secrets.token_urlsafe(32)
    session.add(SignIn(secret_sha256=hashed(secret), token_id=token.id, expires_at=now + LIFETIME))
    session.flush()
    return secret


def find_signed_in(session: Session, secret: str) -> Token | None:
    """Return the token that stands behind a sign-in, if both are good now."""
    now = datetime.now(UTC)
    live = SignIn.secret_sha256 == hashed(secret), SignIn.expires_at > now
    token = session.scalar(select(Token).join(SignIn, SignIn.token_id == Token.id).where(*live))
    return token if token is not None and is_valid(token, now) else None


def sign_out(session: Session, secret: str) -> None:
    """End a sign-in; one that has ended already is no error."""
    session.execute(delete(SignIn).where(SignIn.secret_sha256 == hashed(secret)))
