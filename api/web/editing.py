"""Writing, correcting and withdrawing quotes, for those who are signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from api.archive.differences import differences
from api.archive.errors import ArchiveError, Fault, Invalid, Outdated
from api.archive.models import Quote
from api.archive.reading.listing import EDITOR, Show, View
from api.archive.verbs import QUOTE, change_thing, create_thing, get_thing, remove_thing
from api.context import session
from api.web import forms
from api.web.addresses import quote_path
from api.web.answering import page
from api.web.attempting import attempt, faults_of, status_of, why_typed
from api.web.forms import Fields
from api.web.signing import edits

blueprint = Blueprint("editing", __name__, url_prefix="/atelier/citations")

_NO_REASON = Fault("/reason", "Dites pourquoi : c’est gardé avec la version, pour les autres rédacteurs.")
_NO_CHANGE = Fault("", "Rien n’a été changé.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form as it is shown: its fields, what is wrong with them, the quote it is of, what changed meanwhile."""

    fields: Fields
    faults: Sequence[Fault] = ()
    quote: View | None = None
    meanwhile: Sequence[Mapping[str, Any]] = field(default_factory=list)


@blueprint.get("/nouvelle")
@edits
def blank() -> Response:
    """Show the form of a new quote; what the address says of it is filled in."""
    given = {name: request.args.get(name, "") for name in ("event", "talk") if request.args.get(name)}
    return _show(Sheet(fields=forms.EMPTY | given))


@blueprint.post("/nouvelle")
@edits
def write() -> Response:
    """Write a quote."""
    typed = forms.read(request.form)
    if more := _more():
        return _show(Sheet(fields=typed), more=more)
    made = attempt(lambda archive: create_thing(archive, QUOTE, forms.values(typed)))
    return _refused(made, Sheet(fields=typed)) if isinstance(made, ArchiveError) else _to_quote(made.public_id)


@blueprint.get("/<reference>")
@edits
def open_(reference: str) -> Response:
    """Show the form of a quote that is there."""
    view = get_thing(session(), QUOTE, reference, Show(EDITOR))
    return _show(Sheet(fields=forms.fields_of(view), quote=view))


@blueprint.post("/<reference>")
@edits
def correct(reference: str) -> Response:
    """Correct a quote."""
    typed, view = forms.read(request.form), get_thing(session(), QUOTE, reference, Show(EDITOR))
    if more := _more():
        return _show(Sheet(fields=typed, quote=view | {"version": _version()}), more=more)
    made = attempt(lambda archive: _correct(archive, view, typed))
    return _refused(made, _kept(view, typed, made)) if isinstance(made, ArchiveError) else _to_quote(view["id"])


def _correct(archive: Session, view: View, typed: Fields) -> Quote:
    """Change what was typed anew, with a reason; raises ``Outdated`` when somebody was quicker, ``Invalid``."""
    if _version() != view["version"]:
        raise Outdated
    names = forms.changed(typed, forms.fields_of(view))
    faults = [fault for fault, holds in ((_NO_REASON, not why_typed().get("reason")), (_NO_CHANGE, not names)) if holds]
    if faults:
        raise Invalid(faults)
    values = {name: value for name, value in forms.values(typed).items() if name in names}
    return change_thing(archive, QUOTE, view["id"], values, view["version"])


def _kept(view: View, typed: Fields, error: ArchiveError) -> Sheet:
    """Return what was typed: as it was, or carried over to the version that somebody else made meanwhile."""
    if not isinstance(error, Outdated):
        return Sheet(fields=typed, quote=view)
    now = get_thing(session(), QUOTE, view["id"], Show(EDITOR))
    before = get_thing(session(), QUOTE, f"{view['id']}@{_version()}", Show(EDITOR)) if _version() else now
    fields = forms.rebased(typed, forms.fields_of(before), forms.fields_of(now))
    return Sheet(fields=fields, quote=now, meanwhile=list(differences(before, now)))


@blueprint.get("/<reference>/retrait")
@edits
def ask_withdrawal(reference: str) -> Response:
    """Ask why a quote is to be withdrawn."""
    return _withdrawal(get_thing(session(), QUOTE, reference, Show(EDITOR)))


@blueprint.post("/<reference>/retrait")
@edits
def withdraw(reference: str) -> Response:
    """Withdraw a quote: its address says so from then on, with the public note. A draft is deleted."""
    view = get_thing(session(), QUOTE, reference, Show(EDITOR))
    done = attempt(lambda archive: _withdraw(archive, view))
    return _withdrawal(view, done) if isinstance(done, ArchiveError) else redirect("/atelier?fait=retrait", 303)


def _withdraw(archive: Session, view: View) -> None:
    if not why_typed().get("reason"):
        raise Invalid([_NO_REASON])
    remove_thing(archive, QUOTE, view["id"], version=_version())


def _withdrawal(view: View, error: ArchiveError | None = None) -> Response:
    if isinstance(error, Outdated):
        view = get_thing(session(), QUOTE, view["id"], Show(EDITOR))
    told, faults = request.form, faults_of(error)
    return page("withdraw.html", status_of(error), quote=view, path=quote_path(view), told=told, faults=faults)


def _show(sheet: Sheet, status: int = 200, more: str = "") -> Response:
    counts = {part: forms.rows(sheet.fields, part, more == part) for part in forms.PARTS}
    return page("quote_form.html", status, sheet=sheet, rows=counts, told=request.form, faults=list(sheet.faults))


def _refused(error: ArchiveError, sheet: Sheet) -> Response:
    return _show(replace(sheet, faults=faults_of(error)), status_of(error))


def _to_quote(public_id: str) -> Response:
    return redirect(f"/citations/{public_id}", 303)


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - no version is longer


def _more() -> str:
    part = request.form.get("more", "")
    return part if part in forms.PARTS else ""
