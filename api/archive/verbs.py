"""The verbs that all things share: list, get, create, change, remove.

Each kind of thing is a line in ``KINDS``: its table, how it is written, selected and shown. The session comes
first, and the caller commits.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.archive.errors import Conflict, Fault, Invalid, Outdated
from api.archive.events import write_event
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
from api.archive.organisations import write_organisation
from api.archive.quotes import write_quote
from api.archive.reading.events import event_views, select_events
from api.archive.reading.listing import Listing, Page, Show, View, Viewer, in_order, key_of, page_of
from api.archive.reading.organisations import OrganisationFilter, organisation_views, select_organisations
from api.archive.reading.quotes import quote_views, select_quotes
from api.archive.reading.revisions import version_view
from api.archive.reading.sources import SourceFilter, select_sources, source_views
from api.archive.reading.speakers import select_speakers, speaker_views
from api.archive.reading.talks import select_talks, talk_views
from api.archive.reading.topics import TopicFilter, select_topics, topic_views
from api.archive.references import ArchiveReferences, References
from api.archive.sources import write_source
from api.archive.speakers import write_speaker
from api.archive.talks import write_talk
from api.archive.things import check_external_id
from api.archive.topics import write_topic
from search.typography import fold

F = TypeVar("F")
T = TypeVar("T", bound=Thing)
_VERSION = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T, F]):
    """What the shared verbs must know of a kind of thing.

    ``users`` selects, for a key, the things that refer to it and are not withdrawn: while there are any, it stays.
    """

    name: str
    model: type[T]
    write: Callable[[Session, T | None, Mapping[str, object], References], T]
    choose: Callable[[F, Viewer], Select[int]]
    views: Callable[[Session, Sequence[int], Show], dict[int, View]]
    users: Callable[[int], Sequence[Select[Any]]]


def list_things(session: Session, kind: Kind[T, F], wanted: F, page: Page, show: Show) -> Listing:
    """Return one page of the things wanted."""
    statement = _chosen(kind, wanted, show.viewer)
    keys, total = page_of(session, statement, page, name=(kind.name, wanted, show.viewer))
    return Listing(in_order(kind.views(session, keys, show), keys), total)


@lru_cache(maxsize=512)
def _chosen(kind: Kind[T, F], wanted: F, viewer: Viewer) -> Select[int]:
    """Make the statement of a filter once: whoever turns pages asks for it again and again."""
    return kind.choose(wanted, viewer)


def get_thing(session: Session, kind: Kind[T, F], reference: str, show: Show) -> View:
    """Return a thing by public id or slug, as it is or, with ``@3`` behind, as it was at its version 3.

    Raises ``NotFound``, ``Moved``, ``Gone``, and ``Invalid`` for an old version with parts of today.
    """
    address, _, version = reference.rpartition("@")
    if address and _VERSION.fullmatch(version):
        if show.include:
            raise Invalid([Fault("include", "An old version has no parts of today: leave it out.")])
        return version_view(session, kind.model, address, int(version), show.viewer)
    key = key_of(session, kind.model, reference, show.viewer)
    return kind.views(session, [key], show)[key]


def create_thing(session: Session, kind: Kind[T, F], values: Mapping[str, object]) -> T:
    """Make a thing; a name left out means its default. Raises ``Invalid``, ``Conflict``."""
    _check_external_id(session, kind, values, None)
    _check_name(session, kind, values, None)
    row = kind.write(session, None, values, ArchiveReferences(session))
    session.flush()
    return row


def change_thing(
    session: Session, kind: Kind[T, F], reference: str, values: Mapping[str, object], version: int | None = None
) -> T:
    """Change what is named in ``values`` and nothing else; ``version`` is the one that the change was made from.

    A mapping is merged into the one that is there, as RFC 7396 has it: a null takes out what it names.
    Raises ``NotFound``, ``Gone``, ``Outdated``, ``Invalid``, ``Conflict``.
    """
    row = _editable(session, kind, reference, version)
    values = {name: _merged(row, name, value) for name, value in values.items()}
    _check_external_id(session, kind, values, row)
    _check_name(session, kind, values, row)
    if values.get("status") == "withdrawn":
        check_unused(session, kind, row)
    kind.write(session, row, values, ArchiveReferences(session))
    session.flush()
    return row


def _merged(row: Thing, name: str, value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {key: each for key, each in {**(getattr(row, name) or {}), **value}.items() if each is not None}


def remove_thing(session: Session, kind: Kind[T, F], reference: str, version: int | None = None) -> None:
    """Withdraw a thing, or delete a draft that nothing ever referred to; ``version`` as in ``change_thing``.

    Why is said by ``history.because``: its public note is what the tombstone tells.
    Raises ``NotFound``, ``Gone``, ``Outdated``, and ``Conflict`` while others refer to it.
    """
    row = _editable(session, kind, reference, version)
    check_unused(session, kind, row)
    if isinstance(row, Event | Talk | Quote):
        if row.status == "draft" and not _ever_used(session, row):
            session.delete(row)
            session.flush()
            return
        row.status = "withdrawn"
    row.withdrawn_at = datetime.now(UTC)
    session.flush()


def _editable(session: Session, kind: Kind[T, F], reference: str, version: int | None) -> T:
    """Load a thing for a change; from here on SQLAlchemy's version counter guards it."""
    row = session.get_one(kind.model, key_of(session, kind.model, reference, Viewer(editor=True)))
    if version is not None and row.version != version:
        raise Outdated
    return row


