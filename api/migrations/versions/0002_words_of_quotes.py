"""The key that quotes with the same words share."""

import sqlalchemy as sa
from alembic import op

from api.wording import words_key

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
BATCH = 1_000

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # SQLite takes no default away but by copying the table, and dropping the old one takes along what refers to it.
    op.add_column("quotes", sa.Column("words_key", TEXT, nullable=False, server_default=""))
    _fill()
    op.create_index(op.f("ix_quotes_words_key"), "quotes", ["words_key"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_quotes_words_key"), "quotes")
    op.drop_column("quotes", "words_key")


def _fill() -> None:
    """Work out the key of every quote that is there."""
    connection = op.get_bind()
    quotes = sa.table("quotes", sa.column("id", sa.Integer), sa.column("text", TEXT), sa.column("words_key", TEXT))
    update = (
        quotes.update().where(quotes.c.id == sa.bindparam("key")).values(words_key=sa.bindparam("new", type_=sa.String))
    )
    last = 0
    while rows := connection.execute(
        sa.select(quotes.c.id, quotes.c.text).where(quotes.c.id > last).order_by(quotes.c.id).limit(BATCH)
    ).all():
        last = rows[-1].id
        connection.execute(update, [{"key": row.id, "new": words_key(row.text)} for row in rows])
