"""Proper names in a run of tokens: where one begins and ends, and whether it is a person's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.extraction.lexicon import given_names, grammar, people
from api.extraction.sentences import Token


@dataclass(frozen=True, slots=True)
class Name:
    """A name from token ``first`` to ``last``; its titles begin at ``titled``."""

    text: str
    titled: int
    first: int
    last: int
    person: bool


def is_acronym(word: str) -> bool:
    """Say whether a word is one like SPVM, ONU, S.N.C.F. or CG2A."""
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and word.upper() == word and not word.isdigit()


def is_age(tokens: Sequence[Token]) -> bool:
    """Say whether tokens begin as «46 ans»."""
    return len(tokens) > 1 and tokens[0].text.isdigit() and tokens[1].low == "ans"


def name_in(tokens: Sequence[Token]) -> Name | None:
    """The name that a noun phrase turns on: a person's if there is one."""
    found = list(names_in(tokens))
    return next((name for name in found if name.person), found[0] if found else None)


def names_in(tokens: Sequence[Token]) -> Iterator[Name]:
    """Give the names of a stretch, in order."""
    place = 0
    while place < len(tokens):
        titled = place
        while place < len(tokens) and tokens[place].text in people()["title"] and place + 1 < len(tokens):
            place += 1
        if place >= len(tokens) or not _is_capital(tokens, place):
            place = max(place, titled) + 1
            continue
        if titled < place and not tokens[place].capital:
            place += 1
            continue
        first, last = place, _run_end(tokens, place)
        yield from _split(tokens, titled, first, last)
        place = last + 1


def _is_capital(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token is a name's: capital, and no small word that begins the sentence."""
    token = tokens[place]
    if token.kind != "word" or not token.capital or token.text.isdigit():
        return False
    words = grammar()
    small = any(token.low in words[kind] for kind in ("determiner", "preposition", "pronoun", "conjunction", "adverb"))
    if small and not is_acronym(token.text):
        return False
    if token.low in words["month"]:
        return False
    if place == 0 and not is_acronym(token.text):
        if token.low.endswith(("é", "ée", "és", "ées")) and not (len(tokens) > 1 and tokens[1].capital):
            return False
        known = any(
            token.low in people()[kind] for kind in ("masculine", "feminine", "organisation", "document", "group")
        )
        following = tokens[1] if len(tokens) > 1 else None
        if (known or token.low.startswith("ex-")) and not (following and following.capital):
            return False
        if token.verb is not None and not (following and following.capital and token.text in given_names()):
            return following is not None and following.capital and "participle" not in token.verb.moods
    return True


def _run_end(tokens: Sequence[Token], first: int) -> int:
    """Go on over capitals and the particles between them («Chantal de Leiris», «Abu el Khader»)."""
    last = first
    while last + 1 < len(tokens):
        following = tokens[last + 1]
        if following.kind == "word" and following.capital and following.text not in people()["title"]:
            last += 1
            continue
        if following.kind == "word" and following.text.isdigit() and is_acronym(tokens[last].text):
            last += 1
            continue
        particle = following.low in grammar()["particle"] and last + 2 < len(tokens)
        if particle and tokens[last + 2].capital and _binds(tokens, first, last):
            last += 2
            continue
        break
    return last


def _binds(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a particle belongs to the name: after a given name alone it does, after a whole name it is «of»."""
    low = tokens[last + 1].low
    if low in ("van", "von", "der", "den", "el", "al", "ben", "bin", "ibn", "da", "di", "dos", "della"):
        return True
    return first == last and tokens[first].text in given_names() and low not in ("des", "l'")


def _split(tokens: Sequence[Token], titled: int, first: int, last: int) -> Iterator[Name]:
    """Part a place or a body from the name that follows it: «du Texas Rick Perry», «d'EFI Michel Balandier»."""
    before = tokens[titled - 1].low if titled else ""
    if titled == first and before in (
        "de",
        "du",
        "des",
        "d'",
        "à",
        "au",
        "aux",
        "chez",
        "en",
        "la",
        "l'",
        "les",
        "dans",
    ):
        begins = next((i for i in range(first + 1, last) if tokens[i].text in given_names()), None)
        if begins is None and last - first >= 2:
            begins = last - 1
        if begins is None and last - first == 1 and is_acronym(tokens[first].text):
            begins = last
        if begins is not None:
            yield Name(_text(tokens, first, begins - 1), first, first, begins - 1, person=False)
            yield Name(_text(tokens, begins, last), begins, begins, last, person=True)
            return
    yield Name(_text(tokens, first, last), titled, first, last, _is_person(tokens, titled, first, last, before))


def _is_person(tokens: Sequence[Token], titled: int, first: int, last: int, before: str) -> bool:
    if titled < first:
        return True
    if before in ("de", "du", "des", "d'", "à", "au", "aux", "chez", "en", "dans"):
        return tokens[first].text in given_names() and last > first and before in ("de", "d'", "à", "par")
    if before in ("la", "l'", "le", "les"):
        return tokens[first].text in given_names() and last > first
    if is_acronym(tokens[first].text):
        return False
    return not (tokens[first].low in people()["organisation"] or tokens[first].low in people()["place"])


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    parts: list[str] = []
    for place in range(first, last + 1):
        glue = "" if place == first or tokens[place - 1].end == tokens[place].start else " "
        parts.append(glue + tokens[place].text.strip())
    return "".join(parts)