def _check_external_id(session: Session, kind: Kind[T, F], values: Mapping[str, object], row: T | None) -> None:
    wanted = values.get("external_id")
    if isinstance(wanted, str):
        check_external_id(session, kind.model, wanted, row)


def _check_name(session: Session, kind: Kind[T, F], values: Mapping[str, object], row: T | None) -> None:
    """Refuse a second topic or organisation of the same name, folded: by that name both would be one."""
    name = values.get("name")
    if not isinstance(name, str) or not issubclass(kind.model, Topic | Organisation):
        return
    model = kind.model
    same = select(model.id, model.public_id).where(model.name_key == fold(name), model.withdrawn_at.is_(None))
    for found in session.execute(same):
        if row is None or found.id != row.id:
            message = f"There is already a {kind.name} with the name “{name}”: {found.public_id}."
            raise Conflict(message, existing=found.public_id)


def check_unused(session: Session, kind: Kind[T, F], row: T) -> None:
    """Raise ``Conflict`` while anything that is not withdrawn refers to a thing."""
    for users in kind.users(row.id):
        count = session.scalar(select(func.count()).select_from(users.subquery()))
        if count:
            message = f"Others refer to this {kind.name} ({count}): change or remove them first."
            raise Conflict(message)


def _ever_used(session: Session, row: Event | Talk | Quote) -> bool:
    """Say whether anything, withdrawn or not, refers to a draft: its row must then stay."""
    match row:
        case Event():
            users = [select(Talk.id).where(Talk.event_id == row.id), select(Quote.id).where(Quote.event_id == row.id)]
        case Talk():
            users = [select(Quote.id).where(Quote.talk_id == row.id)]
        case _:
            users = [select(Quote.id).where(Quote.parent_id == row.id)]
    return any(session.scalar(statement.limit(1)) is not None for statement in users)


_LIVE_QUOTES = select(Quote.id).where(Quote.withdrawn_at.is_(None))
_LIVE_TALKS = select(Talk.id).where(Talk.withdrawn_at.is_(None))

EVENT = Kind(
    "event",
    Event,
    write_event,
    select_events,
    lambda session, keys, show: event_views(session, keys),  # noqa: ARG005
    lambda key: (_LIVE_TALKS.where(Talk.event_id == key), _LIVE_QUOTES.where(Quote.event_id == key)),
)
TALK = Kind(
    "talk",
    Talk,
    write_talk,
    select_talks,
    lambda session, keys, show: talk_views(session, keys, show.viewer, show.include),
    lambda key: (_LIVE_QUOTES.where(Quote.talk_id == key),),
)
SPEAKER = Kind(
    "speaker",
    Speaker,
    write_speaker,
    select_speakers,
    lambda session, keys, show: speaker_views(session, keys),  # noqa: ARG005
    lambda key: (
        _LIVE_QUOTES.join(Attribution).where(Attribution.speaker_id == key),
        _LIVE_TALKS.join(TalkSpeaker).where(TalkSpeaker.speaker_id == key),
    ),
)
QUOTE = Kind(
    "quote",
    Quote,
    write_quote,
    select_quotes,
    lambda session, keys, show: quote_views(session, keys, show.viewer, show.include),
    lambda key: (_LIVE_QUOTES.where(Quote.parent_id == key),),
)
ORGANISATION: Kind[Organisation, OrganisationFilter] = Kind(
    "organisation",
    Organisation,
    write_organisation,
    lambda wanted, viewer: select_organisations(wanted),  # noqa: ARG005
    lambda session, keys, show: organisation_views(session, keys, show.include),
    lambda key: (
        _LIVE_QUOTES.join(Attribution).where(Attribution.organisation_id == key),
        _LIVE_TALKS.join(TalkSpeaker).where(TalkSpeaker.organisation_id == key),
        select(Organisation.id).where(Organisation.withdrawn_at.is_(None), Organisation.parent_id == key),
    ),
)
SOURCE: Kind[Source, SourceFilter] = Kind(
    "source",
    Source,
    write_source,
    lambda wanted, viewer: select_sources(wanted),  # noqa: ARG005
    lambda session, keys, show: source_views(session, keys),  # noqa: ARG005
    lambda key: (_LIVE_QUOTES.join(Mention).where(Mention.source_id == key),),
)
TOPIC: Kind[Topic, TopicFilter] = Kind(
    "topic",
    Topic,
    write_topic,
    lambda wanted, viewer: select_topics(wanted),  # noqa: ARG005
    lambda session, keys, show: topic_views(session, keys),  # noqa: ARG005
    lambda key: (
        _LIVE_QUOTES.join(quote_topics).where(quote_topics.c.topic_id == key),
        _LIVE_TALKS.join(talk_topics).where(talk_topics.c.topic_id == key),
        select(Event.id).join(event_topics).where(Event.withdrawn_at.is_(None), event_topics.c.topic_id == key),
    ),
)
KINDS = (EVENT, TALK, SPEAKER, QUOTE, ORGANISATION, SOURCE, TOPIC)
