"""A dictionary form → its stem. Pure.

The stem is Snowball's, but where it would leave less than ``SHORTEST_ROOT`` letters by cutting more than
``LONGEST_ENDING``: there it joins words that have nothing but their beginning in common (parlement and parler), and
conflation is the better without (F1 .85 against .84 on the words of four treebanks). Likewise «fin» is not «finir», a
mairie no maire, nor a journal a journaliste: short verbs in -ir and -re keep their endings, and nouns in -iste, -isme
and -ité. A port is no porte, nor is it carried: where two nouns and a verb have one stem, the verb goes with the
longer. Of a dictionary form of Lexique, more than that is never cut (considérable and considération: F1 .89 against
.86).
"""

import re
from operator import eq

import Stemmer

from search.lemmas import is_lemma, is_no_participle, is_own_form, is_verb
from search.typography import without_accents

SHORTEST_STEM = 3
SHORTEST_ROOT = 6
LONGEST_ENDING = 3

_APART = ("iste", "isme", "ité")
_BESIDE_NOUNS = re.compile("(?P<noun>.{3,}?(?<!..ent)(?<!ant))(?:e|er|ant)")
_DOUBLED = re.compile(r"((?!s)[^\W\d_])\1+|(s)s+$")
_STEMMER = Stemmer.Stemmer("french", 0)


def stem_of(word: str) -> str:
    """Cut the ending off a dictionary form, or off a word that has none; then double letters, then accents."""
    stem = _kept_whole(word) or _cut(word)
    if any(map(eq, stem, stem[1:])):
        stem = _DOUBLED.sub(r"\1\2", stem)
    stem = without_accents(stem)
    if len(stem) > SHORTEST_STEM and stem[-1] == "x":
        stem = f"{stem[:-1]}s"  # faux, fausse: the dictionary takes the second for a form of fausser
    return stem


def _kept_whole(word: str) -> str:
    """Give what stands for a word of which Snowball would cut off what tells it from others; nothing for any other."""
    if word.endswith("ant") and is_no_participle(word):
        return word
    if word.endswith(("ir", "re")) and len(_snowball(word)) <= SHORTEST_STEM and is_verb(word):
        return word
    return _verb_beside_nouns(word)


def _cut(word: str) -> str:
    stem = _snowball(word)
    singular = word.removesuffix("s")
    cut = len(singular) - len(stem)
    if (
        (cut > LONGEST_ENDING and (len(stem) < SHORTEST_ROOT or is_lemma(word) or is_own_form(stem)))
        or (cut >= LONGEST_ENDING and word.endswith(_APART) and is_own_form(word))
        or (singular.endswith("rie") and is_own_form(f"{singular[:-2]}e") and is_own_form(singular))
    ):
        return singular.removesuffix("e")
    return stem


def _snowball(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem


def _verb_beside_nouns(word: str) -> str:
    """Give the verb of three words of one stem, for the verb and the longer noun: port is not porte, nor porter."""
    match = _BESIDE_NOUNS.fullmatch(word)
    if not match:
        return ""
    noun = match["noun"]
    verb = f"{noun}er"
    return verb if is_own_form(noun) and is_own_form(f"{noun}e") and is_verb(verb) else ""
