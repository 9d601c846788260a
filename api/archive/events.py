"""The verbs of events."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.models import Event
from api.archive.references import References
from api.archive.things import check_status, place_slug, set_status, topics
from api.archive.writing import Draft, Scalar, assign

FIELDS = {
    "external_id": Scalar(rules.short_text),
    "name": Scalar(rules.short_text, required=True),
    "slug": Scalar(rules.slug),
    "series": Scalar(rules.short_text),
    "starts_on": Scalar(rules.partial_date),
    "ends_on": Scalar(rules.partial_date),
    "timezone": Scalar(rules.time_zone),
    "venue": Scalar(rules.short_text),
    "city": Scalar(rules.short_text),
    "country": Scalar(rules.country),
    "language": Scalar(rules.language, default="fr"),
    "organiser": Scalar(rules.short_text),
    "url": Scalar(rules.web_address),
    "description": Scalar(rules.long_text),
    "rights": Scalar(rules.short_text),
    "status": Scalar(rules.one_of(rules.EVENT_STATUSES), default="published"),
}


def write_event(session: Session, event: Event | None, values: Mapping[str, object], refs: References) -> Event:
    """Make an event, or change one; raises ``Invalid``, ``Conflict``."""
    draft = Draft(values, whole=event is None)
    draft.scalars(FIELDS)
    check_status(draft, event)
    topics(draft, refs)
    starts = draft.columns.get("starts_on", event and event.starts_on)
    ends = draft.columns.get("ends_on", event and event.ends_on)
    if starts and ends and ends[: len(starts)] < starts[: len(ends)]:
        draft.fault("ends_on", "Must not be before starts_on.")
    columns = draft.finish()
    if event is None:
        event = Event()
    place_slug(event, columns, columns.get("name"), refs)
    with session.no_autoflush:  # one flush, one version
        set_status(event, columns)
        assign(event, columns)
    session.add(event)
    return event
