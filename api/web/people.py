"""The pages of those who speak: people and organisations."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from api.archive.reading.careers import quoted_by, quoting, roles_of
from api.archive.reading.listing import Show
from api.archive.reading.organisations import OrganisationFilter
from api.archive.reading.quotes import QuoteFilter
from api.archive.reading.speakers import SpeakerFilter
from api.archive.reading.talks import TalkFilter
from api.archive.verbs import ORGANISATION, QUOTE, SPEAKER, TALK, get_thing
from api.context import session, viewer
from api.exporters import jsonld
from api.web.answering import page, site
from api.web.listing import WITHIN, elsewhere, sheet, some

_MANY = 60

blueprint = Blueprint("people", __name__)


@blueprint.get("/intervenants/<reference>")
def speaker(reference: str) -> BaseResponse:
    """Show a person."""
    view = get_thing(session(), SPEAKER, reference, Show(viewer()))
    one = view["id"]
    return elsewhere("speaker", view) or page(
        "speaker.html",
        speaker=view,
        quotes=sheet(QUOTE, QuoteFilter(speaker=(one,)), within=WITHIN),
        talks=some(TALK, TalkFilter(speaker=(one,)), _MANY),
        roles=roles_of(session(), one, viewer()),
        quoted=quoted_by(session(), one, viewer()),
        quoting=quoting(session(), one, viewer()),
        jsonld=jsonld.person(view, site()),
    )


@blueprint.get("/organisations/<reference>")
def organisation(reference: str) -> BaseResponse:
    """Show an organisation."""
    view = get_thing(session(), ORGANISATION, reference, Show(viewer()))
    one = view["id"]
    return elsewhere("organisation", view) or page(
        "organisation.html",
        organisation=view,
        quotes=sheet(QUOTE, QuoteFilter(organisation=(one,)), within=WITHIN),
        talks=some(TALK, TalkFilter(organisation=(one,)), _MANY),
        people=some(SPEAKER, SpeakerFilter(organisation=(one,)), _MANY),
        parts=some(ORGANISATION, OrganisationFilter(parent=(one,)), _MANY),
        jsonld=jsonld.organisation(view, site()),
    )
