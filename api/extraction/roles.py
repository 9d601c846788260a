"""Roles and bodies: «directeur général de l'Office national», «le commissaire central», «les gens», «l'ONG»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.lexicon import grammar, people
from api.extraction.naming import is_acronym
from api.extraction.sentences import Token

_KINDS = (("masculine", "function", "m"), ("feminine", "function", "f"), ("organisation", "organisation", ""))
_KINDS_LAST = (("group", "group", ""), ("document", "unknown", ""))
_REACH = 5
_PART_OF_ROLE = frozenset({"ancien", "ancienne", "premier", "première", "futur", "future", "nouveau", "nouvelle", "ex"})
_SIDES = frozenset({"défense", "accusation"})
"""In court: who speaks for one is of no body; the Défense of a ministry is, unless an advocate speaks for it."""
_ADVOCATES = frozenset({"avocat", "avocate", "avocats", "avocates", "témoin", "témoins"})
_DERIVED = re.compile(r"^(?:ex-|co-?|vice-|sous-)(?=\w{4})")
_WHOLE = frozenset({"ministre", "secrétaire", "vice-premier-ministre", "ex-ministre", "sous-ministre"})


@dataclass(frozen=True, slots=True)
class Position:
    """What a noun phrase says somebody is; the complement of an ``office`` is a place, part of the office's name."""

    kind: str
    role: str
    organisation: str | None
    gender: str
    plural: bool
    office: bool


def position_of(text: str, tokens: Sequence[Token]) -> Position | None:
    """Read a noun phrase by its head noun; nothing when no noun of ours is its head."""
    place = next((i for i, token in enumerate(tokens[:_REACH]) if _head(token) is not None), None)
    if place is None or any(_blocks(token) for token in tokens[:place]):
        return None
    head = _head(tokens[place])
    if head is None:
        return None
    kind, gender, singular = head
    plural = singular != tokens[place].low
    if len(set(_genders(singular))) > 1:
        gender = _by_determiner(tokens[0].low)
    first = place
    while first and tokens[first - 1].low in _PART_OF_ROLE:
        first -= 1
    end, body = _complement(tokens, place)
    text = text or ""
    role = _words(text, tokens, first, end)
    organisation = _words(text, tokens, *body) if body else None
    return Position(kind, role, organisation, gender, plural, singular in people()["office"])


def _head(token: Token) -> tuple[str, str, str] | None:
    """Say what a noun makes of somebody: kind, gender and its singular."""
    for word in dict.fromkeys((token.low, token.low.removesuffix("s"), token.low.removesuffix("x"))):
        bare = _DERIVED.sub("", word)
        for section, kind, gender in (*_KINDS, *_KINDS_LAST):
            if word in people()[section] or bare in people()[section]:
                return kind, gender, word
    return ("organisation", "", token.low) if is_acronym(token.text) and token.kind == "word" else None


def _genders(word: str) -> list[str]:
    return [gender for section, _, gender in _KINDS[:2] if word in people()[section]]


def _by_determiner(low: str) -> str:
    if low in grammar()["feminine_determiner"]:
        return "f"
    return "m" if low in ("le", "un", "ce", "cet", "du", "au") else ""


def _blocks(token: Token) -> bool:
    """Whether a word before the noun shows that the noun is not the phrase's head."""
    return (token.low in grammar()["preposition"] and token.low not in ("au", "aux", "du", "des", "d'", "de")) or (
        token.kind in ("mark", "quote", "clitic")
    )


def _complement(tokens: Sequence[Token], head: int) -> tuple[int, tuple[int, int] | None]:
    """Part the role from the body that follows it: the last «de» before a capital or a body's noun."""
    end = len(tokens)
    if tokens[head].low in _WHOLE and not any(is_acronym(token.text) for token in tokens[head:]):
        return end, None
    for place in range(head + 1, end - 1):
        if tokens[place].low not in ("de", "du", "des", "d'", "chez", "à", "au"):
            continue
        first = place + 1
        while first < end - 1 and tokens[first].low in ("la", "l'", "le", "les"):
            first += 1
        word = tokens[first]
        if word.text in _SIDES or (word.low in _SIDES and tokens[head].low in _ADVOCATES):
            continue
        if (
            tokens[place].low == "à"
            and first == place + 1 == end - 1
            and not is_acronym(word.text)
            and "-" not in word.text
        ):
            continue  # «directrice à Villeurbanne»: a place
        if (word.capital and word.kind == "word") or word.low in people()["organisation"]:
            return place, (first, end)
    return end, None


def _words(text: str, tokens: Sequence[Token], first: int, end: int) -> str:
    if text:
        return text[tokens[first].start : tokens[end - 1].end]
    return " ".join(token.text for token in tokens[first:end]).replace("' ", "'")
