"""Where those who are signed in begin: what waits, and what the linter would look at again."""

from itertools import islice

from flask import Blueprint, Response, request

from api.archive.lint import RULES, lint
from api.archive.reading.listing import Page
from api.archive.reading.quotes import QuoteFilter
from api.archive.verbs import QUOTE
from api.context import session
from api.errors import translated
from api.reviewing import ReviewFilter, list_reviews
from api.web.answering import page
from api.web.listing import some
from api.web.signing import edits

_DRAFTS = 20
_MOST = 200

blueprint = Blueprint("workshop", __name__, url_prefix="/atelier")


@blueprint.get("")
@edits
def workshop() -> Response:
    """Show what waits."""
    waiting = list_reviews(session(), ReviewFilter(("pending",)), Page(1, 1)).total
    drafts = some(QUOTE, QuoteFilter(status=("draft",), sort="-created_at"), _DRAFTS)
    return page("workshop.html", waiting=waiting, drafts=drafts, done=request.args.get("fait", ""))


@blueprint.get("/avertissements")
@edits
def warnings() -> Response:
    """Show what the linter says of the whole archive, one rule at a time where the address names it."""
    code = request.args.get("regle", "")
    found = list(islice(lint(session(), codes=(code,) if code in RULES else tuple(RULES)), _MOST))
    return page("warnings.html", found=found, code=code, most=_MOST, translated=translated)
