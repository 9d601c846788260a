"""One person by name, with what stands about it: «le maire de Gatineau Maxime Pedneaud-Jobin»."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.lexicon import given_names, grammar, people
from api.extraction.naming import Name
from api.extraction.proposals import Attribution, Span
from api.extraction.roles import position_of
from api.extraction.sentences import Token


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


def person(text: str, tokens: Sequence[Token], name: Name) -> Voice:
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
        gender = gender_of_determiner(before)
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


def gender_of_determiner(tokens: Sequence[Token]) -> str:
    """Give the gender that a phrase's first word has, if it tells one: ``m``, ``f``, or nothing."""
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
