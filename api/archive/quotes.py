"""The verbs of quotes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Attribution, Mention, Quote
from api.archive.people import Place
from api.archive.references import References
from api.archive.things import check_status, keep_or_find_person, set_status, topics
from api.archive.writing import Draft, Scalar, assign, assign_parts

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "text": Scalar(rules.long_text, required=True),
    "kind": Scalar(rules.one_of(rules.QUOTE_KINDS), default="direct"),
    "language": Scalar(rules.language, default="fr"),
    "said_on": Scalar(rules.partial_date),
    "status": Scalar(rules.one_of(rules.QUOTE_STATUSES), default="published"),
    "verification": Scalar(rules.one_of(rules.VERIFICATIONS), default="extracted"),
}
ATTRIBUTION_FIELDS = {
    "kind": Scalar(rules.one_of(rules.ATTRIBUTION_KINDS), required=True),
    "name": Scalar(rules.short_text),
    "printed_as": Scalar(rules.short_text),
    "role": Scalar(rules.short_text),
}
WHO = ("name", "printed_as", "role", "speaker", "organisation")
"""What an attribution can say of who it was; one that says nothing is the kind unknown."""

MENTION_FIELDS = {
    "prefix": Scalar(rules.selector_text),
    "exact": Scalar(rules.long_text),
    "suffix": Scalar(rules.selector_text),
    "context": Scalar(rules.long_text),
    "cue_verb": Scalar(rules.short_text),
}


def write_quote(session: Session, quote: Quote | None, values: Mapping[str, object], refs: References) -> Quote:
    """Make a quote, or change one; raises ``Invalid``, ``Conflict``.

    A quote of a talk is of the talk's event, which need not be said.
    """
    draft = Draft(values, whole=quote is None)
    draft.scalars(FIELDS)
    check_status(draft, quote)
    draft.reference("event", "event", refs.event)
    draft.reference("talk", "talk", refs.talk)
    draft.reference("parent", "quote", refs.quote)
    topics(draft, refs)
    _check_places(draft, quote)
    people = _attributions(draft, refs)
    mentions = _mentions(draft, refs)
    columns = draft.finish()
    if quote is None:
        quote = Quote()
    event = columns.get("event", quote.event)
    for position, part in enumerate(people or ()):
        place = Place(event, part["organisation"])
        if part["kind"] == "person":  # whoever is named by function, or as a group, stays so
            part["speaker"] = keep_or_find_person(quote.attributions, position, part, place, refs)
    with session.no_autoflush:  # one flush, one version
        set_status(quote, columns)
        assign(quote, columns)
        if people is not None:
            assign_parts(quote.attributions, Attribution, people)
        if mentions is not None:
            assign_parts(quote.mentions, Mention, mentions)
    session.add(quote)
    return quote


def _check_places(draft: Draft, quote: Quote | None) -> None:
    """Hold event, talk and parent together: the talk is of the event, and nothing is its own ancestor."""
    columns = draft.columns
    talk = columns.get("talk", quote and quote.talk)
    if talk is not None and ("talk" in columns or "event" in columns):
        event = columns.get("event", quote and quote.event)
        if event is None or ("talk" in columns and "event" not in draft.values):
            columns["event"] = talk.event
        elif event is not talk.event:
            if "talk" in draft.values:
                draft.fault("talk", "Is not a talk of this event.")
            else:
                draft.fault("event", "Is not the event of its talk.")
    ancestor = columns.get("parent")
    while ancestor is not None and quote is not None:
        if ancestor is quote:
            draft.fault("parent", "Must not be the quote itself or one within it.")
            return
        ancestor = ancestor.parent


def _attributions(draft: Draft, refs: References) -> list[dict[str, Any]] | None:
    if not draft.has("attributions"):
        return None
    parts = []
    for position, entry in enumerate(draft.sequence("attributions", rules.MANY)):
        part = draft.part(f"attributions/{position}", entry)
        part.scalars(ATTRIBUTION_FIELDS)
        part.reference("speaker", "speaker", refs.speaker)
        part.reference("organisation", "organisation", refs.organisation)
        if part.columns.get("kind") not in (None, "unknown") and not any(part.values.get(name) for name in WHO):
            draft.fault(f"attributions/{position}", "Says nothing of who it was: say it, or take the kind unknown.")
        parts.append(draft.join(part))
    return parts


def _mentions(draft: Draft, refs: References) -> list[dict[str, Any]] | None:
    if not draft.has("mentions"):
        return None
    parts = []
    for position, entry in enumerate(draft.sequence("mentions", rules.MANY)):
        part = draft.part(f"mentions/{position}", entry)
        part.scalars(MENTION_FIELDS)
        part.reference("source", "source", refs.source, required=True)
        parts.append(draft.join(part))
    return parts
