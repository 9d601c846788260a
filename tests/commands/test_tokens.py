from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from api.archive.tokens import find_token
from tests.commands.conftest import Verbatim


def test_a_secret_is_printed_alone(verbatim: Verbatim, session: Session) -> None:
    made = verbatim("token", "create", "robot", "--scope", "write")
    assert (made.exit_code, made.stderr, made.stdout.count("\n")) == (0, "", 1)
    token = find_token(session, made.stdout.strip())
    assert token is not None
    assert (token.name, token.scopes) == ("robot", ["write"])
    assert token.expires_at is not None
    assert token.expires_at - token.created_at == timedelta(days=365)


def test_scopes_and_lifetimes(verbatim: Verbatim, session: Session) -> None:
    plain, both = verbatim("token", "create", "a"), verbatim("token", "create", "b", "--scope=read", "--scope=write")
    short, forever = verbatim("token", "create", "c", "--days", "2"), verbatim("token", "create", "d", "--forever")
    found = [find_token(session, made.stdout.strip()) for made in (plain, both, short, forever)]
    assert [each and each.scopes for each in found] == [["read"], ["read", "write"], ["read"], ["read"]]
    assert [each and each.expires_at and each.expires_at - each.created_at for each in found[2:]] == [
        timedelta(days=2),
        None,
    ]


def test_a_name_in_use(verbatim: Verbatim) -> None:
    verbatim("token", "create", "robot")
    again = verbatim("token", "create", "robot")
    assert (again.exit_code, again.stdout, again.stderr) == (
        1,
        "",
        "verbatim: There is already a token named “robot”: revoke it first, or choose another name.\n",
    )


def test_listing_and_revoking(verbatim: Verbatim) -> None:
    assert verbatim("token", "list").stdout == ""
    verbatim("token", "create", "robot", "--scope", "write", "--scope", "read")
    verbatim("token", "create", "always", "--forever")
    until = (datetime.now(UTC) + timedelta(days=365)).date().isoformat()
    assert verbatim("token", "list").stdout == f"robot\twrite read\tgood\tuntil {until}\nalways\tread\tgood\tforever\n"
    revoked = verbatim("token", "revoke", "robot")
    assert (revoked.exit_code, revoked.stdout, revoked.stderr) == (0, "", "The token robot is revoked.\n")
    assert verbatim("token", "list").stdout.splitlines()[0] == f"robot\twrite read\trevoked\tuntil {until}"
    nobody = verbatim("token", "revoke", "nobody")
    assert (nobody.exit_code, nobody.stdout, nobody.stderr) == (1, "", "verbatim: There is no token “nobody”.\n")


def test_wrong_calls(verbatim: Verbatim) -> None:
    for arguments in (
        ("create",),
        ("create", "a", "--scope", "all"),
        ("create", "a", "--days", "0"),
        ("create", ""),
        ("create", "a\tb"),
    ):
        result = verbatim("token", *arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert "Usage:" in result.stderr
