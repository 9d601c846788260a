"""The tables that the archive needs for itself: who may write, what waits to be indexed, what changed and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.archive.identifiers import new_public_id
from api.archive.models import Base, Quote, Source


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


class SignIn(Base):
    """That a browser is signed in with a token, until it signs out or some hours have passed.

    Only the SHA-256 of what its cookie holds is kept.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class IndexNote(Base):
    """A note to index this document again; made in the transaction of the change, removed once indexed."""

    __tablename__ = "index_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str]
    noted_at: Mapped[datetime]


class Rendering(Base):
    """A quote or talk as everybody reads it, in JSON; none for what is not public, or was changed a moment ago.

    ``document_id`` is that of ``IndexNote``. What this is for, what keeps it true: ``api.archive.reading.rendered``,
    whose ``Rendered`` tells the other columns.
    """

    __tablename__ = "renderings"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str | None]
    title: Mapped[str | None]
    text: Mapped[str | None]
    body: Mapped[bytes]


class ImportedThing(Base):
    """What a source said of a thing when it was imported last: a hash of each field, and of what it became here.

    ``kind`` and ``external_id`` are the source's name for it, ``thing_id`` the key of the row it stands for.
    ``scope`` tells sources apart: a format, for a talk with its event, so that what is no longer in a programme is
    noticed; empty for our own format.
    """

    __tablename__ = "imported_things"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    external_id: Mapped[str]
    thing_id: Mapped[int]
    scope: Mapped[str] = mapped_column(index=True)
    said: Mapped[dict[str, str]]
    kept: Mapped[dict[str, str]]
    imported_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("kind", "external_id", "scope"),)


class Clock(Base):
    """One row that each commit of a change moves on, so that a reader sees at once whether anything changed."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    tick: Mapped[int]


_NOTED = text("note IS NOT NULL")


class Revision(Base):
    """One line of the archive's history: a version of a thing as it was, or that what stands within it changed.

    Decision: one table is the past of each thing and the feed of all changes, so that neither can miss what the
    other has. Ids are drawn while the row of ``Clock`` is locked (``api.archive.versions``): their order is that of
    the commits, and whoever has seen one has seen all before it.

    ``kind`` is `quote`, `talk`…; ``by``, ``reason`` are for editors, ``note`` is for all; ``state`` is what
    ``api.archive.states`` makes of the thing: None of a line that is no version, or whose words were erased.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    public_id: Mapped[str]
    version: Mapped[int]
    action: Mapped[str]
    public: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[str | None]
    reason: Mapped[str | None]
    note: Mapped[str | None]
    merged_into: Mapped[str | None]
    state: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    # An id that was used is never used again, even when its line is the last and goes: cursors are made of them.
    __table_args__ = (
        Index(None, "kind", "public_id", "version"),
        Index("ix_revisions_noted", "id", sqlite_where=_NOTED, postgresql_where=_NOTED),
        {"sqlite_autoincrement": True},
    )


class FormerSlug(Base):
    """A slug that a thing of this kind had: its address leads on to the thing, and it is given to no other."""

    __tablename__ = "former_slugs"

    kind: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(index=True)


class Merge(Base):
    """That a thing (``old_id``) was merged into another (``new_id``), until it is undone.

    ``undo`` is what ``api.archive.merging`` needs to undo it; None once its words were erased.
    """

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    old_id: Mapped[str] = mapped_column(index=True)
    new_id: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SourceText(Base):
    """The text of a source, for token holders alone; ``sha256`` is that of its UTF-8."""

    __tablename__ = "source_texts"

    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    sha256: Mapped[str]
    kept_at: Mapped[datetime]


class Review(Base):
    """What an extraction proposed, and what became of it: the review queue, and the gold that it leaves.

    ``proposal`` is what ``api.reviewing.drafting`` makes of it, ``correction`` the values that a reviewer put right;
    ``passage`` is the paragraph of the article, which begins at ``passage_start``. The draft (``quote_id``) goes when
    it is refused; this row stays. ``external_id`` is the quote's, by which the same article read again is recognised.
    """

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    external_id: Mapped[str] = mapped_column(unique=True)
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id", ondelete="SET NULL"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    passage: Mapped[str]
    passage_start: Mapped[int]
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    correction: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    confidence: Mapped[float]
    state: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    note: Mapped[str | None]

    quote: Mapped[Quote | None] = relationship()
    source: Mapped[Source] = relationship()

    __table_args__ = (Index(None, "state", "id"),)


METADATA = Base.metadata
"""Every table of the archive: this module is the last to add its own."""
