"""``verbatim db``: the schema of the database."""

import click
from alembic.util import CommandError

from api import migrations
from api.commands.opening import Failure, Misuse, open_archive
from api.migrations import changing


@click.group("db")
def db() -> None:
    """Bring the database's schema up or down, or look at it."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the schema up to REVISION (default: the newest). What is there already is left alone.

    An archive that is not there yet is made.
    """
    with open_archive(migrated=False, create=True) as archive:
        before = migrations.current(archive.engine)
        try:
            changing.upgrade(archive.engine, revision)
        except CommandError as error:
            raise Misuse(str(error)) from error
        after = migrations.current(archive.engine)
    click.echo(
        f"The schema is at {after}." if before == after else f"The schema went from {before or 'none'} to {after}."
    )


@db.command()
@click.argument("revision")
@click.confirmation_option(prompt="This can delete data. Go on?")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION (`base`: nothing is left)."""
    with open_archive(migrated=False) as archive:
        try:
            changing.downgrade(archive.engine, revision)
        except CommandError as error:
            raise Misuse(str(error)) from error
    click.echo(f"The schema is at {revision}.")


@db.command()
def current() -> None:
    """Print the revision of the schema, and whether it is the newest."""
    with open_archive(migrated=False) as archive:
        at, head = migrations.current(archive.engine), migrations.head()
    click.echo(f"{at or 'none'} ({'the newest' if at == head else f'the newest is {head}'})")


@db.command()
def check() -> None:
    """Fail (exit code 1) when the models differ from what the migrations make.

    A database in memory is migrated and compared; that of the settings is not touched.
    """
    found = changing.undescribed()
    if found:
        raise Failure("the models have changed, and no migration says so:\n  " + "\n  ".join(found))
    click.echo("Every model is described by a migration.")
