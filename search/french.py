"""French analysis: a text → the words to look for, each with its place. Pure; the same for index and query.

Two views of a text:

- ``exact``: every word, folded (case, accents, ligatures, typography), nothing dropped: for phrases.
- ``lem``: stop words and elided articles dropped; lemma → stem → double letters made single, but for ss within,
  which is heard (poisson is no poison) → accents off: for finding.

Decision: accents are folded last, because the dictionary and the stemmer need them; an elided article is a word
of its own in the exact view, so that "l'amour" is a phrase and a mark covers exactly what was asked for. Stems are
made by ``search.stems``.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from search.lemmas import INGREDIENTS, known_forms, lemma
from search.ordinals import ordinal
from search.stems import stem_of
from search.typography import levelled, traced, without_accents

LONGEST_WORD = 64
"""Letters of a word that count; what follows is not looked at."""

SHORT = 3
"""Letters of a word whose beginning is looked at, whatever it is a form of."""

HEAD = 2
"""Letters that a stem shares with its word, but for irregular words."""

SHORTEST_BEGINNING = 2
"""Letters of a beginning of words; a shorter one is a word."""

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

CACHED_CHUNKS = 65_536

CACHED_WORDS = 262_144
"""Words whose stem is remembered: finding one takes 30 µs, and a million quotes hold so many words."""


class Token(NamedTuple):
    """A word of a text: what to look for, its place among the words, and ``[start, end)`` in the original."""

    term: str
    position: int
    start: int
    end: int


Cut: TypeAlias = tuple[tuple[str, str, int, int], ...]
"""The words of a chunk: exact form, stem or nothing, start, end."""


class Views(NamedTuple):
    """The two views of one text; positions count the words of the exact view in both."""

    lem: list[Token]
    exact: list[Token]


def _stop_words() -> frozenset[str]:
    text = files("search").joinpath("french_stop_words.txt").read_text("utf-8")
    words = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return frozenset(words | {without_accents(word) for word in words})


STOP_WORDS = _stop_words()

_INGREDIENTS = " ".join(["8", version("PyStemmer"), *INGREDIENTS, *sorted(STOP_WORDS)])
ANALYSIS = sha256(_INGREDIENTS.encode()).hexdigest()[:8]
"""Names this very analysis: what was indexed under another name must be indexed again."""

_WORD = r"[^\W_]"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_LETTER = r"[^\W\d_]"
_FEMININE = "e|ne|le|se|ve|fe|te|re|rice|trice|euse|ère|ière|esse|sse|elle"
_DOTS = "·•∙‧⋅・"
_PIECES = re.compile(
    rf"""
    (?P<plain>(?>{_LETTER}+)(?![\w'.({_DOTS}-]))  # nearly all words end here: the rest is for those that may go on
  | (?P<whole>(?:aujourd'hui|prud'hom\w*|quelqu'une?s?|presqu'[iî]les?|entr'(?!eux\b|elles?\b|autres?\b)\w+)(?!{_WORD}))
  | (?P<acronym>(?<![\w.])(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!{_WORD}))?)
  | (?P<number>(?<!\w)\d{{1,3}}(?:[ ]\d{{3}})+(?!\w) | (?<![\w.,'])\d{{1,3}}(?:[.']\d{{3}})+(?![\w]|[.,']\d))
  | (?P<base>{_LETTER}{{2,}})
    (?: [{_DOTS}] {_LETTER}{{1,7}}? (?:[{_DOTS}]? (?P<s1>s))?
      | \. (?:{_FEMININE}) \.? (?P<s2>s)
      | \. (?:e|ne|rice|trice|euse|ère|ière)
      | \( (?: (?:{_FEMININE}) (?P<s3>s)? | (?P<s6>s) ) \) (?P<s4>\(s\)|s)?
      | - (?:{_FEMININE}) - (?P<s5>s)
    ) (?!{_WORD})
  | (?P<elided>(?:[ldjmtsnc]|ç|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)(?='{_WORD}))
  | (?P<month>(?<=\d{{4}}-){_MONTH}(?=-\d\d?(?!\w)) | (?:(?<=\b\d[/.])|(?<=\b\d\d[/.])){_MONTH}(?=[/.]\d{{4}}(?!\w)))
  | (?P<day>{_DAY}(?=[/.]{_MONTH}[/.]\d{{4}}(?!\w)) | (?:(?<=\d{{4}}-\d-)|(?<=\d{{4}}-\d\d-)){_DAY}(?!\w))
  | (?P<hour>\d\d?(?=h(?:\d\d)?(?!\w)) | (?<=\d)h(?=\d\d(?!\w)|(?!\w)))
  | (?P<word>{_WORD}+)
    """,
    re.VERBOSE,
)
_CHUNK = re.compile(r"\S+")
_CHUNK_WITH_NUMBERS = re.compile(r"\S*?(?<!\w)\d{1,3}(?:[ ]\d{3})+(?!\w)\S*|\S+")
_SPACED_NUMBER = re.compile(r"\d \d{3}(?!\w)")
_AS_WRITTEN = frozenset({"plain", "word", "elided", "month", "day", "hour"})


def analyse(text: str) -> Views:
    """Cut any text into the words of both views. Never raises; ``0 <= start < end <= len(text)``."""
    lem: list[Token] = []
    exact: list[Token] = []
    for position, (form, stem, start, end) in enumerate(cut_words(text)):
        exact.append(Token(form, position, start, end))
        if stem:
            lem.append(Token(stem, position, start, end))
    return Views(lem, exact)


def chunks(text: str) -> list[str]:
    """Cut a text at its blanks: ``cut_chunk`` of each gives the words that ``cut_words`` would, without their places.

    Most chunks have been seen before, so whoever remembers what a chunk was cut into needs no more than this.
    """
    text = levelled(text)
    return _CHUNK_WITH_NUMBERS.findall(text) if _SPACED_NUMBER.search(text) else text.split()


def cut_words(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Give each word's exact form, its stem or nothing, and its place in the original."""
    return _placed(text, cut_chunk)


def cut_beginning(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Cut it likewise, but where the last word stands alone between blanks, give its exact form in the place of a stem.

    No dictionary has what is half typed, so that its stem takes longest to find, and nobody asks for it.
    """
    return _placed(text, cut_half)


def _placed(text: str, cut_last: Callable[[str], Cut]) -> Iterator[tuple[str, str, int, int]]:
    source = traced(text)
    pieces = _CHUNK_WITH_NUMBERS if _SPACED_NUMBER.search(source.text) else _CHUNK
    found = [*pieces.finditer(source.text)]
    for match in found:
        at, cut = match.start(), cut_last if match is found[-1] else cut_chunk
        for form, stem, start, end in cut(match.group()):
            if source.straight:
                yield form, stem, at + start, at + end
            else:
                yield form, stem, *source.span(at + start, at + end)


def cut_chunk(chunk: str) -> Cut:
    """Cut what stands between two blanks of a levelled text."""
    return _cut_short(chunk) if len(chunk) <= LONGEST_WORD else cut_any(chunk, _forms)


def cut_half(chunk: str) -> Cut:
    """Cut it likewise, the last of a text that may be half typed."""
    cut = cut_any(chunk, _exact_form)
    return cut if len(cut) == 1 and len(cut[0][0]) >= SHORTEST_BEGINNING else cut_chunk(chunk)


def cut_any(chunk: str, forms: Callable[[str], tuple[str, str]]) -> Cut:
    """Cut it, long or not, with what ``forms`` makes of each word: its exact form, and what stands for a stem."""
    words = []
    for piece in _PIECES.finditer(chunk):
        kind = piece.lastgroup
        form, stem = forms((piece.group() if kind in _AS_WRITTEN else _written_plainly(piece))[:LONGEST_WORD])
        if kind == "elided":
            stem = ""
        elif kind == "month":
            stem = forms(MONTHS[int(form) - 1])[1]  # 2016-11-29 and 29/11/2016 are found by the 29 novembre 2016
        elif kind == "day":
            stem = form.lstrip("0")
        words.append((form, stem, *piece.span()))
    return tuple(words)


@lru_cache(CACHED_CHUNKS)
def _cut_short(chunk: str) -> Cut:
    return cut_any(chunk, _forms)


def _written_plainly(piece: re.Match[str]) -> str:
    """Give the plain spelling of an acronym, a number, a whole word or an inclusive form."""
    base = piece["base"]
    if base is None:
        return re.sub(r"[.' ]", "", piece.group())
    plural = any(piece[name] for name in ("s1", "s2", "s3", "s4", "s5", "s6"))
    return f"{base}s" if plural and base[-1] not in "sx" else str(base)


@lru_cache(CACHED_WORDS)
def _forms(word: str) -> tuple[str, str]:
    """Give the exact form of a levelled word, and its stem: empty for a stop word."""
    folded = without_accents(word)
    if word in STOP_WORDS:
        return folded, ""
    if number := ordinal(folded):
        return folded, number
    return folded, stem_of(lemma(word)) or folded


def _exact_form(word: str) -> tuple[str, str]:
    """Give the exact form of a levelled word, twice: but nothing for the stem of a stop word."""
    folded = without_accents(word)
    return folded, "" if word in STOP_WORDS else folded


def heads(stem: str) -> frozenset[str]:
    """Give how words may begin, accents off, that have a stem: its own ``HEAD``, and those of irregular words.

    Two equal letters that begin a word count as one. A stem that begins with a figure may be of a Roman number, too.
    """
    return _irregular().get(stem, frozenset()) | {stem[:HEAD]}


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """Give by their stem how words begin whose dictionary form does not begin as they do: «yeux», «veut».

    It takes a walk through the dictionary, a tenth of a second.
    """
    forms = ((word.lower(), origin.lower()) for word, origin in known_forms())
    unlike = {word for word, origin in forms if len(word) <= SHORT or word[:HEAD] != origin[:HEAD]}
    found: dict[str, set[str]] = {}
    for word in unlike | set(map(without_accents, unlike)):
        folded, stem = _forms(word)
        if folded.isalpha() and folded[:HEAD] != stem[:HEAD]:
            found.setdefault(stem, set()).add(folded[:HEAD])
    return {stem: frozenset(each) for stem, each in found.items()}
