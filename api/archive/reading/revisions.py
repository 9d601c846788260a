"""Revisions going out: the past of one thing, any of its versions, and what was corrected."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import Session

from api.archive.addresses import leads_to, merged_into
from api.archive.differences import differences
from api.archive.errors import Gone, NotFound
from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.reading.listing import Listing, Page, View, Viewer, gone, identified
from api.archive.reading.states import state_views
from api.archive.reading.talks import zulu
from api.archive.states import kind_of
from api.archive.upkeep import Revision

MODELS: Mapping[str, type[Thing]] = {
    kind_of(model): model for model in (Event, Talk, Speaker, Quote, Organisation, Source, Topic)
}
_IS_VERSION = Revision.action != "refreshed"


def past_of(session: Session, model: type[Thing], reference: str, viewer: Viewer) -> str:
    """Return the public id of a thing whose past may be read, merged into another or not.

    Raises ``NotFound``, and ``Gone`` where it was withdrawn and the viewer is no editor.
    """
    status = model.status if issubclass(model, Event | Talk | Quote) else model.public_id
    columns = (model.public_id, model.withdrawn_at, model.withdrawn_reason, status.label("status"))
    former = leads_to(session, kind_of(model), reference)
    found = session.execute(select(*columns).where(model.id.in_(identified(model, [reference, *former])))).all()
    for row in sorted(found, key=lambda row: row.public_id != reference):
        if viewer.editor:
            return str(row.public_id)
        if row.withdrawn_at is not None and merged_into(session, kind_of(model), row.public_id) is None:
            raise gone(session, model, reference, row)
        if row.status != "draft":
            return str(row.public_id)
    message = f"There is no {kind_of(model)} “{reference}”."
    raise NotFound(message)


def version_view(session: Session, model: type[Thing], reference: str, version: int, viewer: Viewer) -> View:
    """Return a thing as it was at one version; raises ``NotFound``, ``Gone`` (withdrawn, or its words erased)."""
    public_id = past_of(session, model, reference, viewer)
    row = session.execute(
        select(Revision.version, Revision.state, Revision.at, Revision.note).where(
            *_of(model, public_id), _IS_VERSION, *_seen_by(viewer), Revision.version == version
        )
    ).one_or_none()
    if row is None:
        message = f"There is no version {version} of “{reference}”."
        raise NotFound(message)
    if row.state is None:
        message = f"The words of version {version} of “{reference}” have been erased."
        raise Gone(message, at=_erased_at(session, model, public_id), reason=None)
    return state_views(session, model, [(public_id, row.version, row.state)], viewer)[0]


def _erased_at(session: Session, model: type[Thing], public_id: str) -> Any:
    """Return when the words of a thing were last erased."""
    return session.scalar(select(func.max(Revision.at)).where(*_of(model, public_id), Revision.action == "redacted"))


def list_revisions(session: Session, model: type[Thing], reference: str, page: Page, viewer: Viewer) -> Listing:
    """Return a page of the versions of a thing, newest first, each with what it changed; raises as ``past_of``."""
    public_id = past_of(session, model, reference, viewer)
    mine = and_(*_of(model, public_id), _IS_VERSION, *_seen_by(viewer))
    total = session.scalar(select(func.count()).select_from(Revision).where(mine)) or 0
    rows = session.execute(
        _REVISIONS.where(mine).order_by(Revision.id.desc()).limit(page.size + 1).offset(page.offset)
    ).all()
    changes = _changes_of(session, model, rows, viewer)
    return Listing([_revision(row, changes[row.id], viewer) for row in rows[: page.size]], total)


def list_corrections(session: Session, page: Page, viewer: Viewer) -> Listing:
    """Return a page of the versions above 1 that a public note explains, newest first.

    Of what was withdrawn since, only the note is told.
    """
    noted = and_(Revision.version > 1, Revision.note.is_not(None), _IS_VERSION, *_seen_by(viewer))
    total = session.scalar(select(func.count()).select_from(Revision).where(noted)) or 0
    rows = session.execute(
        _REVISIONS.where(noted).order_by(Revision.id.desc()).limit(page.size).offset(page.offset)
    ).all()
    changes: dict[int, list[View]] = {}
    for kind in {row.kind for row in rows}:
        model = MODELS[kind]
        mine = [row for row in rows if row.kind == kind]
        changes |= _changes_of(session, model, [*mine, *_before(session, mine, viewer)], viewer)
    withdrawn = _withdrawn(session, rows)
    return Listing(
        [
            {"type": row.kind, "id": row.public_id}
            | _revision(row, [] if (row.kind, row.public_id) in withdrawn else changes[row.id], viewer)
            for row in rows
        ],
        total,
    )


_REVISIONS = select(
    Revision.id,
    Revision.kind,
    Revision.public_id,
    Revision.version,
    Revision.action,
    Revision.at,
    Revision.by,
    Revision.reason,
    Revision.note,
    Revision.merged_into,
    Revision.state,
)


def _of(model: type[Thing], public_id: str) -> Sequence[ColumnElement[bool]]:
    return (Revision.kind == kind_of(model), Revision.public_id == public_id)


def _seen_by(viewer: Viewer) -> Sequence[ColumnElement[bool]]:
    return () if viewer.editor else (Revision.public.is_(True),)


def _before(session: Session, rows: Sequence[Any], viewer: Viewer) -> Sequence[Any]:
    """Read the versions that came just before these."""
    wanted = [(row.kind, row.public_id, row.version - 1) for row in rows]
    key = tuple_(Revision.kind, Revision.public_id, Revision.version)
    return session.execute(_REVISIONS.where(key.in_(wanted), _IS_VERSION, *_seen_by(viewer))).all()


def _withdrawn(session: Session, rows: Sequence[Any]) -> set[tuple[str, str]]:
    """Say which of the things of these rows are withdrawn, and not merged."""
    withdrawn: set[tuple[str, str]] = set()
    for kind in {row.kind for row in rows}:
        model = MODELS[kind]
        ids = {row.public_id for row in rows if row.kind == kind}
        found = session.scalars(
            select(model.public_id).where(model.public_id.in_(ids), model.withdrawn_at.is_not(None))
        )
        withdrawn |= {(kind, public_id) for public_id in found if merged_into(session, kind, public_id) is None}
    return withdrawn


def _changes_of(session: Session, model: type[Thing], rows: Sequence[Any], viewer: Viewer) -> dict[int, list[View]]:
    """Tell what each of these versions changed, by its id, as far as the one before it is among them."""
    known = sorted((row for row in rows if row.state is not None), key=lambda row: (row.public_id, row.version))
    views = state_views(session, model, [(row.public_id, row.version, row.state) for row in known], viewer)
    changes: dict[int, list[View]] = {row.id: [] for row in rows}
    for (_, old), (row, new) in pairwise(zip(known, views, strict=True)):
        if old["id"] == new["id"]:
            changes[row.id] = list(differences(old, new))
    return changes


def _revision(row: Any, changes: list[View], viewer: Viewer) -> View:
    return {
        "version": row.version,
        "action": row.action,
        "at": zulu(row.at),
        "by": row.by if viewer.editor else None,
        "reason": row.reason if viewer.editor else None,
        "note": row.note,
        "merged_into": row.merged_into,
        "erased": row.state is None,
        "changes": changes,
    }
