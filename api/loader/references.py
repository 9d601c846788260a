"""References as a file makes them: what a whole batch of lines refers to, found in a few statements.

The other adapter of the port is ``api.archive.references.ArchiveReferences``, which asks for each by itself.
A reference is an ``external_id`` or a public id; an organisation may be named, and a topic always is.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from api.archive.errors import Invalid
from api.archive.identifiers import slugify
from api.archive.models import Addressed, Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.organisations import organisation_from_name
from api.archive.people import Place, new_speaker
from api.archive.references import new_topic, next_free, slugs_taken, successor
from api.loader.naming import organisation_names, references
from api.loader.people import FilePeople
from api.loader.provenance import aliases
from api.loader.rows import MODELS, name_organisation, organisations_by_name, things_by_id, topics_by_name
from api.records import OrganisationRecord, Record
from search.typography import fold

T = TypeVar("T", bound=Thing)


class FileReferences:
    """What the lines of a file refer to, for the batch at hand.

    ``made`` and ``homonyms`` tell of the present line what it made by naming it, and for which new people
    the archive knew others of the same name.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.people = FilePeople(session)
        self.made: list[Thing] = []
        self.homonyms: list[tuple[str, Sequence[Speaker]]] = []
        self._undo: list[Callable[[], object]] = []
        self._rows: dict[str, dict[str, Any]] = {}
        self._organisations: dict[str, Organisation] = {}
        self._topics: dict[tuple[str, str], Topic] = {}
        self._slugs: dict[type[Addressed], set[str]] = {}

    def prepare(self, records: Sequence[Record]) -> None:
        """Load all that the records of a batch, which are of one type, refer to and stand for."""
        wanted: dict[str, set[str]] = {name: set() for name in MODELS}
        for record in records:
            wanted[record.type].add(record.external_id)
            for reference in references(record):
                wanted[reference.type].add(reference.text)
        kind = records[0].type
        self._rows = {
            name: things_by_id(self.session, name, texts, to_write=name == kind) for name, texts in wanted.items()
        }
        if unknown := wanted["speaker"] - self._rows["speaker"].keys():
            self._rows["speaker"] |= aliases(self.session, unknown)
        names = (name for record in records for name in organisation_names(record))
        self._organisations = organisations_by_name(self.session, names)
        topics = (name for record in records for name in getattr(record, "topics", ()))
        self._topics = topics_by_name(self.session, topics)
        self.people.prepare(records)

    def own(self, record: Record) -> Any:
        """Return the row that a record stands for, withdrawn or not; None when it is new.

        An organisation that the archive knows by name alone is the one that a record first describes.
        """
        found = self._rows[record.type].get(record.external_id)
        if found is None and isinstance(record, OrganisationRecord):
            for name in filter(None, (record.name, record.acronym)):
                named = self._organisations.get(fold(name))
                if named is not None and named.external_id is None:
                    return named
        return found

    def is_withdrawn(self, kind: str, text: str) -> bool:
        """Say whether what this refers to has been withdrawn."""
        row = self._rows[kind].get(text)
        return row is not None and row.withdrawn_at is not None and self.merged_into(row) is None

    def merged_into(self, row: T) -> T | None:
        """Return what a withdrawn thing has been merged into, None if it was not merged."""
        return successor(self.session, type(row), row.public_id)

    def begin_line(self) -> None:
        """Begin a line: what it makes from here on can be taken back."""
        self.made.clear()
        self.homonyms.clear()
        self._undo.clear()

    def undo_line(self) -> None:
        """Take back what the present line has made by naming it."""
        while self._undo:
            self._undo.pop()()
        self.begin_line()

    def end_line(self, record: Record, row: Thing) -> None:
        """Let later lines of the batch refer to what this one has written."""
        self._rows[record.type][record.external_id] = row
        if isinstance(row, Organisation):
            name_organisation(self._organisations, row)
        elif isinstance(row, Speaker):
            self.people.meet(row.name, row)

    def forget(self) -> None:
        """Go on after a batch that the database refused: nothing that it made is there."""
        self._slugs.clear()

    def event(self, reference: str) -> Event | None:
        """Find an event."""
        return self._live(Event, reference)

    def talk(self, reference: str) -> Talk | None:
        """Find a talk."""
        return self._live(Talk, reference)

    def speaker(self, reference: str) -> Speaker | None:
        """Find a speaker."""
        return self._live(Speaker, reference)

    def source(self, reference: str) -> Source | None:
        """Find a source."""
        return self._live(Source, reference)

    def quote(self, reference: str) -> Quote | None:
        """Find a quote."""
        return self._live(Quote, reference)

    def organisation(self, reference: str) -> Organisation | None:
        """Find an organisation by id, or by name or acronym folded, else make it; None for no possible name."""
        key = fold(reference)
        found = self._live(Organisation, reference) or self._organisations.get(key)
        if found is None:
            try:
                found = organisation_from_name(self.session, reference, self)
            except Invalid:
                return None
            self._organisations[key] = found
            self._has_made(found, lambda: self._organisations.pop(key))
        return found

    def topic(self, name: str) -> Topic | None:
        """Find a topic by name or slug, else make it; None when the name leaves no slug."""
        key, slug = fold(name), slugify(name)
        if not slug:
            return None
        found = self._topics.get(("slug", name)) or self._topics.get(("name", key))
        if found is None:
            found = new_topic(name, self.free_slug(Topic, slug))
            self.session.add(found)
            before = dict(self._topics)
            self._topics |= {("name", key): found, ("slug", found.slug): found}
            self._has_made(found, lambda: setattr(self, "_topics", before))
        return found

    def person(self, name: str, place: Place) -> Speaker:
        """Find or make the person of this name met at this place."""
        speaker = self.people.find(name, place)
        if speaker is None:
            made = speaker = new_speaker(name, self.free_slug)
            self.session.add(made)
            self._has_made(made, lambda: self.people.forget(made))
            if others := self.people.namesakes(name):
                self.homonyms.append((name, others))
        self.people.meet(name, speaker)
        return speaker

    def free_slug(self, model: type[Addressed], wanted: str) -> str:
        """Return the first slug of this form that is free, and take it."""
        if model not in self._slugs:
            self._slugs[model] = slugs_taken(self.session, model)
        taken = self._slugs[model]
        slug = next_free(wanted, taken)
        taken.add(slug)
        self._undo.append(lambda: taken.discard(slug))
        return slug

    def _live(self, model: type[T], reference: str) -> T | None:
        row = self._rows[model.__name__.lower()].get(reference)
        if not isinstance(row, model) or row.withdrawn_at is None:
            return row if isinstance(row, model) else None
        return self.merged_into(row)

    def _has_made(self, row: Thing, forget: Callable[[], object]) -> None:
        self.made.append(row)
        self._undo += [forget, lambda: self.session.expunge(row)]
