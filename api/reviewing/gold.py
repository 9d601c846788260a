"""What reviewers decided, as gold: passages with their quotes, in the shape of the development gold (JSON Lines)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.archive.upkeep import Review
from api.reviewing.drafting import span_in


def gold(session: Session) -> Iterator[dict[str, Any]]:
    """Give each passage all of whose proposals are decided, with the quotes that reviewers accepted or put right.

    Quotes within quotes are left out, as in the development gold. A passage whose corrected words are not its own is
    left out too: a reviewer took them from elsewhere.
    """
    rows = session.scalars(
        select(Review)
        .options(joinedload(Review.source))
        .order_by(Review.source_id, Review.passage_start, Review.position)
    )
    for _, group in groupby(rows, key=lambda row: (row.source_id, row.passage_start)):
        line = _line(list(group))
        if line is not None:
            yield line


def _line(rows: Sequence[Review]) -> dict[str, Any] | None:
    if any(row.state == "pending" for row in rows):
        return None
    first = max(rows, key=lambda row: len(row.passage))
    quotes: list[dict[str, Any]] = []
    for row in rows:
        if row.state == "refused" or row.proposal["parent"] is not None:
            continue
        found = _quotes(first, row, group=len({quote["group"] for quote in quotes if "group" in quote}) + 1)
        if found is None:
            return None
        quotes += found
    corrected = sum(row.state == "corrected" for row in rows)
    refused = sum(row.state == "refused" for row in rows)
    return {
        "id": f"rv-{first.public_id}",
        "source": first.source.publisher or first.source.title,
        "source_id": f"{first.source.public_id}#{first.passage_start}",
        "text": first.passage,
        "quotes": quotes,
        "note": f"{len(rows)} reviewed, {corrected} corrected, {refused} refused",
    }


def _quotes(passage: Review, row: Review, group: int) -> list[dict[str, Any]] | None:
    """Make the gold quotes of a review: one, or one a part where an incise cuts it."""
    correction = row.correction or {}
    view = row.proposal | correction
    parts = [(part["start"] - passage.passage_start, part["end"] - passage.passage_start) for part in view["parts"]]
    if "text" in correction:
        span = span_in(passage.passage, correction["text"], parts[0][0])
        if span is None:
            return None
        parts = [(span.start, span.end)]
    cue = view["cue"]
    cue_verb = correction["cue_verb"] if "cue_verb" in correction else cue and cue["head"]
    return [
        {
            "quote_text": passage.passage[start:end],
            "speaker_surface": _surface(view["attributions"]),
            "cue_verb": cue_verb,
            "type": "naming" if view["naming"] else view["kind"],
            "start": start,
            "end": end,
        }
        | ({"group": group} if len(parts) > 1 else {})
        for start, end in parts
    ]


def _surface(attributions: Sequence[Mapping[str, Any]]) -> str | None:
    """The words by the verb for whoever speaks; of two speakers, the first."""
    for each in attributions:
        found = each.get("surface") or each.get("name") or each.get("printed_as")
        if found:
            return str(found)
    return None
