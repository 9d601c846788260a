"""The addresses of the pages. Pure: a path is made of what a view says of its thing, never asked of the router.

Decision: templates write a hundred links a page, and the router takes longer to make them than all else together.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from api.archive.identifiers import slugify
from api.labels import cut

SECTIONS: Mapping[str, str] = {
    "speaker": "intervenants",
    "organisation": "organisations",
    "event": "evenements",
    "talk": "interventions",
    "topic": "themes",
    "source": "sources",
    "quote": "citations",
}
"""The first step of the address of each kind of thing."""

_SLUG_OF = 60


def path_of(kind: str, view: Mapping[str, Any]) -> str:
    """Return the path of a thing's page: by slug, and for what has none by id (a quote's words follow it)."""
    if kind == "quote":
        return quote_path(view)
    return f"/{SECTIONS[kind]}/{quote(view.get('slug') or view['id'])}"


def quote_path(view: Mapping[str, Any]) -> str:
    """Return the path of a quote's page: its id, and its first words as decoration."""
    words = slugify(cut(view["text"], _SLUG_OF))
    return f"/citations/{view['id']}/{words}" if words else f"/citations/{view['id']}"
