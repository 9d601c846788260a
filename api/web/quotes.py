"""The page of a quote, and the quote in other formats, by extension."""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from api.archive.errors import Moved, NotFound
from api.archive.reading.listing import Show
from api.archive.text_fragments import link_to
from api.archive.verbs import QUOTE, get_thing
from api.context import session, viewer
from api.errors import translated
from api.exporters.citing import CITATIONS
from api.exporters.jsonld import quotation
from api.exporters.quoting import INCLUDES, QUOTE_FORMATS
from api.web.addresses import quote_path
from api.web.answering import page, site, tagged
from api.web.embedding import embed
from api.web.surroundings import alike, beside, since, versions, warnings

_WHOLE = (*INCLUDES, "talk", "parent", "children")

blueprint = Blueprint("quotes", __name__)


@blueprint.get("/citations")
def quotes() -> BaseResponse:
    """Lead to the search, which lists all quotes."""
    return redirect("/recherche?type=citation", 302)


@blueprint.get("/citations/<reference>")
@blueprint.get("/citations/<reference>/<slug>")
def quote(reference: str, slug: str | None = None) -> BaseResponse:
    """Show a quote; its words in the address are decoration. An extension asks for another format."""
    reference, _, extension = reference.partition(".")
    if extension:
        return _in_format(reference, extension)
    if "@" in reference:
        return _at_version(reference) if slug is None else redirect(f"/citations/{reference}", 301)
    view = get_thing(session(), QUOTE, reference, Show(viewer(), _WHOLE))
    path = quote_path(view)
    if slug is not None and request.path != path:
        return redirect(path, 301)
    return page(
        "quote.html",
        quote=view,
        warnings=warnings(view),
        citations={name: write(view, site()) for name, write in CITATIONS.items()}
        | {"Code à intégrer dans une page": embed(view, site())["html"]},
        formats=QUOTE_FORMATS,
        similar=alike(view),
        beside=beside(view),
        revisions=versions(view),
        link_to=link_to,
        translated=translated,
        canonical=site() + path,
        jsonld=quotation(view, site()),
    )


def _at_version(reference: str) -> Response:
    """Show a quote as it was, and what has changed since; both its older and its newer versions are led to.

    One that was merged into another is held against that one.
    """
    old = get_thing(session(), QUOTE, reference, Show(viewer()))
    try:
        now = get_thing(session(), QUOTE, old["id"], Show(viewer()))
    except Moved as moved:
        now = get_thing(session(), QUOTE, moved.reference, Show(viewer()))
    merged = old["id"] != now["id"]
    return page("version.html", quote=old, now=now, merged=merged, path=quote_path(now), changes=since(old, now))


def _in_format(reference: str, extension: str) -> Response:
    form = QUOTE_FORMATS.get(extension)
    if form is None:
        raise NotFound(f"A quote has no format “{extension}”: there are {', '.join(QUOTE_FORMATS)}.")
    view = get_thing(session(), QUOTE, reference, Show(viewer(), INCLUDES))
    response = tagged(form.write(view, site()), form.media_type)
    if form.saved:
        response.headers["Content-Disposition"] = f'attachment; filename="verbatim-{view["id"]}.{extension}"'
    return response
