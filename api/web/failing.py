"""Errors as pages: what happened, and what can be done now, in French; programs get the problem they know."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, render_template, request

from api import errors
from api.archive.errors import Gone, Moved
from api.web.answering import HTML, protect
from api.web.signing import FormRefused

log = logging.getLogger(__name__)

_WORDS: Mapping[int, tuple[str, str]] = {
    400: ("Cette demande est illisible", "Revenez à la page précédente et recommencez."),
    401: ("Réservé à la rédaction", "Connectez-vous avec un jeton qui permet d’écrire."),
    403: ("Ce n’est pas permis", "Votre jeton ne permet pas d’écrire."),
    404: ("Cette page n’existe pas", "L’adresse est peut-être incomplète, ou mal recopiée."),
    405: ("Cette page ne se demande pas ainsi", "Revenez à la recherche."),
    409: ("Quelque chose y fait obstacle", "Revenez à la page précédente, relisez, puis recommencez."),
    410: ("Retiré de l’archive", "Ce qui se trouvait ici a été publié, puis retiré. L’adresse ne servira plus."),
    412: ("Cela a changé entre-temps", "Rechargez la page, puis refaites la modification."),
    413: ("C’est trop long", "Envoyez un texte plus court."),
    429: ("Trop de demandes", "Attendez un instant, puis rechargez la page."),
    503: ("L’archive ne répond pas en ce moment", "Rechargez la page dans quelques instants."),
}
_OTHERWISE = ("Quelque chose n’a pas fonctionné", "La faute est de notre côté, et elle a été notée.")
_PROGRAMS = ("/api/", "/docs", "/metrics", "/healthz", "/readyz")
_DATA = (".json", ".csv", ".atom", ".xml", ".ris", ".bib", ".txt", ".svg", ".png", "/oembed")


def install(app: Flask) -> None:
    """Answer the errors of pages by pages, and of all else by problems."""
    app.register_error_handler(Exception, answer)


def _moved(error: Moved) -> Response:
    """Lead to the page of what a thing became, in the same format: its address is the second step of the path."""
    _, section, reference, *_ = [*request.path.split("/"), ""]
    _, dot, extension = reference.partition(".")
    response = Response(status=308)
    response.headers["Location"] = f"/{section}/{error.reference}{dot}{extension}"
    return protect(response)


def _back() -> str:
    """Return the page to come back to after signing in: what was asked for, unless something was to be done there."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/atelier"


def answer(error: Exception) -> Response:
    """Make the answer that tells of an exception."""
    if isinstance(error, Moved) and not request.path.startswith(_PROGRAMS):
        return _moved(error)
    problem = errors.answer(error)
    if request.path.startswith(_PROGRAMS) or request.path.endswith(_DATA):
        return problem
    title, advice = _WORDS.get(problem.status_code, _OTHERWISE)
    if isinstance(error, FormRefused):
        advice = "Ce formulaire est trop ancien, ou n’est pas parti d’une page de cette archive : rechargez-la."
    gone = error if isinstance(error, Gone) else None
    told = {"title": title, "advice": advice, "gone": gone, "back": _back(), "asked": request.args.get("q", "")}
    html = render_template("error.html", status=problem.status_code, **told)
    response = Response(html, problem.status_code, content_type=HTML)
    for name in ("Allow", "Retry-After", "Location"):
        if name in problem.headers:
            response.headers[name] = problem.headers[name]
    response.headers["Cache-Control"] = "no-store"
    return protect(response)
