"""Fields as our schemas use them: a description and an example are not optional."""

from collections.abc import Sequence
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields

from api.archive import rules
from api.schemas.examples import example_of


class Answer(Schema):
    """A schema of what goes out: every name is always there, and new ones may come."""

    class Meta:
        """Leave the document open for new names."""

        unknown = EXCLUDE


class Body(Schema):
    """A schema of what comes in: an unknown name is an error."""

    class Meta:
        """Refuse unknown names."""

        unknown = RAISE


def string(description: str, example: str | None, *, null: bool = False, **shape: Any) -> fields.String:
    """Make a text going out."""
    return fields.String(required=True, allow_none=null, metadata=_metadata(description, example, shape))


def integer(description: str, example: int | None, *, null: bool = False, **shape: Any) -> fields.Integer:
    """Make a whole number going out."""
    return fields.Integer(required=True, allow_none=null, metadata=_metadata(description, example, shape))


def part(schema: type[Schema], description: str, *, null: bool = False) -> fields.Nested:
    """Make a thing within another, going out."""
    return fields.Nested(schema, required=True, allow_none=null, metadata={"description": description})


def parts(schema: type[Schema], description: str) -> fields.List[Any]:
    """Make a list of things within another, going out."""
    return fields.List(fields.Nested(schema), required=True, metadata={"description": description})


def either(description: str, whole: str, ref: type[Schema] | None = None, *, null: bool = False) -> fields.Raw:
    """Make a thing within another: by ``ref``, or by its id without one; whole, where ``include`` asks for it.

    ``whole`` is the name of its schema in the document, which may come later in the code.
    """
    by_name: dict[str, str] = {"type": "string"}
    examples: list[Any] = [None]
    if ref is not None:
        by_name, examples = {"$ref": f"#/components/schemas/{ref.__name__.removesuffix('Schema')}"}, [example_of(ref)]
    shapes = [{"$ref": f"#/components/schemas/{whole}"}, by_name, *([{"type": "null"}] if null else [])]
    return fields.Raw(required=True, metadata={"description": description, "anyOf": shapes, "examples": examples})


def given(description: str, example: str | None, *, required: bool = False, **shape: Any) -> fields.String:
    """Make a text coming in; null means its default. ``shape`` is JSON Schema (``pattern``…)."""
    shape = {"minLength": 1, "maxLength": rules.SHORT_TEXT, "pattern": rules.TEXT} | shape
    return fields.String(
        required=required, allow_none=not required, metadata=_metadata(description, example, _without_none(shape))
    )


def choice(description: str, choices: Sequence[str], default: str) -> fields.String:
    """Make a text coming in that is one of a vocabulary."""
    return fields.String(
        allow_none=True,
        metadata={"description": f"{description} When left out: `{default}`.", "enum": [*choices, None]},
    )


def vocabulary(description: str, choices: Sequence[str]) -> fields.String:
    """Make a text going out that is one of a vocabulary."""
    return fields.String(required=True, metadata={"description": description, "enum": list(choices)})


def partial_date(description: str, example: str) -> fields.String:
    """Make a partial date coming in."""
    return given(description, example, pattern=rules.PARTIAL_DATE, minLength=None, maxLength=None)


def language_tag(description: str) -> fields.String:
    """Make a language tag coming in."""
    return given(description, "fr", pattern=rules.LANGUAGE, minLength=None)


def web_address(description: str, example: str) -> fields.String:
    """Make a web address coming in."""
    return given(description, example, pattern=rules.WEB_ADDRESS, minLength=None, maxLength=rules.LONGEST_ADDRESS)


def _metadata(description: str, example: object, shape: dict[str, Any]) -> dict[str, Any]:
    examples = {} if example is None else {"examples": [example]}
    return {"description": description, **examples, **shape}


def _without_none(shape: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shape.items() if value is not None}
