"""The schema's history: which revisions there are, and which one a database is at.

Decision: Alembic makes the changes (``api.migrations.changing``), and is not asked for what every command and every
probe of a server's health wants to know: it takes a third of the time that they need to start.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

HERE = Path(__file__).parent
_VERSION = table("alembic_version", column("version_num"))
"""Where Alembic notes the revision."""


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return current_within(connection)


def current_within(connection: Connection) -> str | None:
    """Return the revision that a transaction sees."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def head() -> str:
    """Return the newest revision that this code knows."""
    return _revisions()[-1]


def knows(revision: str) -> bool:
    """Say whether this code knows a revision."""
    return revision in _revisions()


@cache
def _revisions() -> list[str]:
    """List the revisions, which number the files that make them; the oldest first."""
    return sorted(file.stem.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))
