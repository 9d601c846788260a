"""``verbatim import``: files of schedules and of our own lines into the archive, with a plan, a report and no surprise.

A plan is the import itself, in a transaction: what it foretells is what would be. Where nobody is asked, it is shown
and then committed; it is given up before anybody is asked, so that a question that waits for its answer keeps no other
writer from the archive, and made again.
"""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click
from sqlalchemy.orm import Session
from tqdm import tqdm

from api.archive.history import because
from api.commands.collecting import few_collections
from api.commands.history import told_why
from api.commands.opening import Archive, Failure, Misuse, open_archive
from api.commands.reading import Call, read_files
from api.commands.telling import Told, sum_of, tell, write_report
from api.importers import FORMATS, JSONL, Reading
from api.importers.events import is_zone
from api.indexing import drain
from api.loader import load
from api.loader.likeness import Proposal, proposals
from search import SearchError

MOST_PLANNED = 5_000
"""Lines of all files; more are planned only where somebody is asked, for a plan is one transaction."""

Files = Sequence[tuple[str, str, Reading]]
"""Files read: the name, the format, what is in it."""


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

What would be new, changed, unchanged, gone and refused is told before anything is written; on a terminal you are
then asked. Where nobody is asked, more than {MOST_PLANNED:,} lines are written as they are read, without a plan.

Each line or entry that is refused is told on standard error as FILE:PLACE: REASON; the others land all the same.

Exit codes: 0 all landed, 1 some lines were refused or the plan was, 2 a file cannot be read or the call is wrong.
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.File("rb"))
@click.option(
    "--dry-run", "-n", is_flag=True, help="Say what would be new, changed, unchanged and gone; write nothing."
)
@click.option("--yes", "-y", is_flag=True, help="Do not ask, on a terminal, whether the plan is to be imported.")
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
@click.option(
    "--timezone", metavar="ZONE", help="The time zone of a schedule that tells none, or a wrong one: Europe/Paris."
)
@click.option("--keep-contacts", is_flag=True, help="Keep e-mail addresses and telephone numbers.")
@click.option("--strict", is_flag=True, help="All or nothing: one bad line in any FILE, and nothing is imported.")
@click.option("--quiet", "-q", is_flag=True, help="Show neither progress, notes nor sums: only the lines refused.")
@click.option("--no-index", is_flag=True, help="Leave the index to `verbatim serve` or `index run`.")
@told_why
def import_(files: Sequence[BinaryIO], no_index: bool, **options: Any) -> None:  # noqa: FBT001 - a flag
    """Import files."""
    call = Call(planned=not options["quiet"], **options)
    if call.timezone is not None and not is_zone(call.timezone):
        raise Misuse(f"{call.timezone!r} is no time zone: say one such as Europe/Paris or America/Montreal.")
    with few_collections(), open_archive() as archive:
        everything_landed = import_files(archive, files, call)
        if not no_index and not call.dry_run:
            index(archive)
    if not everything_landed:
        sys.exit(1)


def import_files(archive: Archive, files: Iterable[BinaryIO], call: Call) -> bool:
    """Import files and tell of them, of what it would do first; returns whether every line of all landed."""
    with archive.sessions() as session:
        read = read_files(session, files, call)
        asks = call.planned and not call.yes and _is_somebody_there()
        is_planned = asks or (call.planned and sum(len(each[2].lines) for each in read) <= MOST_PLANNED)
        plan: list[Told] = []
        if is_planned and not call.dry_run:
            plan, alike = _plan(session, read, call)
            is_kept = not asks and all(each.report.whole for each in plan)
            if not is_kept:
                session.rollback()
            if asks and _is_worth_asking(plan, call):
                click.confirm("Import this?", abort=True)
        if plan and is_kept:
            told = plan
        else:
            told = _load(session, read, call, whole=call.strict or call.dry_run, plan=plan)
            alike = _alike(session, told)
        nothing = call.dry_run or (call.strict and _refused(told))
        if nothing:
            session.rollback()
        else:
            session.commit()
    if call.report is not None:
        _write(call.report, told, alike)
    if not call.quiet:
        lines = [] if call.strict and nothing and not call.dry_run else _sums(told, alike)
        if plan and not nothing:
            as_planned = _outcomes(told) == _outcomes(plan)
            lines = ["Written as planned."] if as_planned else ["Not as planned, the archive has changed:", *lines]
        last = "Nothing was written: this was a dry run." if call.dry_run else "Nothing was imported."
        click.echo("\n".join([*lines, last] if nothing else lines))
    return not _refused(told)


def _plan(session: Session, read: Files, call: Call) -> tuple[list[Told], list[Proposal]]:
    """Load what has been read without a commit, and tell what that would be."""
    plan = _load(session, read, call, whole=True)
    alike = _alike(session, plan)
    if not (call.strict and _refused(plan)):
        click.echo("\n".join(_sums(plan, alike)))
    return plan, alike


def _is_worth_asking(plan: Sequence[Told], call: Call) -> bool:
    return any(each.report.changes for each in plan) and not (call.strict and _refused(plan))


def _is_somebody_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _load(session: Session, read: Files, call: Call, *, whole: bool, plan: Sequence[Told] = ()) -> list[Told]:
    """Load what has been read, ``whole`` without a commit; tell of entries unless the plan has told the same."""
    told: list[Told] = []
    for number, (name, kind, reading) in enumerate(read):
        began = time.perf_counter()
        because(session, replace(call.why, reason=call.why.reason or f"imported from {Path(name).name}"))
        schedule = None if kind == JSONL else kind
        with tqdm(desc=name, total=len(reading.lines), unit=" lines", disable=True if call.quiet else None) as bar:
            report = load(session, reading.lines, strict=whole, schedule=schedule, on_progress=bar.update)
        told.append(Told(name, kind, reading, report, time.perf_counter() - began))
        if not plan or _outcomes(told[-1:]) != _outcomes(plan[number : number + 1]):
            tell(told[-1], quiet=call.quiet)
    return told


def _alike(session: Session, told: Sequence[Told]) -> list[Proposal]:
    return proposals(session, set().union(*(each.names for each in told)))


def _refused(told: Sequence[Told]) -> bool:
    return any(each.report.refused for each in told)


def _sums(told: Sequence[Told], alike: Sequence[Proposal]) -> list[str]:
    sums = [sum_of(each) for each in told if each.reading.lines or each.kind == JSONL]
    if alike:
        sums.append(f"Proposed for a merge: {len(alike)} (`verbatim people proposals` lists them).")
    return sums


def _outcomes(told: Sequence[Told]) -> list[tuple[object, ...]]:
    """Give what became of files, but for the seconds and the ids that it took."""
    return [(sum_of(replace(each, seconds=0)), each.report.refused) for each in told]


def _write(path: Path, told: Sequence[Told], alike: Sequence[object]) -> None:
    try:
        write_report(path, told, alike)
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}") from error


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
