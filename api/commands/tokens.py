"""``verbatim token``: who may write."""

from datetime import UTC, datetime, timedelta

import click

from api.archive.errors import ArchiveError
from api.archive.tokens import SCOPES, create_token, is_valid, list_tokens, revoke_token
from api.commands.opening import Failure, open_archive

_SCOPE_HELP = " ".join(f"{name}: {meaning}" for name, meaning in SCOPES.items())


@click.group()
def token() -> None:
    """Make, list and revoke the tokens that let programs and people write."""


@token.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", type=click.Choice(list(SCOPES)), multiple=True, default=("read",), show_default=True,
    help=f"What it allows; may be repeated. {_SCOPE_HELP}",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 36_500), default=365, show_default=True, help="How long it is good.")
@click.option("--forever", is_flag=True, help="Never let it expire.")
def create(name: str, scopes: tuple[str, ...], days: int, forever: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Make a token called NAME and print it, alone, on standard output.

    It is shown this once: only its hash is kept.
    """
    if not name.strip() or not name.isprintable():
        raise click.UsageError("NAME must be a text that can be printed on a line.")
    with open_archive() as archive, archive.sessions() as session:
        try:
            secret = create_token(session, name, scopes, None if forever else timedelta(days=days))
        except ArchiveError as error:
            raise Failure(str(error)) from error
        session.commit()
    click.echo(secret)


@token.command("list")
def list_() -> None:
    """List the tokens: name, scopes, whether good, until when."""
    now = datetime.now(UTC)
    with open_archive() as archive, archive.sessions() as session:
        for each in list_tokens(session):
            state = "good" if is_valid(each, now) else "revoked" if each.revoked_at else "expired"
            until = "forever" if each.expires_at is None else f"until {each.expires_at:%Y-%m-%d}"
            click.echo(f"{each.name}\t{' '.join(each.scopes)}\t{state}\t{until}")


@token.command()
@click.argument("name")
def revoke(name: str) -> None:
    """End the token called NAME at once."""
    with open_archive() as archive, archive.sessions() as session:
        try:
            revoke_token(session, name)
        except ArchiveError as error:
            raise Failure(str(error)) from error
        session.commit()
    click.echo(f"The token {name} is revoked.", err=True)
