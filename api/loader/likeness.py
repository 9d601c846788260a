"""Who may be one person in several spellings: proposed, with the reason, and never merged here.

The names of a person are levelled in the ways in which they are written: without accents, marks and order
(«Julien TOPCU», «Topçu Julien»), run together (`julientopcu`), and as the logins made of them (`jtopcu`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Speaker
from search.typography import canonical, fold

_APART = re.compile(r"[^\w]|_|\d")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TOO_MANY = 8
"""People of one spelling: more than that are not one person but a common word."""
_SHORTEST = 6
_LOGIN = "a login made of the name"


@dataclass(frozen=True, slots=True)
class LikePerson:
    """A person of a proposal."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two people who may be one, and why."""

    first: LikePerson
    second: LikePerson
    reason: str


def proposals(session: Session, among: Collection[str] | None = None) -> list[Proposal]:
    """Propose who may be one person; ``among`` keeps the proposals that have one of these names in them."""
    columns = select(Speaker.public_id, Speaker.name).where(Speaker.withdrawn_at.is_(None)).order_by(Speaker.id)
    people = [LikePerson(*row) for row in session.execute(columns)]
    found = alike(people)
    return [one for one in found if among is None or {one.first.name, one.second.name} & set(among)]


def alike(people: Iterable[LikePerson]) -> list[Proposal]:
    """Propose pairs of people whose names are one name in another spelling; each pair once, for its best reason."""
    people = list(people)
    pairs: dict[tuple[str, str], Proposal] = {}
    for reason, groups in _groups(people):
        for group in groups.values():
            for first, second in combinations(group, 2) if len(group) <= _TOO_MANY else ():
                # Two whole names that would make the same login are two people.
                if reason != _LOGIN or _is_short(first) or _is_short(second):
                    pairs.setdefault((first.id, second.id), Proposal(first, second, reason))
    return list(pairs.values())


def _groups(people: Iterable[LikePerson]) -> Iterator[tuple[str, Mapping[str, list[LikePerson]]]]:
    """Group people by each way of levelling their names, the surest first."""
    same: dict[str, list[LikePerson]] = {}
    ordered: dict[str, list[LikePerson]] = {}
    joined: dict[str, list[LikePerson]] = {}
    short: dict[str, list[LikePerson]] = {}
    for person in people:
        words = _words(person.name)
        same.setdefault(canonical(person.name), []).append(person)
        ordered.setdefault(" ".join(sorted(words)), []).append(person)
        if len("".join(words)) >= _SHORTEST:
            for way in {"".join(words), "".join(reversed(words))}:
                joined.setdefault(way, []).append(person)
        for login in _logins(words):
            short.setdefault(login, []).append(person)
    yield "the same name", same
    yield "the same name in another spelling", ordered
    yield "the same name written as one word", joined
    yield _LOGIN, short


def _is_short(person: LikePerson) -> bool:
    """Say whether a name is a login or has an initial in it."""
    words = _words(person.name)
    return len(words) == 1 or any(len(word) == 1 for word in words)


def _words(name: str) -> list[str]:
    """Give the words of a name, levelled; of an address its part before the @ is the name."""
    return [fold(word) for word in _APART.sub(" ", _CAMEL.sub(" ", name.strip().lstrip("@").split("@")[0])).split()]


def _logins(words: list[str]) -> Iterator[str]:
    """Give what a name of several words may sign in with, and a single word itself."""
    if len(words) == 1:
        yield words[0]
    elif len(words) > 1:
        initials = "".join(word[0] for word in words[:-1])
        yield from {f"{initials}{words[-1]}", f"{words[0]}{words[-1][0]}"} - {initials}
