"""Where an answer stands in its list."""

from marshmallow import Schema, fields

from api.schemas.fields import Answer, integer, part


class PageSchema(Answer):
    """Which page of how many items."""

    number = integer("The page, from 1.", 1)
    size = integer("How many items a page has.", 20)
    total = integer("How many items there are in all.", 7)


def list_schema(name: str, item: type[Schema]) -> type[Schema]:
    """Make the schema of a page of things, called ``{name}List`` in the document."""
    return type(
        f"{name}ListSchema",
        (Answer,),
        {
            "__doc__": f"A page of things ({name}).",
            "items": fields.List(fields.Nested(item), required=True, metadata={"description": "The items."}),
            "page": part(PageSchema, "Which page this is."),
        },
    )
