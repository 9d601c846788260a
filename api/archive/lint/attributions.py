"""Rules on who said it: attributions by themselves, beside the programme, and beside who held an office."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.archive.lint.findings import Finding, Scope, among
from api.archive.models import Attribution, Event, Organisation, Quote, Speaker, TalkSpeaker
from search.typography import fold


def no_attribution(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of quotes that nobody is said to have said."""
    said = exists().where(Attribution.quote_id == Quote.id)
    statement = select(Quote.public_id).where(~said, Quote.withdrawn_at.is_(None), among(Quote.id, scope.quotes))
    for public_id in session.scalars(statement.order_by(Quote.id)):
        message = "Nobody is said to have said it: say who, or take the kind unknown."
        yield Finding("quote", public_id, "/attributions", message)


def _attributions(scope: Scope, *conditions: Any) -> Any:
    return (
        select(Quote.public_id, Attribution.position, Attribution.kind, Speaker.name.label("speaker"))
        .join(Quote, Attribution.quote_id == Quote.id)
        .outerjoin(Speaker, Attribution.speaker_id == Speaker.id)
        .where(Quote.withdrawn_at.is_(None), among(Quote.id, scope.quotes), *conditions)
        .order_by(Quote.id, Attribution.position)
    )


def says_nothing(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of attributions with nothing in them; the archive takes none any more."""
    parts = (Attribution.printed_as, Attribution.name, Attribution.role, Attribution.organisation_id)
    nothing = (each.is_(None) for each in (*parts, Attribution.speaker_id))
    for row in session.execute(_attributions(scope, Attribution.kind != "unknown", *nothing)):
        message = "Says nothing of who it was: say it, or take the kind unknown."
        yield Finding("quote", row.public_id, f"/attributions/{row.position}", message)


def no_printed_form(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of attributions without the words of the source."""
    for row in session.execute(_attributions(scope, Attribution.kind != "unknown", Attribution.printed_as.is_(None))):
        message = "The words by which the source names who said it are missing: give printed_as."
        yield Finding("quote", row.public_id, f"/attributions/{row.position}", message)


def unknown_person(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of persons whom the archive does not know."""
    for row in session.execute(_attributions(scope, Attribution.kind == "person", Attribution.speaker_id.is_(None))):
        message = "A person is named whom the archive does not know: give the speaker."
        yield Finding("quote", row.public_id, f"/attributions/{row.position}", message)


def not_in_programme(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of speakers who are not among those of the talk, where its programme names any."""
    named = (TalkSpeaker.talk_id == Quote.talk_id, TalkSpeaker.speaker_id.is_not(None))
    statement = _attributions(
        scope,
        Attribution.kind == "person",
        Attribution.speaker_id.is_not(None),
        exists().where(*named).correlate(Quote),
        ~exists().where(*named, TalkSpeaker.speaker_id == Attribution.speaker_id).correlate(Quote, Attribution),
    ).add_columns(Quote.talk_id)
    rows = session.execute(statement).all()
    programmes = _programmes(session, {row.talk_id for row in rows})
    for row in rows:
        programme = programmes[row.talk_id]
        names = ", ".join(name for name, _ in programme)
        message = f"{row.speaker} is not in the programme of the talk, which names {names}."
        ids = tuple(public_id for _, public_id in programme)
        yield Finding("quote", row.public_id, f"/attributions/{row.position}", message, ids)


def _programmes(session: Session, talks: set[int]) -> Mapping[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for talk, name, public_id in session.execute(
        select(TalkSpeaker.talk_id, Speaker.name, Speaker.public_id)
        .join(Speaker, TalkSpeaker.speaker_id == Speaker.id)
        .where(TalkSpeaker.talk_id.in_(talks))
        .order_by(TalkSpeaker.talk_id, TalkSpeaker.position)
    ):
        found[talk].append((name, public_id))
    return found


@cache
def _offices() -> Mapping[str, str]:
    lines = files("api.archive.lint").joinpath("offices.txt").read_text("utf-8").splitlines()
    forms = [fold(line).split() for line in lines if line and not line.startswith("#")]
    return {form: several[0] for several in forms for form in several}


def office_of(role: str) -> str | None:
    """Give the name that an office has whoever holds it; None for a role that several people can have at a time."""
    first, _, rest = fold(role).partition(" ")
    general = first in _offices() and not any(word in rest.split() for word in ("adjoint", "adjointe", "honoraire"))
    return f"{_offices()[first]} {rest}".strip() if general else None


_DAY = func.coalesce(Quote.said_on, Event.starts_on)
_OFFICES = (
    select(Attribution)
    .join(Quote, Attribution.quote_id == Quote.id)
    .join(Speaker, Attribution.speaker_id == Speaker.id)
    .outerjoin(Organisation, Attribution.organisation_id == Organisation.id)
    .outerjoin(Event, Quote.event_id == Event.id)
    # Only whole days can be compared.
    .where(Quote.withdrawn_at.is_(None), Attribution.role.is_not(None), func.length(_DAY) == len("2016-11-29"))
)
_HOLDERS = _OFFICES.with_only_columns(
    Attribution.organisation_id,
    Attribution.role,
    Attribution.speaker_id,
    Speaker.public_id,
    Speaker.name,
    func.min(_DAY).label("first"),
    func.max(_DAY).label("last"),
).group_by(Attribution.organisation_id, Attribution.role, Attribution.speaker_id, Speaker.public_id, Speaker.name)
_HELD = _OFFICES.with_only_columns(
    Quote.public_id,
    Attribution.position,
    Attribution.organisation_id,
    Organisation.name.label("organisation"),
    Attribution.role,
    Attribution.speaker_id,
    Speaker.name,
    _DAY.label("day"),
).order_by(Quote.id, Attribution.position)


def _office(role: str | None, organisation: int | None) -> str | None:
    """Give the office that a role is; without an organisation, one that says whose: «maire de Verdun», not «maire»."""
    office = office_of(role or "")
    return office if organisation is not None or (office and " " in office) else None


def held_by_another(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of offices that somebody else held at that time: who is named so before, and after, or on that very day."""
    asked = [
        (office, row)
        for row in session.execute(_HELD.where(among(Quote.id, scope.quotes)))
        if (office := _office(row.role, row.organisation_id)) is not None
    ]
    organisations = frozenset(row.organisation_id for _, row in asked)
    held: dict[tuple[str, int | None], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    names: dict[int, tuple[str, str]] = {}
    theirs: ColumnElement[bool] = Attribution.organisation_id.in_(organisations - {None})
    if None in organisations:
        theirs = or_(theirs, Attribution.organisation_id.is_(None))
    for holder in session.execute(_HOLDERS.where(theirs)):
        if (its := _office(holder.role, holder.organisation_id)) is not None:
            held[its, holder.organisation_id][holder.speaker_id] += [holder.first, holder.last]
            names[holder.speaker_id] = holder.public_id, holder.name
    for office, row in asked:
        others = dict(
            names[speaker]
            for speaker, days in held[office, row.organisation_id].items()
            if speaker != row.speaker_id and min(days) <= row.day <= max(days)
        )
        if others:
            called = ", ".join(others.values())
            whose = f" ({row.organisation})" if row.organisation else ""
            message = f"{row.name}, “{row.role}”{whose}: on {row.day} others were so called: {called}."
            yield Finding("quote", row.public_id, f"/attributions/{row.position}", message, tuple(others))


def homonyms(session: Session, scope: Scope) -> Iterator[Finding]:
    """Tell of speakers of the same name; those of a quote are told where it is looked at."""
    other = aliased(Speaker)
    statement = (
        select(Speaker.public_id, Speaker.name, other.public_id.label("other"))
        .join(other, (other.name_key == Speaker.name_key) & (other.id != Speaker.id))
        .where(Speaker.withdrawn_at.is_(None), other.withdrawn_at.is_(None))
        .order_by(Speaker.id, other.id)
    )
    if scope.speakers is not None or scope.quotes is not None:
        said = select(Attribution.speaker_id).where(Attribution.quote_id.in_(scope.quotes or ()))
        statement = statement.where(or_(Speaker.id.in_(scope.speakers or ()), Speaker.id.in_(said)))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.public_id, row.name].append(row.other)
    for (public_id, name), others in found.items():
        message = f"There are others called {name}: make sure which is meant, or merge them."
        yield Finding("speaker", public_id, "/name", message, tuple(others))
