"""``verbatim import``: files of schedules and of our own lines into the archive, with a plan, a report and no surprise.

A dry run is the import itself, in a transaction that is given up: what it foretells is what would be.
"""

import gc
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import click
from sqlalchemy.orm import Session
from tqdm import tqdm

from api.archive.history import Why, because
from api.commands.history import told_why
from api.commands.opening import Archive, Failure, Misuse, open_archive
from api.commands.telling import Told, sum_of, tell, write_report
from api.importers import (
    FORMATS,
    JSONL,
    BadFile,
    Content,
    Reading,
    Wanted,
    assemble,
    is_jsonl,
    read_jsonl,
    read_programme,
)
from api.importers.content import MAX_BYTES
from api.importers.events import is_zone
from api.importers.programme import Programme
from api.indexing import drain
from api.loader import known_event, load
from api.loader.likeness import proposals
from search import SearchError

_HEAD = 65_536
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How files are to be imported."""

    strict: bool = False
    quiet: bool = False
    dry_run: bool = False
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    event: str | None = None
    series: str | None = None
    timezone: str | None = None
    keep_contacts: bool = False
    report: Path | None = None
    why: Why = field(default_factory=lambda: Why("verbatim import"))


def _formats() -> str:
    """List the formats for the help."""
    lines = [f"  {name:<14} {each.title}" for name, each in FORMATS.items()]
    return "\n".join([f"  {JSONL:<14} JSON Lines in the import format, each line a thing", *lines])


def _mapping(context: click.Context, parameter: click.Parameter, pairs: Sequence[str]) -> Mapping[str, str]:
    """Read the pairs of --map."""
    del context, parameter
    wrong = next((pair for pair in pairs if not all(part.strip() for part in pair.rpartition("=")[::2])), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not COLUMN=FIELD, such as 'Nom=speakers'")
    return {column.strip(): name.strip() for column, _, name in (pair.rpartition("=") for pair in pairs)}


@click.command(
    "import",
    help=f"""Import FILEs (`-`: standard input), whose formats are known by what is in them:

\b
{_formats()}

    FILEs of one conference belong in one call: sessions find their speakers and their times in the others. What has
    been imported before is found again by its id and changed only where its source says something new; what somebody
    has changed here stays, and is told as a conflict; a talk that its schedule no longer has is flagged (`gone_since`),
    never removed. Breaks, e-mail addresses and telephone numbers are left out of schedules, and counted.

    Each line or entry that is refused is told on standard error as FILE:PLACE: REASON; the others land all the same.

    Exit codes: 0 all landed, 1 some lines were refused, 2 a file cannot be read or the call is wrong.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.File("rb"))
@click.option(
    "--dry-run", "-n", is_flag=True, help="Say what would be new, changed, unchanged and gone; write nothing."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="OUT.json",
    help="Write all that is told, thing by thing, as JSON.",
)
@click.option("--format", "-f", type=click.Choice([JSONL, *FORMATS]), help="Read every FILE as this format.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=_mapping,
    metavar="COLUMN=FIELD",
    help="Say what a column of a table holds, such as 'Nom=speakers'; may be repeated.",
)
@click.option(
    "--event", metavar="NAME", help="The event of a schedule: its id or slug in the archive, or a name for it."
)
@click.option(
    "--series", metavar="NAME", help="The series of the event: who spoke at another edition is the same person."
)
@click.option("--timezone", metavar="ZONE", help="The time zone of a schedule that tells none, such as Europe/Paris.")
@click.option("--keep-contacts", is_flag=True, help="Keep e-mail addresses and telephone numbers.")
@click.option("--strict", is_flag=True, help="All or nothing: one bad line in any FILE, and nothing is imported.")
@click.option("--quiet", "-q", is_flag=True, help="Show neither progress, notes nor sums: only the lines refused.")
@click.option("--no-index", is_flag=True, help="Leave the index to `verbatim serve` or `index run`.")
@told_why
def import_(files: Sequence[BinaryIO], no_index: bool, **options: Any) -> None:  # noqa: FBT001 - a flag
    """Import files."""
    call = Call(**options)
    if call.timezone is not None and not is_zone(call.timezone):
        raise Misuse(f"{call.timezone!r} is no time zone: say one such as Europe/Paris or America/Montreal.")
    with open_archive() as archive:
        everything_landed = import_files(archive, files, call)
        if not no_index and not call.dry_run:
            index(archive)
    if not everything_landed:
        sys.exit(1)


