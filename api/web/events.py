"""The pages of where it was said, and of what it was about: events, talks, topics."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from api.archive.reading.events import EventFilter
from api.archive.reading.listing import Show
from api.archive.reading.quotes import QuoteFilter
from api.archive.reading.speakers import SpeakerFilter
from api.archive.reading.talks import TalkFilter
from api.archive.verbs import EVENT, QUOTE, SPEAKER, TALK, TOPIC, get_thing
from api.context import session, viewer
from api.exporters import jsonld
from api.web.answering import page, site
from api.web.listing import WITHIN, elsewhere, sheet, some

_MANY = 100

blueprint = Blueprint("events", __name__)


@blueprint.get("/evenements/<reference>")
def event(reference: str) -> BaseResponse:
    """Show an event."""
    view = get_thing(session(), EVENT, reference, Show(viewer()))
    one = view["id"]
    return elsewhere("event", view) or page(
        "event.html",
        event=view,
        talks=some(TALK, TalkFilter(event=(one,), sort="starts_at"), _MANY),
        quotes=sheet(QUOTE, QuoteFilter(event=(one,))),
        people=some(SPEAKER, SpeakerFilter(event=(one,)), _MANY),
        jsonld=jsonld.event(view, site()),
    )


@blueprint.get("/interventions/<reference>")
def talk(reference: str) -> BaseResponse:
    """Show a talk."""
    view = get_thing(session(), TALK, reference, Show(viewer(), ("event",)))
    quotes = sheet(QUOTE, QuoteFilter(talk=(view["id"],), sort="created_at"))
    return elsewhere("talk", view) or page("talk.html", talk=view, quotes=quotes, jsonld=jsonld.talk(view, site()))


@blueprint.get("/themes/<reference>")
def topic(reference: str) -> BaseResponse:
    """Show a topic."""
    view = get_thing(session(), TOPIC, reference, Show(viewer()))
    one = view["slug"]
    return elsewhere("topic", view) or page(
        "topic.html",
        topic=view,
        quotes=sheet(QUOTE, QuoteFilter(topic=(one,)), within=WITHIN),
        talks=some(TALK, TalkFilter(topic=(one,)), 20),
        events=some(EVENT, EventFilter(topic=(one,)), 20),
    )
