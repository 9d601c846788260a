"""Who is who: when the same name is the same person.

The rule (design, §1): the same name (canonical form: blanks, apostrophes and case folded; accents, hyphens
and dots kept) is the same person where a file, a series or an organisation is shared; else it is a new
person and a homonym to be told of. Anything looser is proposed for a merge elsewhere, never merged here.
Whoever was merged into another is that other, by the old name too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, exists, or_, select
from sqlalchemy.orm import Session

from api.archive.addresses import merged_into
from api.archive.identifiers import slugify
from api.archive.models import Addressed, Attribution, Event, Organisation, Quote, Speaker, Talk, TalkSpeaker
from api.archive.upkeep import Merge
from search.typography import canonical


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name was met."""

    event: Event | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who a name was taken for; ``homonyms`` are the others of that name, when a new person was made."""

    speaker: Speaker
    homonyms: tuple[Speaker, ...] = ()


def sort_name_of(name: str) -> str:
    """Put the last word first, as an index of persons does: `Carroll, Melissa`."""
    first, _, last = name.strip().rpartition(" ")
    return f"{last}, {first}" if first else last


def new_speaker(name: str, free_slug: Callable[[type[Addressed], str], str]) -> Speaker:
    """Make a person known by a name alone."""
    name = " ".join(name.split())
    sort_name = sort_name_of(name)
    return Speaker(
        name=name,
        name_key=canonical(name),
        slug=free_slug(Speaker, slugify(name) or "speaker"),
        sort_name=sort_name,
        sort_key=slugify(sort_name),
        other_names=[],
        identifiers={},
    )


def resolve_person(
    session: Session, name: str, place: Place, free_slug: Callable[[type[Addressed], str], str]
) -> Person:
    """Find the person whom this name means at this place, or make one."""
    candidates = [speaker for _, speaker in named(session, [canonical(name)])]
    for candidate in candidates:
        if shares_place(session, candidate, place):
            return Person(candidate)
    speaker = new_speaker(name, free_slug)
    session.add(speaker)
    session.flush()
    return Person(speaker, homonyms=tuple(candidates))


def named(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, Speaker]]:
    """Give the live speakers of these canonical names, oldest first, each with that name.

    Those whom others of these names were merged into come last: the old name means them still.
    """
    live = select(Speaker).where(Speaker.withdrawn_at.is_(None)).order_by(Speaker.id)
    given = set()
    for speaker in session.scalars(live.where(Speaker.name_key.in_(keys))):
        given.add((speaker.name_key, speaker.id))
        yield speaker.name_key, speaker
    merged = (
        select(Speaker.name_key, Speaker.public_id)
        .join(Merge, (Merge.old_id == Speaker.public_id) & (Merge.kind == "speaker") & Merge.undone_at.is_(None))
        .where(Speaker.name_key.in_(keys))
        .order_by(Speaker.id)
    )
    for key, public_id in session.execute(merged).all():
        target = session.scalar(live.where(Speaker.public_id == merged_into(session, "speaker", public_id)))
        if target is not None and (key, target.id) not in given:
            given.add((key, target.id))
            yield key, target


def shares_place(session: Session, speaker: Speaker, place: Place) -> bool:
    """Say whether this person has been met in the same series or event, or for the same organisation."""
    return any(session.scalar(select(condition)) for condition in _meetings(speaker.id, place))


def _meetings(speaker_id: int, place: Place) -> Iterable[Exists]:
    if place.organisation is not None and place.organisation.id is not None:
        for row in (Attribution, TalkSpeaker):
            yield exists().where(row.speaker_id == speaker_id, row.organisation_id == place.organisation.id)
    if place.event is None or place.event.id is None:
        return
    same = Event.id == place.event.id
    if place.event.series:
        same = or_(same, Event.series == place.event.series)
    yield exists().where(
        Attribution.speaker_id == speaker_id, Attribution.quote_id == Quote.id, Quote.event_id == Event.id, same
    )
    yield exists().where(
        TalkSpeaker.speaker_id == speaker_id, TalkSpeaker.talk_id == Talk.id, Talk.event_id == Event.id, same
    )
