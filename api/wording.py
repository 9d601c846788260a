"""The words of a text as one compares what was said: case, accents, punctuation, blanks and marks apart. Pure.

Two texts have the same words when their letters and numbers are the same, and where the one has a word's end and the
other none (`peut-être`, `peut etre`, a word cut by a hyphen at the end of a line), nothing else is moved: `l'avis` and
`la vis` are other words.

A number is one word whatever groups its digits (`2 000`, `2.000`), keeps its decimals (`3,5` is not `35`) and its sign;
what counts or adds (`%`, `€`, `+`) is a word too: leaving it out changes what was said.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from search.typography import levelled, traced, without_accents

_CURRENCIES = "".join(chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) == "Sc")
_WORDS = re.compile(
    rf"""
    (?P<grouped>(?:(?<![^\s(\["'«“])-)?(?<![^\W_])\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)(?:,\d+)?)
  | (?P<number>(?:(?<![^\s(\["'«“])-)?\d+(?:[.,]\d+)*)
  | [^\W_]+
  | [%‰&+=×÷±{re.escape(_CURRENCIES)}]
    """,
    re.VERBOSE,
)

NEARLY = 0.9
"""The share of the letters of two texts that must be the same for them to be nearly the same."""

_NEGATIONS = frozenset(
    ("aucun", "aucune", "guere", "jamais", "n", "ne", "ni", "non", "nul", "nulle", "pas", "plus", "rien", "sans")
)


class Word(NamedTuple):
    """A word: its letters, folded, and ``[start, end)`` in the text."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Cut any text into its words, in order. Never raises; ``0 <= start < end <= len(text)``, and no end goes back.

    One character can be two words (`½`): both have its place.
    """
    source = traced(text)
    return [Word(form, *source.span(*match.span())) for match in _WORDS.finditer(source.text) if (form := _form(match))]


def _form(match: re.Match[str]) -> str:
    if match["grouped"]:
        return re.sub("[ .]", "", match["grouped"])
    if match["number"]:
        return match["number"].replace(".", ",")
    return without_accents(match.group())


def letters(text: str) -> str:
    """Give the letters and numbers of a text in one run: texts with the same words have the same."""
    return "".join(filter(None, map(_form, _WORDS.finditer(levelled(text)))))


def words_key(text: str) -> str:
    """Give a key (32 hexadecimal digits) that texts with the same words share; those of few others do too."""
    return blake2b(letters(text).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Wording:
    """A text and its words, made ready to look for others in it."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words without their places."""
        return tuple(word.form for word in self.words)

    @cached_property
    def _spaced(self) -> str:
        return f" {' '.join(self.forms)} "

    @cached_property
    def _run(self) -> str:
        return "".join(self.forms)

    @cached_property
    def _edges(self) -> list[int]:
        return _edges(self.forms)

    def find(self, part: Sequence[str], start: int = 0) -> tuple[int, int] | None:
        """Give the first place of these words one after the other, as ``[first, last)`` of ``words`` from ``start``."""
        if not part or start >= len(self.words):
            return None
        # Words stand one blank apart there, so that a word begins as many blanks later as there are words before it.
        at = self._spaced.find(f" {' '.join(part)} ", self._edges[start] + start)
        if at >= 0:
            first = self._spaced.count(" ", 0, at)
            return first, first + len(part)
        return self._find_run(part, start)

    def _find_run(self, part: Sequence[str], start: int) -> tuple[int, int] | None:
        """Find words that are cut otherwise."""
        run, edges, wanted = "".join(part), self._edges, _edges(part)
        at = self._run.find(run, edges[start])
        while at >= 0:
            first, last = bisect_left(edges, at), bisect_left(edges, at + len(run))
            if (
                last < len(edges)
                and (edges[first], edges[last]) == (at, at + len(run))
                and _cut_alike(run, wanted, [edge - at for edge in edges[first : last + 1]])
            ):
                return first, last
            at = self._run.find(run, at + 1)
        return None

    def passage(self, first: int, last: int) -> tuple[int, int]:
        """Give ``[start, end)`` in the text of the words ``[first, last)``, of which there is one at least."""
        return self.words[first].start, self.words[last - 1].end


@lru_cache(1024)
def wording(text: str) -> Wording:
    """Read a text."""
    return Wording(text, tuple(words(text)))


def same_words(one: str, other: str) -> bool:
    """Say whether two texts have the same words, however they are written; one without words is like no other."""
    ours, theirs = wording(one), wording(other)
    return ours.find(theirs.forms) == (0, len(ours.words))


def nearly_same(one: str, other: str) -> bool:
    """Say whether two texts are nearly word for word the same: ``NEARLY`` of their letters, and no word that counts.

    A number or a negation that only one of them has makes them other words.
    """
    if same_words(one, other):
        return True
    ours, theirs = sorted((wording(one).forms, wording(other).forms))  # lining up would not be the same both ways
    common = Counter(ours) & Counter(theirs)
    if _share(common.elements(), ours, theirs) < NEARLY:  # lining them up takes longer
        return False
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    same = [form for at, _, size in matcher.get_matching_blocks() for form in ours[at : at + size]]
    changed = (Counter(ours) - Counter(same)) + (Counter(theirs) - Counter(same))
    telling = any(form in _NEGATIONS or any(map(str.isdigit, form)) for form in changed)
    return not telling and _share(same, ours, theirs) >= NEARLY


def _share(same: Iterable[str], ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Give the share of the letters of both that these words are."""
    return 2 * sum(map(len, same)) / max(1, sum(map(len, ours)) + sum(map(len, theirs)))


def cut_alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two runs of words are the same words, cut otherwise."""
    run = "".join(ours)
    return run == "".join(theirs) and _cut_alike(run, _edges(ours), _edges(theirs))


def _edges(forms: Sequence[str]) -> list[int]:
    """Give where words begin in their run, and where the last one ends."""
    edges = [0]
    for form in forms:
        edges.append(edges[-1] + len(form))
    return edges


def _cut_alike(run: str, ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Say whether, between two cuts that both have, one alone has more; and none of these parts a number."""
    if ours == theirs:
        return True
    mine, yours = set(ours), set(theirs)
    side: bool | None = None
    for edge in sorted(mine | yours):
        if edge in mine and edge in yours:
            side = None
            continue
        if (run[edge - 1].isdigit() and run[edge].isdigit()) or side not in {None, edge in mine}:
            return False
        side = edge in mine
    return True
