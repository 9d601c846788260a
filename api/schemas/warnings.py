"""What the linter says of what was written, as JSON."""

from functools import cache

from marshmallow import Schema, fields

from api.archive.lint import RULES
from api.schemas.fields import Answer, parts, string, vocabulary


class WarningSchema(Answer):
    """Something to look at again; it stands in the way of nothing."""

    code = vocabulary("The rule.", tuple(RULES))
    severity = vocabulary("How much it matters.", ("error", "warning", "notice"))
    type = vocabulary("What it is said of.", ("quote", "speaker"))
    id = string("Its public id.", "6q1v8s4mc2gw")
    pointer = string("Where in it (JSON Pointer).", "/attributions/0")
    message = string("What is odd, and what to do, in French or English as `Accept-Language` asks.", "…")
    others = fields.List(
        fields.String(), required=True, metadata={"description": "The ids of what else is concerned.", "examples": [[]]}
    )


@cache
def written_schema(name: str, read: type[Schema]) -> type[Schema]:
    """Make the schema of a thing just written, called ``{name}Written`` in the document."""
    return type(
        f"{name}WrittenSchema",
        (read,),
        {
            "__doc__": f"A thing just written ({name}), and what is to be looked at again.",
            "warnings": parts(WarningSchema, "What the linter says of it."),
        },
    )
