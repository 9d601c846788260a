"""The schema's history (Alembic) and the few commands on it that the rest of the house needs."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from api.archive.database import open_database
from api.archive.upkeep import METADATA

HERE = Path(__file__).parent


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision; what is there already is left alone."""
    with engine.begin() as connection:
        upgrade_within(connection, revision)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up within a transaction."""
    command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to a revision (``base``: nothing is left)."""
    with engine.begin() as connection:
        downgrade_within(connection, revision)


def downgrade_within(connection: Connection, revision: str) -> None:
    """Take the schema back within a transaction."""
    command.downgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at, None for an empty one."""
    with engine.connect() as connection:
        return current_within(connection)


def current_within(connection: Connection) -> str | None:
    """Return the revision that a transaction sees."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the newest revision that this code knows."""
    return _scripts().get_current_head()


def knows(revision: str) -> bool:
    """Say whether this code knows a revision."""
    return revision in {each.revision for each in _scripts().walk_revisions()}


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def differences(engine: Engine) -> list[str]:
    """Return how the database differs from the models; empty when a migration has been written for each change."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, METADATA)]


def undescribed() -> list[str]:
    """Return what the models have and the migrations do not make, tried on a database in memory."""
    engine = open_database("sqlite://")
    try:
        upgrade(engine)
        return differences(engine)
    finally:
        engine.dispose()
