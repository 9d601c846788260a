"""A quote's card as a picture (PNG): social networks show no SVG when a page is shared.

Decision: resvg draws it, which comes as a wheel and needs nothing of the system, with a serif that comes the same way:
a server may have no font, and a picture without its words says nothing. What that serif lacks is drawn with whatever
the system has.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from math import sqrt
from typing import Any

from resvg_py import svg_to_bytes

from api.exporters.card import HEIGHT, WIDTH, card

_FAMILY = "Source Serif Pro"
_FONTS = [
    str(resources.files("font_source_serif_pro").joinpath("files", f"SourceSerifPro-{weight}.ttf"))
    for weight in ("Regular", "Semibold")
]
_FAMILIES = re.compile('(?<=<g) font-family="[^"]*"')
_MOST_PIXELS = 4 * WIDTH * HEIGHT
"""A higher card is drawn smaller, whole all the same: a picture is held in memory as it is drawn."""


def picture(quote: Mapping[str, Any], site: str) -> bytes:
    """Draw the card of a quote as a PNG."""
    return _drawn(_FAMILIES.sub(f' font-family="{_FAMILY}"', card(quote, site)))


@lru_cache(maxsize=32)
def _drawn(drawing: str) -> bytes:
    """Draw a card once while it is asked for again and again: that of a long quote takes a second and more."""
    height = int(drawing.split(' height="', 1)[1].split('"', 1)[0])
    zoom = min(1, sqrt(_MOST_PIXELS / (WIDTH * height)))
    return svg_to_bytes(svg_string=drawing, font_files=_FONTS, width=round(WIDTH * zoom), height=round(height * zoom))
