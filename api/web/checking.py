"""The quote check for people: a sentence, or a whole article of which each quotation is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from api.checking import LONGEST, Answer, Question, check_quotes
from api.context import services, session, viewer
from api.extraction import extract
from api.web.answering import page

MOST = 40
"""As many quotations of an article are judged at once: each is a search or several."""

LONGEST_ARTICLE = 200_000

blueprint = Blueprint("checking", __name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text that was checked, whose it was said to be, and what became of it."""

    text: str
    speaker: str | None
    answer: Answer


@blueprint.get("/verifier")
def ask() -> Response:
    """Show the form; a text in the address is filled in."""
    text = request.args.get("texte", "")[:LONGEST]
    return page("check.html", text=text, speaker=request.args.get("intervenant", "")[:500], judged=None, left=0)


@blueprint.post("/verifier")
def check() -> Response:
    """Judge what was pasted."""
    text = request.form.get("texte", "").strip()
    speaker = request.form.get("intervenant", "").strip()[:500] or None
    fault = _fault(text)
    questions = [] if fault else _questions(text, speaker)
    answers = check_quotes(session(), services().index, questions[:MOST], viewer())
    judged = [Judged(each.text, each.speaker, told) for each, told in zip(questions, answers, strict=False)]
    left = max(0, len(questions) - MOST)
    response = page(
        "check.html", 422 if fault else 200, text=text, speaker=speaker or "", judged=judged, left=left, fault=fault
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _fault(text: str) -> str | None:
    if not text:
        return "Collez d’abord une phrase ou un article."
    if len(text) > LONGEST_ARTICLE:
        return "Ce texte est trop long : vérifiez-le par parties."
    return None


def _questions(text: str, speaker: str | None) -> Sequence[Question]:
    """Take a text apart: the quotations that it has within, or else all of it as one."""
    found = extract(text).proposals
    if len(found) == 1 and len(found[0].text) * 2 > len(text) and not found[0].attributions:
        return [Question(text[:LONGEST], speaker)]
    questions = []
    for each in found:
        named = next((one.name or one.printed_as for one in each.attributions if one.kind == "person"), None)
        questions.append(Question(each.text[:LONGEST], speaker or named))
    return questions or [Question(text[:LONGEST], speaker)]
