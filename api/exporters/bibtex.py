"""A quote as BibTeX: an entry ``@misc`` in UTF-8, its special characters escaped.

Decision: bibtexparser writes the entry and joins the names (MIT, typed, a release this year); pylatexenc, on which it
stands, knows how LaTeX says a character. pybtex was tried too (MIT, a release this year): it leaves braces and ``$`` as
they come, so that a quote could break the file. Accents stay as they are: what reads BibTeX today reads UTF-8.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import MergeCoAuthors, MergeNameParts, MonthAbbreviationMiddleware, NameParts
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import (
    RULE_DICT,
    RULE_REGEX,
    UnicodeToLatexConversionRule,
    UnicodeToLatexEncoder,
    get_builtin_uni2latex_dict,
)

from api.exporters.csl import Item, item

_ASCII = {code: latex for code, latex in get_builtin_uni2latex_dict().items() if code < 0x80 and chr(code) != '"'}  # noqa: PLR2004
# BibTeX counts braces without looking at the backslash before them: an odd one would swallow the rest of the file.
_BRACES = {ord("{"): r"\textbraceleft", ord("}"): r"\textbraceright"}
# TeX would make one character of them: `--` a dash, `''` a closing mark.
_LIGATURES = [(re.compile(r"(?<=-)-|(?<=')'|(?<=[`?!])`|(?<=,),"), r"{}\g<0>")]
_ENCODER = UnicodeToLatexEncoder(
    conversion_rules=[
        UnicodeToLatexConversionRule(RULE_REGEX, _LIGATURES),
        UnicodeToLatexConversionRule(RULE_DICT, _ASCII | _BRACES),
    ],
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]  # bibtexparser's constructor alone has no types
_FORMAT.indent = "  "


def bibtex(quote: Mapping[str, Any], site: str) -> str:
    """Write a quote as BibTeX."""
    found = item(quote, site)
    fields = [Field(name, value) for name, value in _fields(found)]
    written = write_string(
        Library([Entry("misc", f"verbatim-{found['id']}", fields)]),
        prepend_middleware=[MergeNameParts(), MergeCoAuthors(), MonthAbbreviationMiddleware()],
        bibtex_format=_FORMAT,
    )
    return str(written)


def _fields(found: Item) -> Iterator[tuple[str, Any]]:
    if authors := found.get("author"):
        yield "author", [_author(each) for each in authors]
    yield "title", f"{{{_latex(found['title'])}}}"  # braces keep the capitals
    if "event-title" in found:
        yield "howpublished", _latex(found["event-title"])
    printed = ", ".join(found[name] for name in ("container-title", "publisher") if name in found)
    if printed:
        yield "note", _latex(f"Dans {printed}")
    date = found.get("event-date") or found.get("issued")
    if date:
        parts = date["date-parts"][0]
        yield "year", str(parts[0])
        if parts[1:]:
            yield "month", str(parts[1])
    if "language" in found:
        yield "language", _latex(found["language"])
    yield "url", found["URL"]


def _author(author: Mapping[str, str]) -> NameParts:
    if "literal" in author:
        return NameParts(last=[f"{{{_latex(author['literal'])}}}"])  # braces keep a name that is none whole
    return NameParts(first=[_latex(author["given"])], last=[_latex(author["family"])])


def _latex(text: str) -> str:
    return str(_ENCODER.unicode_to_latex(" ".join(text.split())))
