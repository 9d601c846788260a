"""What each source said by itself: two sources of one talk are each compared with what they said."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OLD = "uq_imported_things_kind_external_id"
NEW = "uq_imported_things_kind_external_id_scope"


def upgrade() -> None:
    """Apply."""
    op.execute(sa.text("UPDATE imported_things SET scope = '' WHERE scope IS NULL"))
    with op.batch_alter_table("imported_things") as table:
        table.alter_column("scope", existing_type=TEXT, nullable=False)
        table.drop_constraint(OLD, type_="unique")
        table.create_unique_constraint(NEW, ["kind", "external_id", "scope"])


def downgrade() -> None:
    """Take back: of what several sources said of one thing, the first is kept."""
    first = "SELECT min(id) FROM imported_things GROUP BY kind, external_id"
    op.execute(sa.text(f"DELETE FROM imported_things WHERE id NOT IN ({first})"))  # noqa: S608 - written above
    with op.batch_alter_table("imported_things") as table:
        table.drop_constraint(NEW, type_="unique")
        table.create_unique_constraint(OLD, ["kind", "external_id"])
        table.alter_column("scope", existing_type=TEXT, nullable=True)
