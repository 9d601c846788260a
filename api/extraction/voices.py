"""Who speaks: a noun phrase of the article read as people, offices, bodies and groups.

«le maire de Gatineau Maxime Pedneaud-Jobin» is a role, a place and a name in one breath; «Melissa Carroll du SPVM» a
name and a body; «Élise Proulx et Isabelle Thellen d'Hydro-Québec» two people of one body.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.extraction.lexicon import grammar, people
from api.extraction.naming import is_acronym, is_age, name_in
from api.extraction.persons import Voice, gender_of_determiner, person
from api.extraction.proposals import Attribution, Span
from api.extraction.roles import Position, position_of
from api.extraction.sentences import Token

_DEMONYM = re.compile(r"(?:ain|aine|ais|aise|ois|oise|ien|ienne|éen|éenne)$")
_ONE = frozenset({"celui", "celle", "ceux", "celles"})
_DANGLING = frozenset({"de", "du", "des"})
_STOP = frozenset(',;:.!?…()[]–—«»"')


def read_voices(text: str, tokens: Sequence[Token]) -> tuple[Voice, ...]:
    """Read a subject with its appositions; nothing when there is none."""
    pieces = _pieces(tokens)
    if not pieces:
        return ()
    head, *appositions = pieces
    joint = _joint(head)
    voices = [voice for part in joint if (voice := _read_one(text, part))]
    if len(joint) == 1 and voices:
        return (_with_appositions(text, voices[0], head, appositions),)
    if len(voices) > 1:
        shared = voices[-1].attribution.organisation
        role = _apposed_role(appositions)
        return tuple(_sharing(voice, shared, role) for voice in voices)
    return tuple(voices)


def _sharing(voice: Voice, organisation: str | None, role: Position | None) -> Voice:
    attribution = voice.attribution
    if role is not None and attribution.kind == "person":
        attribution = replace(
            attribution, role=attribution.role or role.role, organisation=attribution.organisation or role.organisation
        )
    if attribution.organisation is None and attribution.kind == "person":
        attribution = replace(attribution, organisation=organisation)
    return replace(voice, attribution=attribution)


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut at commas and brackets, leaving out what is empty."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "mark" and token.text in _STOP:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _joint(tokens: list[Token]) -> list[list[Token]]:
    """Cut «A et B» where both sides are people; «l'Enseignement supérieur et de la Recherche» stays whole."""
    for place, token in enumerate(tokens):
        if token.low not in ("et", "&") or not 0 < place < len(tokens) - 1:
            continue
        left, right = tokens[:place], tokens[place + 1 :]
        if _begins_voice(right) and _begins_voice(left):
            return [*_joint(left), *_joint(right)]
    return [tokens]


def _begins_voice(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.text in people()["title"]:
        return True
    if first.capital and first.low not in grammar()["determiner"] | grammar()["preposition"]:
        return not is_acronym(first.text) or len(tokens) == 1
    return any(
        token.low in people()[kind]
        for token in tokens[:4]
        for kind in ("masculine", "feminine", "group")
        if first.low in grammar()["determiner"]
    )


def _read_one(text: str, tokens: Sequence[Token]) -> Voice | None:
    tokens = _shorn(tokens)
    if not tokens:
        return None
    printed = Span(tokens[0].start, tokens[-1].end)
    found = name_in(tokens)
    if found is not None and found.person:
        told = found.titled > 1 and tokens[found.titled - 1].low == "à"
        before = tokens[: found.titled - 1] if told else ()
        spoke = position_of(text, before)
        if spoke is not None and spoke.kind == "function":  # «le ministre à Anne Roy»: whom he tells
            return _read_one(text, before)
        return person(text, tokens, found)
    position = position_of(text, tokens)
    if position is not None:
        one_of = tokens[0].low in ("un", "une", "l'un", "l'une") and len(tokens) > 1
        plural = (tokens[0].low in grammar()["plural_determiner"] or position.plural) and not one_of
        kind = position.kind if position.kind != "function" or not plural else "group"
        organisation = position.organisation if kind == "function" and not position.office else None
        attribution = Attribution(
            kind, text[printed.start : printed.end], None, position.role if kind == "function" else None,
            organisation, None, printed,
        )  # fmt: skip
        return Voice(attribution, position.gender or gender_of_determiner(tokens), plural)
    if found is not None:
        people_of = _DEMONYM.search(tokens[-1].low) and len(tokens) == 2
        attribution = Attribution(
            "function" if people_of else "organisation",
            text[printed.start : printed.end],
            None,
            None,
            None,
            None,
            printed,
        )
        return Voice(attribution, gender_of_determiner(tokens))
    if tokens[0].low in _ONE and len(tokens) > 1:  # «celui du « Soir »»
        gender, plural = "f" if tokens[0].low.startswith("celle") else "m", tokens[0].low in ("ceux", "celles")
        attribution = Attribution("function", text[printed.start : printed.end], None, None, None, None, printed)
        return Voice(attribution, gender, plural)
    plural = tokens[0].low in grammar()["plural_determiner"]
    kind = "group" if plural else "function" if _DEMONYM.search(tokens[-1].low) and len(tokens) == 2 else "unknown"
    attribution = Attribution(kind, text[printed.start : printed.end], None, None, None, None, printed)
    return Voice(attribution, gender_of_determiner(tokens), plural)


def _with_appositions(text: str, voice: Voice, head: Sequence[Token], appositions: Sequence[Sequence[Token]]) -> Voice:
    """Join what follows a comma: a role after a name, a name after a role."""
    for piece in [each for each in appositions if not is_age(each)][:2]:
        if not piece or piece[0].low in ("qui", "dont", "que", "où", "lui", "elle", "eux"):
            continue
        attribution = voice.attribution
        if len(piece) > 1 and piece[1].text in people()["title"] and piece[0].low in ("le", "la"):
            piece = piece[1:]  # noqa: PLW2901 - «le candidat, le Dr Serge Mbarga»
        found = name_in(piece)
        if attribution.kind == "person" and attribution.role in (None, "Me", "Maître"):
            position = position_of(text, piece)
            if position is not None and position.kind == "function":
                body = attribution.organisation or position.organisation
                return replace(
                    voice,
                    attribution=replace(attribution, role=position.role, organisation=body),
                    gender=voice.gender or position.gender,
                )
        elif attribution.kind in ("function", "unknown") and found is not None and found.person and found.titled == 0:
            position = position_of(text, head)
            if position is not None and position.kind == "unknown":
                continue  # a document, not a person
            named = person(text, piece, found)
            if position is not None and position.kind == "function":
                who = replace(named.attribution, role=position.role, organisation=position.organisation)
                return replace(named, attribution=who, gender=named.gender or position.gender)
            return named
    return voice


def _apposed_role(appositions: Sequence[Sequence[Token]]) -> Position | None:
    if not appositions or not appositions[0]:
        return None
    position = position_of("", appositions[0])
    return position if position is not None and position.kind == "function" else None


def _shorn(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out adverbs and signs at both ends."""
    loose = grammar()["adverb"]
    first, last = 0, len(tokens)
    while first < last and (
        tokens[first].kind == "mark" or (tokens[first].low in loose and tokens[first].low != "tous")
    ):
        first += 1
    while last > first and (tokens[last - 1].kind in ("mark", "elided") or tokens[last - 1].low in _DANGLING | loose):
        last -= 1
    return tokens[first:last]
