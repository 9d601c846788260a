"""Who is who in one file: the people met in its lines, whichever batch they are in.

The rule is that of ``api.archive.people``; what is added here is "the same file": the same name in two lines
of a file is the same person, whatever the order of the lines and whenever they were first imported.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.archive.models import Attribution, Event, Quote, Speaker, Talk, TalkSpeaker
from api.archive.people import Place, named, shares_place
from api.loader.naming import people
from api.records import QuoteRecord, Record, SpeakerRecord, TalkRecord
from search.typography import canonical

T = TypeVar("T")
CHUNK = 500
"""How many values one statement asks for: far below what any database takes."""


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Cut items into lists of at most ``CHUNK``."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


class FilePeople:
    """The people of a file: their database keys for all of it, their rows for the batch at hand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._met: dict[str, set[int]] = {}
        self._here: dict[str, list[Speaker]] = {}
        self._namesakes: dict[str, Sequence[Speaker]] = {}

    def gather(self, records: Sequence[Record]) -> None:
        """Find the people whom the archive already knows as those of these records' talks and quotes."""
        self._gather_kept(TalkSpeaker, Talk, [one.external_id for one in records if isinstance(one, TalkRecord)])
        self._gather_kept(Attribution, Quote, [one.external_id for one in records if isinstance(one, QuoteRecord)])
        self._gather_referred(records)

    def prepare(self, records: Iterable[Record]) -> None:
        """Load the rows of all who may be meant in a batch."""
        keys = {canonical(entry.name) for record in records for entry in people(record) if entry.name is not None}
        keys |= {canonical(record.name) for record in records if isinstance(record, SpeakerRecord)}
        self._here, self._namesakes = {}, {}
        for chunk in chunks(sorted(keys)):
            for key, speaker in named(self.session, chunk):
                self._namesakes[key] = [*self._namesakes.get(key, ()), speaker]
        rows: dict[int, Speaker] = {}
        for ids in chunks(sorted({one for key in keys for one in self._met.get(key, ())})):
            live = select(Speaker).where(Speaker.id.in_(ids), Speaker.withdrawn_at.is_(None))
            rows |= {speaker.id: speaker for speaker in self.session.scalars(live)}
        for key in keys:
            self._here[key] = [rows[one] for one in sorted(self._met.get(key, ())) if one in rows]

    def find(self, name: str, place: Place) -> Speaker | None:
        """Tell who of the people known this name means at this place."""
        key = canonical(name)
        here = self._here.get(key, [])
        if len(here) == 1:
            return here[0]
        sharing = (one for one in (*here, *self.namesakes(name)) if one.id and shares_place(self.session, one, place))
        return next(sharing, here[0] if here else None)

    def met_at(self, record: SpeakerRecord, event: Event, described: Collection[str]) -> Speaker | None:
        """Tell who of this name has been met at this event or its series, and is not described by the file besides."""
        for speaker in self._namesakes.get(canonical(record.name), ()):
            if speaker.external_id not in described and shares_place(self.session, speaker, Place(event)):
                return speaker
        return None

    def is_known(self, name: str) -> bool:
        """Say whether the archive had anybody of this name when the batch began."""
        return canonical(name) in self._namesakes

    def namesakes(self, name: str) -> Sequence[Speaker]:
        """Return the people of this name who are in the archive and not in this file."""
        key = canonical(name)
        met = self._met.get(key, set())
        return [speaker for speaker in self._namesakes.get(key, ()) if speaker.id not in met]

    def called_alike(self, name: str) -> Sequence[Speaker]:
        """Return all people of this name, those whom this file has told of already too."""
        return list(dict.fromkeys((*self.namesakes(name), *self._here.get(canonical(name), ()))))

    def meet(self, name: str, speaker: Speaker) -> None:
        """Remember that this name means this person in this file."""
        here = self._here.setdefault(canonical(name), [])
        if speaker not in here:
            here.append(speaker)

    def forget(self, speaker: Speaker) -> None:
        """Take back a person whose only line was refused."""
        for here in self._here.values():
            if speaker in here:
                here.remove(speaker)

    def settle(self) -> None:
        """Keep what a batch has taught, once it is in the database."""
        for key, here in self._here.items():
            self._met.setdefault(key, set()).update(speaker.id for speaker in here)

    def _gather_kept(
        self, part: type[TalkSpeaker | Attribution], thing: type[Talk | Quote], external_ids: Iterable[str]
    ) -> None:
        """Note under which names the people of these things are kept."""
        kept = select(part.name, part.speaker_id).join(thing)
        for chunk in chunks(external_ids):
            known = or_(thing.external_id.in_(chunk), thing.public_id.in_(chunk))
            for name, speaker_id in self.session.execute(kept.where(known)):
                if name is not None and speaker_id is not None:
                    self._met.setdefault(canonical(name), set()).add(speaker_id)

    def _gather_referred(self, records: Sequence[Record]) -> None:
        """Note the people who are referred to by id, under their own name and the one used for them."""
        names: dict[str, set[str]] = {
            record.external_id: {canonical(record.name)} for record in records if isinstance(record, SpeakerRecord)
        }
        for record in records:
            for entry in people(record):
                if entry.speaker is not None:
                    names.setdefault(entry.speaker, set()).update([canonical(entry.name)] if entry.name else [])
        columns = select(Speaker.id, Speaker.name_key, Speaker.external_id, Speaker.public_id)
        for chunk in chunks(names):
            known = or_(Speaker.external_id.in_(chunk), Speaker.public_id.in_(chunk))
            for row in self.session.execute(columns.where(known, Speaker.withdrawn_at.is_(None))):
                for key in {row.name_key} | names.get(row.external_id, set()) | names.get(row.public_id, set()):
                    self._met.setdefault(key, set()).add(row.id)
