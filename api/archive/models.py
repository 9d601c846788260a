"""The tables. What each thing means is in the design of the archive; here is how it is kept.

Decision: every thing is withdrawn by ``withdrawn_at``, whatever its type, so that one rule tells what is
gone; events, talks and quotes have an editorial ``status`` beside it, which says ``withdrawn`` then too.

Decision: ``version`` is counted by ``api.archive.versions``, never by whoever writes.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, Column, ForeignKey, Index, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, validates

from api.archive.database import Moment, Text
from api.archive.identifiers import new_public_id
from api.wording import words_key


class Base(DeclarativeBase):
    """The base of all tables, with constraint names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: Text, datetime: Moment, dict[str, str]: JSON, list[str]: JSON}


class Thing(Base):
    """What everything with an address of its own has."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        """Count versions on every update, and refuse one made from a version that has passed."""
        return {"version_id_col": cls.version}


class Addressed(Thing):
    """A thing that also answers to a slug, readable and never given to another."""

    __abstract__ = True

    slug: Mapped[str] = mapped_column(unique=True)


def _topics_of(owner: str) -> Table:
    return Table(
        f"{owner}_topics",
        Base.metadata,
        Column(f"{owner}_id", ForeignKey(f"{owner}s.id", ondelete="CASCADE"), primary_key=True),
        Column("topic_id", ForeignKey("topics.id"), primary_key=True, index=True),
    )


event_topics = _topics_of("event")
talk_topics = _topics_of("talk")
quote_topics = _topics_of("quote")


class Topic(Addressed):
    """A subject; the same name, folded, is the same subject («C» and «C++» are two, though both make the slug `c`)."""

    __tablename__ = "topics"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)


class Organisation(Addressed):
    """Who a speaker speaks for; ``name_key`` and ``acronym_key`` are the folded forms it is found by."""

    __tablename__ = "organisations"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    acronym: Mapped[str | None]
    acronym_key: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)

    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")


class Speaker(Addressed):
    """A person; ``name_key`` is the canonical form by which the same name is recognised."""

    __tablename__ = "speakers"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    sort_name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    other_names: Mapped[list[str]] = mapped_column(default=list)
    biography: Mapped[str | None]
    identifiers: Mapped[dict[str, str]] = mapped_column(default=dict)


class Event(Addressed):
    """A conference edition; dates are partial: ``2018``, ``2018-04`` or ``2018-04-18``."""

    __tablename__ = "events"

    name: Mapped[str]
    series: Mapped[str | None] = mapped_column(index=True)
    starts_on: Mapped[str | None] = mapped_column(index=True)
    ends_on: Mapped[str | None]
    timezone: Mapped[str | None]
    venue: Mapped[str | None]
    city: Mapped[str | None]
    country: Mapped[str | None]
    language: Mapped[str | None]
    organiser: Mapped[str | None]
    url: Mapped[str | None]
    description: Mapped[str | None]
    rights: Mapped[str | None]
    status: Mapped[str]

    topics: Mapped[list[Topic]] = relationship(secondary=event_topics, order_by=Topic.slug)


class Talk(Addressed):
    """One item of an event's programme; ``gone_since``: when an import no longer found it in its source."""

    __tablename__ = "talks"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    title: Mapped[str]
    abstract: Mapped[str | None]
    kind: Mapped[str]
    language: Mapped[str | None]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    duration_minutes: Mapped[int | None]
    room: Mapped[str | None]
    recording_url: Mapped[str | None]
    status: Mapped[str]
    gone_since: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    speakers: Mapped[list["TalkSpeaker"]] = relationship(
        back_populates="talk", order_by="TalkSpeaker.position", cascade="all, delete-orphan"
    )
    topics: Mapped[list[Topic]] = relationship(secondary=talk_topics, order_by=Topic.slug)


class TalkSpeaker(Base):
    """Someone in the programme of a talk, as printed there."""

    __tablename__ = "talk_speakers"

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str | None]
    printed_as: Mapped[str | None]
    role: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"), index=True)

    talk: Mapped[Talk] = relationship(back_populates="speakers")
    organisation: Mapped[Organisation | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship()

    __table_args__ = (Index(None, "talk_id", "position"),)


class Source(Thing):
    """Where words were printed or recorded; ``health`` is what the API calls its status: ok, moved, gone, changed."""

    __tablename__ = "sources"

    title: Mapped[str]
    publisher: Mapped[str | None]
    byline: Mapped[str | None]
    published_on: Mapped[str | None] = mapped_column(index=True)
    url: Mapped[str | None]
    archived_url: Mapped[str | None]
    language: Mapped[str | None]
    rights: Mapped[str | None]
    sha256: Mapped[str | None]
    health: Mapped[str]


class Quote(Thing):
    """The words, as printed: never rewritten by the program. ``words_key`` follows them: the same words share it."""

    __tablename__ = "quotes"

    text: Mapped[str]
    words_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    language: Mapped[str | None]
    said_on: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    status: Mapped[str]
    verification: Mapped[str]

    event: Mapped[Event | None] = relationship()
    talk: Mapped[Talk | None] = relationship()
    parent: Mapped["Quote | None"] = relationship(remote_side="Quote.id")
    attributions: Mapped[list["Attribution"]] = relationship(
        back_populates="quote", order_by="Attribution.position", cascade="all, delete-orphan"
    )
    mentions: Mapped[list["Mention"]] = relationship(
        back_populates="quote", order_by="Mention.position", cascade="all, delete-orphan"
    )
    topics: Mapped[list[Topic]] = relationship(secondary=quote_topics, order_by=Topic.slug)

    @validates("text")
    def _read_words(self, name: str, text: str) -> str:
        """Keep the key in step with the words, whoever writes them."""
        del name
        self.words_key = words_key(text)
        return text


# The order of the list: SQLite reads a page from this index alone. (PostgreSQL sorts: its own would have to say
# "nulls last", which SQLite's cannot.)
Index("ix_quotes_listing", Quote.said_on.desc(), Quote.id, Quote.status)
Index(None, Quote.said_on, Quote.id, Quote.status)
Index(None, Quote.event_id, Quote.said_on, Quote.status)


class Attribution(Base):
    """Who said it: as printed, in what role and for whom at that time, and who that is when known.

    ``name`` is the name an import gave, by which a later import recognises an unchanged person.
    """

    __tablename__ = "attributions"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str | None]
    printed_as: Mapped[str | None]
    role: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"))

    quote: Mapped[Quote] = relationship(back_populates="attributions")
    organisation: Mapped[Organisation | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship()

    __table_args__ = (
        Index(None, "quote_id", "position"),
        Index(None, "speaker_id", "quote_id"),
        Index(None, "organisation_id", "quote_id"),
    )


class Mention(Base):
    """A quote as one source has it (W3C TextQuoteSelector), with the verb that attributes it."""

    __tablename__ = "mentions"

    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id", ondelete="CASCADE"))
    position: Mapped[int]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    prefix: Mapped[str | None]
    exact: Mapped[str | None]
    suffix: Mapped[str | None]
    context: Mapped[str | None]
    cue_verb: Mapped[str | None]

    quote: Mapped[Quote] = relationship(back_populates="mentions")
    source: Mapped[Source] = relationship()

    __table_args__ = (Index(None, "quote_id", "position"),)
