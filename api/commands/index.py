"""``verbatim index``: the search index, made from the database and disposable."""

import logging
import os
import signal
import threading
from types import FrameType

import click
from sqlalchemy.exc import OperationalError
from tqdm import tqdm

from api.archive.outbox import backlog
from api.commands.opening import Archive, open_archive
from api.indexing import drain, rebuild
from search import Index, SearchError

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
"""Seconds between tries while the database or the index fails."""


@click.group()
def index() -> None:
    """Keep the search index in step with the database."""


@index.command("rebuild")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def rebuild_(quiet: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Make the whole index again; searches see the old one until the end."""
    with open_archive() as archive:
        engine = archive.index()
        with tqdm(unit=" documents", disable=True if quiet else None) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            count = rebuild(archive.sessions, engine, show)
        drain(archive.sessions, engine)
        engine.close()
    click.echo(f"The index has {count} documents.")


@index.command()
def status() -> None:
    """Print the engine, how many documents it has, and what waits to be indexed."""
    with open_archive() as archive:
        engine = archive.index()
        state = engine.status()
        with archive.sessions() as session:
            waiting = backlog(session)
        engine.close()
    since = f" since {waiting.oldest:%Y-%m-%d %H:%M:%S} UTC" if waiting.oldest else ""
    click.echo(f"engine      {state.engine}\ndocuments   {state.documents}\ngeneration  {state.generation}")
    click.echo(f"waiting     {waiting.notes}{since}")


@index.command()
def verify() -> None:
    """Read the index's files whole, and hold them against the checksums they were written with."""
    with open_archive() as archive:
        engine = archive.index()
        engine.verify()
        engine.close()
    click.echo("Every file of the index is as it was written.")


@index.command()
@click.option("--once", is_flag=True, help="Index what waits, then stop.")
@click.option(
    "--interval", type=click.FloatRange(0.01, 3600), default=0.25, show_default=True, help="Seconds between looks."
)
@click.option("--parent", type=int, hidden=True, help="End when another process than this is the parent.")
def run(once: bool, interval: float, parent: int | None) -> None:  # noqa: FBT001 - a flag of the command line
    """Index changes as they come, until stopped (Ctrl-C, SIGTERM): never in the middle of a batch."""
    with open_archive() as archive:
        engine = archive.index()
        if once:
            click.echo(f"Indexed {drain(archive.sessions, engine)} documents.")
        else:
            _follow(archive, engine, interval, parent)
        engine.close()


def _follow(archive: Archive, engine: Index, interval: float, parent: int | None) -> None:
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    wait = interval
    try:
        engine.verify()
    except SearchError as error:
        log.error("%s", error)  # noqa: TRY400 - as below
    # A server that was killed, be it before its indexer came so far, leaves it to another parent: it then ends too.
    while not stop.wait(wait) and parent in {None, os.getppid()}:
        try:
            drain(archive.sessions, engine)
            wait = interval
        except (SearchError, OperationalError) as error:
            log.error("cannot index, trying again: %s", error)  # noqa: TRY400 - the sentence says it all
            wait = min(wait * 2, LONGEST_WAIT)
