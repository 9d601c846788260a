"""The pages of where words were printed or recorded."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from api.archive.reading.listing import Show
from api.archive.reading.quotes import QuoteFilter
from api.archive.verbs import QUOTE, SOURCE, get_thing
from api.context import session, viewer
from api.web.answering import page
from api.web.listing import WITHIN, elsewhere, sheet

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources/<reference>")
def source(reference: str) -> BaseResponse:
    """Show a source."""
    view = get_thing(session(), SOURCE, reference, Show(viewer()))
    quotes = sheet(QUOTE, QuoteFilter(source=(view["id"],), sort="created_at"), within=WITHIN)
    return elsewhere("source", view) or page("source.html", source=view, quotes=quotes)
