"""What a reviewer decides: a draft accepted, corrected or refused, one by one or together.

Decision: an accepted proposal is written by the loader, as every import is, so that who is who follows one rule. A
draft that an editor has changed by hand is accepted as it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.errors import Conflict, Fault, Invalid
from api.archive.models import Quote
from api.archive.upkeep import Review
from api.archive.verbs import QUOTE, change_thing, remove_thing
from api.records import QuoteRecord
from api.reviewing.drafting import Place, corrected, quote_record
from api.reviewing.queue import get_review, write

DECISIONS = {"accept": "accepted", "correct": "corrected", "refuse": "refused"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on a review; ``corrections`` are values of the quote, attributions whole."""

    review: str
    decision: str
    corrections: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None


def decide(session: Session, decisions: Sequence[Decision], by: str | None) -> list[Review]:
    """Carry out decisions, all or none; whoever calls commits.

    A quote within another is accepted with it or after it; refusing a quote refuses those within it. The session must
    hold no changes of its own. Raises ``NotFound``, ``Conflict``, ``Invalid``.
    """
    _check(decisions)
    chosen = {each.review: each for each in decisions}
    rows = {each.review: get_review(session, each.review) for each in decisions}
    for row in rows.values():
        if row.state != "pending":
            message = f"The review “{row.public_id}” was decided before: {row.state}."
            raise Conflict(message, existing=row.public_id)
    kept = [(row, chosen[key]) for key, row in rows.items() if chosen[key].decision != "refuse"]
    refused = _with_those_within(session, [row for key, row in rows.items() if chosen[key].decision == "refuse"])
    if {row.id for row in refused} & {row.id for row, _ in kept}:
        raise Conflict("A quote within a refused one cannot be kept: refuse it too, or keep both.")
    records, by_hand = _records(session, kept)
    for row in reversed(refused):
        if row.quote is not None:
            remove_thing(session, QUOTE, row.quote.public_id)
    for public_id, values in by_hand:
        change_thing(session, QUOTE, public_id, values)
    ids = [row.id for row in refused] + [row.id for row, _ in kept]
    places = {rows[each.review].external_id: place for place, each in enumerate(decisions)}
    notes = {row.id: chosen[row.public_id] for row in rows.values()}
    session.flush()
    if records:
        write(session, records, [f"/items/{places[each.external_id]}/corrections" for each in records])
    return _mark(session, ids, set(ids[: len(refused)]), notes, by)


def _check(decisions: Sequence[Decision]) -> None:
    faults = []
    seen: set[str] = set()
    for place, each in enumerate(decisions):
        if each.review in seen:
            faults.append(Fault(f"/items/{place}/review", "Is decided twice."))
        seen.add(each.review)
        if each.decision == "correct" and not each.corrections:
            faults.append(Fault(f"/items/{place}/corrections", "Must be given."))
        if each.decision != "correct" and each.corrections:
            faults.append(Fault(f"/items/{place}/corrections", "Goes with the decision `correct` alone."))
        for at, who in enumerate(each.corrections.get("attributions") or ()):
            # a name that nobody gets would be kept where the redaction of that person does not look
            if who.get("name") and (who["kind"] != "person" or who.get("speaker")):
                pointer = f"/items/{place}/corrections/attributions/{at}/name"
                faults.append(Fault(pointer, "Goes with the kind `person` alone, and not beside `speaker`."))
    if faults:
        raise Invalid(faults)


def _records(
    session: Session, kept: Sequence[tuple[Review, Decision]]
) -> tuple[list[QuoteRecord], list[tuple[str, dict[str, Any]]]]:
    """Make what is to be written: records for the loader, and changes of drafts that an editor has changed by hand."""
    records: list[QuoteRecord] = []
    by_hand: list[tuple[str, dict[str, Any]]] = []
    together = {row.external_id for row, _ in kept}
    for row, decision in sorted(kept, key=lambda each: (each[0].source_id, each[0].position)):
        quote = row.quote
        if quote is None:
            raise Conflict(f"The draft of the review “{row.public_id}” has been deleted: refuse it.")
        parent = row.proposal["parent"]
        if parent is not None and parent not in together and _is_draft(session, parent):
            raise Conflict("The quote that this one stands within is a draft still: accept it first, or both together.")
        corrections = dict(decision.corrections)
        if quote.version > 1 and not corrections:
            by_hand.append((quote.public_id, {"status": "published", "verification": "reviewed"}))
            continue
        event = corrections.pop("event", quote.event and quote.event.public_id)
        if "cue_verb" in corrections:
            cue = corrections.pop("cue_verb")
            corrections["cue"] = cue and {"text": cue}
        view = corrected(row.proposal, corrections, row.passage, row.passage_start)
        source = row.source.external_id or row.source.public_id
        records.append(quote_record(view, Place(row.external_id, source, parent, event), draft=False))
    return records, by_hand


def _is_draft(session: Session, external_id: str) -> bool:
    status = session.scalar(select(Quote.status).where(Quote.external_id == external_id))
    return status == "draft"


def _with_those_within(session: Session, rows: Sequence[Review]) -> list[Review]:
    """Add the pending reviews of the quotes within refused ones, each after the one that it stands within."""
    found = list(rows)
    for row in found:
        pending = select(Review).where(Review.source_id == row.source_id, Review.state == "pending")
        found += [
            each
            for each in session.scalars(pending.order_by(Review.position))
            if each.proposal["parent"] == row.external_id and each not in found
        ]
    return sorted(found, key=lambda row: (row.source_id, row.position))


def _mark(
    session: Session, ids: Sequence[int], refused: set[int], notes: Mapping[int, Decision], by: str | None
) -> list[Review]:
    rows = list(session.scalars(select(Review).where(Review.id.in_(ids)).order_by(Review.source_id, Review.position)))
    now = datetime.now(UTC)
    for row in rows:
        decision = notes.get(row.id)
        row.state = "refused" if row.id in refused else DECISIONS[decision.decision] if decision else "accepted"
        row.correction = dict(decision.corrections) if decision and decision.corrections else None
        row.note = decision.note if decision else None
        row.decided_at, row.decided_by = now, by
        if row.state == "accepted" and row.quote is not None and row.quote.text != row.proposal["text"]:
            row.state, row.correction = "corrected", {"text": row.quote.text}
    session.flush()
    return rows
