"""``verbatim backup`` and ``restore``: the whole archive as one file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic.util import CommandError
from tqdm import tqdm

from api.backup import Backup, BackupError, is_empty, restore_backup, write_backup
from api.backup.tables import Progress
from api.commands.opening import Archive, Failure, Misuse, open_archive
from api.indexing import rebuild


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when it is there already.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def backup(file: Path, force: bool, quiet: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Write everything that is in the database to FILE, while the archive is served.

    All of it is of one moment: drafts, versions, tombstones, public ids, tokens (as hashes), what waits to be indexed.
    FILE is read back and checked before it takes its place; only you can read it. It can be restored into SQLite and
    PostgreSQL alike. The index is not in it: `verbatim restore` makes it again.
    """
    if file.exists() and not force:
        raise Misuse(f"{file} is there already: choose another name, or replace it with --force.")
    with open_archive() as archive, _progress("backup", quiet=quiet) as progress, _told(file):
        written = write_backup(archive.engine, file, progress)
    click.echo(f"Wrote {_sum(written)} to {file} ({file.stat().st_size:,} bytes), read back and found equal.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the archive holds now: it is lost.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress.")
def restore(file: Path, force: bool, quiet: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Put the backup in FILE into the archive, and make its index again.

    An archive that is not there yet is made. All of FILE is checked before anything is changed, and all that was
    written is checked against it; if anything goes wrong, the archive is left as it was.
    """
    with open_archive(migrated=False, create=True) as archive:
        if not force and not is_empty(archive.engine):
            raise Misuse("the archive is not empty: restore into another, or replace what is there with --force.")
        with _progress("restore", quiet=quiet) as progress, _told(file):
            restored = restore_backup(archive.engine, file, progress)
        click.echo(f"Restored {_sum(restored)}, checked row by row.")
        if not archive.settings.search.startswith("memory:"):
            _index(archive, quiet=quiet)


def _index(archive: Archive, *, quiet: bool) -> None:
    index = archive.index()
    with _progress("index", quiet=quiet) as progress:
        count = rebuild(archive.sessions, index, progress)
    index.close()
    click.echo(f"The index has {count:,} documents.")


@contextmanager
def _progress(what: str, *, quiet: bool) -> Iterator[Progress]:
    with tqdm(desc=what, disable=True if quiet else None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Tell in a sentence what can go wrong with a file or a schema."""
    try:
        yield
    except OSError as error:
        raise Misuse(f"{file}: {error.strerror or error}") from error
    except (BackupError, CommandError) as error:
        raise Failure(str(error)) from error


def _sum(backup: Backup) -> str:
    return f"{backup.rows:,} rows of {len(backup.sums)} tables (schema {backup.revision}, {backup.made_at})"
