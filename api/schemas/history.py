"""History as JSON: revisions, corrections, the feed of changes; and why, which every change may be given."""

from marshmallow import fields, validate

from api.archive import rules
from api.archive.history import ACTIONS
from api.archive.reading.changes import CURSOR
from api.schemas.fields import Answer, integer, part, parts, string, vocabulary
from api.schemas.queries import MAX_PAGE_SIZE, PLAIN, Asked

TYPES = ("quote", "talk", "event", "speaker", "organisation", "source", "topic")


def _told(description: str, example: str) -> fields.String:
    return fields.String(
        validate=[PLAIN, validate.Length(1, rules.SHORT_TEXT)],
        metadata={"description": description, "examples": [example]},
    )


class WhyQuery(Asked):
    """Why a change is made; kept with the revision that it makes."""

    reason = _told("Why, for editors alone.", "Signalé par le service de presse")
    note = _told(
        "Why, for all to read: it makes a change a correction, and tells why a withdrawn thing is.",
        "Le prénom était mal orthographié",
    )


class PieceSchema(Answer):
    """Some words of a text that was changed."""

    op = vocabulary("Whether these words stayed.", ("same", "removed", "added"))
    text = string("The words.", "Mélissa")


class FieldChangeSchema(Answer):
    """One value that a version changed."""

    field = string("Its name.", "text")
    old = fields.Raw(
        required=True, metadata={"description": "What it was, in the shape of the detail.", "examples": ["on y va"]}
    )
    new = fields.Raw(
        required=True, metadata={"description": "What it became, in the shape of the detail.", "examples": ["on y est"]}
    )
    words = fields.List(
        fields.Nested(PieceSchema),
        required=True,
        allow_none=True,
        metadata={"description": "The difference word by word, of prose.", "examples": [None]},
    )


class RevisionSchema(Answer):
    """A version of a thing: when and why it came about, and what it changed."""

    version = integer("The version; `…@3` shows the thing as it was at version 3.", 2)
    action = vocabulary("What was done.", ACTIONS)
    at = string("When.", "2026-11-22T16:00:00Z", format="date-time")
    by = string("Whose token or command; told to editors alone.", None, null=True)
    reason = string("Why; told to editors alone.", None, null=True)
    note = string("Why, for all to read.", "Le prénom était mal orthographié", null=True)
    merged_into = string("The id of what it was merged into, where that was done.", None, null=True)
    erased = fields.Boolean(
        required=True,
        metadata={"description": "Whether its words were erased (a court's order, a right).", "examples": [False]},
    )
    changes = parts(FieldChangeSchema, "What it changed of the version before.")


class CorrectionSchema(RevisionSchema):
    """A version that a public note explains."""

    type = vocabulary("What kind of thing.", TYPES)
    id = string("The public id of the thing.", "6q1v8s4mc2gw")


class ArchiveChangeSchema(Answer):
    """One change of the archive: what to read again, or to forget."""

    type = vocabulary("What kind of thing.", TYPES)
    id = string("The public id of the thing.", "6q1v8s4mc2gw")
    version = integer("The version that it is at since.", 2)
    action = vocabulary(
        "What was done. `refreshed`: a name of something within it changed. After `withdrawn`, `merged`, `redacted` "
        "and `deleted` there is nothing to read.",
        ACTIONS,
    )
    at = string("When.", "2026-11-22T16:00:00Z", format="date-time")
    note = string("Why, for all to read.", None, null=True)
    merged_into = string("The id of what it was merged into, where that was done.", None, null=True)


class FeedPageSchema(Answer):
    """Where to go on."""

    size = integer("How many items were asked for.", 20)
    next = string("The cursor to send as `after` next time, now or in a year.", "c1f")
    more = fields.Boolean(
        required=True, metadata={"description": "Whether there are more changes already.", "examples": [False]}
    )


class ChangeFeedSchema(Answer):
    """Changes in the order in which they were made."""

    items = parts(ArchiveChangeSchema, "The changes.")
    page = part(FeedPageSchema, "Where to go on.")


class ChangesQuery(Asked):
    """From where in the history, and how much."""

    after = fields.String(
        validate=validate.Length(1, 20),
        metadata={
            "description": "The cursor `next` of an earlier answer; left out: from the beginning.",
            "examples": ["c1f"],
            "pattern": CURSOR,
        },
    )
    page_size = fields.Integer(
        load_default=MAX_PAGE_SIZE,
        validate=validate.Range(1, MAX_PAGE_SIZE),
        metadata={"description": "How many.", "examples": [100]},
    )
