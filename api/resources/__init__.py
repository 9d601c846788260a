"""REST: one module a resource, each with a blueprint; ``BLUEPRINTS`` is what the application registers."""

from api.resources.articles import extractions, reviews
from api.resources.changes import changes, corrections
from api.resources.events import blueprint as events
from api.resources.merges import blueprint as merges
from api.resources.organisations import blueprint as organisations
from api.resources.quote_checks import blueprint as quote_checks
from api.resources.quotes import blueprint as quotes
from api.resources.redactions import blueprint as redactions
from api.resources.search import blueprint as search
from api.resources.sources import blueprint as sources
from api.resources.speakers import blueprint as speakers
from api.resources.suggestions import blueprint as suggestions
from api.resources.talks import blueprint as talks
from api.resources.topics import blueprint as topics

BLUEPRINTS = (
    search,
    suggestions,
    quote_checks,
    quotes,
    talks,
    events,
    speakers,
    organisations,
    sources,
    topics,
    changes,
    corrections,
    merges,
    redactions,
    extractions,
    reviews,
)
