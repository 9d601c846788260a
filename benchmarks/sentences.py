"""French sentences made of a lexicon: subject, verb, complements; articles agree and elide as they must."""

import random
from collections.abc import Iterator, Sequence

from benchmarks.lexicon import Noun, by_frequency, lexicon, lists

VOWELS = "aàâeéèêëiîïoôuùûyhœ"
THEMES, THEME_WORDS, ON_THEME = 400, 60, 0.3
"""How many themes there are, how many nouns each has, and how often a noun is one of the document's theme."""

SWAPPED = 0.02
"""Share of the words of a real sentence that a word of the lexicon replaces, so that new words keep coming."""

LEXICON_SEED = 2016
APOSTROPHES = "’’'"
SUBJECTS = (("nous", "p1"), ("on", "s3"), ("il", "s3"), ("elle", "s3"), ("ils", "p3"), ("ça", "s3"))
HAVE = {"s3": "a", "p3": "ont", "p1": "avons"}
ARTICLES = {
    (False, False): ("le", "le", "le", "le", "un", "un", "ce", "notre", "son", "chaque"),
    (True, False): ("la", "la", "la", "la", "une", "une", "cette", "notre", "leur", "chaque"),
    (False, True): ("les", "les", "les", "les", "des", "des", "ces", "nos", "vos", "leurs"),
    (True, True): ("les", "les", "les", "les", "des", "des", "ces", "nos", "vos", "plusieurs"),
}
CONTRACTED = {"de le ": "du ", "de les ": "des ", "de des ": "de ", "de un": "d'un"}


class Writer:
    """Writes texts with one source of chance; ``real`` sentences, when there are any, in the place of made ones."""

    def __init__(self, draw: random.Random, real: Sequence[str] = ()) -> None:
        self._draw, self._real = draw, real
        words, said = lexicon(LEXICON_SEED), lists()
        self._nouns, self._verbs = by_frequency(words.nouns, draw), by_frequency(words.verbs, draw)
        self._adjectives, self._adverbs = by_frequency(words.adjectives, draw), by_frequency(words.adverbs, draw)
        self._openers, self._links = by_frequency(said["openers"], draw), by_frequency(said["links"], draw)
        self._prepositions = by_frequency(said["prepositions"], draw)
        self._themes = [draw.choices(words.nouns[:6_000], k=THEME_WORDS) for _ in range(THEMES)]
        self._theme: Iterator[Noun] = iter(())

    def text(self, words: int) -> str:
        """Write sentences of about so many words in all."""
        self._theme = iter(self._draw.choices(self._draw.choice(self._themes), k=64))
        sentences: list[str] = []
        count = 0
        while count < words:
            sentences.append(self._a_real_one() if self._real else self._sentence(words - count))
            count += sentences[-1].count(" ") + 1
        return " ".join(sentences).replace("'", self._draw.choice(APOSTROPHES))

    def title(self) -> str:
        """Write a title: a noun and what belongs to it."""
        title = f"{self._noun_phrase()} {self._complement()}"
        return title[0].upper() + title[1:]

    def _a_real_one(self) -> str:
        words = self._draw.choice(self._real).split()
        return " ".join(self._noun().singular if self._draw.random() < SWAPPED else each for each in words)

    def _sentence(self, words: int) -> str:
        said = self._clause()
        if self._draw.random() < 0.3:
            said = f"{next(self._openers)}, {said}"
        while said.count(" ") < words - 6 and self._draw.random() < 0.6:
            said = f"{said}, {next(self._links)} {self._clause()}".replace("que il", "qu'il").replace("que on", "qu'on")
        return said[0].upper() + said[1:] + self._draw.choice((".", ".", ".", ".", "\u00a0!", "\u00a0?", "…"))

    def _clause(self) -> str:
        draw, verb = self._draw, next(self._verbs)
        if draw.random() < 0.45:
            subject, person = draw.choice(SUBJECTS)
        else:
            many = draw.random() < 0.35
            subject, person = self._noun_phrase(many=many), "p3" if many else "s3"
        past = draw.random() < 0.25
        form = f"{HAVE[person]} {verb.participle}" if past else draw.choice(verb.finite[person])
        if draw.random() < 0.12:
            form = f"{elided('ne', form)} pas" if not past else elided("ne", form.replace(" ", " pas ", 1))
        parts = [subject, form]
        if draw.random() < 0.15:
            parts.append(next(self._adverbs))
        parts.append(self._object())
        if draw.random() < 0.4:
            parts += [next(self._prepositions), self._noun_phrase()]
        return " ".join(parts)

    def _object(self) -> str:
        if self._draw.random() < 0.15:
            infinitive = next(self._verbs).infinitive
            return f"{elided('de', infinitive)} {self._noun_phrase()}"
        return f"{self._noun_phrase()} {self._complement()}" if self._draw.random() < 0.35 else self._noun_phrase()

    def _complement(self) -> str:
        if self._draw.random() < 0.5:
            return elided("de", self._noun().singular)
        phrase = f"de {self._noun_phrase()}"
        for apart, joined in CONTRACTED.items():
            phrase = phrase.replace(apart, joined)
        return phrase

    def _noun(self) -> Noun:
        noun = next(self._theme, None) if self._draw.random() < ON_THEME else None
        return noun or next(self._nouns)

    def _noun_phrase(self, *, many: bool | None = None) -> str:
        draw, noun = self._draw, self._noun()
        plural = draw.random() < 0.35 if many is None else many
        word = noun.plural if plural else noun.singular
        phrase = elided(draw.choice(ARTICLES[noun.feminine, plural]), word)
        if draw.random() < 0.3:
            phrase = f"{phrase} {next(self._adjectives)[2 * plural + noun.feminine]}"
        return phrase


def elided(word: str, following: str) -> str:
    """Put a small word before another one.

    >>> elided("le", "arbre"), elided("de", "loi"), elided("ne", "aidait")
    ("l'arbre", 'de loi', "n'aidait")
    """
    if word in {"le", "la", "de", "ne"} and following[0] in VOWELS:
        return f"{word[0]}'{following}"
    return f"cet {following}" if word == "ce" and following[0] in VOWELS else f"{word} {following}"
