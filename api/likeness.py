"""Quotes like a quote: the index says which, the database says what; and which have nearly the same words."""

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.lint.words import TELLING
from api.archive.models import Quote
from api.archive.reading.listing import Show, View, key_of
from api.archive.reading.quotes import quote_views
from api.archive.reading.statements import IDS, plain_rows
from api.finding import require_indexed
from api.wording import letters, nearly_same, words_key
from search import Filter, Index, Query, Similar

_FOUND = select(Quote.public_id, Quote.id, Quote.text, Quote.status).where(InKeys(Quote.public_id, IDS))
_SAME_WORDS = (
    select(Quote.public_id, Quote.id, Quote.text, Quote.status)
    .where(InKeys(Quote.words_key, IDS), Quote.withdrawn_at.is_(None))
    .order_by(Quote.id)
)


@dataclass(frozen=True, slots=True)
class SimilarQuote:
    """A quote like another: its score, None where the words alone led to it; whether these are nearly the same."""

    score: float | None
    same_words: bool
    view: View


def similar_quotes(session: Session, index: Index, reference: str, most: int, show: Show) -> list[SimilarQuote]:
    """Give the quotes like this one: those with the same words first, then the likest; itself is left out.

    The same words are found without the index; a few short ones are no likeness. Raises ``NotFound``, ``Moved``,
    ``Gone``, ``SearchError``.
    """
    key = key_of(session, Quote, reference, show.viewer)
    public_id, text = session.execute(select(Quote.public_id, Quote.text).where(Quote.id == key)).one()
    filters = (Filter("type", ("quote",)), Filter("status", show.viewer.statuses))
    results = index.search(Query(Similar(text, f"quote:{public_id}"), filters, limit=most))
    if not results.total:
        require_indexed(session, index)
    scores = {hit.id.partition(":")[2]: hit.score for hit in results.hits}
    telling = len(letters(text)) >= TELLING
    rows = [*(plain_rows(session, _SAME_WORDS, [words_key(text)]) if telling else ())]
    rows += plain_rows(session, _FOUND, list(scores))
    found = {row[0]: row[1:] for row in rows if row[0] != public_id and row[3] in show.viewer.statuses}
    same = {id_: telling and nearly_same(text, words) for id_, (_, words, _) in found.items()}
    best = sorted(found, key=lambda id_: (not same[id_], -scores.get(id_, 0.0), id_))
    first = list(islice(best, most))
    views = quote_views(session, [found[id_][0] for id_ in first], show.viewer, show.include)
    return [SimilarQuote(scores.get(id_), same[id_], views[found[id_][0]]) for id_ in first]
