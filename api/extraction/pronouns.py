"""Whom a pronoun stands for: somebody the article named before, of its gender and number, and not too far back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.extraction.persons import Voice
from api.extraction.proposals import Attribution, Span
from api.extraction.sentences import Token

_FAR = 900
_NEAR = 420
_PLURAL = frozenset({"ils", "elles", "eux"})
_FEMININE = frozenset({"elle", "elles"})
_MASCULINE = frozenset({"il", "lui"})


@dataclass(slots=True)
class Memory:
    """Who has been named so far: groups of voices that stand together, each with its place."""

    named: list[tuple[int, tuple[Voice, ...], bool]] = field(default_factory=list)
    full: dict[str, set[str]] = field(default_factory=dict)

    def add(self, voices: Sequence[Voice], *, subject: bool) -> None:
        """Remember voices named together; ``subject`` says that they were a sentence's subject or spoke."""
        kept = tuple(
            voice for voice in voices if voice.attribution.kind in ("person", "function", "group", "organisation")
        )
        if not kept:
            return
        self.named.append((kept[0].start, kept, subject))
        for voice in kept:
            name = voice.attribution.name
            if name and " " in name:
                self.full.setdefault(name.split()[-1], set()).add(name)

    def full_name(self, name: str) -> str:
        """The full name that an article gave before, for a family name alone; itself when there is none, or two."""
        known = self.full.get(name, set())
        return next(iter(known)) if len(known) == 1 and " " not in name else name

    def latest(self, before: int) -> tuple[Voice, ...]:
        """Give whoever was a sentence's subject last, else was named last, not too far before a place."""
        near = [each for each in reversed(self.named) if 0 < before - each[0] <= _FAR]
        subjects = (voices for _, voices, subject in near if subject)
        people = (voices for _, voices, _ in near if voices[0].attribution.kind in ("person", "function"))
        return next(subjects, next(people, ()))

    def resolve(self, pronoun: Token, before: int) -> tuple[Voice, ...]:
        """Find whom a pronoun stands for: the nearest subject that agrees, else the nearest agreeing person."""
        word = pronoun.low.lstrip("-").removeprefix("t-")
        best: tuple[float, tuple[Voice, ...]] | None = None
        for start, voices, subject in self.named:
            distance = before - start
            if not 0 <= distance <= _FAR or not _agrees(word, voices):
                continue
            chosen = voices if word in _PLURAL or len(voices) == 1 else ()
            if not chosen:
                continue
            cost = distance * (1.0 if subject else 2.0)
            if chosen[0].attribution.kind == "organisation":
                cost += _NEAR
            if word in _FEMININE | _MASCULINE and not chosen[0].gender:
                cost += _NEAR / 4
            if best is None or cost < best[0]:
                best = (cost, chosen)
        return best[1] if best and best[0] <= _FAR else ()


def _agrees(word: str, voices: Sequence[Voice]) -> bool:
    plural = len(voices) > 1 or voices[0].plural
    if (word in _PLURAL) != plural:
        return False
    genders = {voice.gender for voice in voices}
    if word == "elles":
        return "m" not in genders
    if word == "elle":
        return genders <= {"f", ""}
    if word in ("il", "lui"):
        return genders <= {"m", ""} and voices[0].attribution.kind != "organisation"
    return word in ("ils", "eux", "celui-ci", "celle-ci")


def attributed(text: str, pronoun: Token, voices: Sequence[Voice]) -> tuple[Attribution, ...]:
    """Make the attributions of a pronoun: to those it stands for, else to nobody, its form kept."""
    surface = text[pronoun.start : pronoun.end].lstrip("-").removeprefix("t-")
    if not voices:
        return (Attribution("unknown", surface, surface=surface, span=Span(pronoun.start, pronoun.end)),)
    return tuple(replace(voice.attribution, surface=surface) for voice in voices)


def named(voices: Sequence[Voice], memory: Memory) -> tuple[Attribution, ...]:
    """Make the attributions of voices; a family name alone takes the full name given before."""
    found = []
    for voice in voices:
        attribution = voice.attribution
        if attribution.name:
            attribution = replace(attribution, name=memory.full_name(attribution.name))
        found.append(attribution)
    return tuple(found)
