"""Which quotes a text may be: found by its words in the archive, then in the index, the likeliest first.

The index only says which; the words that are compared are the archive's own.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Attribution, Organisation, Quote, Speaker
from api.archive.reading.listing import Viewer
from api.archive.reading.statements import IDS, KEYS, plain_rows, rows
from api.checking.asked import Asked
from api.checking.voices import Voice, telling_words
from api.wording import Word, words_key
from search import Filter, Index, Query, Words

MOST_ALIKE = 1_000
"""Quotes with the very same words that are looked at: «Je vous remercie» has been said before."""

HITS = 12
LONGEST_PHRASE = 20
LONG, SHORT = 5, 3
"""Words of a piece that is looked for as a phrase: what was altered elsewhere is found by it."""

MOST_PIECES = 16
MOST_WORDS = 60

_COLUMNS = (Quote.id, Quote.text, Quote.status)
_SAME_WORDS = select(*_COLUMNS).where(InKeys(Quote.words_key, IDS)).order_by(Quote.id).limit(MOST_ALIKE)
_FOUND = select(*_COLUMNS, Quote.public_id).where(InKeys(Quote.public_id, IDS))
_VOICES = (
    select(
        Attribution.quote_id,
        Attribution.name,
        Attribution.printed_as,
        Attribution.role,
        Speaker.public_id.label("speaker_id"),
        Speaker.slug.label("speaker_slug"),
        Speaker.external_id.label("speaker_external_id"),
        Speaker.name.label("speaker_name"),
        Speaker.sort_name,
        Speaker.other_names,
        Organisation.public_id.label("organisation_id"),
        Organisation.slug.label("organisation_slug"),
        Organisation.external_id.label("organisation_external_id"),
        Organisation.name.label("organisation_name"),
        Organisation.acronym,
    )
    .outerjoin(Speaker, Attribution.speaker_id == Speaker.id)
    .outerjoin(Organisation, Attribution.organisation_id == Organisation.id)
    .where(InKeys(Attribution.quote_id, KEYS))
    .order_by(Attribution.position)
)
_MARKS = str.maketrans(dict.fromkeys('"«»“”„', " "))
"""What ends a phrase in a query."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that the text may be: its key and its words."""

    key: int
    text: str


def candidates(
    session: Session, index: Index, asked: Asked, speaker: str | None, viewer: Viewer
) -> Iterator[list[Candidate]]:
    """Give the quotes that a text may be, a step after the other: each step asks for more, and finds what is less like.

    Nothing is asked of the index for a text whose very words are in the archive. Raises ``SearchError``.
    """
    found = plain_rows(session, _SAME_WORDS, [words_key(asked.quoted)])
    yield [Candidate(key, text) for key, text, status in found if status in viewer.statuses]
    for query in _queries(asked, speaker):
        filters = (Filter("type", ("quote",)), Filter("status", viewer.statuses))
        hits = index.search(Query(Words(query), filters, limit=HITS)).hits
        ids = [hit.id.partition(":")[2] for hit in hits]
        by_id = {row[3]: row for row in plain_rows(session, _FOUND, ids)}
        kept = [by_id[each] for each in ids if each in by_id and by_id[each][2] in viewer.statuses]
        yield [Candidate(key, text) for key, text, *_ in kept]


def _queries(asked: Asked, speaker: str | None) -> Iterator[str]:
    """Give the queries to ask, one after the other: all as it stands, then by pieces, then by words."""
    runs = [run for run in asked.readings[-1] if run]
    if not runs:
        return
    ends = dict.fromkeys(part for run in runs for part in (run[:LONGEST_PHRASE], run[-LONGEST_PHRASE:]))
    whole = " ".join(_phrase(asked.text, part) for part in list(ends)[:MOST_PIECES])
    yield whole
    if speaker is not None and (names := telling_words(speaker)):
        yield f"{whole} " + " ".join(f"(orateur:{name} OR organisation:{name})" for name in names[:8])
    for size in (LONG, SHORT):
        pieces = [run[at : at + size] for run in runs for at in range(0, max(1, len(run) - size // 2), size)]
        step = -(-len(pieces) // MOST_PIECES)
        yield " OR ".join(_phrase(asked.text, piece) for piece in pieces[::step])
    yield " ".join([word.form for run in runs for word in run if word.form.isalnum()][:MOST_WORDS])


def _phrase(text: str, part: Sequence[Word]) -> str:
    return f'"{text[part[0].start : part[-1].end].translate(_MARKS)}"'


def voices_of(session: Session, keys: Sequence[int]) -> dict[int, list[Voice]]:
    """Return who is said to have said these quotes, in the order of their attributions."""
    found: dict[int, list[Voice]] = defaultdict(list)
    for row in rows(session, _VOICES, keys):
        names = (
            row.speaker_name,
            (row.sort_name or "").partition(",")[0],
            *(row.other_names or ()),
            row.name,
            row.printed_as,
            row.role,
            row.organisation_name,
            row.acronym,
        )
        ids = (
            *(row.speaker_id, row.speaker_slug, row.speaker_external_id),
            *(row.organisation_id, row.organisation_slug, row.organisation_external_id),
        )
        shown = row.speaker_name or row.printed_as or row.name or row.organisation_name or row.role
        found[row.quote_id].append(Voice(shown, frozenset(filter(None, ids)), tuple(filter(None, names))))
    return found
