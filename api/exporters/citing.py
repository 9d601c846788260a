"""A quote as a citation to copy: French press style, APA, and Wikipedia's templates.

Decision: citeproc-py sets what a style of the Citation Style Language describes: it is kept (a release this year),
knows French dates and names, and takes a few milliseconds. The two styles are our own, because those in circulation
cite works, and none cites words within a work.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from api import labels
from api.exporters.csl import item

_WIKI = str.maketrans({"|": "{{!}}", "<": "&lt;", "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "\n": " "})
_UNKNOWN_TO_CITEPROC = ("event-title", "language")


def press(quote: Mapping[str, Any], site: str) -> str:
    """Write a citation as French newspapers do."""
    return _cited("press", quote, site, labels.day)


def apa(quote: Mapping[str, Any], site: str) -> str:
    """Write a citation in the style of the APA, in French."""
    return _cited("apa", quote, site, _year_first)


def plain(quote: Mapping[str, Any], site: str) -> str:
    """Write the press citation as a file of one line."""
    return press(quote, site) + "\n"


def wikipedia(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote with its reference in the templates of French Wikipedia."""
    mention = quote["mentions"][0]["source"] if quote["mentions"] else {}
    fields = {
        "langue": mention.get("language"),
        "auteur": mention.get("byline"),
        "titre": mention.get("title") or quote["text"],
        "périodique": mention.get("publisher"),
        "date": labels.day(mention.get("published_on") or quote["said_on"]),
        "lire en ligne": mention.get("url") or f"{site}/citations/{quote['id']}",
    }
    reference = "|".join(f"{name}={_wiki(value)}" for name, value in fields.items() if value)
    words, who = _wiki(quote["text"]), _wiki(labels.speakers(quote))
    return f"{{{{Citation bloc|1={words}|auteur={who}}}}}<ref>{{{{Article|{reference}}}}}</ref>"


def _wiki(text: str) -> str:
    return text.translate(_WIKI)


def _year_first(date: str) -> str:
    year = date[:4]
    rest = labels.day(date).removesuffix(year).strip()
    return f"{year}, {rest}" if rest else year


def _cited(style: str, quote: Mapping[str, Any], site: str, say: Callable[[str], str]) -> str:
    described = {name: value for name, value in item(quote, site).items() if name not in _UNKNOWN_TO_CITEPROC}
    for name in ("event-date", "issued"):
        # Said by us: citeproc-py writes « 1 décembre » or « 1ʳᵉ décembre », never « 1er décembre ».
        if name in described:
            parts = described[name]["date-parts"][0]
            described[name] = {"literal": say("-".join(f"{part:02d}" for part in parts))}
    bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([described]), formatter.plain)
    bibliography.register(Citation([CitationItem(quote["id"].lower())]))
    return str(bibliography.bibliography()[0])


@cache
def _style(name: str) -> CitationStylesStyle:
    text = resources.files("api.exporters").joinpath("styles", f"{name}.csl").read_bytes()
    return CitationStylesStyle(BytesIO(text), locale="fr-FR", validate=False)


CITATIONS: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    "Presse": press,
    "APA": apa,
    "Wikipédia": wikipedia,
}
"""The citations that are ready to copy, by the name of their style."""
