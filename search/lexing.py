"""Cuts what was typed into pieces: words, phrases, beginnings, days, operators and parentheses. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Literal, NamedTuple

from search.clauses import Word
from search.fields import field_called
from search.french import cut_beginning, cut_chunk, cut_half, cut_words
from search.typography import fold, simple

Kind = Literal["word", "phrase", "prefix", "fuzzy", "day", "or", "and", "not", "open", "close", "lost"]


class Piece(NamedTuple):
    """One piece: its kind, the words in it, how it was written, and what stood before it.

    ``lost`` is an operator that has nothing to join or to exclude.
    ``field`` is a name of ``search.fields.FIELDS``, or ``after`` or ``before`` for a day ``yyyymmdd``.
    """

    kind: Kind
    text: str
    written: str
    negated: bool = False
    field: str | None = None
    day: int | None = None
    misread: bool = False


_DAYS = {"apres": "after", "after": "after", "depuis": "after", "since": "after", "avant": "before", "before": "before"}
OPERATORS: dict[str, Kind] = {"OR": "or", "OU": "or", "AND": "and", "ET": "and", "NOT": "not", "SAUF": "not"}
"""Words that join their neighbours, or exclude what follows."""
_ALSO_WORDS = frozenset({"ET", "SAUF"})
"""Operators between two words alone; anywhere else they are words in capitals."""

_QUOTES = '"«»“”„'
_QUOTED = '"[^"]+"|«[^»]+»|[“„][^“”]+[“”]'
_RUN = rf"(?:[^\s(){_QUOTES}]|\([^\s()]*\))+"  # a parenthesis within a word belongs to it: élu(e)s
_PIECE = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<sign>-(?=[^\s-]))?
    (?: (?P<open>\()
      | (?P<name>[^\W\d_]+):(?:[ ]*(?P<quoted>{_QUOTED})|(?P<value>{_RUN}))
      | (?P<phrase>{_QUOTED})
      | (?P<close>\))
      | (?P<quote>[{_QUOTES}])
      | (?P<word>\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?!\w) | {_RUN})
    )
    """,
    re.VERBOSE,
)

_MARKS = r"[?!.,;:…–—]+"
_MARKS_ALONE = re.compile(_MARKS)
_PLAIN_WORD = rf"(?:[^\W_][^\s()*:~\"«»“”„]*|{_MARKS}(?!\S))"
_PLAIN_WORDS = re.compile(rf"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")
_READ_OTHERWISE = re.compile(r"[:()*~]|(?<!\S)-")
_SPACED_DIGITS = re.compile(r"\d \d")


def plain(text: str) -> bool:
    """Say whether there is nothing but words in a text, each a piece."""
    if not _PLAIN_WORDS.fullmatch(text) or _SPACED_DIGITS.search(text):
        return False
    return OPERATORS.keys().isdisjoint(text.split())


def without_quotes(text: str) -> str:
    """Take the marks off phrases that stand in no field; their words stay. What has operators is left as it is."""
    if any(each.negated or each.kind in {"or", "open", "close"} for each in pieces(text)):
        return text
    bare = _PIECE.sub(lambda match: f" {_words_alone(_piece(match).text)} " if match["phrase"] else match[0], text)
    return " ".join(bare.split())


def _words_alone(text: str) -> str:
    """Write a phrase so that none of its words is an operator, in a field, a beginning or excluded."""
    words = _READ_OTHERWISE.sub(" ", text).split()
    return " ".join([each.lower() if each in OPERATORS else each for each in words])


def is_punctuation(text: str) -> bool:
    """Say whether there is nothing but marks of a sentence, which French sets apart from its words."""
    return _MARKS_ALONE.fullmatch(text) is not None


def pieces(text: str) -> Iterator[Piece]:
    """Cut any text; what is left over between the pieces is blank.

    ``a AND b`` is ``a b``, and ``a NOT b`` is ``a -b``: neither operator is a piece where it has its place.
    """
    read = [_piece(match) for match in _PIECE.finditer(text) if not match["space"]]
    before: Piece | None = None
    negator = ""
    for piece, after in zip_longest(read, read[1:]):
        if piece.kind not in ("and", "not"):
            yield piece._replace(negated=True, written=f"{negator} {piece.written}") if negator else piece
            before, negator = piece, ""
        elif _has_place(piece, before, after):
            before, negator = piece, piece.written if piece.kind == "not" else ""
        else:
            before = piece._replace(kind="word" if piece.text in _ALSO_WORDS else "lost")
            yield before


