"""The form of a quote: what stands in its fields, by the path of each value (`attributions/0/role`), and what it means.

Pure. Nothing typed is lost: whatever is refused comes back as it was typed, each fault at its field.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from api.archive import rules
from api.archive.identifiers import slugify

Fields = dict[str, str]

SCALARS = ("text", "kind", "language", "said_on", "event", "talk", "parent", "topics", "status", "verification")
PARTS: Mapping[str, tuple[str, ...]] = {
    "attributions": ("kind", "speaker", "printed_as", "role", "organisation"),
    "mentions": ("source", "prefix", "exact", "suffix", "context", "cue_verb"),
}
REVIEW_SCALARS = ("text", "kind", "said_on", "event", "cue_verb")
REVIEW_PARTS: Mapping[str, tuple[str, ...]] = {
    "attributions": ("kind", "name", "printed_as", "role", "organisation"),
}
_AS_TYPED = ("text", "prefix", "exact", "suffix", "context")
_BY_SLUG = ("event", "talk", "speaker")
_SPARE = 1


class Arguments(Protocol):
    """What a form sends, as werkzeug gives it."""

    def get(self, key: str, /) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a form asks for: single values, and the values of each row of its lists."""

    scalars: Sequence[str] = SCALARS
    parts: Mapping[str, Sequence[str]] = field(default_factory=lambda: PARTS)


QUOTE = Shape()
REVIEW = Shape(scalars=REVIEW_SCALARS, parts=REVIEW_PARTS)
EMPTY: Fields = {
    "kind": "direct",
    "language": "fr",
    "status": "published",
    "verification": "reviewed",
    "attributions/0/kind": "person",
}


def read(form: Arguments, shape: Shape = QUOTE) -> Fields:
    """Read what was typed; rows in which nothing stands are left out, and the others close up."""
    fields = {name: _clean(name, form.get(name)) for name in shape.scalars}
    for part, names in shape.parts.items():
        kept = 0
        for row in range(rules.MANY):
            values = {name: _clean(name, form.get(f"{part}/{row}/{name}")) for name in names}
            if any(value.strip() for name, value in values.items() if name != "kind" or value == "unknown"):
                fields |= {f"{part}/{kept}/{name}": value for name, value in values.items()}
                kept += 1
    return fields


def fields_of(view: Mapping[str, Any], shape: Shape = QUOTE) -> Fields:
    """Return what stands in the form of a quote that is there, or of a proposal."""
    fields = {name: _shown(view.get(name)) for name in shape.scalars if name != "topics"}
    if "topics" in shape.scalars:
        fields["topics"] = "\n".join(topic["name"] for topic in view["topics"])
    for part, names in shape.parts.items():
        for row, each in enumerate(view[part]):
            fields |= {f"{part}/{row}/{name}": _shown(each.get(name)) for name in names}
    return fields


def rows(fields: Fields, part: str, more: int = 0) -> int:
    """Return how many rows of a list the form has: those that are filled, and some to fill."""
    return len({name.split("/")[1] for name in fields if name.startswith(f"{part}/")}) + _SPARE + more


def values(fields: Fields, shape: Shape = QUOTE) -> dict[str, Any]:
    """Return what was typed as the verbs take it."""
    found: dict[str, Any] = {name: _meant(name, fields.get(name, "")) for name in shape.scalars}
    if "topics" in found:
        found["topics"] = [line.strip() for line in fields.get("topics", "").splitlines() if line.strip()]
    for part, names in shape.parts.items():
        found[part] = [
            {name: _meant(name, fields.get(f"{part}/{row}/{name}", "")) for name in names}
            for row in range(rows(fields, part) - _SPARE)
        ]
    return found


def changed(fields: Fields, before: Fields) -> set[str]:
    """Return the values that differ, by the first step of their paths."""
    return {name.split("/")[0] for name in fields.keys() | before.keys() if fields.get(name) != before.get(name)}


def rebased(typed: Fields, before: Fields, now: Fields) -> Fields:
    """Carry what was typed over to a newer version: what was typed stays, and all else is as it is there."""
    mine = changed(typed, before)
    kept = {name: value for name, value in typed.items() if name.split("/")[0] in mine}
    return {name: value for name, value in now.items() if name.split("/")[0] not in mine} | kept


def _clean(name: str, value: str | None) -> str:
    text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
    return text if name in _AS_TYPED else text.strip()


def _shown(value: Any) -> str:
    """Show a value in a field; of a thing within, the words that find it again."""
    if isinstance(value, Mapping):
        return str(value.get("slug") or value.get("id"))
    return "" if value is None else str(value)


def _meant(name: str, typed: str) -> str | None:
    """Return what was typed as a value; what finds a thing by its slug may be typed as its name."""
    if not typed.strip():
        return None
    if name in _BY_SLUG and not re.fullmatch(rules.SLUG, typed):
        return slugify(typed) or typed
    return typed
