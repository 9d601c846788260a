"""Which event a file is of: what it says, else what whoever imports says, else what it is called. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from api.archive import rules
from api.archive.identifiers import slugify
from api.importers.moments import day_of
from api.importers.programme import Conference, Programme
from api.importers.reading import Wanted
from api.plain_text import line, plain_text
from api.records import EventRecord, TalkRecord

_FILE_WORDS = re.compile(
    r"(all|api|csv|data|exports?|hoverboard|ical|ics|import|json|orateurs|planning|pretalx|programme|schedules?|"
    r"sessionize|sessions|speakers|talks|tsv|xml)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The event of a file: ``known`` where the archive has it already, ``guessed`` where the file is silent."""

    external_id: str
    name: str
    timezone: str | None = None
    conference: Conference | None = None
    known: bool = False
    guessed: bool = False


def identify(programme: Programme, name: str, wanted: Wanted, days: Iterable[date], edition: str | None) -> Identity:
    """Tell which event a programme is of, and its zone (a name of the IANA database, or None)."""
    said = programme.conference
    zones = (wanted.timezone, said.timezone if said else None, programme.timezone)
    zone = next((each for each in zones if is_zone(each)), None)
    year = next((str(each.year) for each in sorted(days)), None)
    if wanted.event:
        key = wanted.event if wanted.known else slugify(wanted.event)
        return Identity(
            external_id=key, name=wanted.event, timezone=zone, conference=said, known=wanted.known
        )  # fmt: skip
    if said:
        key = said.key or said.name
        if not re.search(r"\d\d", key) and (when := year or _year_of(said.starts_on)):
            key = f"{key} {when}"
        title = line(said.name)
        return Identity(external_id=slugify(key), name=title, timezone=zone, conference=said)
    own = stem(name)
    if edition and re.search(r"[^\W\d]", edition):
        return Identity(external_id=slugify(edition), name=edition, timezone=zone)
    dated = next((each for each in (edition, year) if each and each not in own and not _YEAR.search(own)), None)
    title = f"{own} {dated}" if dated else own
    return Identity(external_id=slugify(title) or "programme", name=title, timezone=zone, guessed=True)


def stem(name: str) -> str:
    """Take from a file's name what may be the conference's: not the kind of file, if more than digits is left."""
    words = re.sub(r"[_\-.+\s]+", " ", PurePath(name).stem).split()
    own = [word for word in words if not _FILE_WORDS.fullmatch(word)]
    return " ".join(own if any(not word.isdecimal() for word in own) else words) or "programme"


def is_zone(zone: str | None) -> bool:
    """Say whether this names a time zone."""
    return zone is not None and rules.time_zone(zone) is None


def event_record(identity: Identity, talks: Iterable[TalkRecord], days: Iterable[date]) -> EventRecord:
    """Describe an event by what its file says, its days and language by its talks where the file does not."""
    said = identity.conference or Conference(name=identity.name)
    ordered = sorted(days)
    languages = Counter(talk.language for talk in talks if talk.language)
    starts, ends = _day(said.starts_on), _day(said.ends_on)
    country = (said.country or "").upper()
    return EventRecord(
        external_id=identity.external_id,
        name=identity.name,
        starts_on=starts or (ordered[0].isoformat() if ordered else None),
        ends_on=ends or (ordered[-1].isoformat() if ordered else None),
        timezone=identity.timezone,
        venue=line(said.venue) if said.venue else None,
        city=line(said.city) if said.city else None,
        country=country if rules.country(country) is None else None,
        language=languages.most_common(1)[0][0] if languages else None,
        url=said.url if said.url and rules.web_address(said.url) is None else None,
        description=plain_text(said.description) if said.description else None,
    )


def _day(text: str | None) -> str | None:
    """Read a day; of a moment in UTC, which may be the day before, the talks know better."""
    if text is None or text.endswith("Z"):
        return None
    try:
        found = day_of(text)
    except ValueError:
        return None
    return found.isoformat() if found else None


def _year_of(text: str | None) -> str | None:
    return text[:4] if text and _YEAR.match(text) else None
