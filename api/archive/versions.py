"""What happens to every change as it is flushed: the clock, ids, times, versions, history, notes for the index.

Decision: this is one listener on the session and not a duty of each verb, so that no way of writing can
forget it. ``version`` is SQLAlchemy's version counter: an update whose row has moved on since it was read
raises ``StaleDataError``, which the face answers as a failed precondition.

Decision: the clock is moved before anything is written. Its row stays locked until the commit, so writers of changes
follow one another: the lines of history are in the order of the commits on every database, without a gap that a
slower writer might fill later, and no two writers wait for each other in a circle.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, event, insert, inspect, update
from sqlalchemy.orm import Session, UOWTransaction, sessionmaker

from api.archive import history, outbox
from api.archive.identifiers import new_public_id
from api.archive.models import Addressed, Attribution, Mention, TalkSpeaker, Thing
from api.archive.states import kind_of
from api.archive.upkeep import Clock, FormerSlug, Revision

_TICKED = "clock has ticked"
_CHANGES = "changes in this flush"
_EMBEDDERS = "what embeds them"


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
    rows = list(_changed(session))
    if not rows:
        return
    _tick(session)
    now = datetime.now(UTC)
    # By identity: a thing is touched once, whether it or its parts have changed.
    touched = list({id(owner): owner for row in rows if (owner := _owner(row)) is not None}.values())
    changes = [history.change_of(session, thing) for thing in touched]
    for change in changes:
        _prepare(session, change, now)
    session.info[_CHANGES] = changes
    session.info[_EMBEDDERS] = [each for thing in touched for each in history.embedders_of(session, thing)]
    session.info.setdefault(outbox.STALE, set()).update(outbox.documents_of(session, touched))


def _tick(session: Session) -> None:
    if _TICKED not in session.info:
        session.connection().execute(update(Clock.__table__).values(tick=Clock.tick + 1))  # type: ignore[arg-type]
        session.info[_TICKED] = True


def _prepare(session: Session, change: history.Change, now: datetime) -> None:
    """Give a thing about to be flushed what no verb gives it."""
    thing, action = change.thing, change.meaning.action
    if action == "created":
        thing.public_id = thing.public_id or new_public_id()
        thing.created_at = thing.updated_at = now
        return
    if action != "deleted":
        # Touching the row makes a change of its parts alone a new version of the thing too.
        thing.updated_at = now
    if action == "withdrawn":
        thing.withdrawn_reason = history.why(session).note
    if isinstance(thing, Addressed):
        _keep_address(session, thing)


def _keep_address(session: Session, thing: Addressed) -> None:
    """Let the slug that a thing gives up lead to it still."""
    before = inspect(thing).attrs.slug.history.deleted
    if not before:
        return
    kind, connection = kind_of(thing), session.connection()
    for slug in {thing.slug, *before}:
        connection.execute(delete(FormerSlug).where(FormerSlug.kind == kind, FormerSlug.slug == slug))
    connection.execute(insert(FormerSlug).values(kind=kind, slug=before[0], public_id=thing.public_id))


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
    outbox.note(session, session.info.pop(outbox.STALE, set()))
    changes: list[history.Change] = session.info.pop(_CHANGES, [])
    embedders = session.info.pop(_EMBEDDERS, [])
    for change in changes:
        if change.meaning.action == "deleted":
            _erase_past(session, change.thing)
    history.write(session, changes, embedders, datetime.now(UTC))


def _erase_past(session: Session, draft: Thing) -> None:
    """Leave no words of a draft that was deleted, which nobody but editors has seen."""
    past = (Revision.kind == kind_of(draft), Revision.public_id == draft.public_id)
    session.connection().execute(delete(Revision).where(*past))
    session.connection().execute(delete(FormerSlug).where(FormerSlug.public_id == draft.public_id))


def _forget(session: Session) -> None:
    for key in (_TICKED, _CHANGES, _EMBEDDERS, outbox.STALE):
        session.info.pop(key, None)
    history.forget(session)
