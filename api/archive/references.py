"""How what is named in a value (an event, a speaker, a topic) becomes the row it means.

The protocol has two adapters: ``ArchiveReferences`` here, which asks the database for each (a request names
few), and the loader's, which knows a whole batch at once.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.archive.addresses import leads_to, merged_into
from api.archive.identifiers import slugify
from api.archive.models import Addressed, Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.people import Place, resolve_person
from api.archive.rules import short_text
from api.archive.states import kind_of
from api.archive.upkeep import FormerSlug, Merge
from search.typography import fold

T = TypeVar("T", bound=Thing)


class References(Protocol):
    """Finds what values refer to; None where there is nothing of that name."""

    def event(self, reference: str) -> Event | None:
        """Find an event."""

    def talk(self, reference: str) -> Talk | None:
        """Find a talk."""

    def speaker(self, reference: str) -> Speaker | None:
        """Find a speaker."""

    def source(self, reference: str) -> Source | None:
        """Find a source."""

    def quote(self, reference: str) -> Quote | None:
        """Find a quote."""

    def organisation(self, reference: str) -> Organisation | None:
        """Find an organisation by what addresses it or by its name or acronym folded; an unknown name makes one."""

    def topic(self, name: str) -> Topic | None:
        """Find a topic by what addresses it or by its name, else make it; None when the name leaves no slug."""

    def person(self, name: str, place: Place) -> Speaker:
        """Find or make the person of this name met at this place."""

    def free_slug(self, model: type[Addressed], wanted: str) -> str:
        """Return ``wanted`` or the first of ``wanted-2``, ``wanted-3``… that no thing of this kind has."""


def find(session: Session, model: type[T], reference: str) -> T | None:
    """Find a live thing by public id, slug or external id, in this order."""
    columns = [model.public_id, getattr(model, "slug", None), model.external_id]
    known = [column for column in columns if column is not None]
    rows = session.scalars(
        select(model).where(or_(*(column == reference for column in known)), model.withdrawn_at.is_(None))
    ).all()
    for column in known:
        for row in rows:
            if getattr(row, column.key) == reference:
                return row
    return _find_moved(session, model, reference)


def _find_moved(session: Session, model: type[T], reference: str) -> T | None:
    """Find the live thing that a former slug leads to, or that what was so addressed has been merged into."""
    kind = kind_of(model)
    columns = [model.public_id, model.external_id, *([model.slug] if issubclass(model, Addressed) else [])]
    known = or_(*(column == reference for column in columns))
    for public_id in [*session.scalars(select(model.public_id).where(known)), *leads_to(session, kind, reference)]:
        own = select(model).where(model.public_id == public_id, model.withdrawn_at.is_(None))
        found = successor(session, model, public_id) or session.scalar(own)
        if found is not None:
            return found
    return None


class ArchiveReferences:
    """References as a request makes them: ids, slugs, or an external id."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def event(self, reference: str) -> Event | None:
        """Find an event."""
        return find(self.session, Event, reference)

    def talk(self, reference: str) -> Talk | None:
        """Find a talk."""
        return find(self.session, Talk, reference)

    def speaker(self, reference: str) -> Speaker | None:
        """Find a speaker."""
        return find(self.session, Speaker, reference)

    def source(self, reference: str) -> Source | None:
        """Find a source."""
        return find(self.session, Source, reference)

    def quote(self, reference: str) -> Quote | None:
        """Find a quote."""
        return find(self.session, Quote, reference)

    def organisation(self, reference: str) -> Organisation | None:
        """Find an organisation by id, slug, name or acronym; a request never makes one by naming it."""
        found = find(self.session, Organisation, reference)
        return found or organisation_named(self.session, reference)

    def topic(self, name: str) -> Topic | None:
        """Find a topic by id, slug or name, else make it."""
        slug = slugify(name)
        if not slug or short_text(name):
            return None
        found = find(self.session, Topic, name) or self.session.scalar(
            select(Topic).where(Topic.withdrawn_at.is_(None), Topic.name_key == fold(name)).order_by(Topic.id).limit(1)
        )
        if found is None:
            found = new_topic(name, self.free_slug(Topic, slug))
            self.session.add(found)
            self.session.flush()
        return found

    def person(self, name: str, place: Place) -> Speaker:
        """Find or make the person of this name met at this place."""
        return resolve_person(self.session, name, place, self.free_slug).speaker

    def free_slug(self, model: type[Addressed], wanted: str) -> str:
        """Return the first slug of this form that is free."""
        return free_slug(self.session, model, wanted)


def new_topic(name: str, slug: str) -> Topic:
    """Make a topic known by its name alone."""
    return Topic(name=name.strip(), name_key=fold(name), slug=slug)


def organisation_named(session: Session, name: str) -> Organisation | None:
    """Find the live organisation of this name or acronym, case, accents and blanks apart."""
    key = fold(name)
    found = session.scalar(
        select(Organisation)
        .where(Organisation.withdrawn_at.is_(None))
        .where(or_(Organisation.name_key == key, Organisation.acronym_key == key))
        .order_by(Organisation.id)
        .limit(1)
    )
    return found or next((one for _, one in organisations_merged(session, [key])), None)


def organisations_merged(session: Session, keys: Sequence[str]) -> Iterator[tuple[str, Organisation]]:
    """Give the organisations that others of these names or acronyms, folded, were merged into, each with that name."""
    merged = (
        select(Organisation.public_id, Organisation.name_key, Organisation.acronym_key)
        .join(Merge, (Merge.old_id == Organisation.public_id) & Merge.undone_at.is_(None))
        .where(or_(Organisation.name_key.in_(keys), Organisation.acronym_key.in_(keys)))
        .order_by(Organisation.id)
    )
    for public_id, *names in session.execute(merged):
        target = successor(session, Organisation, public_id)
        for name in names:
            if target is not None and name is not None and name in keys:
                yield name, target


def successor(session: Session, model: type[T], public_id: str) -> T | None:
    """Return the live thing that the one of this public id has been merged into."""
    target = merged_into(session, kind_of(model), public_id)
    live = select(model).where(model.public_id == target, model.withdrawn_at.is_(None))
    return None if target is None else session.scalar(live)


def free_slug(session: Session, model: type[Addressed], wanted: str) -> str:
    """Return ``wanted`` or the first of ``wanted-2``, ``wanted-3``… that is free among things of this model.

    A withdrawn thing keeps its slug, whose address goes on saying that it is gone; a slug given up leads to its thing.
    """
    taken: set[str] = set()
    for statement in _slugs(model):
        (slug,) = statement.selected_columns
        alike = or_(slug == wanted, slug.startswith(f"{wanted}-", autoescape=True))
        taken.update(session.scalars(statement.where(alike)))
    return next_free(wanted, taken)


def slugs_taken(session: Session, model: type[Addressed]) -> set[str]:
    """Return every slug that things of this model have or had."""
    return {slug for statement in _slugs(model) for slug in session.scalars(statement)}


def _slugs(model: type[Addressed]) -> tuple[Select[str], Select[str]]:
    return select(model.slug), select(FormerSlug.slug).where(FormerSlug.kind == kind_of(model))


def next_free(wanted: str, taken: set[str]) -> str:
    """Number a slug until it is not among those taken."""
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
