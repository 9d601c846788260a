"""A file's content, bounded, as what its format is made of: text, JSON or XML. A file that is none gives one error.

Decision: XML is read by lxml with entities, external files and the network switched off and its own bounds on depth
and size left on; a document that declares entities is refused, because no schedule needs them and they are how
small files grow without end.
"""

import codecs
import html
import json
import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from api.importers.lines import BadFile

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 40
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]*;")
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’‘“”–—…·€°\xa0áíóúñßøåÁÅØ")


class Content:
    """The bytes of a file, and what they are, worked out when first asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise BadFile(f"is larger than {MAX_BYTES // 2**20} MiB")
        self.name = name
        self.data = data

    @cached_property
    def text(self) -> str:
        """The text, in whatever encoding French is written in; raises ``BadFile``."""
        text = decoded(self.data)
        if "\0" in text[:4096]:
            raise BadFile("is no text")
        return text

    @cached_property
    def json(self) -> object:
        """The JSON value, None where the text begins like none; raises ``BadFile`` where it is broken."""
        if self.text.lstrip()[:1] not in ("{", "["):
            return None
        try:
            value = json.loads(self.text)
        except json.JSONDecodeError as error:
            raise BadFile(f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from error
        except (RecursionError, ValueError) as error:
            raise BadFile("is JSON nested too deep, or with a number that is too long") from error
        if _depth_exceeds(value, MAX_DEPTH):
            raise BadFile(f"is nested more than {MAX_DEPTH} deep")
        return value

    @cached_property
    def xml(self) -> "etree._Element | None":
        """The root of the XML document, None where the file begins like none; raises ``BadFile`` where it is broken."""
        if not self.text.lstrip().startswith("<"):
            return None
        try:
            root = etree.fromstring(self.data.strip(), _parser())
        except etree.XMLSyntaxError as error:
            # An encoding that is not the one declared, or the names that HTML has for characters, may be all.
            try:
                root = etree.fromstring(_mended(self.text), _parser())
            except (etree.XMLSyntaxError, ValueError):
                raise BadFile(f"is not XML: {error.msg}") from error
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and next(dtd.iterentities(), None) is not None:
            raise BadFile("declares XML entities, which no schedule needs: refused")
        return root


def _parser() -> "etree.XMLParser":
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _mended(text: str) -> str:
    """Give a document without its declaration, the characters that HTML names (`&nbsp;`) in place of their names."""
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    return _NAMED.sub(lambda each: html.unescape(each[0]), body)


def decoded(data: bytes) -> str:
    """Decode a text: by its mark, as UTF-8, as UTF-16 without mark, else in the old encoding that reads most French."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:4096]
    if sample.count(0) * 3 > len(sample):
        return data.decode("utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be", "replace")
    return max((data.decode(each, "replace") for each in _OLD_ENCODINGS), key=_frenchness)


def _frenchness(text: str) -> int:
    """Count the characters that French uses, less those that no text has."""
    odd = [each for each in text[:200_000] if each > "\x7f"]
    return sum(1 if each in _FRENCH else -1 for each in odd)


def _depth_exceeds(value: object, depth: int) -> bool:
    level: list[object] = [value]
    while level:
        if depth < 0:
            return True
        level = [each for item in level for each in _children(item)]
        depth -= 1
    return False


def _children(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
