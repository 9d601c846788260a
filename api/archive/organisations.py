"""The verbs of organisations."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Organisation
from api.archive.references import References
from api.archive.things import place_slug
from api.archive.writing import Draft, Scalar, assign
from search.typography import fold

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "name": Scalar(rules.short_text, required=True),
    "slug": Scalar(rules.slug),
    "acronym": Scalar(rules.short_text),
    "kind": Scalar(rules.short_text),
}


def write_organisation(
    session: Session, organisation: Organisation | None, values: Mapping[str, object], refs: References
) -> Organisation:
    """Make an organisation, or change one; raises ``Invalid``, ``Conflict``."""
    draft = Draft(values, whole=organisation is None)
    draft.scalars(FIELDS)
    ancestor = draft.reference("parent", "organisation", refs.organisation)
    while ancestor is not None and organisation is not None:
        if ancestor is organisation:
            draft.fault("parent", "Must not be the organisation itself or one within it.")
            break
        ancestor = ancestor.parent
    columns = draft.finish()
    if organisation is None:
        organisation = Organisation()
    if "name" in columns:
        columns["name_key"] = fold(columns["name"])
    if "acronym" in columns:
        columns["acronym_key"] = columns["acronym"] and fold(columns["acronym"])
    place_slug(organisation, columns, columns.get("acronym") or columns.get("name"), refs)
    with session.no_autoflush:  # one flush, one version
        assign(organisation, columns)
    session.add(organisation)
    return organisation


def organisation_from_name(session: Session, name: str, refs: References) -> Organisation:
    """Make the organisation that an import knows by its name alone."""
    return write_organisation(session, None, {"name": name}, refs)