def _has_place(operator: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Say whether there is something to exclude, or two things to join; what follows ``AND`` may be a ``NOT``."""
    if after is None or after.kind in ("or", "and", "close") or (operator.kind == after.kind == "not"):
        return False
    if operator.text == "NOT":
        return True
    if before is None or before.kind in ("or", "open", "lost"):
        return False
    return before.kind != "and" or operator.kind == "not"


def _piece(match: re.Match[str]) -> Piece:
    written, negated = match.group(), bool(match["sign"])
    if match["open"]:
        return Piece("open", "(", written, negated)
    if match["close"] or match["quote"]:
        kind: Kind = "close" if match["close"] else "word"
        return Piece(kind, written, written)
    if match["phrase"]:
        return Piece("phrase", match["phrase"][1:-1].strip(), written, negated)
    if match["name"]:
        return _named(match["name"], match["quoted"] or match["value"], written, negated=negated)
    if written in OPERATORS:
        return Piece(OPERATORS[written], written, written)
    return _word(match["word"], written, negated=negated)


def _word(text: str, written: str, *, negated: bool, field: str | None = None, misread: bool = False) -> Piece:
    """Make a word, or a beginning when a star ends it, or one of doubtful spelling when a tilde does.

    Any other star is read as nothing.
    """
    bare = text.rstrip("*")
    kind: Kind = "prefix" if bare != text and bare and bare[-1].isalnum() else "word"
    if text.endswith("~") and text[:-1].isalnum() and field is None:
        return Piece("fuzzy", text[:-1], written, negated)
    return Piece(kind, text.replace("*", " ").strip(), written, negated, field, misread=misread or "*" in bare)


def _named(name: str, value: str, written: str, *, negated: bool) -> Piece:
    """Make what stands after ``name:``, or a plain word of all of it when the name is none of ours."""
    quoted = value[0] in _QUOTES
    bare = value[1:-1].strip() if quoted else value
    bound = _DAYS.get(fold(name))
    if bound and (day := _first_day(bare)):
        return Piece("day", bare, written, negated, bound, day)
    field = None if bound else field_called(name)
    if field is None:
        return Piece("word", f"{name} {bare}", written, negated, misread=True)
    if quoted:
        return Piece("phrase", bare, written, negated, field.name)
    return _word(value, written, negated=negated, field=field.name)


def _first_day(text: str) -> int | None:
    """Read a year, a month or a day; give its first day as ``yyyymmdd``."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", text)
    if not match:
        return None
    try:
        first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return first.year * 10_000 + first.month * 100 + first.day


def words_of(text: str) -> list[tuple[Word, str]]:
    """Cut a piece into words, each with how it was typed."""
    if simple(text):
        return words_of_simple(text)
    return [(Word(stem, form), text[start:end]) for form, stem, start, end in cut_words(text)]


def words_of_simple(text: str) -> list[tuple[Word, str]]:
    """Cut a text likewise that is ``simple``."""
    return [(Word(stem, form), each) for each in text.split(" ") for form, stem, _, _ in cut_chunk(each)]


def words_begun(text: str) -> list[tuple[Word, str]]:
    """Cut it likewise; of the last word, which is a beginning, only the exact form is to be asked for."""
    if simple(text):
        whole, _, last = text.rpartition(" ")
        return [*words_of(whole), *[(Word(stem, form), last) for form, stem, *_ in cut_half(last)]]
    return [(Word(stem, form), text[start:end]) for form, stem, start, end in cut_beginning(text)]


def folded_in(typed: Mapping[Word, str]) -> Iterator[tuple[str, str]]:
    """Pair the words that were read as more than their small letters with what they were read as."""
    for word, written in typed.items():
        if word.exact != written.casefold():
            yield written, word.exact
