"""``verbatim merge``, ``unmerge`` and ``redact``: what corrects the archive beyond one thing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from sqlalchemy.orm import Session

from api.archive.database import scrub
from api.archive.differences import differences
from api.archive.errors import ArchiveError
from api.archive.history import Why, because
from api.archive.merging import MERGEABLE, Merged, find_merge, merge_things, moved_by, undo_merge
from api.archive.redacting import Redaction, redact_thing, redact_versions
from api.archive.verbs import KINDS
from api.commands.opening import Archive, Failure, open_archive
from api.indexing import drain
from search import SearchError

_KINDS = {kind.name: kind for kind in KINDS}


def told_why(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take ``--reason`` and ``--note``, and hand them over as ``why``."""

    @click.option("--reason", help="Why, for editors alone; kept with each version that is made.")
    @click.option("--note", help="Why, for all to read; kept with each version that is made.")
    @wraps(command)
    def told(*args: Any, reason: str | None, note: str | None, **kwargs: Any) -> Any:
        by = f"verbatim {click.get_current_context().info_name}"
        return command(*args, why=Why(by, reason, note), **kwargs)

    return told


@contextmanager
def _changing(why: Why) -> Iterator[tuple[Archive, Session]]:
    """Open the archive for changes; what it refuses is a failure of the command."""
    with open_archive() as archive, archive.sessions() as session:
        because(session, why)
        try:
            yield archive, session
        except ArchiveError as error:
            raise Failure(str(error)) from error


@click.command()
@click.argument("kind", metavar="TYPE", type=click.Choice(list(MERGEABLE)))
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@told_why
def merge(kind: str, old: str, new: str, dry_run: bool, why: Why) -> None:  # noqa: FBT001 - a flag of the command line
    """Merge OLD into NEW, two things of a TYPE, each by id or slug.

    What refers to OLD refers to NEW from then on, and the addresses of OLD lead on to NEW for good.
    """
    with _changing(why) as (_, session):
        merged = merge_things(session, kind, old, new)
        _tell(merged)
        if dry_run:
            session.rollback()
            click.echo("Nothing was done: this was a dry run.")
        else:
            session.commit()
            click.echo(f"Merged. To undo it: verbatim unmerge {merged.merge.public_id}")


def _tell(merged: Merged) -> None:
    click.echo(f"{merged.merge.old_id} becomes part of {merged.merge.new_id}.")
    for table, count in merged.moved.items():
        click.echo(f"  moved      {count} {table.replace('_', ' ')}")
    for change in differences(merged.before, merged.after):
        click.echo(f"  {change['field']:<10} {change['old']!r} -> {change['new']!r}")


@click.command()
@click.argument("merge_id", metavar="ID")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@told_why
def unmerge(merge_id: str, dry_run: bool, why: Why) -> None:  # noqa: FBT001 - a flag of the command line
    """Undo the merge of this ID, which `verbatim merge` printed: what nobody has moved since goes back."""
    with _changing(why) as (_, session):
        merged = find_merge(session, merge_id)
        moved = moved_by(merged)
        undo_merge(session, merge_id)
        click.echo(f"{merged.old_id} parts from {merged.new_id}.")
        for table, count in moved.items():
            click.echo(f"  back       {count} {table.replace('_', ' ')}, unless moved since")
        if dry_run:
            session.rollback()
            click.echo("Nothing was done: this was a dry run.")
        else:
            session.commit()


@click.command()
@click.argument("kind", metavar="TYPE", type=click.Choice(list(_KINDS)))
@click.argument("reference", metavar="REFERENCE")
@click.option(
    "--version", "versions", type=click.IntRange(1), multiple=True,
    help="Erase this old version alone; may be repeated. The thing itself stays.",
)  # fmt: skip
@click.confirmation_option(prompt="The words cannot be brought back. Go on?")
@told_why
def redact(kind: str, reference: str, versions: tuple[int, ...], why: Why) -> None:
    """Erase the words of a thing for good (a court's order, a person's right): now, in its past, and in the index.

    REFERENCE is its id or slug. A tombstone stays that says so. Of a speaker, quotes and talks forget who it was.
    Backups and exports made before keep the words: destroy them yourself.
    """
    with _changing(why) as (archive, session):
        of = _KINDS[kind]
        redaction = (
            redact_versions(session, of, reference, versions) if versions else redact_thing(session, of, reference)
        )
        session.commit()
        session.close()
        scrub(archive.engine)
        _index(archive)
    _tell_erased(redaction)


def _index(archive: Archive) -> None:
    """Make the index again without the words, unless it is one that only its own process sees."""
    if archive.settings.search.startswith("memory:"):
        return
    try:
        index = archive.index()
        drain(archive.sessions, index)
        index.close()
    except SearchError as error:
        raise Failure(
            f"erased in the database but not in the index ({error}): run `verbatim index rebuild`."
        ) from error


def _tell_erased(redaction: Redaction) -> None:
    versions = ", ".join(map(str, redaction.versions)) or "none"
    click.echo(f"Erased: the {redaction.kind} {redaction.public_id}, versions before this act: {versions}.")
    if redaction.others:
        click.echo(f"No longer in: {', '.join(redaction.others)}.")
    click.echo(
        "Not reached: backups, exports, logs and copies made before, and the same words printed in other things."
    )
