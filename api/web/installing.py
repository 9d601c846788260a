"""The pages joined to an application: their blueprints, their words, their errors, their files."""

from flask import Blueprint, Flask

from api.context import PAGES, principal
from api.web import answering, failing
from api.web.about import blueprint as about
from api.web.checking import blueprint as checking
from api.web.editing import blueprint as editing
from api.web.entering import blueprint as entering
from api.web.events import blueprint as events
from api.web.joining import blueprint as joining
from api.web.lists import blueprint as lists
from api.web.open import blueprint as open_
from api.web.people import blueprint as people
from api.web.quotes import blueprint as quotes
from api.web.reviewing import blueprint as reviewing
from api.web.search import blueprint as search
from api.web.sources import blueprint as sources
from api.web.workshop import blueprint as workshop

READING = (search, checking, quotes, lists, people, events, sources, about, open_)
EDITING = (entering, workshop, editing, joining, reviewing)


def _know_who_asks() -> None:
    principal()


def install(app: Flask) -> None:
    """Give an application the pages."""
    pages = Blueprint(PAGES, __name__, template_folder="templates", static_folder="static", static_url_path="/static")
    for blueprint in (*READING, *EDITING):
        pages.register_blueprint(blueprint)
    pages.before_request(_know_who_asks)
    pages.after_request(answering.protect)
    app.register_blueprint(pages)
    answering.install(app)
    failing.install(app)
