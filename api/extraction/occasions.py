"""When, and at what: the article's date, dates said relative to it, the events it reports on or announces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from api.extraction.judging import reason
from api.extraction.lexicon import sections
from api.extraction.marks import Paragraph
from api.extraction.proposals import Occasion, Span

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MONTH = "|".join((*MONTHS, "fevrier", "aout", "decembre"))
_DAY = r"(?:1er|[0-3]?\d)"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DATE = re.compile(
    rf"\b(?:(?:du|le|les|ce|des)\s+)?(?:{_WEEKDAY}\s+)?(?P<first>{_DAY})"
    rf"(?:\s*(?:et|au|-|–|,)\s*(?:{_WEEKDAY}\s+)?(?P<second>{_DAY}))?\s+(?P<month>{_MONTH})\b"
    rf"(?:\s+(?P<year>(?:19|20)\d\d)|\s+(?P<relative>dernier|prochain))?",
    re.IGNORECASE,
)
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_BESIDES = {"hier": -1, "aujourd'hui": 0, "demain": 1}
_NEAR = re.compile(
    rf"\b(?P<day>{'|'.join((*_WEEKDAYS, *_BESIDES))})\b(?:\s+(?P<relative>dernier|prochain))?(?!\s+\d)", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"\b(?:aura lieu|auront lieu|se tiendra|se tiendront|se déroulera|assistez|inscrivez|s'ouvrira|s'ouvre)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    rf"(?:publié|mis en ligne|paru|posté|posted)[^\n]{{0,20}}?\b(?:"
    rf"(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>\d{{4}})|(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day>{_DAY})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}}))",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:a eu lieu|ont eu lieu|avait lieu|aura lieu|auront lieu|s'est tenue?|se sont tenue?s|se tenait|se tiendra"
    r"|s'est déroulée?|se déroulait|se déroulera|s'est ouverte?|réunissait|a réuni|ont réuni|organisée?s?"
    r"|tenue?s? (?:à|le|au|les)|assistez|inscrivez|rendez-vous|lors d[eu']|dans le cadre d[eu']|à l'occasion d[eu'])",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:présentée?s?|organisée?s?|proposée?s?|tenue?s?|mise? sur pied)\s+par\s+(?P<who>[^,.;()]+?)"
    r"(?=\s+(?:a|ont|s'est|se|qui|le|les|du|à|au|aura|en|dans)\b|[,.;(])"
)
_NAME = (
    r"(?:[A-ZÉÈÀÂÎÔÇ]|\d{4}\b)[^.;:!?()«»\"\n]{2,90}?(?=\s*(?:[,.;:!?()\n]|$)|\s+(?:présentée?s?|organisée?s?|proposée?s?|tenue?s?|"
    r"qui|a|ont|aura|auront|avait|s'est|se|le|les|du|à|où|pour|réunissait|en)\s)"
)
_MORE = r"(?P<more>, l[ea]s? (?:{kinds})(?: [\w'’-]+){{1,6}}?(?= (?:le|les|du|qui|a|aura|se)\b|[,.;]))?"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date means (ISO), and where it stands."""

    starts_on: str
    ends_on: str
    span: Span


def publication_date(text: str) -> str | None:
    """Read «Publié le 01/12/2016» in the head of an article."""
    found = _PUBLISHED.search(text, 0, 2000)
    if found is None:
        return None
    if found["iso"]:
        return _iso(*map(int, found["iso"].split("-")))
    if found["d"]:
        return _iso(int(found["y"]), int(found["m"]), int(found["d"]))
    return _iso(int(found["year"]), _month(found["month"]), _number(found["day"]))


def dates(text: str, start: int, end: int, published_on: str | None) -> Iterator[Days]:
    """Give the dates of a stretch; without a year it is the nearest, before the article if «dernier»."""
    article = date.fromisoformat(published_on) if published_on else None
    for found in _DATE.finditer(text, start, end):
        month, first = _month(found["month"]), _number(found["first"])
        last = _number(found["second"]) if found["second"] else first
        year = int(found["year"]) if found["year"] else _year(article, month, first, (found["relative"] or "").lower())
        if year is None:
            continue
        starts, ends = _iso(year, month, first), _iso(year, month, last)
        if starts and ends and starts <= ends:
            yield Days(starts, ends, Span(found.start(), found.end()))


