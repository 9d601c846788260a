"""A quote as BibTeX: an entry ``@misc`` in UTF-8, its special characters escaped."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.exporters.csl import Item, item

_ESCAPED = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {each: f"\\{each}" for each in "&%$#_{}"}
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote as BibTeX."""
    found = item(quote, site)
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(found))
    return f"@misc{{verbatim-{found['id']},\n{fields}\n}}\n"


def _fields(found: Item) -> Iterator[tuple[str, str]]:
    if authors := found.get("author"):
        yield "author", _braced(" and ".join(map(_author, authors)), escape=False)
    yield "title", f"{{{_braced(found['title'])}}}"
    if "event-title" in found:
        yield "howpublished", _braced(found["event-title"])
    printed = ", ".join(found[name] for name in ("container-title", "publisher") if name in found)
    if printed:
        yield "note", _braced(f"Dans {printed}")
    date = found.get("event-date") or found.get("issued")
    if date:
        parts = date["date-parts"][0]
        yield "year", f"{{{parts[0]}}}"
        if parts[1:]:
            yield "month", _MONTHS[parts[1] - 1]
    if "language" in found:
        yield "language", _braced(found["language"])
    yield "url", f"{{{found['URL']}}}"


def _author(author: Mapping[str, str]) -> str:
    if "literal" in author:
        return _braced(author["literal"])  # braces keep a name that is none whole
    return f"{author['family'].translate(_ESCAPED)}, {author['given'].translate(_ESCAPED)}"


def _braced(text: str, *, escape: bool = True) -> str:
    line = " ".join(text.split())
    return f"{{{line.translate(_ESCAPED) if escape else line}}}"
