"""The feed of all changes, in the order in which they were committed: what a partner keeps a copy true by.

A cursor is the place of a line in the history, which only grows: it never expires.
"""

import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.archive.errors import Fault, Invalid
from api.archive.reading.listing import View, Viewer
from api.archive.reading.talks import zulu
from api.archive.upkeep import Revision

CURSOR = r"^c[0-9a-f]{1,12}$"


@dataclass(frozen=True, slots=True)
class Feed:
    """Some changes, the cursor that goes on after them, and whether there are more already."""

    items: list[View]
    next: str
    more: bool


def list_changes(session: Session, after: str | None, size: int, viewer: Viewer) -> Feed:
    """Return the changes after a cursor, or the first; raises ``Invalid`` for what is no cursor of this archive."""
    place = 0 if after is None else _place(session, after)
    statement = (
        select(
            Revision.id,
            Revision.kind,
            Revision.public_id,
            Revision.version,
            Revision.action,
            Revision.at,
            Revision.note,
            Revision.merged_into,
        )
        .where(Revision.id > place)
        .order_by(Revision.id)
        .limit(size + 1)
    )
    if not viewer.editor:
        statement = statement.where(Revision.public.is_(True))
    rows = session.execute(statement).all()
    items = [
        {
            "type": row.kind,
            "id": row.public_id,
            "version": row.version,
            "action": row.action,
            "at": zulu(row.at),
            "note": row.note,
            "merged_into": row.merged_into,
        }
        for row in rows[:size]
    ]
    last = rows[:size][-1].id if rows else place
    return Feed(items, f"c{last:x}", len(rows) > size)


def _place(session: Session, cursor: str) -> int:
    if not re.fullmatch(CURSOR, cursor, re.ASCII):
        raise Invalid([Fault("after", "Must be a cursor that this archive gave: the `next` of an earlier page.")])
    place = int(cursor[1:], 16)
    if place > (session.scalar(select(func.max(Revision.id))) or 0):
        raise Invalid([Fault("after", "Is of another archive, or of a later state of this one: begin without it.")])
    return place
