"""What the verbs of several resources share: slugs, topics, status, people."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from api.archive import rules
from api.archive.addresses import leads_to
from api.archive.errors import Conflict
from api.archive.identifiers import slugify
from api.archive.models import Addressed, Attribution, Event, Quote, Speaker, Talk, TalkSpeaker, Thing, Topic
from api.archive.people import Place
from api.archive.references import References
from api.archive.writing import Draft
from search.typography import canonical


def place_slug(row: Addressed, columns: dict[str, Any], title: str | None, refs: References) -> None:
    """Settle the slug in ``columns``: the one given if it is free, the present one, or one made from the title.

    A title that changes leaves the slug alone: addresses stay.
    """
    given = columns.pop("slug", None)
    if given is not None and given == row.slug:
        return
    if given is not None:
        if not _was_its_own(row, given) and refs.free_slug(type(row), given) != given:
            message = f"The slug “{given}” is taken."
            raise Conflict(message)
        columns["slug"] = given
    elif row.slug is None:
        columns["slug"] = refs.free_slug(type(row), slugify(title or "") or type(row).__name__.lower())


def _was_its_own(row: Addressed, slug: str) -> bool:
    """Say whether a thing has had this slug before: it may take it back."""
    session = object_session(row)
    return session is not None and row.public_id in leads_to(session, type(row).__name__.lower(), slug)


def check_status(draft: Draft, row: Event | Talk | Quote | None) -> None:
    """Refuse to make a draft of what was published: a draft can be deleted, and nothing published vanishes."""
    if row is not None and row.status != "draft" and draft.columns.get("status") == "draft":
        draft.fault("status", "What was published cannot become a draft again: withdraw it instead.")


def set_status(row: Event | Talk | Quote, columns: Mapping[str, Any]) -> None:
    """Keep ``withdrawn_at`` in step with a status about to be written."""
    if "status" not in columns:
        return
    if columns["status"] == "withdrawn":
        row.withdrawn_at = row.withdrawn_at or datetime.now(UTC)
    elif row.withdrawn_at is not None:
        row.withdrawn_at = row.withdrawn_reason = None


def topics(draft: Draft, refs: References) -> None:
    """Check the topics of a draft, names or slugs, and put the rows into its columns, in the order of their slugs."""
    if not draft.has("topics"):
        return
    found: dict[str, Topic] = {}
    for position, name in enumerate(draft.sequence("topics", rules.MANY)):
        topic = refs.topic(name) if isinstance(name, str) and not rules.short_text(name) else None
        if topic is None:
            draft.fault(f"topics/{position}", "Must be the name of a topic, with a letter or a digit.")
        else:
            found[topic.slug] = topic
    draft.columns["topics"] = [found[slug] for slug in sorted(found)]


def keep_or_find_person(
    rows: Sequence[Attribution | TalkSpeaker], position: int, part: Mapping[str, Any], place: Place, refs: References
) -> Speaker | None:
    """Tell who a named entry is: the speaker referred to, the one it was before under this name, or by the rule."""
    known: Speaker | None = part["speaker"]
    if known is not None or part["name"] is None:
        return known
    for row in [*rows[position : position + 1], *rows]:
        if row.name is not None and row.speaker is not None and canonical(row.name) == canonical(part["name"]):
            return row.speaker
    return refs.person(part["name"], place)


def check_external_id(session: Session, model: type[Thing], wanted: str, row: Thing | None) -> None:
    """Refuse an external id that another thing of this kind has; raises ``Conflict`` that names it."""
    existing = session.execute(select(model.id, model.public_id).where(model.external_id == wanted)).one_or_none()
    if existing is not None and (row is None or existing.id != row.id):
        message = f"There is already a {model.__name__.lower()} with the external_id “{wanted}”: {existing.public_id}."
        raise Conflict(message, existing=existing.public_id)
