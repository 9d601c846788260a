"""The archive as records: everything live, drafts too, in an order that depends on nothing but the content.

A thing is named by its ``external_id``, or else by its public id, and so is every reference to it. What has
been withdrawn is not exported, and neither are references to it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from api.archive.describing import (
    event_record,
    organisation_record,
    quote_record,
    source_record,
    speaker_record,
    talk_record,
)
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
)
from api.records import RECORD_TYPES, Record

CHUNK = 500
"""How many rows, with their parts, are in memory at once."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one type is read: its table, the parts to load with it, and its row as a record (None: not exported)."""

    model: type[Thing]
    describe: Callable[[Any], Record | None]
    parts: Sequence[ExecutableOption] = ()


_KINDS: Mapping[str, _Kind] = {
    "organisation": _Kind(Organisation, organisation_record, (joinedload(Organisation.parent),)),
    "speaker": _Kind(Speaker, speaker_record),
    "event": _Kind(Event, event_record, (selectinload(Event.topics),)),
    "source": _Kind(Source, source_record),
    "talk": _Kind(
        Talk,
        talk_record,
        (
            joinedload(Talk.event),
            selectinload(Talk.topics),
            selectinload(Talk.speakers).options(joinedload(TalkSpeaker.speaker), joinedload(TalkSpeaker.organisation)),
        ),
    ),
    "quote": _Kind(
        Quote,
        quote_record,
        (
            joinedload(Quote.event),
            joinedload(Quote.talk).joinedload(Talk.event),
            joinedload(Quote.parent),
            selectinload(Quote.topics),
            selectinload(Quote.attributions).options(
                joinedload(Attribution.speaker), joinedload(Attribution.organisation)
            ),
            selectinload(Quote.mentions).joinedload(Mention.source),
        ),
    ),
}


def export_records(session: Session, types: Collection[str] = tuple(RECORD_TYPES)) -> Iterator[Record]:
    """Read all things of these types, each type after those that it refers to.

    Memory is bounded by one chunk of rows and the database keys of one type. The session must be the
    export's own: it is emptied after each chunk.
    """
    for name in RECORD_TYPES:
        if name in types:
            yield from _read(session, _KINDS[name])


def _read(session: Session, kind: _Kind) -> Iterator[Record]:
    keys = session.scalars(_keys_in_order(kind.model)).all()
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = {
            row.id: row
            for row in session.scalars(select(kind.model).where(kind.model.id.in_(chunk)).options(*kind.parts))
        }
        records = [kind.describe(rows[key]) for key in chunk if key in rows]
        session.expunge_all()
        yield from (record for record in records if record is not None)


def _keys_in_order(model: type[Thing]) -> Select[int]:
    named = func.coalesce(model.external_id, model.public_id)
    return select(model.id).where(model.withdrawn_at.is_(None)).order_by(named, model.id)
