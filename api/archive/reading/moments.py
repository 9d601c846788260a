"""When things came and changed last: what feeds and lists of addresses tell beside the things themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.archive.models import Thing
from api.archive.reading.listing import PUBLIC, visible


def moments(session: Session, model: type[Thing], public_ids: Sequence[str]) -> dict[str, tuple[datetime, datetime]]:
    """Return when things were made and changed last, by public id."""
    statement = select(model.public_id, model.created_at, model.updated_at).where(model.public_id.in_(public_ids))
    return {row.public_id: (row.created_at, row.updated_at) for row in session.execute(statement)}


def count_public(session: Session, model: type[Thing]) -> int:
    """Count the things of a kind that anybody may see."""
    return session.scalar(select(func.count()).select_from(model).where(visible(model, PUBLIC))) or 0


def addresses_public(session: Session, model: type[Any], page: int, size: int) -> list[tuple[str, datetime]]:
    """Return the slug (or, lacking one, the public id) of things anybody may see and when each changed, by age."""
    named = getattr(model, "slug", model.public_id)
    statement = select(named, model.updated_at).where(visible(model, PUBLIC)).order_by(model.id)
    return [(name, changed) for name, changed in session.execute(statement.limit(size).offset((page - 1) * size))]
