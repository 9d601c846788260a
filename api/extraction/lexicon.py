"""The words that the rules know: verbs with all their forms, people's nouns, what names a term. Data in ``words/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from api.extraction.conjugation import conjugate


@dataclass(frozen=True, slots=True)
class Verb:
    """What a form may be: its classes, the moods it may have, and whether it gives words only with «se»."""

    lemma: str
    classes: frozenset[str]
    moods: frozenset[str]
    reflexive: frozenset[str] = frozenset()


def sections(name: str) -> dict[str, list[str]]:
    """Read a list of words by its sections; what follows ``#`` on a line is a comment."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            words = found.setdefault(text.strip("[]"), [])
        else:
            words += text.split()
    return found


@cache
def verbs() -> Mapping[str, Verb]:
    """Every form of every verb that gives somebody's words."""
    entries = sections("verbs")
    known = {form: Verb(form, frozenset({"say"}), frozenset({"finite"})) for form in entries.pop("form")}
    del entries["phrase"]
    for name, infinitives in entries.items():
        for entry in infinitives:
            lemma = entry.removeprefix("se-").removeprefix("s-").removesuffix("-à").removesuffix("-comme")
            lemma = lemma.removeprefix("faire-").removeprefix("laisser-")
            reflexive = entry.startswith(("se-", "s-"))
            for form, mood in conjugate(lemma):
                before = known.get(form)
                classes = frozenset() if reflexive else frozenset({name})
                selves = frozenset({name}) if reflexive else frozenset()
                if before:
                    known[form] = Verb(
                        before.lemma, before.classes | classes, before.moods | {mood}, before.reflexive | selves
                    )
                else:
                    known[form] = Verb(lemma, classes, frozenset({mood}), selves)
    return known


@cache
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], Verb], ...]]:
    """The verbs with words of their own («met en garde») by their forms: what follows, and the verb."""
    known: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    for entry in sections("verbs")["phrase"]:
        lemma, *own = entry.split("-")
        for form, mood in conjugate(lemma):
            verb = Verb(entry, frozenset({"say", "manner"}), frozenset({mood}))
            known.setdefault(form, []).append((tuple(own), verb))
    return {form: tuple(entries) for form, entries in known.items()}


@cache
def people() -> Mapping[str, frozenset[str]]:
    """The nouns of ``people.txt`` by section, lower case but for titles; under ``role`` those of both genders."""
    known = {name: frozenset(words) for name, words in sections("people").items()}
    return known | {"role": known["masculine"] | known["feminine"]}


@cache
def grammar() -> Mapping[str, frozenset[str]]:
    """The small words of ``grammar.txt`` by section; modal verbs with all their forms."""
    words = {name: frozenset(words) for name, words in sections("grammar").items()}
    return words | {"modal": frozenset(form for verb in words["modal"] for form, _ in _modal_forms(verb))}


def _modal_forms(verb: str) -> Iterator[tuple[str, str]]:
    forms = {"aller": ("va", "vont", "allait", "allaient", "ira", "iraient"), "falloir": ("faut", "fallait", "faudra")}
    if verb in forms:
        return ((form, "finite") for form in forms[verb])
    return conjugate(verb)


@cache
def terms() -> Mapping[str, frozenset[str]]:
    """The nouns and participles of ``terms.txt`` by section."""
    return {name: frozenset(words) for name, words in sections("terms").items()}


@cache
def given_names() -> Mapping[str, str]:
    """Given names with their gender: ``m``, ``f`` or ``mf``."""
    return {name: gender for gender, names in sections("given_names").items() for name in names}
