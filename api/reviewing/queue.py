"""The review queue: articles brought in as drafts, listed with their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from api.archive.errors import Fault, Invalid, NotFound
from api.archive.lint import Scope, lint, warning_view
from api.archive.models import Event, Mention, Quote, Source
from api.archive.reading.listing import Listing, Page
from api.archive.source_texts import keep_text
from api.archive.sources import check_source
from api.archive.upkeep import Review
from api.extraction import Extraction, Span, extract
from api.importers.lines import Line
from api.loader import load
from api.records import Record
from api.reviewing.drafting import Article, draft_records, paragraph_of, proposal_view, quote_id, source_record
from search.typography import fold

STATES = ("pending", "accepted", "corrected", "refused")
SORTS = ("position", "confidence", "-confidence")
_CALLED = ("title", "publisher", "byline", "published_on", "url")
"""What an article says of its source."""


@dataclass(frozen=True, slots=True)
class Queued:
    """What became of an article: its source, the reviews that wait now, and how many were there already."""

    extraction: Extraction
    source: str
    reviews: tuple[str, ...]
    known: int


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which reviews: of these states and sources, at least and at most so sure."""

    states: Sequence[str] = ("pending",)
    sources: Sequence[str] = ()
    least: float = 0.0
    most: float = 1.0
    sort: str = "position"


def queue_article(session: Session, article: Article) -> Queued:
    """Bring the quotes of an article in as drafts that wait for review; again: only what is new.

    The session must not hold changes of its own; whoever calls commits. Raises ``Invalid``.
    """
    extraction = extract(article.text, article.published_on)
    ids = [quote_id(article, each) for each in extraction.proposals]
    known = set(session.scalars(select(Review.external_id).where(Review.external_id.in_(ids))))
    known |= {each for each in session.scalars(select(Quote.external_id).where(Quote.external_id.in_(ids))) if each}
    there = _source_of(session, article)
    # Of a source that is there nothing is written: what is wrong must be told all the same.
    check_source({name: value for name in _CALLED if (value := getattr(article, name)) is not None}, "/source")
    quoted = {} if there is None else _quoted(session, there, article, extraction)
    known |= set(quoted)
    source_id = article.external_id if there is None else there.external_id or there.public_id
    drafts = draft_records(article, extraction, source_id, _event_of(session, extraction))
    records: list[Record] = [] if there is not None else [source_record(article, extraction.published_on)]
    records += [
        replace(each, parent=quoted.get(each.parent or "", each.parent))
        for each in drafts
        if each.external_id not in known
    ]
    write(session, records, ["/source"] * (there is None) + ["/text"] * len(records))
    source = _source_of(session, article)
    assert source is not None  # noqa: S101 - it has just been written
    rows = _rows(session, article, extraction, source, known)
    for row in rows:
        if row.proposal["parent"] in quoted:
            row.proposal = row.proposal | {"parent": quoted[row.proposal["parent"]]}
    keep_text(session, source.public_id, article.text)
    session.flush()
    return Queued(extraction, source.public_id, tuple(row.public_id for row in rows), len(known))


def _source_of(session: Session, article: Article) -> Source | None:
    """Find the source that has this very text, whoever brought it in."""
    same = select(Source).where(Source.sha256 == article.sha256, Source.withdrawn_at.is_(None)).order_by(Source.id)
    return session.scalars(same).first()


def _quoted(session: Session, source: Source, article: Article, extraction: Extraction) -> dict[str, str]:
    """Tell which proposals are quotes of this source already, as the seeds are, and their public ids."""
    there = select(Quote.text, Quote.public_id).join(Mention).where(Mention.source_id == source.id)
    texts = {row.text: row.public_id for row in session.execute(there)}
    return {quote_id(article, each): texts[each.text] for each in extraction.proposals if each.text in texts}


