"""What stands within others by name: few things, wanted by every answer, and therefore kept while nothing changes."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Organisation, Source, Speaker, Thing, Topic
from api.archive.reading.kept import keep, kept
from api.archive.reading.statements import KEYS, plain_rows

MOST = 20_000
"""As many names of one kind are kept at most, some 300 bytes each; then all are forgotten."""

_COLUMNS: Mapping[type[Thing], tuple[Any, ...]] = {
    Speaker: (Speaker.public_id, Speaker.slug, Speaker.name),
    Organisation: (Organisation.public_id, Organisation.slug, Organisation.name, Organisation.acronym),
    Source: (Source.public_id, Source.title, Source.publisher, Source.url, Source.archived_url, Source.health),
    Topic: (Topic.slug, Topic.name),
}
_STATEMENTS = {model: select(model.id, *columns).where(InKeys(model.id, KEYS)) for model, columns in _COLUMNS.items()}


def names(session: Session, model: type[Thing], keys: Collection[int | None]) -> Mapping[int | None, tuple[Any, ...]]:
    """Return what is told of things within others, by key: the columns above. For no key there is nothing."""
    known: dict[int | None, tuple[Any, ...]] = keep(session, ("within", model), dict)
    unknown = {key for key in keys if key is not None and key not in known}
    if len(known) + len(unknown) > MOST:
        # Another one, and not this one emptied, which another thread may be reading.
        known, unknown = {}, {key for key in keys if key is not None}
        kept(session)["within", model] = known
    if unknown:
        known.update((key, tuple(told)) for key, *told in plain_rows(session, _STATEMENTS[model], unknown))
    return known
