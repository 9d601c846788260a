"""What all lists share: who looks, which rows they may see, pages, sorting, filters by id or slug."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.archive.addresses import leads_to, merged_into
from api.archive.errors import Gone, Moved, NotFound
from api.archive.models import Addressed, Event, Quote, Talk, Thing
from api.archive.reading.kept import keep
from api.archive.upkeep import FormerSlug, Merge, Revision

View = dict[str, Any]
"""A thing as it goes out; its keys are those of its schema."""

PUBLIC_STATUSES = ("published", "disputed")
EDITOR_STATUSES = ("draft", "published", "disputed")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: an editor sees drafts, others do not."""

    editor: bool = False

    @property
    def statuses(self) -> tuple[str, ...]:
        """The editorial statuses of what this viewer sees."""
        return EDITOR_STATUSES if self.editor else PUBLIC_STATUSES

    @property
    def hidden(self) -> tuple[str, ...]:
        """The editorial statuses of what this viewer does not see."""
        return ("withdrawn",) if self.editor else ("draft", "withdrawn")


PUBLIC = Viewer()
EDITOR = Viewer(editor=True)


@dataclass(frozen=True, slots=True)
class Show:
    """How things are shown: to whom, and what within them whole (``include``, by the names of each resource)."""

    viewer: Viewer = PUBLIC
    include: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a list: ``number`` counts from 1."""

    number: int = 1
    size: int = 20

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of views and the number of items in the whole list."""

    items: list[View]
    total: int


