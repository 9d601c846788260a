"""``verbatim export`` and ``seed``: what comes out of the archive as files, and what was in it first."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from api.commands.importing import import_files, index
from api.commands.opening import Failure, Misuse, open_archive
from api.commands.reading import Call
from api.exporters import FORMATS, export_records
from api.records import RECORD_TYPES

SEEDS = Path(__file__).parents[2] / "seeds"
"""The founding data of a checkout: its folder stands beside the package."""


@click.command("export")
@click.argument("file", default="-", type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path))
@click.option(
    "--type", "types", type=click.Choice(list(RECORD_TYPES)), multiple=True, help="Only this type; may be repeated."
)
def export(file: Path, types: tuple[str, ...]) -> None:
    """Export the archive to FILE as JSON Lines in the import format (default: standard output).

    Drafts are in it, what has been withdrawn is not. An archive into which it is imported exports the same
    again, byte for byte. FILE is replaced only once the export is whole.
    """
    with open_archive() as archive, archive.sessions() as session:
        lines = FORMATS["jsonl"](export_records(session, types or tuple(RECORD_TYPES)))
        if str(file) == "-":
            stream = sys.stdout.buffer
            stream.writelines(lines)
            stream.flush()
            return
        try:
            count = _write_whole(file, lines)
        except OSError as error:
            raise Misuse(f"{file}: {error.strerror}") from error
    click.echo(f"Wrote {count} lines to {file}.", err=True)


@click.command("seed")
@click.option(
    "--from", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of *.jsonl files, instead of this checkout's `seeds`.",
)  # fmt: skip
def seed(folder: Path | None) -> None:
    """Import the founding article: both its events, its speakers and its quotes. Again: nothing changes."""
    folder = folder or SEEDS
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise Misuse(f"there are no seeds (*.jsonl) in {folder}: say where they are with --from.")
    with open_archive() as archive:
        for path in paths:
            with path.open("rb") as stream:
                if not import_files(archive, [stream], Call(strict=True)):
                    raise Failure(f"{path} has lines that this archive refuses.")
        index(archive)


def _write_whole(path: Path, lines: Iterable[bytes]) -> int:
    """Write a file beside its place and put it there once it is whole; returns how many lines it has."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            count = 0
            for line in lines:
                stream.write(line)
                count += 1
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count
