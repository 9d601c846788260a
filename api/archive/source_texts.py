"""The verbs of kept texts: what a source says, word for word, for those who hold a token and nobody else.

A text that changes moves the mentions that point into it; words that are gone from it make its source ``changed``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.anchoring import Selector, reanchored
from api.archive.errors import Fault, Invalid, NotFound, Outdated
from api.archive.models import Mention, Quote, Source
from api.archive.reading.listing import EDITOR, key_of
from api.archive.upkeep import SourceText


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the mentions of a source whose text was kept: quotes by public id."""

    text: SourceText
    moved: tuple[str, ...]
    lost: tuple[str, ...]


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def get_text(session: Session, reference: str) -> SourceText:
    """Return the text of a source; raises ``NotFound``, ``Gone``."""
    kept = session.get(SourceText, key_of(session, Source, reference, EDITOR))
    if kept is None:
        message = f"The text of the source “{reference}” is not kept."
        raise NotFound(message)
    return kept


def keep_text(session: Session, reference: str, text: str, version: int | None = None) -> Kept:
    """Keep the text of a source, in place of any before; raises ``Invalid``, ``NotFound``, ``Gone``, ``Outdated``."""
    if wrong := rules.whole_text(text):
        raise Invalid([Fault("/text", wrong)])
    source = _source(session, reference, version)
    moved, lost = _move_mentions(session, source, text)  # before the source changes: one flush, one version
    kept = session.get(SourceText, source.id)
    if kept is None:
        kept = SourceText(source_id=source.id)
        session.add(kept)
    if kept.text != text:
        kept.text, kept.kept_at = text, datetime.now(UTC)
    source.sha256 = kept.sha256 = hash_of(text)
    if lost:
        source.health = "changed"
    session.flush()
    return Kept(kept, moved, lost)


def drop_text(session: Session, reference: str, version: int | None = None) -> None:
    """Keep the text of a source no longer; its SHA-256 stays. Raises ``NotFound``, ``Gone``, ``Outdated``."""
    kept = get_text(session, reference)
    _source(session, reference, version)
    session.delete(kept)
    session.flush()


def selectors_of(mentions: Sequence[Mention]) -> list[Selector]:
    """Return what mentions point at: the words in the source, or else those of their quote."""
    return [Selector(each.exact or each.quote.text, each.prefix or "", each.suffix or "") for each in mentions]


def mentions_of(session: Session, source: Source) -> Sequence[Mention]:
    """Return the mentions of a source by quotes that are not withdrawn."""
    statement = select(Mention).join(Quote).where(Mention.source_id == source.id, Quote.withdrawn_at.is_(None))
    return session.scalars(statement.order_by(Mention.id)).all()


def _source(session: Session, reference: str, version: int | None) -> Source:
    source = session.get_one(Source, key_of(session, Source, reference, EDITOR))
    if version is not None and source.version != version:
        raise Outdated
    return source


def _move_mentions(session: Session, source: Source, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mentions = mentions_of(session, source)
    selectors = selectors_of(mentions)
    moved, lost = [], []
    for mention, old, new in zip(mentions, selectors, reanchored(text, selectors), strict=True):
        if new is None:
            lost.append(mention.quote.public_id)
        elif new != old:
            mention.exact, mention.prefix, mention.suffix = new.exact, new.prefix or None, new.suffix or None
            moved.append(mention.quote.public_id)
    return tuple(dict.fromkeys(moved)), tuple(dict.fromkeys(lost))
