"""Changes of the schema (Alembic): up, down, and whether the models are what the revisions make."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from api.archive.database import open_database
from api.archive.upkeep import METADATA
from api.migrations import HERE


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
