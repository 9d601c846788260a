"""What the page of a quote shows around its words: quotes like it and beside it, its versions, what the linter says."""

from api.archive.differences import differences
from api.archive.lint import Scope, Warned, lint
from api.archive.models import Quote
from api.archive.reading.listing import Page, Show, View, key_of
from api.archive.reading.quotes import QuoteFilter
from api.archive.reading.revisions import list_revisions
from api.archive.verbs import QUOTE, list_things
from api.context import services, session, viewer
from api.labels import FIELDS
from api.likeness import SimilarQuote, similar_quotes
from search import SearchError

_BESIDE = 4
_VERSIONS = 20


def alike(view: View) -> list[SimilarQuote]:
    """Return a few quotes like this one; none while the index does not answer, for the page stands without them."""
    try:
        return similar_quotes(session(), services().index, view["id"], _BESIDE, Show(viewer()))
    except SearchError:
        return []


def beside(view: View) -> list[View]:
    """Return a few other quotes of the same talk, or else of the same event."""
    if view["talk"]:
        wanted = QuoteFilter(talk=(view["talk"]["id"],))
    elif view["event"]:
        wanted = QuoteFilter(event=(view["event"]["id"],))
    else:
        return []
    listing = list_things(session(), QUOTE, wanted, Page(1, _BESIDE + 1), Show(viewer()))
    return [each for each in listing.items if each["id"] != view["id"]][:_BESIDE]


def versions(view: View) -> list[View]:
    """Return the latest versions, each with what it changed; of a quote that never changed, none."""
    if view["version"] == 1:
        return []
    return list_revisions(session(), Quote, view["id"], Page(1, _VERSIONS), viewer()).items


def since(old: View, now: View) -> list[View]:
    """Return what changed between two versions, as far as a reader is told."""
    return [each for each in differences(old, now) if each["field"] in FIELDS]


def warnings(view: View) -> list[Warned]:
    """Return what the linter says of a quote, to those who can mend it."""
    if not viewer().editor:
        return []
    key = key_of(session(), Quote, view["id"], viewer())
    return list(lint(session(), Scope(quotes=frozenset((key,)), speakers=frozenset())))
