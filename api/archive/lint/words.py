"""Rules on the words: said by others too, and found in the text of the source."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api.archive.anchoring import anchors
from api.archive.lint.findings import Finding, Scope, among
from api.archive.models import Attribution, Mention, Quote, Source
from api.archive.source_texts import selectors_of
from api.archive.upkeep import SourceText
from api.wording import letters

TELLING = 24
"""Letters below which the same words said twice are nothing to tell: anybody says «Je vous remercie»."""

MOST_OTHERS = 20


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote among others with the same words: its key, what else is known of it, and who said it."""

    key: int
    public_id: str
    day: str
    event: int | None
    speakers: set[int]


def same_words_by_others(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of quotes whose words are those of quotes by other speakers."""
    message = "Other quotes have the same words, said by others: make sure who said them."
    yield from _told(session, scope, message, _by_others)


def same_words_twice(session: Session, scope: Scope) -> Iterator[Finding]:
    """Propose to merge quotes that have the same words, where nothing says that others said them, or another time."""
    message = "Other quotes have the same words: where they are one, printed several times, merge them."
    yield from _told(session, scope, message, _may_be_one)


def _by_others(one: _Said, other: _Said) -> bool:
    return bool(one.speakers and other.speakers and not one.speakers & other.speakers)


def _may_be_one(one: _Said, other: _Said) -> bool:
    if one is other or _by_others(one, other) or (one.event and other.event and one.event != other.event):
        return False
    return one.day.startswith(other.day) or other.day.startswith(one.day)


def _told(session: Session, scope: Scope, message: str, told: Callable[[_Said, _Said], bool]) -> Iterator[Finding]:
    for quotes in _alike(session, scope):
        for one in quotes:
            others = [other.public_id for other in quotes if told(one, other)]
            if others and (scope.quotes is None or one.key in scope.quotes):
                yield Finding("quote", one.public_id, "/text", message, tuple(others[:MOST_OTHERS]))


def _alike(session: Session, scope: Scope) -> Iterator[list[_Said]]:
    """Give the quotes that have the same words, together, in the order of their keys; short ones are left out."""
    shared = select(Quote.words_key).where(Quote.withdrawn_at.is_(None))
    if scope.quotes is not None:
        own = aliased(Quote)
        shared = shared.where(Quote.words_key.in_(select(own.words_key).where(own.id.in_(scope.quotes))))
    shared = shared.group_by(Quote.words_key).having(func.count() > 1)
    columns = (Quote.id, Quote.public_id, Quote.text, Quote.words_key, Quote.said_on, Quote.event_id)
    statement = (
        select(*columns, Attribution.speaker_id)
        .outerjoin(Attribution, Attribution.quote_id == Quote.id)
        .where(Quote.withdrawn_at.is_(None), Quote.words_key.in_(shared))
        .order_by(Quote.id)
    )
    alike: dict[str, dict[int, _Said]] = defaultdict(dict)
    for row in session.execute(statement):
        if row.id not in alike[row.words_key] and len(letters(row.text)) < TELLING:
            continue
        said = _Said(row.id, row.public_id, row.said_on or "", row.event_id, set())
        said = alike[row.words_key].setdefault(row.id, said)
        if row.speaker_id is not None:
            said.speakers.add(row.speaker_id)
    for quotes in alike.values():
        yield list(quotes.values())


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
