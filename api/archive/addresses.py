"""Where an address leads that a thing no longer has: a slug it gave up, or itself merged into another."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.upkeep import FormerSlug, Merge


def leads_to(session: Session, kind: str, slug: str) -> Sequence[str]:
    """Return the public id of the thing of this kind that had this slug, alone, or nothing."""
    if "\0" in slug:
        return ()
    return session.scalars(select(FormerSlug.public_id).where(FormerSlug.kind == kind, FormerSlug.slug == slug)).all()


def merged_into(session: Session, kind: str, public_id: str) -> str | None:
    """Return the public id of what a thing has become part of, however many merges later; None if it was not merged."""
    new = session.scalar(
        select(Merge.new_id).where(Merge.kind == kind, Merge.old_id == public_id, Merge.undone_at.is_(None))
    )
    return None if new is None else merged_into(session, kind, new) or new
