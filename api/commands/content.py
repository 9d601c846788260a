"""``verbatim import``, ``export`` and ``seed``: what goes into the archive as files, and comes out again."""

import gc
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click
from tqdm import tqdm

from api.commands.opening import Archive, Failure, Misuse, open_archive
from api.exporters import FORMATS, export_records
from api.importers import READERS
from api.indexing import drain
from api.loader import LoadReport, load
from api.records import RECORD_TYPES
from search import SearchError

SEEDS = Path(__file__).parents[2] / "seeds"
"""The founding data of a checkout: its folder stands beside the package."""

MOST_NOTES = 10
"""Notes of one kind that an import prints."""


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.File("rb"))
@click.option("--strict", is_flag=True, help="All or nothing: one bad line in any FILE, and nothing is imported.")
@click.option("--quiet", "-q", is_flag=True, help="Show neither progress, notes nor sums: only the lines refused.")
@click.option("--no-index", is_flag=True, help="Leave the index to `verbatim serve` or `verbatim index run`.")
def import_(files: Sequence[BinaryIO], strict: bool, quiet: bool, no_index: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Import FILEs of JSON Lines (`-`: standard input), each line a thing in the import format.

    Lines may come in any order; what has been imported before is found by its external_id and changed only
    where it differs. Each line that is refused is told on standard error as FILE:LINE: REASON, and the others
    land all the same.

    Exit codes: 0 all landed, 1 some lines were refused, 2 a file cannot be read or the call is wrong.
    """
    with open_archive() as archive:
        everything_landed = _import(archive, files, strict=strict, quiet=quiet)
        if not no_index:
            _index(archive)
    if not everything_landed:
        sys.exit(1)


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
                if not _import(archive, [stream], strict=True, quiet=False):
                    raise Failure(f"{path} has lines that this archive refuses.")
        _index(archive)


def _import(archive: Archive, files: Iterable[BinaryIO], *, strict: bool, quiet: bool) -> bool:
    """Import each file and tell of it; returns whether every line of all landed."""
    sums: list[str] = []
    refused = 0
    with archive.sessions() as session:
        for stream in files:
            began = time.perf_counter()
            name = str(getattr(stream, "name", "<stdin>"))
            try:
                lines = list(READERS["jsonl"](stream))
            except OSError as error:
                raise Misuse(f"{name}: {error.strerror}") from error
            # The records live to the end: walking them at each collection would cost a fifth of the time.
            gc.freeze()
            with tqdm(desc=name, total=len(lines), unit=" lines", disable=True if quiet else None) as bar:
                report = load(session, lines, strict=strict, on_progress=bar.update)
            gc.unfreeze()
            _tell(name, report, quiet=quiet)
            refused += len(report.refused)
            sums.append(_sum(name, report, len(lines), time.perf_counter() - began))
        if strict and refused:
            session.rollback()
            sums = ["Nothing was imported."]
        elif strict:
            session.commit()
    if not quiet:
        click.echo("\n".join(sums))
    return not refused


def _tell(name: str, report: LoadReport, *, quiet: bool) -> None:
    if not quiet:
        told: Counter[str] = Counter()
        for remark in report.warnings:
            told[remark.code] += 1
            if told[remark.code] <= MOST_NOTES:
                click.echo(f"{name}:{remark.number}: note: {remark.text}", err=True)
        for code, count in told.items():
            if count > MOST_NOTES:
                more = f"and {count - MOST_NOTES} more of this kind ({code}): run `verbatim lint`."
                click.echo(f"{name}: note: {more}", err=True)
    for line in report.refused:
        click.echo(f"{name}:{line.number}: {line.reason}", err=True)


def _sum(name: str, report: LoadReport, lines: int, seconds: float) -> str:
    """Sum up one file, a line for each thing that can become of a line."""
    return "\n".join(
        [
            f"{name}: {lines:,} lines in {seconds:.1f} s",
            f"  created    {_listed(report.created)}",
            f"  changed    {_listed(report.changed)}",
            f"  unchanged  {_listed(report.unchanged)}",
            f"  refused    {len(report.refused) or 'nothing'}",
        ]
    )


def _listed(counts: Mapping[str, int]) -> str:
    order = Counter({name: counts.get(name, 0) for name in (*RECORD_TYPES, "topic")})
    return (
        ", ".join(f"{count:,} {name}{'s' if count > 1 else ''}" for name, count in order.items() if count) or "nothing"
    )


def _index(archive: Archive) -> None:
    """Index what has been imported, unless the index is one that only its own process sees."""
    if archive.settings.search.startswith("memory:"):
        return
    try:
        index = archive.index()
        drain(archive.sessions, index)
        index.close()
    except SearchError as error:
        raise Failure(
            f"all is in the archive but not yet in the index ({error}): run `verbatim index run --once`."
        ) from error


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
