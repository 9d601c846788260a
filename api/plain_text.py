"""HTML and Markdown to text, and a text made clean: what people paste into forms becomes what can be read.

Decision: markdown-it-py parses Markdown (CommonMark, nesting bounded) and lxml parses HTML (as browsers do, no
network, nesting bounded); what is left to us is which of the two a text is in, and how lines are laid. Plain text
is Markdown too, so whatever merely looks like a tag (``List<String>``) is kept as it stands.
"""

import html
import re
import unicodedata

from lxml import etree
from lxml.html import HtmlElement, defs, fragment_fromstring
from markdown_it import MarkdownIt

_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Soft hyphens, zero-width blanks, direction marks; joiners stay, emoji and some scripts need them."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[^\\S\n]+")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")

_ALSO = {"a", "body", "br", "font", "head", "html", "iframe", "img", "mark", "q", "script", "span", "style", "sub",
         "sup", "td", "th", "title", "video"}  # fmt: skip
_BLOCKS = defs.block_tags - {"del", "ins", "td", "th"} | {"article", "aside", "figure", "footer", "header", "section"}
_TAGS = _BLOCKS | defs.phrase_tags | defs.font_style_tags | _ALSO
"""What is a tag in a text of a programme; whatever else stands in angles (``List<Object>``) is words."""
_PARAGRAPHS = frozenset(("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"))
_SILENT = frozenset(("script", "style", "head", "title", "iframe", "template"))
_TAG = re.compile(r"<(?=/?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/>]|$))|<(?=!--|(?:https?|mailto):)")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_DUNDERS = "all|call|dict|dirname|file|filename|init|main|name|new|proto|repr|str"
_MARKUP = re.compile(r"[*_`#<>&\[\]\\~|]|^[ \t]*(?:[-+=]|\d+[.)])", re.MULTILINE)
"""Without any of these signs a text is neither HTML nor Markdown."""
_LONGEST = 400_000
"""Characters; a longer text is left as it is: no archive takes it."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True}).disable("code")


def clean(text: str) -> str:
    """Make a text NFC, its line ends line feeds, its blanks plain; drop controls and what nobody sees."""
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", _CONTROLS.sub("", text)))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(text: str) -> str:
    """Make one clean line of a title or a name: tags, entities and the # of a heading go, signs stay."""
    bare = _LINE_ENDS.sub(" ", _shielded(text))
    if "<" in bare:
        bare = re.sub(r"</?[a-zA-Z!][^<>]*>", " " if "<br" in bare.lower() else "", bare)
    return " ".join(clean(re.sub(r"^\s*#{1,6}\s+", "", html.unescape(bare))).split())


def plain_text(text: str) -> str:
    """Make clean text of HTML, Markdown or text: paragraphs apart, items of lists as ``- …``, links by their words."""
    if len(text) > _LONGEST or not _MARKUP.search(text):
        return clean(text)
    text = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text))
    markup = _shielded(text)
    return from_html(markup if _BLOCK_TAG.search(markup) else _MARKDOWN.render(_unmarked(markup)))


def from_html(markup: str) -> str:
    """Make clean text of HTML, whole or in part."""
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    return text_of(root)


def text_of(element: HtmlElement) -> str:
    """Make clean text of an element of HTML."""
    lines = _Lines()
    _walk(element, lines)
    return clean("".join(lines.pieces))


def _shielded(text: str) -> str:
    """Escape each < that begins no tag of HTML."""

    def shield(found: re.Match[str]) -> str:
        begun = _TAG.match(text, found.start())
        name = (begun[1] or "").lower() if begun else "?"
        return "<" if begun and (not name or name in _TAGS) else "&lt;"

    return re.sub("<", shield, text)


def _unmarked(text: str) -> str:
    """Escape what Markdown would take for marks and people mean: indented lines, ``2*3*4``, ``__init__``."""
    text = re.sub(r"^[ \t]{4,}", "   ", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\w)\*(?=\w)", r"\\*", text)
    return re.sub(rf"(?<!\w)__({_DUNDERS})__", r"\\_\\_\1\\_\\_", text)


class _Lines:
    """A text as it grows: breaks that meet are one, and no blank follows them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._ends = 2

    def say(self, text: str | None, *, verbatim: bool = False) -> None:
        """Add words of the markup."""
        said = (text or "") if verbatim else re.sub(r"\s+", " ", text or "")
        if self._ends and not verbatim:
            said = said.lstrip(" ")
        if said:
            self.pieces.append(said)
            self._ends = 0

    def end(self, lines: int) -> None:
        """End the line, and leave lines empty so that there are this many ends."""
        self.pieces.append("\n" * max(lines - self._ends, 0))
        self._ends = max(self._ends, lines)

    def turn(self) -> None:
        """Begin a new line, where the writer asked for one."""
        self.pieces.append("\n")
        self._ends += 1


def _walk(element: HtmlElement, lines: _Lines, *, verbatim: bool = False) -> None:
    name = element.tag if isinstance(element.tag, str) else ""
    if not name or name in _SILENT:
        return
    verbatim = verbatim or name == "pre"
    edge = 0 if name not in _BLOCKS else 2 if name in _PARAGRAPHS and not _in_item(element) else 1
    begins_item = name == "p" and _in_item(element) and element.getprevious() is None
    if edge and not begins_item:
        lines.end(edge)
    if name == "li":
        lines.say(_marker(element), verbatim=True)
    elif name == "br":
        lines.turn()
    elif name in {"td", "th"} and element.getprevious() is not None:
        lines.say(" ")
    lines.say(element.text, verbatim=verbatim)
    for child in element:
        _walk(child, lines, verbatim=verbatim)
        lines.say(child.tail, verbatim=verbatim)
    if edge:
        lines.end(edge)


def _in_item(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in {"li", "dd", "td"}


def _marker(item: HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = parent.get("start", "1")
    first = int(start) if start.isdecimal() else 1
    return f"{first + sum(1 for _ in item.itersiblings('li', preceding=True))}. "
