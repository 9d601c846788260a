"""From rows to documents, and the index kept in step: drain what the outbox notes, rebuild the whole.

What is indexed is made ready to be read, too (``api.archive.reading.rendered``): both come behind the same changes.
"""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy.orm import Session, sessionmaker

from api.archive import outbox
from api.archive.documents import BATCH, Findable, all_findable, all_public_ids, count_findable, findable, is_all_noted
from api.archive.reading.rendered import render
from search import Document, Index

Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""

NOTES_AT_ONCE = 5_000


def document(one: Findable) -> Document:
    """Make the document of a quote or talk; its id is ``quote:ID`` or ``talk:ID``."""
    return Document(
        id=f"{one.kind}:{one.public_id}",
        # One name a line: the index keeps phrases from running from one into the next.
        texts={name: "\n".join(lines) for name, lines in one.texts.items() if lines},
        values={name: tuple(values) for name, values in one.values.items() if values},
        day=None if one.date is None else day_of(one.date),
    )


def day_of(date: str) -> int:
    """Return a partial date as ``yyyymmdd``, its first day.

    >>> day_of("2016-11")
    20161101
    """
    return int((date + "-01-01")[:10].replace("-", ""))


def drain(sessions: sessionmaker[Session], index: Index) -> int:
    """Index all that the outbox notes, and return how many documents were written or removed.

    A note goes only once the engine has committed: a crash in between means the same work again, no more.
    The rows are read as the engine draws the documents, that is, while no other process can write: two that drain at
    once cannot leave an older state behind a newer one.

    An index that was lost is made again first: the notes alone would leave it with what changed last.
    """
    done = 0 if index.status().generation else _find_lost(sessions, index)
    while True:
        with sessions() as session:
            notes = outbox.oldest_notes(session, NOTES_AT_ONCE)
            if not notes:
                return done
        stale = sorted({document_id for _, document_id in notes})
        if outbox.EVERYTHING in stale:
            stale.remove(outbox.EVERYTHING)
            rebuild(sessions, index)
        else:
            index.update(_documents(sessions, stale), deleted=stale)
            _render(sessions, stale)
        with sessions() as session:
            outbox.remove_notes(session, [note_id for note_id, _ in notes])
            session.commit()
        done += len(stale)


def _find_lost(sessions: sessionmaker[Session], index: Index) -> int:
    """Rebuild an index that was never written, when there is more than what is noted."""
    with sessions() as session:
        lost = not is_all_noted(session)
    return rebuild(sessions, index) if lost else 0


def _documents(sessions: sessionmaker[Session], document_ids: list[str]) -> Iterator[Document]:
    """Read these documents, those that there still are."""
    with sessions() as session:
        yield from map(document, _read(session, document_ids))


def rebuild(sessions: sessionmaker[Session], index: Index, progress: Progress | None = None) -> int:
    """Make the index again from the rows, and return how many documents it has; searches go on meanwhile.

    What changes during the rebuild is noted as ever: those notes stay for the next drain.
    """
    count = 0

    def documents() -> Iterator[Document]:
        nonlocal count
        with sessions() as session:
            total = count_findable(session)
            for one in all_findable(session):
                yield document(one)
                count += 1
                if progress is not None:
                    progress(count, total)

    index.replace(documents())
    with sessions() as session:
        for kind, public_ids in all_public_ids(session):
            _render(sessions, [f"{kind}:{each}" for each in public_ids])
    return count


def _render(sessions: sessionmaker[Session], document_ids: Sequence[str]) -> None:
    """Make documents ready to be read; a few at a time, since whoever changes something waits for these."""
    for start in range(0, len(document_ids), BATCH):
        with sessions() as session:
            render(session, document_ids[start : start + BATCH])
            session.commit()


def _read(session: Session, document_ids: list[str]) -> Iterator[Findable]:
    by_kind: dict[str, list[str]] = {}
    for document_id in document_ids:
        kind, _, public_id = document_id.partition(":")
        by_kind.setdefault(kind, []).append(public_id)
    for kind, public_ids in by_kind.items():
        yield from findable(session, kind, public_ids)