def import_files(archive: Archive, files: Iterable[BinaryIO], call: Call) -> bool:
    """Import each file and tell of it; returns whether every line of all landed."""
    told: list[Told] = []
    whole = call.strict or call.dry_run
    with archive.sessions() as session:
        for name, kind, reading in _read(session, files, call):
            began = time.perf_counter()
            because(session, replace(call.why, reason=call.why.reason or f"imported from {Path(name).name}"))
            # The records live to the end: walking them at each collection would cost a fifth of the time.
            gc.freeze()
            schedule = None if kind == JSONL else kind
            with tqdm(desc=name, total=len(reading.lines), unit=" lines", disable=True if call.quiet else None) as bar:
                report = load(session, reading.lines, strict=whole, schedule=schedule, on_progress=bar.update)
            gc.unfreeze()
            told.append(Told(name, kind, reading, report, time.perf_counter() - began))
            tell(told[-1], quiet=call.quiet)
        refused = any(each.report.refused for each in told)
        alike = proposals(session, set().union(*(each.names for each in told)))
        nothing = call.dry_run or (call.strict and refused)
        if nothing:
            session.rollback()
        elif call.strict:
            session.commit()
    if call.report is not None:
        _write(call.report, told, alike)
    if not call.quiet:
        sums = (
            []
            if call.strict and refused and not call.dry_run
            else [sum_of(each) for each in told if each.reading.lines or each.kind == JSONL]
        )
        if alike:
            sums.append(f"Proposed for a merge: {len(alike)} (`verbatim people proposals` lists them).")
        last = "Nothing was written: this was a dry run." if call.dry_run else "Nothing was imported."
        click.echo("\n".join([*sums, last] if nothing else sums))
    return not refused


def _write(path: Path, told: Sequence[Told], alike: Sequence[object]) -> None:
    try:
        write_report(path, told, alike)
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}") from error


def _read(session: Session, files: Iterable[BinaryIO], call: Call) -> list[tuple[str, str, Reading]]:
    """Read all files before anything is written; raises ``Misuse`` for one that cannot be read."""
    kinds: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    programmes: dict[str, Programme] = {}
    for stream in files:
        name = str(getattr(stream, "name", "<stdin>"))
        try:
            head = stream.read(_HEAD)
            _check_is_not_empty(name, head)
            if call.format == JSONL or (call.format is None and not call.mapping and _is_lines(name, head)):
                rest = cast("BinaryIO", _Rejoined(head, stream))
                kinds[name], readings[name] = JSONL, Reading(lines=tuple(read_jsonl(rest)))
            else:
                content = Content(name, head + stream.read(MAX_BYTES))
                kinds[name], programmes[name] = read_programme(content, call.format, call.mapping)
        except OSError as error:
            raise Misuse(f"{name}: {error.strerror}") from error
        except BadFile as error:
            raise Misuse(f"{name}: {error}.") from error
    if programmes:
        known = known_event(session, call.event) if call.event else None
        wanted = Wanted(
            event=known[0] if known else call.event,
            known=known is not None,
            series=call.series,
            timezone=call.timezone or (known[1] if known else None),
            keep_contacts=call.keep_contacts,
        )
        readings |= assemble(programmes, wanted)
    return [(name, kind, readings[name]) for name, kind in kinds.items()]


def _check_is_not_empty(name: str, head: bytes) -> None:
    """Lines may be none, a schedule not; raises ``BadFile``."""
    if not head.strip() and Path(name).suffix not in ("", *_LINES):
        raise BadFile("is empty")


def _is_lines(name: str, head: bytes) -> bool:
    return name.endswith(_LINES) or is_jsonl(head)


class _Rejoined:
    """A stream whose beginning has been read already, for a reader of lines."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readline(self, size: int = -1) -> bytes:
        """Read a line, at most ``size`` bytes of it."""
        if not self._head:
            return self._rest.readline(size)
        end = self._head.find(b"\n") + 1
        line, self._head = (self._head[:end], self._head[end:]) if end else (self._head, b"")
        if not end:
            line += self._rest.readline(size - len(line) if size >= 0 else -1)
        return line


def index(archive: Archive) -> None:
    """Index what has been imported, unless the index is one that only its own process sees."""
    if archive.settings.search.startswith("memory:"):
        return
    try:
        opened = archive.index()
        drain(archive.sessions, opened)
        opened.close()
    except SearchError as error:
        raise Failure(
            f"all is in the archive but not yet in the index ({error}): run `verbatim index run --once`."
        ) from error
