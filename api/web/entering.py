"""Signing in with an API token, and out again."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from api.archive.sign_ins import LIFETIME, sign_in, sign_out
from api.context import COOKIE, session
from api.web.answering import page
from api.web.signing import DOOR, VISIT, begin_visit, check_form, local, set_cookie

blueprint = Blueprint("entering", __name__)


@blueprint.get(DOOR)
def ask() -> Response:
    """Show the form."""
    return _form(local(request.args.get("retour", "")))


@blueprint.post(DOOR)
def enter() -> Response:
    """Sign in: the browser gets a secret of its own, and the token is in no address and no log."""
    check_form()
    back = local(request.form.get("retour", ""))
    secret = sign_in(session(), request.form.get("jeton", "").strip())
    if secret is None:
        return _form(back, "Ce jeton est inconnu, révoqué ou expiré.", 422)
    session().commit()
    response = redirect(back, 303)
    set_cookie(response, COOKIE, secret, int(LIFETIME.total_seconds()))
    response.delete_cookie(VISIT, DOOR)
    return response


@blueprint.post("/deconnexion")
def leave() -> Response:
    """Sign out, here and in the archive."""
    check_form()
    sign_out(session(), request.cookies.get(COOKIE, ""))
    session().commit()
    response = redirect("/", 303)
    response.delete_cookie(COOKIE)
    return response


def _form(back: str, fault: str | None = None, status: int = 200) -> Response:
    response = page("sign_in.html", status, back=back, fault=fault)
    response.headers["Cache-Control"] = "no-store"
    response.headers.pop("ETag", None)
    begin_visit(response)
    return response
