"""Whole examples for the document, made of the examples of the fields: said once, shown wherever they stand."""

from typing import Any

from marshmallow import Schema, fields


def example_of(schema: type[Schema]) -> dict[str, Any]:
    """Make an example of what goes out by this schema; what is there on request alone is left out."""
    return {
        field.data_key or name: _example(field)
        for name, field in schema().fields.items()
        if field.required or "examples" in field.metadata
    }


def _example(field: Any) -> Any:
    examples = field.metadata.get("examples")
    if examples:
        return examples[0]
    if isinstance(field, fields.Nested):
        return None if field.allow_none else example_of(type(field.schema))
    if isinstance(field, fields.List):
        return [_example(field.inner)] if isinstance(field.inner, fields.Nested) else []
    if "enum" in field.metadata:
        return next(choice for choice in field.metadata["enum"] if choice != "draft")
    return None if field.allow_none else False
