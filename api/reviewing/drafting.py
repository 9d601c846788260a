"""An extraction → what is kept of it: views for people and programs, records for the loader. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.extraction import Attribution, Extraction, Proposal, Span
from api.records import AttributionRecord, MentionRecord, QuoteRecord, SourceRecord

AROUND = 32
"""The most characters of the same paragraph that a mention keeps on either side, cut at a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A press article: its text, and what its source is called; the title is the text's first line unless said."""

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published_on: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the text, by which the same article is recognised."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def external_id(self) -> str:
        """The id of the article's source in the import format."""
        return f"article-{self.sha256[:16]}"


def extraction_view(text: str, extraction: Extraction) -> dict[str, Any]:
    """Show an extraction as JSON has it."""
    return {
        "published_on": extraction.published_on,
        "events": [
            {
                "name": each.name,
                "span": asdict(each.span),
                "starts_on": each.starts_on,
                "ends_on": each.ends_on,
                "organiser": each.organiser,
                "main": each.main,
                "reason": asdict(each.reason),
            }
            for each in extraction.occasions
        ],
        "items": [proposal_view(text, each) for each in extraction.proposals],
        "refusals": [
            {"text": each.text, "span": asdict(each.span), "reason": asdict(each.reason)}
            for each in extraction.refusals
        ],
    }


def proposal_view(text: str, proposal: Proposal) -> dict[str, Any]:
    """Show a proposal as JSON has it."""
    prefix, suffix = around(text, proposal.span)
    cue = proposal.cue
    return {
        "text": proposal.text,
        "parts": [asdict(part) for part in proposal.parts],
        "prefix": prefix,
        "exact": text[proposal.span.start : proposal.span.end],
        "suffix": suffix,
        "kind": proposal.kind,
        "naming": proposal.naming,
        "said_on": proposal.said_on,
        "parent": proposal.parent,
        "attributions": [_attribution_view(each) for each in proposal.attributions],
        "cue": cue and {"text": cue.text, "head": cue.head, "kind": cue.kind, "span": asdict(cue.span)},
        "rule": proposal.rule,
        "confidence": proposal.confidence,
        "reasons": [asdict(each) for each in proposal.reasons],
    }


def _attribution_view(attribution: Attribution) -> dict[str, Any]:
    view = asdict(attribution)
    return view | {"span": attribution.span and asdict(attribution.span)}


def around(text: str, span: Span) -> tuple[str, str]:
    """Give what stands before and after some words in their paragraph, by which they are found again."""
    start, end = paragraph_of(text, span)
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > AROUND:
        before = before[-AROUND - 1 :].partition(" ")[2]
    if len(after) > AROUND:
        after = after[: AROUND + 1].rpartition(" ")[0]
    return before, after


def span_in(passage: str, words: str, near: int) -> Span | None:
    """Find words in a passage, where it has them more than once the nearest to a place; None where it has not."""
    starts = [at for at in range(len(passage)) if passage.startswith(words, at)] if words else []
    start = min(starts, key=lambda at: abs(at - near), default=None)
    return None if start is None else Span(start, start + len(words))


def corrected(view: Mapping[str, Any], corrections: Mapping[str, Any], passage: str, begins: int) -> dict[str, Any]:
    """Give a proposal as a reviewer has put it right; ``begins`` is where its passage begins in the article.

    Other words of the passage are quoted from there; words from elsewhere leave the mention what the source prints.
    """
    words = corrections.get("text")
    span = span_in(passage, words, view["parts"][0]["start"] - begins) if isinstance(words, str) else None
    if span is None:
        return {**view, **corrections}
    prefix, suffix = around(passage, span)
    return {**view, "exact": words, "prefix": prefix, "suffix": suffix, **corrections}


def paragraph_of(text: str, span: Span) -> tuple[int, int]:
    """Give where the paragraph (or paragraphs) of some words begins and ends."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return start, len(text) if end < 0 else end


def source_record(article: Article, published_on: str | None) -> SourceRecord:
    """Make the source that an article is."""
    first = next((line.strip() for line in article.text.splitlines() if line.strip()), "")
    return SourceRecord(
        external_id=article.external_id,
        title=(article.title or first or "Article sans titre")[:500],
        publisher=article.publisher,
        byline=article.byline,
        published_on=article.published_on or published_on,
        url=article.url,
        language="fr",
        sha256=article.sha256,
    )


def quote_id(article: Article, proposal: Proposal) -> str:
    """Name a proposal's quote: the article, and where in it."""
    return f"{article.external_id}-{proposal.span.start}"


def draft_records(article: Article, extraction: Extraction, source: str, event: str | None) -> Iterator[QuoteRecord]:
    """Make the drafts of an extraction; people and bodies are named once a reviewer has accepted them."""
    for proposal in extraction.proposals:
        view = proposal_view(article.text, proposal)
        parent = None if proposal.parent is None else quote_id(article, extraction.proposals[proposal.parent])
        place = Place(quote_id(article, proposal), source, parent, event)
        yield quote_record(view, place, draft=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote belongs, by ``external_id``: its own id, its source, the quote it stands within, its event."""

    external_id: str
    source: str
    parent: str | None
    event: str | None


def quote_record(view: Mapping[str, Any], place: Place, *, draft: bool) -> QuoteRecord:
    """Make the quote of a proposal: a draft, or what a reviewer has accepted."""
    cue = view["cue"]
    return QuoteRecord(
        external_id=place.external_id,
        text=view["text"],
        kind=view["kind"],
        language="fr",
        said_on=view["said_on"],
        event=place.event,
        parent=place.parent,
        status="draft" if draft else "published",
        verification="extracted" if draft else "reviewed",
        attributions=attribution_records(view["attributions"], draft=draft),
        mentions=(
            MentionRecord(
                source=place.source,
                prefix=view["prefix"] or None,
                exact=view["exact"],
                suffix=view["suffix"] or None,
                cue_verb=cue and cue["text"],
            ),
        ),
    )


def attribution_records(views: Sequence[Mapping[str, Any]], *, draft: bool) -> tuple[AttributionRecord, ...]:
    """Make the attributions of a quote; those of a draft bring no people and no bodies into the archive."""
    return tuple(
        AttributionRecord(
            kind=each["kind"],
            name=None if draft or each["kind"] != "person" else each.get("name"),
            speaker=None if draft else each.get("speaker"),
            printed_as=each.get("printed_as"),
            role=each.get("role"),
            organisation=None if draft else each.get("organisation"),
        )
        for each in views
    )
