"""Whether sources are still where, and what, they were: from files or addresses that the caller gives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.errors import Invalid
from api.archive.models import Source
from api.archive.source_texts import keep_text, mentions_of, selectors_of
from api.archive.upkeep import SourceText
from api.archive.verbs import SOURCE, change_thing
from api.source_checking.judging import Known, judge
from api.source_checking.looking import Look, fetch, read_file

__all__ = ["Checked", "Look", "check_sources", "fetch", "live_sources", "read_file"]

Looking = Callable[[Source], Look | None]
"""Looks at a source; None for one that is not to be looked at."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a source: its status before and now, where it leads for good, what was noted.

    ``found`` counts the mentions whose words are there; ``lost`` are the quotes whose words are not, by public id.
    """

    id: str
    external_id: str | None
    title: str
    before: str
    status: str
    moved_to: str | None
    note: str | None
    found: int
    lost: tuple[str, ...]


def live_sources(session: Session, references: Sequence[str] = ()) -> list[Source]:
    """Return the sources of these public or external ids, or all of them, oldest first."""
    statement = select(Source).where(Source.withdrawn_at.is_(None)).order_by(Source.id)
    if references:
        statement = statement.where(Source.public_id.in_(references) | Source.external_id.in_(references))
    return list(session.scalars(statement))


def check_sources(
    session: Session, sources: Iterable[Source], look: Looking, *, mark: bool = True, keep: bool = False
) -> Iterator[Checked]:
    """Look at sources one after the other, and commit what is found of each.

    ``mark`` writes the status; ``keep`` also keeps the text that was read, which moves the mentions that point into it.
    """
    for source in sources:
        seen = look(source)
        if seen is None:
            continue
        before = source.health
        mentions = mentions_of(session, source)
        kept = session.get(SourceText, source.id)
        verdict = judge(Known(source.sha256, kept.text if kept else None, selectors_of(mentions)), seen)
        status = verdict.status or before
        note = seen.note
        if mark and keep and seen.text is not None:
            try:
                keep_text(session, source.public_id, seen.text)
            except Invalid as error:
                note = f"cannot be kept ({error})"
        if mark and status != source.health:
            change_thing(session, SOURCE, source.public_id, {"status": status})
        session.commit()
        yield Checked(
            source.public_id,
            source.external_id,
            source.title,
            before,
            status if verdict.status else "unreachable",
            seen.moved_to,
            note,
            len(mentions) - len(verdict.lost),
            tuple(dict.fromkeys(mentions[place].quote.public_id for place in verdict.lost)),
        )
