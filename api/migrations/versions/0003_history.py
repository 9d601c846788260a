"""Revisions, former slugs and merges; what is there begins its history with the version that it is at."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = {
    "topic": "slug external_id name",
    "organisation": "slug external_id name acronym kind",
    "speaker": "slug external_id name sort_name other_names biography identifiers",
    "event": "slug external_id name series starts_on ends_on timezone venue city country language organiser url "
    "description rights status",
    "source": "external_id title publisher byline published_on url archived_url language rights sha256 health",
    "talk": "slug external_id title abstract kind language starts_at duration_minutes room recording_url status",
    "quote": "external_id text language kind said_on status verification",
}
"""The values that a state keeps; the kinds in the order in which they refer to one another."""
REFERENCES = {
    "organisation": {"parent": "organisation"},
    "talk": {"event": "event"},
    "quote": {"parent": "quote", "event": "event", "talk": "talk"},
}
PARTS: dict[str, dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "talk": {"speakers": ("talk_speakers", "name printed_as role", ("organisation", "speaker"))},
    "quote": {
        "attributions": ("attributions", "kind printed_as role", ("organisation", "speaker")),
        "mentions": ("mentions", "prefix exact suffix context cue_verb", ("source",)),
    },
}
BATCH = 1_000


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("merged_into", TEXT, nullable=True),
        sa.Column("state", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_revisions_kind_public_id_version"), "revisions", ["kind", "public_id", "version"])
    noted = sa.text("note IS NOT NULL")
    op.create_index("ix_revisions_noted", "revisions", ["id"], sqlite_where=noted, postgresql_where=noted)
    op.create_table(
        "former_slugs",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_former_slugs")),
    )
    op.create_index(op.f("ix_former_slugs_public_id"), "former_slugs", ["public_id"])
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("old_id", TEXT, nullable=False),
        sa.Column("new_id", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undo", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
        sa.UniqueConstraint("public_id", name=op.f("uq_merges_public_id")),
    )
    op.create_index(op.f("ix_merges_old_id"), "merges", ["old_id"])
    op.create_index(op.f("ix_merges_new_id"), "merges", ["new_id"])
    _begin_histories()


def downgrade() -> None:
    """Undo."""
    op.drop_table("merges")
    op.drop_table("former_slugs")
    op.drop_table("revisions")


def _begin_histories() -> None:
    connection = op.get_bind()
    tables = sa.MetaData()
    tables.reflect(connection)
    ids = {kind: _public_ids(connection, tables.tables[f"{kind}s"]) for kind in COLUMNS}
    revisions = tables.tables["revisions"]
    for kind in COLUMNS:
        things = tables.tables[f"{kind}s"]
        last = 0
        while batch := connection.execute(
            sa.select(things).where(things.c.id > last).order_by(things.c.id).limit(BATCH)
        ).all():
            last = batch[-1].id
            states = _states(connection, tables, kind, batch, ids)
            connection.execute(sa.insert(revisions), [_line(kind, row, states[row.id]) for row in batch])


def _public_ids(connection: sa.Connection, things: sa.Table) -> dict[int, str]:
    return {row.id: row.public_id for row in connection.execute(sa.select(things.c.id, things.c.public_id))}


def _line(kind: str, row: Any, state: dict[str, Any]) -> dict[str, Any]:
    action = "created" if row.version == 1 else "updated"
    at = row.updated_at if row.updated_at.tzinfo else row.updated_at.replace(tzinfo=UTC)
    return {
        "kind": kind,
        "public_id": row.public_id,
        "version": row.version,
        "action": action if row.withdrawn_at is None else "withdrawn",
        "public": state.get("status") != "draft",
        "at": at,
        "note": row.withdrawn_reason,
        "state": state,
    }


def _states(
    connection: sa.Connection, tables: sa.MetaData, kind: str, batch: Any, ids: dict[str, dict[int, str]]
) -> dict[int, dict[str, Any]]:
    states: dict[int, dict[str, Any]] = {}
    for row in batch:
        state = {"status" if name == "health" else name: _plain(getattr(row, name)) for name in COLUMNS[kind].split()}
        for name, other in REFERENCES.get(kind, {}).items():
            state[name] = ids[other].get(getattr(row, f"{name}_id"))
        states[row.id] = state
    if kind in ("event", "talk", "quote"):
        _add_topics(connection, tables, kind, states, ids["topic"])
    for name, (table, columns, references) in PARTS.get(kind, {}).items():
        parts = tables.tables[table]
        owner = parts.c[f"{kind}_id"]
        for state in states.values():
            state[name] = []
        for part in connection.execute(
            sa.select(parts, owner.label("owner")).where(_among(owner, states)).order_by(owner, parts.c.position)
        ):
            one = {column: getattr(part, column) for column in columns.split()}
            one |= {other: ids[other].get(getattr(part, f"{other}_id")) for other in references}
            states[part.owner][name].append(one)
    return states


def _add_topics(
    connection: sa.Connection, tables: sa.MetaData, kind: str, states: dict[int, dict[str, Any]], ids: dict[int, str]
) -> None:
    links, topics = tables.tables[f"{kind}_topics"], tables.tables["topics"]
    owner = links.c[f"{kind}_id"]
    for state in states.values():
        state["topics"] = []
    for link in connection.execute(
        sa.select(owner.label("owner"), links.c.topic_id)
        .join(topics, topics.c.id == links.c.topic_id)
        .where(_among(owner, states))
        .order_by(topics.c.slug)
    ):
        states[link.owner]["topics"].append(ids[link.topic_id])


def _among(column: sa.Column[Any], states: dict[int, Any]) -> sa.ColumnElement[bool]:
    """Return the condition that a key is one of a batch, which is a range of keys."""
    return column.between(min(states), max(states))


def _plain(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")
