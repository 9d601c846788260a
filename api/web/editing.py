"""Writing, correcting and withdrawing quotes, for those who are signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from api.archive.differences import differences
from api.archive.errors import ArchiveError, Fault, Invalid, Outdated
from api.archive.reading.listing import EDITOR, Show, View
from api.archive.verbs import QUOTE, change_thing, create_thing, get_thing, remove_thing
from api.context import changing, session
from api.errors import ANSWERS, translated
from api.web import forms
from api.web.addresses import quote_path
from api.web.answering import page
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
    try:
        row = create_thing(changing(why_typed()), QUOTE, forms.values(typed))
        session().commit()
    except ArchiveError as error:
        return _refused(error, Sheet(fields=typed))
    return redirect(f"/citations/{row.public_id}", 303)


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
    typed, version = forms.read(request.form), _version()
    view = get_thing(session(), QUOTE, reference, Show(EDITOR))
    if more := _more():
        return _show(Sheet(fields=typed, quote=view | {"version": version}), more=more)
    before = get_thing(session(), QUOTE, f"{view['id']}@{version}", Show(EDITOR)) if version else view
    base = forms.fields_of(before)
    if version != view["version"]:
        fields = forms.rebased(typed, base, forms.fields_of(view))
        return _refused(Outdated(), Sheet(fields=fields, quote=view, meanwhile=list(differences(before, view))))
    names = forms.changed(typed, base)
    faults = [fault for fault, holds in ((_NO_REASON, not why_typed().get("reason")), (_NO_CHANGE, not names)) if holds]
    if faults:
        return _refused(Invalid(faults), Sheet(fields=typed, quote=view))
    values = {name: value for name, value in forms.values(typed).items() if name in names}
    try:
        change_thing(changing(why_typed()), QUOTE, view["id"], values, version)
        session().commit()
    except ArchiveError as error:
        return _refused(error, Sheet(fields=typed, quote=view))
    return redirect(f"/citations/{view['id']}", 303)


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
    if not why_typed().get("reason"):
        return _withdrawal(view, Invalid([_NO_REASON]))
    try:
        remove_thing(changing(why_typed()), QUOTE, view["id"], version=_version())
        session().commit()
    except ArchiveError as error:
        session().rollback()
        return _withdrawal(get_thing(session(), QUOTE, view["id"], Show(EDITOR)), error)
    return redirect("/atelier?fait=retrait", 303)


def _withdrawal(view: View, error: ArchiveError | None = None) -> Response:
    told, faults = request.form, faults_of(error)
    return page("withdraw.html", status_of(error), quote=view, path=quote_path(view), told=told, faults=faults)


def _show(sheet: Sheet, status: int = 200, more: str = "") -> Response:
    counts = {part: forms.rows(sheet.fields, part, more == part) for part in forms.PARTS}
    return page("quote_form.html", status, sheet=sheet, rows=counts, told=request.form, faults=list(sheet.faults))


def _refused(error: ArchiveError, sheet: Sheet) -> Response:
    session().rollback()
    told = Sheet(fields=sheet.fields, quote=sheet.quote, meanwhile=sheet.meanwhile, faults=faults_of(error))
    return _show(told, status_of(error))


def faults_of(error: ArchiveError | None) -> list[Fault]:
    """Return what an error says in French, each fault with the path of its field."""
    if error is None:
        return []
    found = error.faults if isinstance(error, Invalid) else [Fault("", str(error))]
    return [Fault(fault.pointer.removeprefix("/"), translated(fault.message)) for fault in found]


def status_of(error: ArchiveError | None) -> int:
    """Return the status that says an error; without one all is well."""
    return 200 if error is None else next(status for kind, status in ANSWERS.items() if isinstance(error, kind))


def why_typed() -> dict[str, str]:
    """Return why a change is made, as far as the form says so: a reason for editors, a note for all."""
    told = {name: request.form.get(name, "").strip()[:500] for name in ("reason", "note")}
    return {name: words for name, words in told.items() if words}


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - no version is longer


def _more() -> str:
    part = request.form.get("more", "")
    return part if part in forms.PARTS else ""
