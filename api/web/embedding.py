"""A quote within somebody else's page. Pure."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from api import labels
from api.typesetting import NARROW, shown

_WIDTH = 600
_LINE, _FRAME = 60, 160


def embed(quote: Mapping[str, Any], site: str, widest: int = _WIDTH) -> dict[str, Any]:
    """Return the oEmbed answer of a quote, its event whole within it.

    It is plain HTML without a script, and looks like the page it stands in.
    """
    address = f"{site}/citations/{quote['id']}"
    context = [labels.speakers(quote), (quote["event"] or {}).get("name"), labels.when(quote)]
    html = Markup(
        '<figure class="verbatim"><blockquote cite="{address}" lang="{language}"><p>«{narrow}{words}{narrow}»</p>'
        '</blockquote><figcaption>{context} — <a href="{address}">Verbatim</a></figcaption></figure>'
    ).format(
        address=address,
        language=quote["language"] or "fr",
        narrow=NARROW,
        words=shown(quote["text"], quote["language"]),
        context=shown(", ".join(part for part in context if part)),
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{labels.speakers(quote)} : « {labels.cut(quote['text'], 90)} »",
        "author_name": labels.speakers(quote),
        "provider_name": "Verbatim",
        "provider_url": f"{site}/",
        "cache_age": 3600,
        "html": str(html),
        "width": min(widest, _WIDTH),
        "height": _FRAME + 28 * (len(quote["text"]) // _LINE + 1),
    }
