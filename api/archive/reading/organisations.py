"""Organisations going out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from api.archive.database import InKeys
from api.archive.models import Organisation
from api.archive.reading.listing import View, meant, sorted_by
from api.archive.reading.statements import KEYS, rows


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What the list of organisations takes."""

    kind: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    external_id: str | None = None
    sort: str = "name"


SORTS = {"name": Organisation.name_key}


def select_organisations(wanted: OrganisationFilter) -> Select[int]:
    """Select the keys of the organisations wanted."""
    statement = select(Organisation.id).where(Organisation.withdrawn_at.is_(None))
    if wanted.kind:
        statement = statement.where(Organisation.kind.in_(wanted.kind))
    if wanted.parent:
        statement = statement.where(Organisation.parent_id.in_(meant(Organisation, wanted.parent)))
    if wanted.external_id is not None:
        statement = statement.where(Organisation.external_id == wanted.external_id)
    return sorted_by(statement, wanted.sort, SORTS, Organisation.id)


_parent = aliased(Organisation)
_ORGANISATIONS = (
    select(
        Organisation.id,
        Organisation.public_id,
        Organisation.slug,
        Organisation.external_id,
        Organisation.name,
        Organisation.acronym,
        Organisation.kind,
        Organisation.version,
        Organisation.parent_id,
        _parent.public_id.label("parent_public_id"),
        _parent.slug.label("parent_slug"),
        _parent.name.label("parent_name"),
        _parent.acronym.label("parent_acronym"),
    )
    .outerjoin(_parent, Organisation.parent_id == _parent.id)
    .where(InKeys(Organisation.id, KEYS))
)


def organisation_views(session: Session, keys: Sequence[int], include: Collection[str] = ()) -> dict[int, View]:
    """Return organisations by key."""
    found_rows = rows(session, _ORGANISATIONS, keys)
    whole = (
        organisation_views(session, [row.parent_id for row in found_rows if row.parent_id])
        if "parent" in include
        else {}
    )
    return {
        row.id: {
            "id": row.public_id,
            "slug": row.slug,
            "external_id": row.external_id,
            "name": row.name,
            "acronym": row.acronym,
            "kind": row.kind,
            "parent": whole.get(row.parent_id)
            or organisation_within(row.parent_public_id, row.parent_slug, row.parent_name, row.parent_acronym),
            "version": row.version,
        }
        for row in found_rows
    }


def organisation_within(public_id: str | None, slug: str, name: str, acronym: str | None) -> View | None:
    """Return an organisation as it stands within another thing."""
    return None if public_id is None else {"id": public_id, "slug": slug, "name": name, "acronym": acronym}
