"""A quote in other formats, each under its extension: a format is one module beside this one and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.exporters.bibtex import bibtex
from api.exporters.card import card
from api.exporters.citing import plain
from api.exporters.csl import csl_json
from api.exporters.jsonld import quotation
from api.exporters.picture import picture
from api.exporters.ris import ris


@dataclass(frozen=True, slots=True)
class Format:
    """How a quote is written: its media type, and the writer, which takes the view and the site's address.

    The view has its speakers, sources and event whole. ``saved`` says whether a browser saves it as a file.
    """

    media_type: str
    write: Callable[[Mapping[str, Any], str], str | bytes]
    saved: bool = False


QUOTE_FORMATS: Mapping[str, Format] = {
    "ris": Format("application/x-research-info-systems; charset=utf-8", ris, saved=True),
    "bib": Format("application/x-bibtex; charset=utf-8", bibtex, saved=True),
    "csl.json": Format("application/vnd.citationstyles.csl+json", csl_json),
    "jsonld": Format("application/ld+json", quotation),
    "txt": Format("text/plain; charset=utf-8", plain),
    "svg": Format("image/svg+xml; charset=utf-8", card),
    "png": Format("image/png", picture),
}
"""The formats of a quote by their extensions."""

INCLUDES = ("event", "speakers", "sources")
"""What the view of a quote must have whole for them."""
