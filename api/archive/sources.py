"""The verbs of sources."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Source
from api.archive.references import References
from api.archive.writing import Draft, Scalar, assign

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "title": Scalar(rules.short_text, required=True),
    "publisher": Scalar(rules.short_text),
    "byline": Scalar(rules.short_text),
    "published_on": Scalar(rules.partial_date),
    "url": Scalar(rules.web_address),
    "archived_url": Scalar(rules.web_address),
    "language": Scalar(rules.language, default="fr"),
    "rights": Scalar(rules.short_text),
    "sha256": Scalar(rules.sha256),
    "status": Scalar(rules.one_of(rules.SOURCE_STATUSES), default="ok", column="health"),
}


def check_source(values: Mapping[str, object], at: str = "") -> None:
    """Hold values to the rules of a source where none is written; raises ``Invalid`` with pointers below ``at``."""
    draft = Draft(values, whole=False, at=at)
    draft.scalars(FIELDS)
    draft.finish()


def write_source(session: Session, source: Source | None, values: Mapping[str, object], refs: References) -> Source:
    """Make a source, or change one; raises ``Invalid``."""
    del refs  # A source refers to nothing; the signature is that of every writer.
    draft = Draft(values, whole=source is None)
    draft.scalars(FIELDS)
    columns = draft.finish()
    if source is None:
        source = Source()
    assign(source, columns)
    session.add(source)
    return source
