"""Where those who are signed in begin: what waits, and what the linter would look at again."""

from collections.abc import Sequence
from itertools import islice

from flask import Blueprint, Response, request

from api.archive.lint import RULES, Warned, lint
from api.archive.reading.listing import EDITOR, Page, Show
from api.archive.reading.quotes import QuoteFilter
from api.archive.verbs import QUOTE, SPEAKER, get_thing
from api.context import session
from api.errors import translated
from api.labels import cut, speakers
from api.reviewing import ReviewFilter, list_reviews
from api.typesetting import NARROW, shown
from api.web.answering import page
from api.web.listing import some
from api.web.signing import edits

_DRAFTS = 20
_MOST = 50
_WORDS = 110

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
    return page("warnings.html", found=found, names=_names(found), code=code, most=_MOST, translated=translated)


def _names(found: Sequence[Warned]) -> dict[str, str]:
    """Return what each quote or person that a warning is about, or tells of beside it, is called on the page."""
    kinds = {other: _beside(each) for each in found for other in each.finding.others}
    kinds |= {each.finding.id: each.finding.type for each in found}
    return {public_id: _name(kind, public_id) for public_id, kind in kinds.items()}


def _beside(warned: Warned) -> str:
    return "quote" if warned.finding.type == "quote" and warned.code != "homonym" else "speaker"


def _name(kind: str, public_id: str) -> str:
    if kind == "speaker":
        return str(get_thing(session(), SPEAKER, public_id, Show(EDITOR))["name"])
    view = get_thing(session(), QUOTE, public_id, Show(EDITOR))
    words = shown(cut(view["text"], _WORDS), view["language"])
    return f"{speakers(view)}{NARROW}: «{NARROW}{words}{NARROW}»"
