"""The lists of all things of a kind, page by page: one view, and a line for each kind."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from api.archive.reading.events import EventFilter
from api.archive.reading.organisations import OrganisationFilter
from api.archive.reading.sources import SourceFilter
from api.archive.reading.speakers import SpeakerFilter
from api.archive.reading.talks import TalkFilter
from api.archive.reading.topics import TopicFilter
from api.archive.verbs import EVENT, ORGANISATION, SOURCE, SPEAKER, TALK, TOPIC, Kind
from api.web.addresses import SECTIONS
from api.web.answering import page
from api.web.listing import sheet


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: of what, what it is called, how many a page; ``wide`` where each line has more than a name."""

    kind: Kind[Any, Any]
    wanted: Any
    title: str
    size: int = 100
    wide: bool = False


_LISTS = {
    SECTIONS[listed.kind.name]: listed
    for listed in (
        Listed(SPEAKER, SpeakerFilter(), "Intervenants"),
        Listed(ORGANISATION, OrganisationFilter(), "Organisations"),
        Listed(TOPIC, TopicFilter(), "Thèmes"),
        Listed(EVENT, EventFilter(), "Événements", 50, wide=True),
        Listed(TALK, TalkFilter(), "Interventions", 50, wide=True),
        Listed(SOURCE, SourceFilter(), "Sources", 50, wide=True),
    )
}

blueprint = Blueprint("lists", __name__)


@blueprint.get(f"/<any({', '.join(_LISTS)}):section>")
def things(section: str) -> Response:
    """List the things of a kind."""
    listed = _LISTS[section]
    return page("listing.html", listed=listed, sheet=sheet(listed.kind, listed.wanted, listed.size))
