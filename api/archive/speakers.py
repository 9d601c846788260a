"""The verbs of speakers."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.errors import escaped
from api.archive.identifiers import slugify
from api.archive.models import Speaker
from api.archive.people import sort_name_of
from api.archive.references import References
from api.archive.things import place_slug
from api.archive.writing import Draft, Scalar, assign
from search.typography import canonical

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "name": Scalar(rules.short_text, required=True),
    "slug": Scalar(rules.slug),
    "sort_name": Scalar(rules.short_text),
    "biography": Scalar(rules.long_text),
}


def write_speaker(session: Session, speaker: Speaker | None, values: Mapping[str, object], refs: References) -> Speaker:
    """Make a speaker, or change one; raises ``Invalid``, ``Conflict``."""
    draft = Draft(values, whole=speaker is None)
    draft.scalars(FIELDS)
    _names(draft)
    _identifiers(draft)
    columns = draft.finish()
    name = columns.get("name") or (speaker.name if speaker else "")
    if "name" in columns:
        columns["name_key"] = canonical(name)
    if columns.get("sort_name") is None:
        # A sort name that somebody chose stays; one that was made from the name follows it.
        chosen = speaker is not None and "sort_name" not in columns and speaker.sort_name != sort_name_of(speaker.name)
        columns["sort_name"] = speaker.sort_name if speaker is not None and chosen else sort_name_of(name)
    columns["sort_key"] = slugify(columns["sort_name"])
    if speaker is None:
        speaker = Speaker()
    place_slug(speaker, columns, name, refs)
    assign(speaker, columns)
    session.add(speaker)
    return speaker


def _names(draft: Draft) -> None:
    if not draft.has("other_names"):
        return
    names = draft.sequence("other_names", rules.MANY)
    for position, name in enumerate(names):
        if wrong := rules.short_text(name):
            draft.fault(f"other_names/{position}", wrong)
    draft.columns["other_names"] = list(dict.fromkeys(names)) if not draft.faults else []


def _identifiers(draft: Draft) -> None:
    """Check ids elsewhere: a mapping from an authority (``wikidata``) to the id it gives."""
    if not draft.has("identifiers"):
        return
    given = draft.values.get("identifiers") or {}
    if not isinstance(given, Mapping) or len(given) > rules.MANY:
        draft.fault("identifiers", "Must map names of authorities to ids.")
        return
    given = {authority: value for authority, value in given.items() if value is not None}
    for authority, value in given.items():
        if wrong := rules.short_text(authority) or rules.short_text(value):
            draft.fault(f"identifiers/{escaped(authority)}", wrong)
    draft.columns["identifiers"] = given
