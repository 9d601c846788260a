"""The history of the archive as it is written: who changes what and why, told to the session that changes it.

The lines themselves are written by ``api.archive.versions`` alone, in the transaction of the change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Session

from api.archive.models import (
    Attribution,
    Event,
    Mention,
    Organisation,
    Quote,
    Source,
    Speaker,
    Talk,
    TalkSpeaker,
    Thing,
    Topic,
    event_topics,
    quote_topics,
    talk_topics,
)
from api.archive.states import kind_of, state_of
from api.archive.upkeep import Revision

ACTIONS = (
    "created", "published", "updated", "refreshed",
    "withdrawn", "restored", "merged", "unmerged", "redacted", "deleted",
)  # fmt: skip
"""What a line of history says. *published*: a draft became public; *refreshed*: no new version, but the name of
something that stands within it changed; *deleted*: a draft went, and its past with it."""

_WHY = "why"
_MEANT = "what changes mean"


@dataclass(frozen=True, slots=True)
class Why:
    """Who changes the archive and why: ``by`` and ``reason`` are for editors, ``note`` is for all to read."""

    by: str | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a change is, where the change of the row alone does not tell: an action, and what was merged into."""

    action: str
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A thing about to be flushed, and what its line of history will say."""

    thing: Thing
    meaning: Meaning


def because(session: Session, why: Why) -> None:
    """Say who makes the changes of this session from here on, and why."""
    session.info[_WHY] = why


def why(session: Session) -> Why:
    """Return what was said by ``because``."""
    told = session.info.get(_WHY)
    return told if isinstance(told, Why) else Why()


def mean(session: Session, thing: Thing, action: str, into: str | None = None) -> None:
    """Say what the next change of this thing is."""
    session.info.setdefault(_MEANT, {})[thing] = Meaning(action, into)


def change_of(session: Session, thing: Thing) -> Change:
    """Tell what the change of a thing is that is about to be flushed."""
    meant: Meaning | None = session.info.get(_MEANT, {}).pop(thing, None)
    return Change(thing, meant or Meaning(_action(session, thing)))


def forget(session: Session) -> None:
    """Forget what changes mean that were never flushed."""
    session.info.pop(_MEANT, None)


def _action(session: Session, thing: Thing) -> str:
    if inspect(thing).pending:
        return "created"
    if thing in session.deleted:
        return "deleted"
    attributes = inspect(thing).attrs
    if attributes.withdrawn_at.history.has_changes():
        return "restored" if thing.withdrawn_at is None else "withdrawn"
    if isinstance(thing, Event | Talk | Quote) and "draft" in attributes.status.history.deleted:
        return "published"
    return "updated"


def write(session: Session, changes: Iterable[Change], embedders: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Append a line for each of these changes, which have been flushed, and for whatever embeds what they changed."""
    told = why(session)
    context = {"at": now, "by": told.by, "reason": told.reason, "note": told.note}
    rows = [_line(change) | context for change in changes]
    written = {(row["kind"], row["public_id"]) for row in rows}
    bare = {"at": now, "by": None, "reason": None, "note": None, "merged_into": None, "state": None}
    for each in embedders:
        if (each["kind"], each["public_id"]) not in written:
            written.add((each["kind"], each["public_id"]))
            rows.append({"action": "refreshed", **bare, **each})
    if rows:
        session.connection().execute(insert(Revision.__table__), rows)  # type: ignore[arg-type]  # a Table, mypy knows less


def _line(change: Change) -> dict[str, Any]:
    thing = change.thing
    deleted = change.meaning.action == "deleted"
    erased = change.meaning.action == "redacted" and thing.withdrawn_at is not None
    return {
        "kind": kind_of(thing),
        "public_id": thing.public_id,
        "version": thing.version + deleted,
        "action": change.meaning.action,
        "public": getattr(thing, "status", None) != "draft",
        "merged_into": change.meaning.into,
        "state": None if deleted or erased else state_of(thing),
    }


_quotes = select(Quote.public_id, Quote.version, Quote.status).where(Quote.withdrawn_at.is_(None))
_talks = select(Talk.public_id, Talk.version, Talk.status).where(Talk.withdrawn_at.is_(None))
_events = select(Event.public_id, Event.version, Event.status).where(Event.withdrawn_at.is_(None))
_organisations = select(Organisation.public_id, Organisation.version).where(Organisation.withdrawn_at.is_(None))

_SHOWN_WITHIN: Mapping[type[Thing], tuple[tuple[str, ...], tuple[tuple[str, Any, Any], ...]]] = {
    Event: (
        ("slug", "name", "status"),
        (("quote", _quotes, Quote.event_id), ("talk", _talks, Talk.event_id)),
    ),
    Talk: (("slug", "title", "status"), (("quote", _quotes, Quote.talk_id),)),
    Quote: (("status",), (("quote", _quotes, Quote.parent_id),)),
    Speaker: (
        ("slug", "name"),
        (
            ("quote", _quotes.join(Attribution), Attribution.speaker_id),
            ("talk", _talks.join(TalkSpeaker), TalkSpeaker.speaker_id),
        ),
    ),
    Organisation: (
        ("slug", "name", "acronym"),
        (
            ("quote", _quotes.join(Attribution), Attribution.organisation_id),
            ("talk", _talks.join(TalkSpeaker), TalkSpeaker.organisation_id),
            ("organisation", _organisations, Organisation.parent_id),
        ),
    ),
    Source: (("title", "publisher", "url"), (("quote", _quotes.join(Mention), Mention.source_id),)),
    Topic: (
        ("slug", "name"),
        (
            ("quote", _quotes.join(quote_topics), quote_topics.c.topic_id),
            ("talk", _talks.join(talk_topics), talk_topics.c.topic_id),
            ("event", _events.join(event_topics), event_topics.c.topic_id),
        ),
    ),
}
"""Of each kind, what of it is shown within other things, and which things these are."""


def embedders_of(session: Session, thing: Thing) -> Iterable[Mapping[str, Any]]:
    """Find the things whose answers will differ once this thing, about to be flushed, has changed."""
    columns, embedders = _SHOWN_WITHIN[type(thing)]
    state = inspect(thing)
    attributes = state.attrs
    if state.pending or not any(attributes[name].history.has_changes() for name in columns):
        return
    for kind, statement, owner in embedders:
        for row in session.execute(statement.where(owner == thing.id).distinct()):
            public = getattr(row, "status", None) != "draft"
            yield {"kind": kind, "public_id": row.public_id, "version": row.version, "public": public}
