"""The door of the archive, and what it says of itself to people."""

from flask import Blueprint, Response

from api.archive.reading.census import census
from api.archive.reading.events import EventFilter
from api.archive.reading.quotes import QuoteFilter
from api.archive.verbs import EVENT, QUOTE
from api.context import session
from api.web.answering import page
from api.web.listing import some
from api.web.quality import MEASURED

blueprint = Blueprint("about", __name__)


@blueprint.get("/")
def home() -> Response:
    """Show the field of the search, what came last, and how much there is."""
    quotes = some(QUOTE, QuoteFilter(sort="-created_at"), 4)
    return page("home.html", census=census(session()), quotes=quotes.items, events=some(EVENT, EventFilter(), 6).items)


@blueprint.get("/apropos")
def about() -> Response:
    """Say what is in the archive, how true it is, and how to use it."""
    return page("about.html", census=census(session()), quality=MEASURED)