def visible(model: type[Thing], viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a viewer may see a thing of this kind."""
    if issubclass(model, Event | Talk | Quote):
        # Said by what is hidden: for a list, SQLite would take "in" for a hint to leave the index of its order alone.
        return model.status.not_in(viewer.hidden)
    return model.withdrawn_at.is_(None)


def identified(model: type[Thing], references: Sequence[str]) -> Select[int]:
    """Select the keys of the things that have any of these ids or slugs, whatever became of them."""
    return select(model.id).where(_addressed(model, references))


def meant(model: type[Thing], references: Sequence[str], viewer: Viewer | None = None) -> Select[int]:
    """Select the keys of the things that these ids or slugs lead to: all, or those that a viewer may see.

    A slug that was given up leads to the thing that had it, and a thing that was merged to what it has become part of,
    as their addresses do: a filter that somebody keeps goes on finding the same.
    """
    return _meant(model, tuple(references), viewer)


@lru_cache(maxsize=512)
def _meant(model: type[Thing], references: tuple[str, ...], viewer: Viewer | None) -> Select[int]:
    """Make the statement once: a page about one thing asks for what refers to it several times."""
    kind = model.__name__.lower()
    reached = select(model.public_id).where(_addressed(model, references))
    if issubclass(model, Addressed):
        former = select(FormerSlug.public_id).where(FormerSlug.kind == kind, FormerSlug.slug.in_(_askable(references)))
        reached = select(reached.union(former).subquery().c.public_id)
    leads = reached.cte(recursive=True)
    merges = select(Merge.new_id).join(leads, Merge.old_id == leads.c.public_id)
    leads = leads.union(merges.where(Merge.kind == kind, Merge.undone_at.is_(None)))
    statement = select(model.id).where(model.public_id.in_(select(leads.c.public_id)))
    return statement if viewer is None else statement.where(visible(model, viewer))


def _addressed(model: type[Thing], references: Sequence[str]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [model.public_id.in_(_askable(references))]
    if issubclass(model, Addressed):
        conditions.append(model.slug.in_(_askable(references)))
    return or_(*conditions)


def _askable(references: Sequence[str]) -> list[str]:
    """Leave out what no database keeps, a NUL: PostgreSQL takes none in a question either."""
    return [each for each in references if "\0" not in each]


def in_years(column: Any, years: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a partial date (or an expression of one) lies in one of these years."""
    # Not "between": PostgreSQL's takes no bounds that name their collation, as ours do.
    return or_(*(and_(column >= f"{year:04d}", column <= f"{year:04d}-12-31") for year in years))


def from_day(column: Any, date: str) -> ColumnElement[bool]:
    """Return the condition that a partial date is not before another; a month or year counts as its first day.

    Cut back to where it says more than "the first", a partial date compares as text.
    """
    condition: ColumnElement[bool] = column >= _shortest(date)
    return condition


def before_day(column: Any, date: str) -> ColumnElement[bool]:
    """Return the condition that a partial date is before another; a month or year counts as its first day."""
    condition: ColumnElement[bool] = column < _shortest(date)
    return condition


def _shortest(date: str) -> str:
    return date.removesuffix("-01") if len(date) < 8 else date.removesuffix("-01").removesuffix("-01")  # noqa: PLR2004


def sorted_by(
    statement: Select[int], sort: str, keys: Mapping[str, InstrumentedAttribute[Any]], tie: Any
) -> Select[int]:
    """Order a selection by one of the keys, `-` for the other way round; what has no value comes last."""
    column = keys[sort.removeprefix("-")]
    direction = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(direction.nulls_last(), tie)


def page_of(session: Session, statement: Select[int], page: Page, name: Hashable = None) -> tuple[list[int], int]:
    """Return the keys on this page and the total, which is counted once a tick for statements of the same name."""
    connection = session.connection()

    def count() -> int:
        counted = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        return connection.execute(counted).scalar_one()

    def cut() -> list[int]:
        return [row[0] for row in connection.execute(statement.limit(page.size).offset(page.offset))]

    if page.number == 1 and len(keys := cut()) < page.size:
        return keys, len(keys)  # they are all, as mostly of what is one thing's: nothing to count
    total = count() if name is None else keep(session, ("total", name), count)
    if page.offset >= total:
        return [], total
    return keys if page.number == 1 else cut(), total


def key_of(session: Session, model: type[Thing], reference: str, viewer: Viewer) -> int:
    """Return the key of the thing with this public id or slug; raises ``NotFound``, ``Moved``, ``Gone``."""
    status = model.status if issubclass(model, Event | Talk | Quote) else model.public_id
    rows = session.execute(
        select(model.id, model.public_id, model.withdrawn_at, model.withdrawn_reason, status.label("status")).where(
            model.id.in_(identified(model, [reference]))
        )
    ).all()
    name = model.__name__.lower()
    for row in sorted(rows, key=lambda row: row.public_id != reference):
        if row.withdrawn_at is not None:
            _lead_on(session, model, reference, merged_into(session, name, row.public_id), viewer)
            raise gone(session, model, reference, row)
        if row.status != "draft" or viewer.editor:
            return int(row.id)
    for public_id in leads_to(session, name, reference):
        _lead_on(session, model, reference, merged_into(session, name, public_id) or public_id, viewer)
    message = f"There is no {name} “{reference}”."
    raise NotFound(message)


def gone(session: Session, model: type[Thing], reference: str, row: Any) -> Gone:
    """Make the tombstone of a row that was withdrawn; it says so when the words were erased."""
    kind = model.__name__.lower()
    erased = select(Revision.id).where(
        Revision.kind == kind, Revision.public_id == row.public_id, Revision.action == "redacted"
    )
    message = f"The {kind} “{reference}” has been withdrawn."
    if session.scalar(erased.limit(1)) is not None:
        message = f"“{reference}” has been withdrawn, and its words have been erased."
    return Gone(message, at=row.withdrawn_at, reason=row.withdrawn_reason)


def _lead_on(session: Session, model: type[Thing], reference: str, target: str | None, viewer: Viewer) -> None:
    """Raise ``Moved`` where a reference now leads to the thing of this public id, and the viewer may see that."""
    # Asked by id, the answer is an id; asked by slug, a slug.
    by_id = session.scalar(select(model.id).where(model.public_id == reference)) is not None
    address = model.slug if issubclass(model, Addressed) and not by_id else model.public_id
    seen = select(address).where(model.public_id == target)
    if issubclass(model, Event | Talk | Quote) and not viewer.editor:
        seen = seen.where(model.status != "draft")
    new = session.scalar(seen)
    if new is not None:
        message = f"Its address is now “{new}”."
        raise Moved(message, reference=new)


def in_order(views: Mapping[int, View], keys: Sequence[int]) -> list[View]:
    """Return views in the order of their keys; one that has gone meanwhile is left out."""
    return [views[key] for key in keys if key in views]
