"""``verbatim sources``: whether sources are still where, and what, they were."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from api.archive.models import Source
from api.commands.opening import Misuse, open_archive
from api.source_checking import Checked, Look, check_sources, fetch, live_sources, read_file

_SUFFIXES = (".txt", ".html", ".htm", ".md")


@click.group("sources")
def sources() -> None:
    """Look whether sources are still where, and what, they were."""


@sources.command()
@click.argument("references", metavar="[SOURCE|SOURCE=ADDRESS]...", nargs=-1)
@click.option(
    "--files", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read the sources' texts from this folder: files named ID.txt, ID.md or ID.html, by id or external id.",
)  # fmt: skip
@click.option("--fetch", "over_http", is_flag=True, help="Ask the sources' own addresses, over HTTP.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=20.0, show_default=True, help="Seconds for each.")
@click.option("--keep", is_flag=True, help="Keep the texts that are read (for token holders), and move the mentions.")
@click.option("--dry-run", is_flag=True, help="Only tell: mark and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: {sources: […], counts: {…}}.")
def check(  # noqa: PLR0913, PLR0917 - the options of a command
    references: tuple[str, ...],
    folder: Path | None,
    over_http: bool,  # noqa: FBT001 - flags of the command line
    timeout: float,
    keep: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Mark each SOURCE (all, when none is named) as ok, moved, gone or changed.

    Changed: words that quotes have of it, or its kept text, stand in it no more, or its whole text has another
    SHA-256. Moved: its address leads elsewhere for good. What does not answer keeps its status.

    Exit codes: 0 all are ok, 1 some are not or do not answer, 2 the call is wrong.
    """
    addresses = {name: address for name, sign, address in (each.partition("=") for each in references) if sign}
    names = [each.partition("=")[0] for each in references]
    if (folder is None) == (not over_http and not addresses):
        raise Misuse("say where to look: --files FOLDER, or --fetch, or SOURCE=ADDRESS.")
    files = {} if folder is None else {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES}

    def look(source: Source) -> Look | None:
        own = [each for each in (source.public_id, source.external_id) if each is not None]
        if folder is not None:
            return next((read_file(files[name]) for name in own if name in files), None)
        address = next((addresses[name] for name in own if name in addresses), source.url if over_http else None)
        return None if address is None else fetch(address, timeout)

    with open_archive() as archive, archive.sessions() as session:
        wanted = live_sources(session, names)
        known = {name for source in wanted for name in (source.public_id, source.external_id)}
        if missing := [name for name in names if name not in known]:
            raise Misuse(f"there is no source {', '.join(missing)}.")
        with tqdm(wanted, unit=" sources", disable=None if over_http else True) as bar:
            found = list(check_sources(session, bar, look, mark=not dry_run, keep=keep))
    _tell(found, len(wanted), as_json=as_json)
    if any(each.status != "ok" for each in found):
        sys.exit(1)


def _tell(found: Iterable[Checked], total: int, *, as_json: bool) -> None:
    found = list(found)
    counts = Counter(each.status for each in found)
    counts["not looked at"] = total - len(found)
    counts = +counts
    if as_json:
        views = [asdict(each) for each in found]
        click.echo(json.dumps({"sources": views, "counts": counts}, ensure_ascii=False, indent=2))
        return
    for each in found:
        was = f" (was {each.before})" if each.status not in (each.before, "unreachable") else ""
        lost = f"; words gone: {', '.join(each.lost)}" if each.lost else ""
        to = f"; leads to {each.moved_to}" if each.moved_to else ""
        note = f"; {each.note}" if each.note else ""
        click.echo(f"{each.external_id or each.id}: {each.status}{was}: {each.found} mentions found{lost}{to}{note}")
    listed = ", ".join(f"{count:,} {status}" for status, count in counts.items())
    click.echo(f"{total:,} sources{f': {listed}' if listed else ''}.", err=True)