def _rows(session: Session, article: Article, extraction: Extraction, source: Source, known: set[str]) -> list[Review]:
    mine = select(Quote.external_id, Quote.id).where(Quote.external_id.startswith(f"{article.external_id}-"))
    keys = {row.external_id: row.id for row in session.execute(mine)}
    now = datetime.now(UTC)
    rows = []
    for position, proposal in enumerate(extraction.proposals):
        external_id = quote_id(article, proposal)
        if external_id in known:
            continue
        outermost = proposal
        while outermost.parent is not None:
            outermost = extraction.proposals[outermost.parent]
        cue = outermost.cue.span if outermost.cue else outermost.span
        span = Span(min(outermost.span.start, cue.start), max(outermost.span.end, cue.end))
        start, end = paragraph_of(article.text, span)
        view = proposal_view(article.text, proposal)
        if proposal.parent is not None:
            view["parent"] = quote_id(article, extraction.proposals[proposal.parent])
        rows.append(
            Review(
                external_id=external_id,
                quote_id=keys[external_id],
                source_id=source.id,
                position=position,
                passage=article.text[start:end],
                passage_start=start,
                proposal=view,
                confidence=proposal.confidence,
                state="pending",
                proposed_at=now,
            )
        )
    session.add_all(rows)
    return rows


def _event_of(session: Session, extraction: Extraction) -> str | None:
    """Find the archive's own event that the article reports on: the same name, folded, and the same day."""
    for occasion in extraction.occasions:
        same_day = select(Event).where(Event.starts_on == occasion.starts_on, Event.withdrawn_at.is_(None))
        for event in session.scalars(same_day):
            if occasion.main and fold(event.name) == fold(occasion.name):
                return event.public_id
    return None


def write(session: Session, records: Sequence[Record], places: Sequence[str]) -> None:
    """Load records, all or none; raises ``Invalid`` with what the archive refuses of each, by its place in the body."""
    report = load(session, [Line(number, record) for number, record in enumerate(records)], strict=True)
    if report.refused:
        raise Invalid([_fault(line.reason, places[line.number]) for line in report.refused])


def _fault(reason: str, place: str) -> Fault:
    """Make a fault of the sentences that the loader refuses a line with: «/url: Must be…»."""
    pointer, _, message = reason.partition(": ")
    return Fault(f"{place}{pointer}", message) if reason.startswith("/") else Fault(place, reason)


def list_reviews(session: Session, wanted: ReviewFilter, page: Page) -> Listing:
    """List reviews with their reasons, in the order of the articles or by confidence."""
    statement = _chosen(wanted)
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    rows = session.scalars(
        statement.options(joinedload(Review.quote), joinedload(Review.source)).offset(page.offset).limit(page.size)
    )
    return Listing(review_views(session, list(rows)), total)


def _chosen(wanted: ReviewFilter) -> Select[Review]:
    statement = select(Review).where(Review.confidence >= wanted.least, Review.confidence <= wanted.most)
    if wanted.states:
        statement = statement.where(Review.state.in_(wanted.states))
    if wanted.sources:
        statement = statement.join(Source).where(Source.public_id.in_(wanted.sources))
    order = {
        "position": (Review.source_id, Review.position),
        "confidence": (Review.confidence, Review.id),
        "-confidence": (Review.confidence.desc(), Review.id),
    }[wanted.sort]
    return statement.order_by(*order)


def get_review(session: Session, reference: str) -> Review:
    """Return a review by its id; raises ``NotFound``."""
    row = session.scalar(select(Review).where(Review.public_id == reference)) if "\0" not in reference else None
    if row is None:
        raise NotFound(f"There is no review “{reference}”.")
    return row


def review_views(session: Session, rows: Sequence[Review]) -> list[dict[str, Any]]:
    """Show reviews as JSON has them, with what the linter says of their quotes.

    ``passage_start`` makes a proposal's offsets the passage's.
    """
    keys = frozenset(row.quote_id for row in rows if row.quote_id is not None)
    warnings: dict[str, list[dict[str, Any]]] = {}
    for warned in lint(session, Scope(quotes=keys, speakers=frozenset())) if keys else ():
        warnings.setdefault(warned.finding.id, []).append(warning_view(warned))
    return [_view(row, warnings) for row in rows]


def _view(row: Review, warnings: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    quote, source = row.quote, row.source
    return {
        "id": row.public_id,
        "state": row.state,
        "confidence": row.confidence,
        "quote": quote and quote.public_id,
        "source": {"id": source.public_id, "title": source.title, "publisher": source.publisher},
        "passage": row.passage,
        "passage_start": row.passage_start,
        "proposal": row.proposal,
        "correction": row.correction,
        "warnings": warnings.get(quote.public_id, []) if quote is not None else [],
        "proposed_at": _moment(row.proposed_at),
        "decided_at": row.decided_at and _moment(row.decided_at),
        "decided_by": row.decided_by,
        "note": row.note,
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
