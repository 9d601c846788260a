"""An error as JSON: RFC 9457, one shape everywhere."""

from marshmallow import fields

from api.schemas.fields import Answer, integer, string


class FaultSchema(Answer):
    """One thing wrong with a request."""

    pointer = fields.String(
        metadata={"description": "Where in the body (JSON Pointer, RFC 6901).", "examples": ["/attributions/0/kind"]}
    )
    parameter = fields.String(metadata={"description": "Which parameter of the query.", "examples": ["page_size"]})
    detail = string("What is wrong.", "Must be given.")


class ProblemSchema(Answer):
    """An error, for programs (`type`, `status`) and for people (`title`, `detail`)."""

    type = string("What kind of problem.", "urn:verbatim:problem:not-found", format="uri")
    title = string("The kind in words.", "There is no such thing")
    status = integer("The HTTP status.", 404)
    detail = string("What happened this time, and what to do.", "There is no quote “abc”.")
    errors = fields.List(
        fields.Nested(FaultSchema), metadata={"description": "Each thing wrong with the request, when that is why."}
    )
    existing = fields.String(metadata={"description": "The id of what stands in the way, in a conflict."})
    withdrawn_at = fields.String(metadata={"description": "When it was withdrawn.", "format": "date-time"})
    reason = fields.String(metadata={"description": "Why it was withdrawn, when that was publicly said."})
