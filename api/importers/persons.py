"""Who is who within the files of one call: a reference becomes the person it stands for. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from api.archive.identifiers import slugify
from api.importers.programme import Person, Programme
from search.typography import canonical

_GLOBAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def external_id(event: str | None, kind: str, key: str) -> str:
    """Make the id of a thing: a UUID is the world's own, any other key the event's."""
    if _GLOBAL.fullmatch(key):
        return key.lower()
    made = "/".join(filter(None, (event, kind, key)))
    return made if len(made) <= 500 else slugify(made)[:500]  # noqa: PLR2004 - what the archive takes


class Persons:
    """The people that a programme's entries may stand for, by key and by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_key: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = {}
        for person in people:
            if person.key and person.name:
                known = self.by_key.get(person.key)
                self.by_key[person.key] = joined(known, person) if known else person
        for person in (*self.by_key.values(), *(each for each in people if not each.key)):
            if person.name:
                self.by_name.setdefault(canonical(person.name), []).append(person)

    def find(self, person: Person) -> Person | None:
        """Find who is meant: by key, else by a name that one alone has."""
        if person.key and (found := self.by_key.get(person.key)):
            return joined(found, person)
        same = self.by_name.get(canonical(person.name or ""), ())
        return joined(same[0], person) if len(same) == 1 else None


def joined(known: Person, other: Person) -> Person:
    """Complete what is known of a person by what another entry says."""
    return replace(
        known,
        role=known.role or other.role,
        organisation=known.organisation or other.organisation,
        biography=known.biography or other.biography,
    )


def people_for(programme: Programme, name: str, others: Mapping[str, Programme]) -> tuple[Sequence[Person], str | None]:
    """Give the people whom a programme's sessions may mean, and the other file they are in, if it is another.

    Of several files with people, the one that most of the sessions' keys and names are in; of two alike, the one
    whose name is most alike.
    """
    own = [*programme.people, *(each for session in programme.sessions for each in session.people if each.name)]
    if programme.people:
        return own, None
    wanted = {each.key for session in programme.sessions for each in session.people if each.key}
    names = {canonical(session.speakers) for session in programme.sessions if session.speakers}

    def fitness(other: str) -> tuple[int, int]:
        people = others[other].people
        fitting = wanted & {each.key for each in people}
        named = [each for each in people if each.name and any(canonical(each.name) in text for text in names)]
        return len(fitting) + len(named), sum(
            1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(other, name, strict=False))
        )

    fitting = [other for other in others if other != name and others[other].people and not others[other].sessions]
    best = max(fitting, key=fitness, default=None)
    if best is None or not fitness(best)[0]:
        return own, None
    described = {each.key for each in others[best].people}
    # A reference has the key for its name: described elsewhere, it is no name.
    return [*others[best].people, *(each for each in own if each.key not in described and each.key != each.name)], best
