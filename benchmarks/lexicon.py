"""A French lexicon of our own: lists of common words, rare ones composed of parts, and all their inflections.

What it makes is read by machines alone: the endings are those of French, so that a stemmer has its usual work, but
not every composed word means something.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

WORDS = Path(__file__).with_name("words.toml")
COMPOSED = {"masculine": 18_000, "feminine": 18_000, "verbs": 6_000, "adjectives": 14_000, "adverbs": 1_500}
"""How many words of each kind are composed: each of them rare."""

FLATTENED, STEEPNESS = 15.0, 1.4
"""Zipf and Mandelbrot: the item of rank r is drawn with a weight of (r + FLATTENED) ** -STEEPNESS.

So the commonest noun stands in one document of eight, and a quarter of all nouns said are composed ones.
"""

PERSONS = {
    "s3": ("e", "ait", "era", "erait"),
    "p3": ("ent", "aient", "eront", "eraient"),
    "p1": ("ons", "ions", "erons"),
}
PLURALS = {"travail": "travaux", "festival": "festivals", "œil": "yeux"}
FEMININES = {"eux": "euse", "aux": "ausse", "if": "ive", "er": "ère", "el": "elle", "en": "enne", "eau": "elle"}
FEMININES |= {"nc": "nche", "ic": "ique", "on": "onne", "ng": "ngue"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: singular, plural, gender."""

    singular: str
    plural: str
    feminine: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the first group; its finite forms by person (``s3``, ``p3``, ``p1``), one a tense."""

    infinitive: str
    participle: str
    finite: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words by kind, the most frequent first; an adjective is its four forms: m, f, m plural, f plural."""

    nouns: Sequence[Noun]
    verbs: Sequence[Verb]
    adjectives: Sequence[tuple[str, str, str, str]]
    adverbs: Sequence[str]


@cache
def lists() -> dict[str, list[str]]:
    """Read the word lists; a bar divides what has blanks in it."""
    texts = tomllib.loads(WORDS.read_text("utf-8"))
    items = {name: text.replace("\n", "|").split("|") if "|" in text else text.split() for name, text in texts.items()}
    return {name: list(dict.fromkeys(filter(None, map(str.strip, each)))) for name, each in items.items()}


@cache
def lexicon(seed: int) -> Lexicon:
    """Make the whole lexicon; the same seed, the same words."""
    words, draw = lists(), random.Random(seed)  # noqa: S311 - nothing secret
    kinds = {kind: [*words[kind], *_composed(kind, count, draw)] for kind, count in COMPOSED.items()}
    nouns = [Noun(each, plural(each), feminine=False) for each in kinds["masculine"]]
    nouns = [noun for pair in zip(nouns, map(_feminine, kinds["feminine"]), strict=False) for noun in pair]
    return Lexicon(nouns, list(map(verb, kinds["verbs"])), list(map(adjective, kinds["adjectives"])), kinds["adverbs"])


def by_frequency(items: Sequence[Item], draw: random.Random) -> Iterator[Item]:
    """Draw for ever, the first items most often."""
    weights = list(accumulate((rank + FLATTENED) ** -STEEPNESS for rank in range(len(items))))
    while True:
        yield from draw.choices(items, cum_weights=weights, k=4096)


def _composed(kind: str, count: int, draw: random.Random) -> list[str]:
    words = lists()
    ending = {"masculine": "masculine_endings", "feminine": "feminine_endings"}.get(kind, f"{kind[:-1]}_endings")
    made = {"".join(parts) for parts in product(["", *words["prefixes"]], words["roots"], words[ending])}
    return draw.sample(sorted(made - set(words[kind])), count)


def _feminine(word: str) -> Noun:
    return Noun(word, plural(word), feminine=True)


def plural(word: str) -> str:
    """Put a noun or an adjective into the plural.

    >>> plural("journal"), plural("réseau"), plural("prix"), plural("loi")
    ('journaux', 'réseaux', 'prix', 'lois')
    """
    if word[-1] in "sxz" or word in PLURALS:
        return PLURALS.get(word, word)
    if word.endswith("al"):
        return f"{word[:-1]}ux"
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"


def adjective(word: str) -> tuple[str, str, str, str]:
    """Give the four forms of an adjective.

    >>> adjective("social"), adjective("actif")
    (('social', 'sociale', 'sociaux', 'sociales'), ('actif', 'active', 'actifs', 'actives'))
    """
    for masculine, ending in FEMININES.items():
        if word.endswith(masculine):
            feminine = word.removesuffix(masculine) + ending
            break
    else:
        feminine = word if word.endswith("e") else f"{word}e"
    return word, feminine, plural(word), plural(feminine)


def verb(infinitive: str) -> Verb:
    """Conjugate a verb in -er: present, imperfect, future (and conditional, but for the first person).

    >>> verb("changer").finite["p1"]
    ('changeons', 'changions', 'changerons')
    >>> verb("lancer").finite["s3"]
    ('lance', 'lançait', 'lancera', 'lancerait')
    """
    stem = infinitive.removesuffix("er")
    soft = {"g": f"{stem}e", "c": f"{stem[:-1]}ç"}.get(stem[-1], stem)
    finite = {
        person: tuple((soft if ending[0] in "ao" else stem) + ending for ending in endings)
        for person, endings in PERSONS.items()
    }
    return Verb(infinitive, f"{stem}é", finite)
