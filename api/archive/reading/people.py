"""People within things: who said a quote, who stands in the programme of a talk."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.archive.database import InKeys
from api.archive.models import Attribution, Organisation, Speaker, TalkSpeaker
from api.archive.reading.listing import View
from api.archive.reading.names import names
from api.archive.reading.organisations import organisation_views, organisation_within
from api.archive.reading.speakers import speaker_views
from api.archive.reading.statements import KEYS, plain_rows


def _entries(
    entry: type[Attribution | TalkSpeaker], owner: InstrumentedAttribute[int], lead: InstrumentedAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    """Select the entries of things, in their order; ``lead`` is what an attribution or a speaker has for itself."""
    return (
        select(
            owner.label("owner"),
            lead.label("lead"),
            entry.printed_as,
            entry.role,
            entry.organisation_id,
            entry.speaker_id,
        )
        .where(InKeys(owner, KEYS))
        .order_by(owner, entry.position)  # as the index has them: nothing is left to sort
    )


_ATTRIBUTIONS = _entries(Attribution, Attribution.quote_id, Attribution.kind)
_PROGRAMMES = _entries(TalkSpeaker, TalkSpeaker.talk_id, TalkSpeaker.name)


def attribution_views(session: Session, keys: Sequence[int], include: Collection[str]) -> dict[int, list[View]]:
    """Return the attributions of quotes, in their order, by the quotes' keys."""
    return _views(session, _ATTRIBUTIONS, "kind", keys, include)


def programme_views(session: Session, keys: Sequence[int], include: Collection[str]) -> dict[int, list[View]]:
    """Return the speakers of talks, in their order, by the talks' keys."""
    return _views(session, _PROGRAMMES, "name", keys, include)


def _views(
    session: Session, statement: Select[*tuple[Any, ...]], lead: str, keys: Sequence[int], include: Collection[str]
) -> dict[int, list[View]]:
    found_rows = plain_rows(session, statement, keys)
    of_organisations, of_speakers = [row[4] for row in found_rows], [row[5] for row in found_rows]
    named_organisations = names(session, Organisation, of_organisations)
    named_speakers = names(session, Speaker, of_speakers)
    organisations = organisation_views(session, of_organisations) if "organisations" in include else {}
    speakers = speaker_views(session, of_speakers) if "speakers" in include else {}
    found: dict[int, list[View]] = {key: [] for key in keys}
    # Unpacked, because naming the columns of a row costs more than reading them.
    for owner, led, printed_as, role, organisation, speaker in found_rows:
        found[owner].append(
            {
                lead: led,
                "printed_as": printed_as,
                "role": role,
                "organisation": organisation
                and (organisations.get(organisation) or organisation_within(*named_organisations[organisation])),
                "speaker": speaker and (speakers.get(speaker) or named_within(*named_speakers[speaker])),
            }
        )
    return found


def named_within(public_id: str | None, slug: str, name: str) -> View | None:
    """Return a thing with a name as it stands within another."""
    return None if public_id is None else {"id": public_id, "slug": slug, "name": name}
