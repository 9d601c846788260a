"""The review queue."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("passage", TEXT, nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("correction", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_reviews_quote_id_quotes"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_reviews_source_id_sources"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("external_id", name=op.f("uq_reviews_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reviews_public_id")),
    )
    op.create_index(op.f("ix_reviews_quote_id"), "reviews", ["quote_id"])
    op.create_index(op.f("ix_reviews_source_id"), "reviews", ["source_id"])
    op.create_index(op.f("ix_reviews_state_id"), "reviews", ["state", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("reviews")
