"""``verbatim people``: who may be one person in several spellings."""

import click

from api.commands.opening import open_archive
from api.loader.likeness import proposals


@click.group("people")
def people() -> None:
    """Look after the people of the archive."""


@people.command("proposals")
def list_proposals() -> None:
    """List people who may be one, a pair a line: both ids and names, and why. Nobody is merged by this."""
    with open_archive() as archive, archive.sessions() as session:
        found = proposals(session)
    for one in found:
        click.echo(f"{one.first.id}  {one.first.name}  =?  {one.second.id}  {one.second.name}  ({one.reason})")
    if not found:
        click.echo("Nobody is like anybody else.")
