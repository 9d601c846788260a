"""The pages of where words were printed or recorded."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from api.archive.reading.listing import Show
from api.archive.reading.quotes import QuoteFilter
from api.archive.reading.sources import SourceFilter
from api.archive.verbs import QUOTE, SOURCE, get_thing
from api.context import session, viewer
from api.web.answering import page
from api.web.listing import elsewhere, sheet

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources")
def sources() -> Response:
    """List the sources."""
    return page("listing.html", kind="source", title="Sources", sheet=sheet(SOURCE, SourceFilter(), 50))


@blueprint.get("/sources/<reference>")
def source(reference: str) -> BaseResponse:
    """Show a source."""
    view = get_thing(session(), SOURCE, reference, Show(viewer()))
    quotes = sheet(QUOTE, QuoteFilter(source=(view["id"],), sort="created_at"))
    return elsewhere("source", view) or page("source.html", source=view, quotes=quotes)