def _day_near(text: str, start: int, end: int, published_on: str | None) -> Days | None:
    """Give the day that «mardi», «lundi prochain» or «hier» is, seen from the article's; ahead if it is announced."""
    found = _NEAR.search(text, start, end) if published_on else None
    if found is None or published_on is None:
        return None
    article, word = date.fromisoformat(published_on), found["day"].lower()
    if word in _BESIDES:
        day = article + timedelta(days=_BESIDES[word])
    else:
        back = (article.weekday() - _WEEKDAYS.index(word)) % 7
        relative = (found["relative"] or "").lower()
        ahead = relative == "prochain" or (relative != "dernier" and _ANNOUNCED.search(text, start, end) is not None)
        day = (
            article + timedelta(days=(-back) % 7 or 7)
            if ahead
            else article - timedelta(days=back or 7 * (relative != ""))
        )
    return Days(day.isoformat(), day.isoformat(), Span(found.start(), found.end()))


def _year(article: date | None, month: int, day: int, relative: str) -> int | None:
    if article is None:
        return None
    this = _iso(article.year, month, day)
    if this is None:
        return None
    if relative == "dernier":
        return article.year if this < article.isoformat() else article.year - 1
    if relative == "prochain":
        return article.year if this > article.isoformat() else article.year + 1
    years = (article.year - 1, article.year, article.year + 1)
    return min(
        years, key=lambda year: abs((date.fromisoformat(_iso(year, month, min(day, 28)) or this) - article).days)
    )


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    bare = name.lower().translate(str.maketrans("éû", "eu"))
    return 1 + [month.translate(str.maketrans("éû", "eu")) for month in MONTHS].index(bare)


def _number(day: str) -> int:
    return int(day.lower().removesuffix("er"))


@cache
def _named(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """An event's name after its kind («la conférence X») or with it («le Forum x»), when the kind has a capital."""
    plain = "|".join(kinds)
    capital = "|".join(kind.capitalize() for kind in kinds)
    whole = _NAME.replace(r"(?:[A-ZÉÈÀÂÎÔÇ]|\d{4}\b)", rf"(?:{capital})\s", 1)
    return re.compile(rf"\b(?:(?P<whole>{whole})|(?i:{plain})\s+(?P<name>{_NAME}){_MORE.format(kinds=plain)})")


def find_occasions(text: str, paragraphs: Sequence[Paragraph], published_on: str | None) -> list[Occasion]:
    """Find the events that the article names with a kind («la conférence X») and a date or «a eu lieu».

    The main one is the first that is not after the article.
    """
    named = _named(tuple(sections("occasions")["kind"]))
    found: list[Occasion] = []
    for paragraph in paragraphs:
        for start, end in _sentences(text, paragraph):
            for name in named.finditer(text, start, end):
                held = _HELD.search(text, start, end)
                days = next(dates(text, start, end, published_on), None) or _day_near(text, start, end, published_on)
                if held is None or days is None:
                    continue
                part = "whole" if name["whole"] else "name"
                title = text[name.start(part) : name.end("more") if name["more"] else name.end(part)]
                if any((each.name, each.starts_on) == (title, days.starts_on) for each in found):
                    continue
                by = _BY.search(text, name.end(part), end)
                later = bool(published_on and days.starts_on > published_on)
                why = reason("occasion_announced" if later else "occasion", name=title, date=days.starts_on)
                found.append(
                    Occasion(
                        title, Span(name.start(part), name.start(part) + len(title)), days.starts_on, days.ends_on,
                        by["who"].strip() if by else None, not later and not any(each.main for each in found), why,
                    )
                )  # fmt: skip
    return found


def _sentences(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    for found in re.compile(r"[.!?…]\s+(?=[A-ZÉÈÀ«])").finditer(text, paragraph.start, paragraph.end):
        yield start, found.end()
        start = found.end()
    yield start, paragraph.end
