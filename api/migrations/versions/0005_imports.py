"""What sources said when they were imported, and which talks they no longer have."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "imported_things",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("scope", TEXT, nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_things")),
        sa.UniqueConstraint("kind", "external_id", name=op.f("uq_imported_things_kind_external_id")),
    )
    op.create_index(op.f("ix_imported_things_scope"), "imported_things", ["scope"], unique=False)
    op.add_column("talks", sa.Column("gone_since", MOMENT, nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("talks", "gone_since")
    op.drop_index(op.f("ix_imported_things_scope"), table_name="imported_things")
    op.drop_table("imported_things")
