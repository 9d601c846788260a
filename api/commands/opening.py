"""How a command opens the archive, and how it fails: in a sentence, with an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from api import migrations
from api.archive.database import open_database, session_factory, sqlite_file
from api.archive.versions import watch
from api.config import ConfigError, Settings
from search import Index, SearchError, open_index


class Failure(click.ClickException):
    """Something that a command could not do: told on standard error, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it without ado."""
        click.echo(f"verbatim: {self.format_message()}", file=file, err=file is None)


class Misuse(Failure):
    """Something that the caller must mend first (a setting, a file): exit code 2, as for wrong options."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive opened by a command."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]

    def index(self) -> Index:
        """Open the index of this archive."""
        return open_index(self.settings.search)


def read_settings() -> Settings:
    """Read the settings; raises ``Misuse`` that names the variable."""
    try:
        return Settings.from_environment()
    except ConfigError as error:
        raise Misuse(str(error)) from error


def _require(file: Path, settings: Settings, *, create: bool) -> None:
    """Have the file of a database, or at least a folder to make it in."""
    if file.exists():
        return
    place = "DATABASE_URL" if settings.database_url else "VERBATIM_HOME"
    if not create:
        raise Failure(f"there is no archive at {file}: check {place}, or make one with `verbatim db upgrade`.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misuse(f"{file.parent}: {error.strerror}. Set {place} to a folder that can be written.") from error


@contextmanager
def open_archive(*, migrated: bool = True, create: bool = False) -> Iterator[Archive]:
    """Open the archive that the settings name.

    ``migrated`` refuses one whose schema is not this code's; without ``create`` one that is not there is refused, and
    nothing is made: a mistyped VERBATIM_HOME must not become an empty archive.
    """
    settings = read_settings()
    if (file := sqlite_file(settings.database)) is not None:
        _require(file, settings, create=create)
    engine = open_database(settings.database)
    sessions = session_factory(engine)
    watch(sessions)
    try:
        if migrated and (at := migrations.current(engine)) != migrations.head():
            raise Failure(
                f"the database is at revision {at or 'none'}, this program needs {migrations.head()}: "
                "run `verbatim db upgrade`."
            )
        yield Archive(settings, engine, sessions)
    except SearchError as error:
        raise Failure(str(error)) from error
    except OperationalError as error:
        raise Failure(f"the database does not answer: {error.orig}") from error
    finally:
        engine.dispose()
