"""What is the same text: apostrophes, blanks, invisible marks, ligatures, case and accents. Pure.

Three strengths, each with its use:

- ``canonical``: the "same name" rule. Typography and case are levelled; accents, hyphens and dots are kept.
- ``fold``: what a reader would call the same words. Accents, ligatures and dashes are levelled too.
- ``traced``: case and typography levelled, accents kept, every character with its place in the original;
  the analysis works on it, so that offsets hold for NFD, soft hyphens, ligatures and wide characters.

Decision: the folding works character by character (clusters only where the text is not NFC), because then
it needs no context, runs inside ``str.translate`` and its offsets cannot drift.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

APOSTROPHES = "'’‘ʼʹ´`′‛＇"
"""Every mark people use for an apostrophe; the first one stands for all."""

_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),  # zero-width blanks and joiners, direction marks
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),
)
_INVISIBLE = frozenset(code for first, last in _INVISIBLE_RANGES for code in range(first, last + 1))
_SINGLE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(map(chr, _INVISIBLE), None))
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_SMALL_LETTERS = re.compile(r"[a-zà-åç-öù-ÿ]+(?: [a-zà-åç-öù-ÿ]+)*")  # æ and ø are levelled
_DASH_LIKE = "−⁃"  # minus and hyphen bullet: the other dashes are known by their Unicode category

_CACHED_BELOW = 0x3000
"""Characters below this are remembered even when they do not change, so that a table stays small."""


def canonical(text: str) -> str:
    """Level typography and case, keeping accents, hyphens and dots: equal results are the same name.

    NFC, invisible characters dropped, apostrophes made ', runs of blanks made one space, stripped, casefolded.
    """
    bare = unicodedata.normalize("NFD", text.translate(_SINGLE)).casefold()
    return " ".join(unicodedata.normalize("NFC", bare).translate(_SINGLE).split())


def fold(text: str) -> str:
    """Level everything that a reader may overlook: ``canonical``, plus NFKC, œ and æ, dashes and accents."""
    return " ".join(text.translate(_WITHOUT_ACCENTS).split())


def without_accents(word: str) -> str:
    """Take the accents off one word of a ``traced`` text."""
    return word if word.isascii() else word.translate(_WITHOUT_ACCENTS)


def simple(text: str) -> bool:
    """Say whether there are nothing but words in small letters, one blank between two: what most people type.

    There is nothing in it to level, to read as anything else, or to cut but the blanks.
    """
    return _SMALL_LETTERS.fullmatch(text) is not None


def _levelled(character: str) -> str:
    """Fold one character, accents kept."""
    text = character
    for _ in range(3):  # a compatibility form may hide a capital, a capital a compatibility form
        text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_stand_in(each) for each in text)


def _stand_in(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if ord(character) in _INVISIBLE or unicodedata.combining(character):
        return ""  # a mark that composes with nothing is no letter
    if unicodedata.category(character) == "Pd" or character in _DASH_LIKE:
        return "-"
    return _LETTERS.get(character, character)


def _bared(character: str) -> str:
    """Fold one character, accents dropped."""
    text = character
    for _ in range(2):
        text = "".join(map(_stand_in, unicodedata.normalize("NFKD", _levelled(text))))
    return text


class _Levelled(dict[int, str]):
    """A table for ``str.translate`` that fills itself."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _levelled(character)
        if folded != character or code < _CACHED_BELOW:
            self[code] = folded
        return folded


class _WithoutAccents(dict[int, str]):
    """The same without accents."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _bared(character)
        if folded != character or code < _CACHED_BELOW:
            self[code] = folded
        return folded


_LEVELLED = _Levelled()
_WITHOUT_ACCENTS = _WithoutAccents()

_PLAIN = "".join(
    each for each in map(chr, range(0x250)) if len(each.casefold()) == 1 and _levelled(each) == each.casefold()
)
_SPECIAL = re.compile(f"[^{re.escape(_PLAIN)}]")
"""A character that takes more than casefolding: most texts of most people have few."""


@dataclass(frozen=True, slots=True)
class TracedText:
    """A levelled text and, for each of its characters, the place in ``original`` of what it came from."""

    text: str
    origins: Sequence[int]
    original: str

    @property
    def straight(self) -> bool:
        """Whether every character came from the one at its own place, so that ``span`` need not be asked."""
        return isinstance(self.origins, range)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give ``[start, end)`` of the original for ``[start, end)`` of the levelled text (not empty).

        Combining marks that follow the last letter belong to it.
        """
        first, last = self.origins[start], self.origins[end - 1] + 1
        if not self.original.isascii():
            while last < len(self.original) and unicodedata.combining(self.original[last]):
                last += 1
        return first, last


def traced(text: str) -> TracedText:
    """Level case and typography of a text, accents composed and kept, and keep track of where all came from."""
    if not unicodedata.is_normalized("NFC", text):
        return _traced_clusters(text)
    special = _SPECIAL.search(text)
    if not special:
        return TracedText(text.casefold(), range(len(text)), text)
    bare = _SPECIAL.sub(_level, text).casefold()
    origins: list[int] = []
    done = 0
    for found in _SPECIAL.finditer(text, special.start()):
        size = len(_LEVELLED[ord(found[0])])
        if size != 1:
            at = found.start()
            origins.extend(range(done, at))
            origins.extend([at] * size)
            done = at + 1
    if not done:
        return TracedText(bare, range(len(text)), text)
    origins.extend(range(done, len(text)))
    return TracedText(bare, origins, text)


def levelled(text: str) -> str:
    """Give the text of ``traced`` alone, sooner."""
    if not unicodedata.is_normalized("NFC", text):
        return _traced_clusters(text).text
    return _SPECIAL.sub(_level, text).casefold()


def _level(found: re.Match[str]) -> str:
    return _LEVELLED[ord(found[0])]


def _traced_clusters(text: str) -> TracedText:
    """Compose each letter with the marks that follow it, wherever they were written apart."""
    pieces: list[str] = []
    origins: list[int] = []
    starts = [at for at, character in enumerate(text) if not at or not unicodedata.combining(character)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = unicodedata.normalize("NFC", text[start:end]).translate(_LEVELLED)
        pieces.append(piece)
        origins.extend([start] * len(piece))
    return TracedText("".join(pieces), origins, text)
