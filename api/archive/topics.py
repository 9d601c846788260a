"""The verbs of topics."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Topic
from api.archive.references import References
from api.archive.things import place_slug
from api.archive.writing import Draft, Scalar, assign
from search.typography import fold

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "name": Scalar(rules.short_text, required=True),
    "slug": Scalar(rules.slug),
}


def write_topic(session: Session, topic: Topic | None, values: Mapping[str, object], refs: References) -> Topic:
    """Make a topic, or change one; raises ``Invalid``, ``Conflict``."""
    draft = Draft(values, whole=topic is None)
    draft.scalars(FIELDS)
    columns = draft.finish()
    if topic is None:
        topic = Topic()
    if "name" in columns:
        columns["name_key"] = fold(columns["name"])
    place_slug(topic, columns, columns.get("name"), refs)
    assign(topic, columns)
    session.add(topic)
    return topic
