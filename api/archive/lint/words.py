"""Rules on the words: said by others too, and found in the text of the source."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.archive.anchoring import anchors
from api.archive.lint.findings import Finding, Scope, among
from api.archive.models import Attribution, Mention, Quote, Source
from api.archive.source_texts import selectors_of
from api.archive.upkeep import SourceText
from api.wording import letters

TELLING = 24
"""Letters below which the same words from two mouths are nothing to tell: anybody says «Je vous remercie»."""

MOST_OTHERS = 20


def same_words_by_others(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of quotes whose words are those of quotes by other speakers."""
    shared = select(Quote.words_key).where(Quote.withdrawn_at.is_(None))
    if scope.quotes is not None:
        own = aliased(Quote)
        shared = shared.where(Quote.words_key.in_(select(own.words_key).where(own.id.in_(scope.quotes))))
    shared = shared.group_by(Quote.words_key).having(func.count() > 1)
    statement = (
        select(Quote.id, Quote.public_id, Quote.text, Quote.words_key, Attribution.speaker_id)
        .outerjoin(Attribution, Attribution.quote_id == Quote.id)
        .where(Quote.withdrawn_at.is_(None), Quote.words_key.in_(shared))
        .order_by(Quote.id)
    )
    alike: dict[str, dict[int, tuple[str, str, set[int]]]] = defaultdict(dict)
    for row in session.execute(statement):
        speakers = alike[row.words_key].setdefault(row.id, (row.public_id, row.text, set()))[2]
        if row.speaker_id is not None:
            speakers.add(row.speaker_id)
    for quotes in alike.values():
        for key, (public_id, text, speakers) in quotes.items():
            others = [other for other, _, theirs in quotes.values() if speakers and theirs and not speakers & theirs]
            if others and (scope.quotes is None or key in scope.quotes) and len(letters(text)) >= TELLING:
                message = "Other quotes have the same words, said by others: make sure who said them."
                yield Finding("quote", public_id, "/text", message, tuple(others[:MOST_OTHERS]))


def not_in_source(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of mentions whose words do not stand in the text that is kept of their source."""
    statement = (
        select(SourceText.source_id)
        .join(Mention, Mention.source_id == SourceText.source_id)
        .where(among(Mention.quote_id, scope.quotes))
        .distinct()
        .order_by(SourceText.source_id)
    )
    for key in session.scalars(statement).all():
        yield from _lost(session, key, scope)


def _lost(session: Session, source: int, scope: Scope) -> Iterator[Finding]:
    text, title = session.execute(
        select(SourceText.text, Source.title).join(Source, Source.id == SourceText.source_id).where(Source.id == source)
    ).one()
    mentions = session.scalars(
        select(Mention)
        .join(Quote)
        .where(Mention.source_id == source, Quote.withdrawn_at.is_(None), among(Quote.id, scope.quotes))
        .order_by(Quote.id, Mention.position)
    ).all()
    for mention, place in zip(mentions, anchors(text, selectors_of(mentions)), strict=True):
        if place is None:
            message = f"These words do not stand in the text that is kept of “{title}”."
            yield Finding("quote", mention.quote.public_id, f"/mentions/{mention.position}", message)
