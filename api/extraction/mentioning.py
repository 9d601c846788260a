"""Whom a sentence names, whatever they do in it: those a pronoun further on may stand for."""

from collections.abc import Sequence

from api.extraction.lexicon import grammar, people
from api.extraction.naming import is_acronym, name_in, names_in
from api.extraction.persons import Voice, person
from api.extraction.sentences import Token


def voices_named(text: str, tokens: Sequence[Token]) -> list[Voice]:
    """Every person that a sentence names, in order, with what stands about the name."""
    found: list[Voice] = []
    for name in names_in(tokens):
        if not name.person:
            continue
        first = _role_start(tokens, name.titled)
        last = name.last + 1
        while last < len(tokens) and _goes_on(tokens, last):
            last += 1
        local = name_in(tokens[first:last])
        if local is not None and local.text == name.text:
            found.append(person(text, tokens[first:last], local))
    return found


def _role_start(tokens: Sequence[Token], place: int) -> int:
    """Go back over «le maire de Gatineau» from the name that follows it."""
    for back in range(place - 1, max(-1, place - 8), -1):
        token = tokens[back]
        if token.kind in ("mark", "quote", "clitic") or token.low in grammar()["auxiliary"]:
            break
        if token.low in people()["role"]:
            before = back - 1
            return before if before >= 0 and tokens[before].low in grammar()["determiner"] else back
    return place


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    token, before = tokens[place], tokens[place - 1]
    if token.kind in ("mark", "quote", "clitic") or token.low in grammar()["auxiliary"]:
        return False
    if token.low in ("de", "du", "des", "d'", "chez"):
        return before.capital
    if before.low in ("de", "du", "des", "d'", "chez", "la", "le", "l'", "les"):
        return token.capital or token.low in people()["organisation"] or token.low in ("la", "l'", "le", "les")
    return token.capital and not is_acronym(before.text)
