"""The tables that the archive needs for itself: who may write, what waits to be indexed, whether anything changed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from api.archive.models import Base


class Token(Base):
    """The right to write, held by whoever knows the secret; only its SHA-256 is kept."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IndexNote(Base):
    """A note to index this document again; made in the transaction of the change, removed once indexed."""

    __tablename__ = "index_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str]
    noted_at: Mapped[datetime]


class Clock(Base):
    """One row that each commit of a change moves on, so that a reader sees at once whether anything changed."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    tick: Mapped[int]


METADATA = Base.metadata
"""Every table of the archive: this module is the last to add its own."""
