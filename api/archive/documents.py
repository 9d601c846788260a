"""What of the rows can be searched: plain columns for ``api.indexing``, in few statements a batch.

Drafts are among them, for editors; what is withdrawn is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, exists, func, literal, select
from sqlalchemy.orm import Session, aliased

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
    Topic,
    quote_topics,
    talk_topics,
)
from api.archive.reading.listing import EDITOR_STATUSES
from api.archive.upkeep import IndexNote

BATCH = 500


@dataclass(slots=True)
class Findable:
    """A quote or a talk as it is searched.

    ``texts`` maps a text field to its lines, ``values`` a filter to its values; ``date`` is partial.
    """

    kind: str
    public_id: str
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    date: str | None = None

    def say(self, name: str, *lines: str | None) -> None:
        """Add lines to a text, those that are there and not there yet."""
        self.texts[name] += [line for line in dict.fromkeys(lines) if line and line not in self.texts[name]]

    def have(self, name: str, *values: str | None) -> None:
        """Add values of a filter."""
        self.values[name] += [value for value in values if value is not None and value not in self.values[name]]


def findable(session: Session, kind: str, public_ids: Sequence[str]) -> list[Findable]:
    """Return those of these quotes (``kind`` `quote`) or talks (`talk`) that can be found."""
    return _READERS[kind](session, public_ids)


def all_findable(session: Session) -> Iterator[Findable]:
    """Return every quote and talk that can be found, read in batches."""
    for kind, public_ids in all_public_ids(session):
        yield from findable(session, kind, public_ids)


def all_public_ids(session: Session) -> Iterator[tuple[str, list[str]]]:
    """Return the public ids of every quote and talk that can be found, in batches of one kind."""
    for kind, model in (("quote", Quote), ("talk", Talk)):
        last = 0
        while batch := _next_batch(session, model, last):
            last = batch[-1][0]
            yield kind, [public_id for _, public_id in batch]


def newest_texts(session: Session, most: int) -> Iterator[str]:
    """Return the words of the quotes and the abstracts of the talks that came last."""
    for text in (Quote.text, Talk.abstract):
        owner = text.class_
        rows = session.scalars(select(text).where(text.is_not(None)).order_by(owner.id.desc()).limit(most))
        yield from (row for row in rows if row is not None)


def count_findable(session: Session) -> int:
    """Count the quotes and talks that can be found."""
    return sum(
        session.scalar(select(func.count()).select_from(model).where(model.status.in_(EDITOR_STATUSES))) or 0
        for model in (Quote, Talk)
    )


def is_all_noted(session: Session) -> bool:
    """Say whether the outbox notes everything that can be found, as in an archive that was just filled."""
    return not any(
        session.scalar(
            select(
                exists().where(
                    model.status.in_(EDITOR_STATUSES),
                    literal(f"{kind}:").concat(model.public_id).not_in(select(IndexNote.document_id)),
                )
            )
        )
        for kind, model in (("quote", Quote), ("talk", Talk))
    )


def _next_batch(session: Session, model: type[Quote | Talk], last: int) -> Sequence[tuple[int, str]]:
    rows = session.execute(
        select(model.id, model.public_id)
        .where(model.id > last, model.status.in_(EDITOR_STATUSES))
        .order_by(model.id)
        .limit(BATCH)
    )
    return [(row.id, row.public_id) for row in rows]


def _quotes(session: Session, public_ids: Sequence[str]) -> list[Findable]:
    parent = aliased(Quote)
    rows = session.execute(
        select(
            Quote.id,
            Quote.public_id,
            Quote.external_id,
            Quote.text,
            Quote.kind,
            Quote.language,
            Quote.status,
            Quote.verification,
            Quote.said_on,
            Event.public_id.label("event"),
            Event.name.label("event_name"),
            Event.series,
            Event.starts_on,
            Event.status.label("event_status"),
            Talk.public_id.label("talk"),
            Talk.title.label("talk_title"),
            Talk.status.label("talk_status"),
            parent.public_id.label("parent"),
            parent.status.label("parent_status"),
        )
        .outerjoin(Event, Quote.event_id == Event.id)
        .outerjoin(Talk, Quote.talk_id == Talk.id)
        .outerjoin(parent, Quote.parent_id == parent.id)
        .where(Quote.public_id.in_(public_ids), Quote.status.in_(EDITOR_STATUSES))
        .order_by(Quote.id)
    ).all()
    found: dict[int, Findable] = {}
    for row in rows:
        one = found[row.id] = Findable("quote", row.public_id, date=row.said_on)
        one.say("text", row.text)
        _tell_event(one, row)
        if _may_show(row, row.talk_status):
            one.say("title", row.talk_title)
            one.have("talk", row.talk)
        one.have("verification", row.verification)
        if _may_show(row, row.parent_status):
            one.have("parent", row.parent)
        _tell_common(one, row)
    _tell_people(session, found, Attribution, Attribution.quote_id)
    _tell_topics(session, found, select(quote_topics.c.quote_id, Topic.public_id, Topic.name).join(Topic))
    for key, source_id, title, publisher in session.execute(
        select(Mention.quote_id, Source.public_id, Source.title, Source.publisher)
        .join(Source)
        .where(Mention.quote_id.in_(found))
        .order_by(Mention.id)
    ):
        found[key].say("source", title, publisher)
        found[key].have("source", source_id)
    return list(found.values())


def _talks(session: Session, public_ids: Sequence[str]) -> list[Findable]:
    rows = session.execute(
        select(
            Talk.id,
            Talk.public_id,
            Talk.external_id,
            Talk.title,
            Talk.abstract,
            Talk.kind,
            Talk.language,
            Talk.status,
            Talk.starts_at,
            Event.public_id.label("event"),
            Event.name.label("event_name"),
            Event.series,
            Event.starts_on,
            Event.status.label("event_status"),
        )
        .join(Event, Talk.event_id == Event.id)
        .where(Talk.public_id.in_(public_ids), Talk.status.in_(EDITOR_STATUSES))
        .order_by(Talk.id)
    ).all()
    found: dict[int, Findable] = {}
    for row in rows:
        date = row.starts_at.date().isoformat() if row.starts_at else None
        one = found[row.id] = Findable("talk", row.public_id, date=date)
        one.say("title", row.title)
        one.say("text", row.abstract)
        _tell_event(one, row)
        _tell_common(one, row)
    _tell_people(session, found, TalkSpeaker, TalkSpeaker.talk_id)
    _tell_topics(session, found, select(talk_topics.c.talk_id, Topic.public_id, Topic.name).join(Topic))
    return list(found.values())


def _may_show(row: Any, status: str | None) -> bool:
    """Say whether a document may hold words of something of this status: a draft is not found by what is published."""
    return status != "draft" or row.status == "draft"


def _tell_event(one: Findable, row: Any) -> None:
    """Add the event, and its first day where there is no date of its own."""
    if _may_show(row, row.event_status):
        one.say("event", row.event_name, row.series)
        one.have("event", row.event)
        one.date = one.date or row.starts_on


def _tell_common(one: Findable, row: Any) -> None:
    one.have("type", one.kind)
    one.have("kind", row.kind)
    one.have("language", row.language)
    one.have("status", row.status)
    one.have("external_id", row.external_id)
    one.have("year", one.date[:4] if one.date else None)


def _tell_people(session: Session, found: dict[int, Findable], part: Any, owner: Any) -> None:
    """Add who said it or spoke: names, other names, printed forms, roles and organisations, parents included."""
    above = aliased(Organisation)
    rows: Iterable[Any] = session.execute(
        select(
            owner.label("owner"),
            part.name,
            part.printed_as,
            part.role,
            (Attribution.kind if part is Attribution else part.id).label("kind"),
            Speaker.public_id.label("speaker"),
            Speaker.name.label("speaker_name"),
            Speaker.other_names,
            Organisation.public_id.label("organisation"),
            Organisation.name.label("organisation_name"),
            Organisation.acronym,
            above.name.label("above_name"),
        )
        .select_from(part)
        .outerjoin(Speaker, part.speaker_id == Speaker.id)
        .outerjoin(Organisation, part.organisation_id == Organisation.id)
        .outerjoin(above, Organisation.parent_id == above.id)
        .where(owner.in_(found))
        .order_by(owner, part.position)
    )
    for row in rows:
        one = found[row.owner]
        one.say("speaker", row.printed_as, row.speaker_name, row.name, row.role, *(row.other_names or ()))
        one.say("organisation", row.organisation_name, row.acronym, row.above_name)
        one.have("speaker", row.speaker)
        one.have("organisation", row.organisation)
        one.have("role", row.role)
        if part is Attribution:
            one.have("attribution_kind", row.kind)


def _tell_topics(session: Session, found: dict[int, Findable], links: Select[Any]) -> None:
    owner = links.selected_columns[0]
    for key, public_id, name in session.execute(links.where(owner.in_(found)).order_by(Topic.slug)):
        found[key].say("topic", name)
        found[key].have("topic", public_id)


_READERS = {"quote": _quotes, "talk": _talks}
