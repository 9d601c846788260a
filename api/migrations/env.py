"""Alembic's entry: runs the migrations on the connection that ``api.migrations.changing`` hands over."""

from alembic import context

from api.archive.upkeep import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    # SQLite cannot alter most of a table: Alembic copies it instead.
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
