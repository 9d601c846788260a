"""Merging two things that are one, after a look at what that does; and the way back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from api.archive.differences import differences
from api.archive.errors import ArchiveError, Fault, Invalid
from api.archive.merging import (
    MERGEABLE,
    Merged,
    find_merge,
    merge_things,
    moved_by,
    preview_merge,
    undo_merge,
)
from api.archive.reading.listing import EDITOR, Show, View
from api.archive.verbs import get_thing
from api.context import session
from api.web.answering import page
from api.web.attempting import attempt, faults_of, status_of
from api.web.signing import edits

blueprint = Blueprint("joining", __name__, url_prefix="/atelier/fusion")


@blueprint.get("")
@edits
def ask() -> Response:
    """Show the form; what the address says is filled in."""
    return _form(_typed(request.args))


@blueprint.post("")
@edits
def merge() -> Response:
    """Show what a merge would do, or do it."""
    typed, sure = _typed(request.form), "confirm" in request.form
    done = attempt(lambda archive: _merge(archive, typed, merge_things if sure else preview_merge))
    if isinstance(done, ArchiveError):
        return _form(typed, done)
    return redirect(f"/atelier/fusion/{done.merge.public_id}", 303) if sure else _form(typed, foreseen=done)


def _merge(archive: Session, typed: dict[str, str], verb: Callable[[Session, str, str, str], Merged]) -> Merged:
    if faults := [Fault(f"/{name}", "Must be given.") for name in ("old", "new") if not typed[name]]:
        raise Invalid(faults)
    return verb(archive, typed["type"], typed["old"], typed["new"])


@blueprint.get("/<merge_id>")
@edits
def show(merge_id: str) -> Response:
    """Show a merge that was made."""
    return _made(merge_id)


@blueprint.post("/<merge_id>")
@edits
def undo(merge_id: str) -> Response:
    """Undo a merge."""
    done = attempt(lambda archive: undo_merge(archive, merge_id))
    return _made(merge_id, done) if isinstance(done, ArchiveError) else redirect(f"/atelier/fusion/{merge_id}", 303)


def _form(typed: dict[str, str], error: ArchiveError | None = None, foreseen: Merged | None = None) -> Response:
    values: dict[str, Any] = {"typed": typed, "faults": faults_of(error), "kinds": tuple(MERGEABLE), "pair": None}
    if foreseen is not None:
        values |= {
            "pair": [_named(typed["type"], reference) for reference in (typed["old"], typed["new"])],
            "moved": moved_by(foreseen.merge),
            "changes": list(differences(foreseen.before, foreseen.after)),
        }
    return page("merge.html", status_of(error), **values)


def _made(merge_id: str, error: ArchiveError | None = None) -> Response:
    merge = find_merge(session(), merge_id)
    undo = merge.undo or {"before": {}, "after": {}}
    kept = _named(merge.kind, merge.new_id) if merge.undone_at is None else None
    return page(
        "merged.html",
        status_of(error),
        merge=merge,
        kept=kept,
        moved=moved_by(merge),
        changes=list(differences(undo["before"], undo["after"])),
        faults=faults_of(error),
    )


def _named(kind: str, reference: str) -> View | None:
    """Return a thing for its name; None for one that is not there any more."""
    try:
        return get_thing(session(), MERGEABLE[kind], reference, Show(EDITOR))
    except ArchiveError:
        return None


def _typed(given: Any) -> dict[str, str]:
    typed = {name: given.get(name, "").strip()[:500] for name in ("type", "old", "new", "reason", "note")}
    return typed | {"type": typed["type"] if typed["type"] in MERGEABLE else next(iter(MERGEABLE))}
