"""The page of a quote, and the quote in other formats, by extension."""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from api.archive.differences import differences
from api.archive.errors import NotFound
from api.archive.lint import Scope, Warned, lint
from api.archive.models import Quote
from api.archive.reading.listing import Page, Show, View, key_of
from api.archive.reading.quotes import QuoteFilter
from api.archive.reading.revisions import list_revisions
from api.archive.text_fragments import link_to
from api.archive.verbs import QUOTE, get_thing, list_things
from api.context import session, viewer
from api.errors import translated
from api.exporters.citing import CITATIONS
from api.exporters.jsonld import quotation
from api.exporters.quoting import INCLUDES, QUOTE_FORMATS
from api.labels import FIELDS
from api.web.addresses import quote_path
from api.web.answering import page, site, tagged

_WHOLE = (*INCLUDES, "talk", "parent", "children")
_BESIDE = 4
_VERSIONS = 20

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
        warnings=_warnings(view["id"]),
        citations={name: write(view, site()) for name, write in CITATIONS.items()},
        formats=QUOTE_FORMATS,
        beside=_beside(view),
        revisions=_revisions(view),
        link_to=link_to,
        translated=translated,
        canonical=site() + path,
        jsonld=quotation(view, site()),
    )


def _at_version(reference: str) -> Response:
    """Show a quote as it was, and what has changed since; both its older and its newer versions are led to."""
    old = get_thing(session(), QUOTE, reference, Show(viewer()))
    now = get_thing(session(), QUOTE, old["id"], Show(viewer()))
    changes = [each for each in differences(old, now) if each["field"] in FIELDS]
    return page("version.html", quote=old, now=now, path=quote_path(now), changes=changes)


def _warnings(public_id: str) -> list[Warned]:
    """Return what the linter says of a quote, to those who can mend it."""
    if not viewer().editor:
        return []
    key = key_of(session(), Quote, public_id, viewer())
    return list(lint(session(), Scope(quotes=frozenset((key,)), speakers=frozenset())))


def _in_format(reference: str, extension: str) -> Response:
    form = QUOTE_FORMATS.get(extension)
    if form is None:
        raise NotFound(f"A quote has no format “{extension}”: there are {', '.join(QUOTE_FORMATS)}.")
    view = get_thing(session(), QUOTE, reference, Show(viewer(), INCLUDES))
    response = tagged(form.write(view, site()), form.media_type)
    if form.saved:
        response.headers["Content-Disposition"] = f'attachment; filename="verbatim-{view["id"]}.{extension}"'
    return response


def _revisions(view: View) -> list[View]:
    """Return the latest versions, each with what it changed; of a quote that never changed, none."""
    if view["version"] == 1:
        return []
    return list_revisions(session(), Quote, view["id"], Page(1, _VERSIONS), viewer()).items


def _beside(view: View) -> list[View]:
    """Return a few other quotes of the same talk, or else of the same event."""
    if view["talk"]:
        wanted = QuoteFilter(talk=(view["talk"]["id"],))
    elif view["event"]:
        wanted = QuoteFilter(event=(view["event"]["id"],))
    else:
        return []
    listing = list_things(session(), QUOTE, wanted, Page(1, _BESIDE + 1), Show(viewer()))
    return [each for each in listing.items if each["id"] != view["id"]][:_BESIDE]
