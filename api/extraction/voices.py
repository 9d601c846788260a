"""Who speaks: a noun phrase of the article read as people, offices, bodies and groups.

«le maire de Gatineau Maxime Pedneaud-Jobin» is a role, a place and a name in one breath; «Melissa Carroll du SPVM» a
name and a body; «Élise Proulx et Isabelle Thellen d'Hydro-Québec» two people of one body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.extraction.lexicon import given_names, grammar, people
from api.extraction.naming import Name, is_acronym, name_in, names_in
from api.extraction.proposals import Attribution, Span
from api.extraction.roles import Position, position_of
from api.extraction.sentences import Token

_DEMONYM = re.compile(r"(?:ain|aine|ais|aise|ois|oise|ien|ienne|éen|éenne)$")
_STOP = frozenset(',;:.!?…()[]–—«»"')


@dataclass(frozen=True, slots=True)
class Voice:
    """One who may speak: the attribution it would make, its gender (``m``, ``f`` or neither) and number."""

    attribution: Attribution
    gender: str = ""
    plural: bool = False

    @property
    def start(self) -> int:
        """Where it stands in the article."""
        return self.attribution.span.start if self.attribution.span else 0


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
    printed = _span(tokens)
    found = name_in(tokens)
    if found is not None and found.person:
        return _person(text, tokens, found)
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
        return Voice(attribution, position.gender or _gender_of_determiner(tokens), plural)
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
        return Voice(attribution, _gender_of_determiner(tokens))
    plural = tokens[0].low in grammar()["plural_determiner"]
    kind = "group" if plural else "function" if _DEMONYM.search(tokens[-1].low) and len(tokens) == 2 else "unknown"
    attribution = Attribution(kind, text[printed.start : printed.end], None, None, None, None, printed)
    return Voice(attribution, _gender_of_determiner(tokens), plural)


def _person(text: str, tokens: Sequence[Token], name: Name) -> Voice:
    """Read a person with what stands before the name (role) and after it (body)."""
    before, after = tokens[: name.first], tokens[name.last + 1 :]
    position = position_of(text, before) if before else None
    title = " ".join(token.text for token in tokens[name.titled : name.first])
    start = tokens[name.titled].start
    organisation = _body_after(text, after)
    role = None
    civil = people()["civility"]
    if title and title not in civil:
        role = title
    if before and position is not None and position.kind == "function" and name.titled == name.first:
        role = position.role
        organisation = organisation or position.organisation
        start = before[0].start
    end = tokens[name.last].end
    attribution = Attribution("person", text[start:end], name.text, role, organisation, None, Span(start, end))
    gender = _gender_of_title(title) or (position.gender if position else "") or gender_of_name(name.text)
    if not gender and before:
        gender = _gender_of_determiner(before)
    return Voice(attribution, gender)


def _body_after(text: str, tokens: Sequence[Token]) -> str | None:
    """Read «du SPVM», «de Revenu Québec», «chez Thomson» after a name."""
    if not tokens or tokens[0].low not in ("de", "du", "des", "d'", "chez", "à"):
        return None
    rest = tokens[1:]
    if rest and rest[0].low in ("la", "l'", "le", "les"):
        rest = rest[1:]
    if not rest or not (rest[0].capital or rest[0].low in people()["organisation"]):
        return None
    return text[rest[0].start : rest[-1].end]


def _with_appositions(text: str, voice: Voice, head: Sequence[Token], appositions: Sequence[Sequence[Token]]) -> Voice:
    """Join what follows a comma: a role after a name, a name after a role."""
    for piece in appositions[:2]:
        if not piece or piece[0].low in ("qui", "dont", "que", "où", "lui", "elle", "eux"):
            continue
        attribution = voice.attribution
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
            named = _person(text, piece, found)
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
    while last > first and (tokens[last - 1].kind in ("mark", "elided") or tokens[last - 1].low in loose):
        last -= 1
    return tokens[first:last]


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def _gender_of_determiner(tokens: Sequence[Token]) -> str:
    low = tokens[0].low
    if low in grammar()["feminine_determiner"]:
        return "f"
    return "m" if low in ("le", "un", "ce", "cet", "au", "du") else ""


def _gender_of_title(title: str) -> str:
    words = title.split()
    if any(word in people()["feminine_title"] for word in words):
        return "f"
    return "m" if any(word in people()["masculine_title"] for word in words) else ""


def gender_of_name(name: str) -> str:
    """Guess a person's gender by the given name: ``m``, ``f``, or nothing."""
    gender = given_names().get(name.split(maxsplit=1)[0], "") if name else ""
    return gender if gender in ("m", "f") else ""


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
            found.append(_person(text, tokens[first:last], local))
    return found


def _role_start(tokens: Sequence[Token], place: int) -> int:
    """Go back over «le maire de Gatineau» from the name that follows it."""
    for back in range(place - 1, max(-1, place - 8), -1):
        token = tokens[back]
        if token.kind in ("mark", "quote", "clitic") or token.low in grammar()["auxiliary"]:
            break
        if token.low in people()["masculine"] | people()["feminine"]:
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
