"""A person taken out of whatever names them: attributions and programmes, as they are and as they were."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Attribution, Speaker, TalkSpeaker
from api.archive.states import State, kind_of
from api.archive.upkeep import Revision

SHORTEST_NAME = 3
"""Letters of a name that is looked for in what sources print."""


def names_of(states: Iterable[State]) -> set[str]:
    """Return the names that a speaker had in these states, the family name apart, if they tell a person from a word."""
    names: set[str] = set()
    for state in states:
        names |= {state["name"], *state["other_names"], (state["sort_name"] or "").partition(",")[0]}
    return {each for each in names if each and len(each) >= SHORTEST_NAME}


def forget_person(session: Session, speaker: Speaker) -> set[str]:
    """Take a person out of whatever names them, then and now; returns what that is, as `quote:ID`."""
    owners: set[str] = set()
    parts: tuple[type[Any], ...] = (Attribution, TalkSpeaker)
    for part in parts:
        for entry in session.scalars(select(part).where(part.speaker_id == speaker.id)):
            entry.name = entry.printed_as = entry.speaker = None
            owner = entry.quote if isinstance(entry, Attribution) else entry.talk
            if isinstance(entry, Attribution):
                entry.kind = "unknown"
            owners.add(f"{kind_of(owner)}:{owner.public_id}")
    session.flush()
    named = select(Revision).where(Revision.kind.in_(("quote", "talk")), Revision.state.is_not(None))
    for revision in session.scalars(named.execution_options(yield_per=500)):
        state = revision.state or {}
        entries = [entry for name in ("attributions", "speakers") for entry in state.get(name, ())]
        if any(entry["speaker"] == speaker.public_id for entry in entries):
            revision.state = _without(state, speaker.public_id)
            owners.add(f"{revision.kind}:{revision.public_id}")
    session.flush()
    return owners


def _without(state: Mapping[str, Any], speaker: str) -> dict[str, Any]:
    """Return a state that does not name this person."""
    new = dict(state)
    for name in ("attributions", "speakers"):
        if name in state:
            new[name] = [_anonymous(part) if part["speaker"] == speaker else part for part in state[name]]
    return new


def _anonymous(part: Mapping[str, Any]) -> dict[str, Any]:
    gone = {"printed_as": None, "speaker": None}
    return {**part, **gone} | ({"name": None} if "name" in part else {"kind": "unknown"})
