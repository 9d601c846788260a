"""The review queue: drafts with their reasons and warnings, decided one by one or together."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from api.archive.errors import ArchiveError, Fault, Invalid
from api.archive.reading.listing import Page, View
from api.archive.upkeep import Review
from api.context import principal, session
from api.errors import translated
from api.reviewing import Decision, ReviewFilter, decide, get_review, list_reviews, review_views
from api.web import forms
from api.web.answering import page
from api.web.attempting import attempt, faults_of, status_of
from api.web.forms import REVIEW, Fields
from api.web.listing import Sheet
from api.web.signing import edits
from search import Mark

SIZE = 20
_WHY = {"reason": "relecture"}
_STATES = {"attente": "pending", "acceptees": "accepted", "corrigees": "corrected", "refusees": "refused"}

blueprint = Blueprint("reviewing", __name__, url_prefix="/atelier/relecture")


@blueprint.get("")
@edits
def queue() -> Response:
    """Show a page of the queue."""
    return _queue({})


@blueprint.post("")
@edits
def decide_together() -> Response:
    """Carry out what was chosen on a page of the queue, all of it or none."""
    chosen = {name[2:]: value for name, value in request.form.items() if name.startswith("d-")}
    if everything := request.form.get("tout"):
        chosen = dict.fromkeys(chosen, everything)
    decisions = [Decision(review, value) for review, value in chosen.items() if value in ("accept", "refuse")]
    rows = attempt(lambda archive: _decide(archive, decisions), _WHY)
    return _queue(chosen, rows, decisions) if isinstance(rows, ArchiveError) else _decided(len(rows))


@blueprint.get("/<review>")
@edits
def one(review: str) -> Response:
    """Show a draft with the form that puts it right."""
    view = _views([get_review(session(), review)])[0]
    return _one(view, _fields(view))


@blueprint.post("/<review>")
@edits
def decide_one(review: str) -> Response:
    """Accept, correct or refuse a draft: what was changed in the form is a correction."""
    view = _views([get_review(session(), review)])[0]
    typed = forms.read(request.form, REVIEW)
    if request.form.get("more"):
        return _one(view, typed, more=1)
    rows = attempt(lambda archive: _decide(archive, [_decision(view, typed)]), _WHY)
    return _one(view, typed, rows) if isinstance(rows, ArchiveError) else _decided(1)


def _decide(archive: Session, decisions: Sequence[Decision]) -> Sequence[Review]:
    if not decisions:
        raise Invalid([Fault("", "Choisissez d’abord une décision pour au moins un brouillon.")])
    return decide(archive, decisions, principal().name)


def _decision(view: View, typed: Fields) -> Decision:
    """Return what was decided in the form of a draft."""
    note = request.form.get("note", "").strip()[:500] or None
    names = forms.changed(typed, _fields(view))
    if request.form.get("decision") == "refuse":
        return Decision(view["id"], "refuse", note=note)
    if not names:
        return Decision(view["id"], "accept", note=note)
    corrections = {name: value for name, value in forms.values(typed, REVIEW).items() if name in names}
    return Decision(view["id"], "correct", corrections, note)


def _decided(many: int) -> Response:
    return redirect(f"/atelier/relecture?faites={many}", 303)


def _queue(chosen: dict[str, str], error: ArchiveError | None = None, decisions: Sequence[Decision] = ()) -> Response:
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else 1  # noqa: PLR2004
    state = request.args.get("etat", "") if request.args.get("etat") in _STATES else "attente"
    wanted = ReviewFilter((_STATES[state],))
    listing = list_reviews(session(), wanted, Page(max(1, number), SIZE))
    items = [_shown(each) for each in listing.items]
    sheet = Sheet(items, max(1, number), max(1, -(-listing.total // SIZE)), listing.total)
    faults = [Fault(_item(fault.pointer, decisions), fault.message) for fault in faults_of(error)]
    done = request.args.get("faites", "")
    return page(
        "reviews.html",
        status_of(error),
        sheet=sheet,
        turned=lambda to: f"?etat={state}&page={to}",
        chosen=chosen,
        faults=faults,
        state=state,
        done=int(done) if done.isascii() and done.isdigit() and len(done) < 6 else 0,  # noqa: PLR2004
    )


def _item(pointer: str, decisions: Sequence[Decision]) -> str:
    """Return where on the page a fault of a decision (`items/3/…`) is shown."""
    steps = pointer.split("/")
    known = len(steps) > 1 and steps[0] == "items" and steps[1].isdigit() and int(steps[1]) < len(decisions)
    return f"r-{decisions[int(steps[1])].review}" if known else ""


def _one(view: View, fields: Fields, error: ArchiveError | None = None, more: int = 0) -> Response:
    faults = [
        Fault(fault.pointer.removeprefix("items/0/corrections").removeprefix("/"), fault.message)
        for fault in faults_of(error)
    ]
    rows = forms.rows(fields, "attributions", more)
    return page("review.html", status_of(error), review=_shown(view), fields=fields, rows=rows, faults=faults)


def _views(rows: Sequence[Any]) -> list[View]:
    return review_views(session(), rows)


def _fields(view: View) -> Fields:
    """Return what was proposed as the fields of the form."""
    proposal = view["proposal"]
    cue = proposal["cue"]
    return forms.fields_of(proposal | {"cue_verb": cue and cue["text"], "event": view.get("event")}, REVIEW)


def _shown(view: View) -> View:
    """Return a review with what a page shows: its marks within the passage, its warnings in French."""
    start = view["passage_start"]
    marks = [Mark(part["start"] - start, part["end"] - start) for part in view["proposal"]["parts"]]
    warnings = [each | {"message": translated(each["message"])} for each in view["warnings"]]
    return view | {"marks": marks, "warnings": warnings}
