"""What happens to every change as it is flushed: ids, times, versions, notes for the index, the clock.

Decision: this is one listener on the session and not a duty of each verb, so that no way of writing can
forget it. ``version`` is SQLAlchemy's version counter: an update whose row has moved on since it was read
raises ``StaleDataError``, which the face answers as a failed precondition.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import event, update
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from api.archive import outbox
from api.archive.identifiers import new_public_id
from api.archive.models import Attribution, Mention, TalkSpeaker, Thing
from api.archive.upkeep import Clock

_TICKED = "clock has ticked"


def watch(sessions: sessionmaker[Session]) -> None:
    """Attach the listener to the sessions of a factory."""
    event.listen(sessions, "before_flush", _before_flush)
    event.listen(sessions, "after_flush", _after_flush)
    event.listen(sessions, "after_commit", _forget)
    event.listen(sessions, "after_rollback", _forget)


def _changed(session: Session) -> Iterable[object]:
    yield from session.new
    yield from (row for row in session.dirty if session.is_modified(row))
    yield from session.deleted


def _before_flush(session: Session, context: UOWTransaction, instances: object) -> None:
    del context, instances
    now = datetime.now(UTC)
    touched: dict[int, Thing] = {}
    for row in list(_changed(session)):
        owner = _owner(row)
        if owner is not None:
            touched[id(owner)] = owner
    for thing in touched.values():
        if thing in session.new:
            thing.public_id = thing.public_id or new_public_id()
            thing.created_at = thing.updated_at = now
        elif thing not in session.deleted:
            # Touching the row makes a change of its parts alone a new version of the thing too.
            thing.updated_at = now
    session.info.setdefault(outbox.STALE, set()).update(outbox.documents_of(session, touched.values()))


def _owner(row: object) -> Thing | None:
    """Return the thing that a changed row belongs to."""
    if isinstance(row, Thing):
        return row
    if isinstance(row, Attribution | Mention):
        return row.quote
    if isinstance(row, TalkSpeaker):
        return row.talk
    return None


def _after_flush(session: Session, context: UOWTransaction) -> None:
    del context
    stale = session.info.pop(outbox.STALE, set())
    outbox.note(session, stale)
    if _TICKED not in session.info:
        session.info[_TICKED] = True
        session.execute(update(Clock).values(tick=Clock.tick + 1))


def _forget(session: Session) -> None:
    session.info.pop(_TICKED, None)
    session.info.pop(outbox.STALE, None)
