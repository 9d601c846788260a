"""A paragraph as tokens, what stands between marks being one token, and its sentences.

So the journalist's own sentence is read by itself: «QUOTE, a précisé Roger Thiriot, QUOTE.»
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from api.extraction.lexicon import Verb, people, verbs
from api.extraction.marks import Mark

_TOKEN = re.compile(
    r"(?P<clitic>-t-(?:ils?|elles?|on)\b|(?<=[^\W\d_])-(?:je|tu|ils?|elles?|on|nous|vous|ce)\b)"
    r"|(?P<whole>d['’ʼ](?:après|ailleurs|abord|autres?|accord)\b)"
    r"|(?P<elided>(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ])"
    r"|(?P<word>(?:M|MM|Mme|Mmes|Dr|Pr|Prof|Mgr|St|Ste|no|art|vol|av|p)\.(?=\s)|(?:[A-ZÉÈÀ]\.[-\s]?)+(?=[A-ZÉÈÀ])"
    r"|(?:[^\W\d_]\.){2,}|\d[\d.,\u00a0\u202f]*\d|[^\W_]+(?:(?:['’ʼ]|[-·.](?!t-|(?:je|tu|ils?|elles?|on|nous|vous|ce)\b))[^\W_]+)*)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)
_ENDS = frozenset(".!?…")
_MARKS_AND_BLANKS = '«»“”„‹›"<> \t\u00a0\u202f\u2009\u2007'
_LONGEST_TITLE = 6  # words
_APOSTROPHES = str.maketrans("’ʼ", "''")


class Token(NamedTuple):
    """A word, an elided word, a clitic («-t-il»), a sign or a whole quotation (``mark``); ``low`` is for comparing.

    A *title* is a quotation that is part of a noun phrase: «la réalisatrice de « Terre brûlée »».
    """

    text: str
    low: str
    start: int
    end: int
    kind: str
    mark: Mark | None = None
    verb: Verb | None = None

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokenise(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Token]:
    """Cut a stretch of text into tokens; each of the marks, in order, becomes one."""
    tokens: list[Token] = []
    at = start
    for mark in marks:
        _words(text, at, mark.outer_start, tokens)
        tokens.append(Token("", "", mark.outer_start, mark.outer_end, "quote", mark))
        at = mark.outer_end
    _words(text, at, end, tokens)
    return [_as_title(text, tokens, at) if token.mark else token for at, token in enumerate(tokens)]


def _as_title(text: str, tokens: Sequence[Token], place: int) -> Token:
    """Take what somebody has made, leads or plays for, in marks after «de», for a part of what they are called."""
    token = tokens[place]
    nouns = [each for each in tokens[max(0, place - 3) : place] if each.low not in ("la", "l'")]
    of = len(nouns) > 1 and nouns[-1].low in ("de", "du", "des", "d'")
    inside = text[token.start : token.end].strip(_MARKS_AND_BLANKS)
    if not of or not inside[:1].isupper() or inside[-1] in _ENDS or len(inside.split()) > _LONGEST_TITLE:
        return token
    roles = people()["role"] | {"celui", "celle", "ceux", "celles"}
    return token._replace(text=inside, kind="title") if nouns[-2].low in roles else token


def _words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    known = verbs()
    for found in _TOKEN.finditer(text, start, end):
        word = found[0]
        low = word.lower()
        if "’" in low or "ʼ" in low:
            low = low.translate(_APOSTROPHES)
        kind = "word" if found.lastgroup == "whole" else found.lastgroup or "mark"
        verb = known.get(low) if kind == "word" else None
        tokens.append(Token(word, low, found.start(), found.end(), kind, None, verb))


def sentences(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut the tokens of a paragraph into sentences.

    A quotation that ends as a sentence does ends the journalist's sentence, too, when a new one begins after it.
    """
    found: list[list[Token]] = []
    current: list[Token] = []
    for place, token in enumerate(tokens):
        current.append(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is None:
            break
        begins = following.kind == "quote" or following.capital or following.low in ("-", "–", "—", "•")
        ends = token.kind == "mark" and token.text in _ENDS and following.text not in (")", "]")
        if token.mark is not None and begins and following.kind != "quote":
            ends = text[token.mark.end - 1 : token.mark.end] in _ENDS and following.capital
        if ends and begins:
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found
