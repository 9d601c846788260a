"""Where in a text words stand that have one of some stems or forms: what highlighting asks of text after text.

Decision: a text is not cut. Nearly all words begin with the letters that their form and their stem begin with, and
``heads`` knows the others; so a regular expression finds the few pieces that may hold what is looked for, and these
alone are cut. Only a text with numbers that hold blanks (`2 000`), or with a character that is not of European print,
is one piece as a whole. The texts of a page stand side by side: to begin anew with each takes the expression longer
than to go through it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from search.french import CACHED_CHUNKS, HEAD, LONGEST_WORD, Cut, cut_words, heads
from search.typography import levelled, without_accents

_PRINTED = "".join(each for each in map(chr, range(0x250)) if levelled(each) == each.casefold())
_PRINTED += "œŒæÆ\u00a0\u2009\u202f’‘“”„–—…•€"
_LETTERS = {each: without_accents(levelled(each)) for each in _PRINTED if each.isalpha()}

_UNDIGITED = re.escape("".join(each for each in _PRINTED if not each.isdigit()))
_PLAIN = re.compile(rf"[{_UNDIGITED}]*+(?:[0-9]++(?!\s[0-9]{{3}})[{_UNDIGITED}]*+)*+")
"""A text in which nothing but a blank ends a piece, and what stands before or after a piece tells nothing of it."""

_ODD = r"0-9ëïËÏ"
"""What is always worth a look: figures may be months, and the stemmer reads these letters as two."""


@lru_cache(4_096)
def _opening(head: str) -> re.Pattern[str]:
    """Find in a plain text where words may begin that have a form or a stem which begins so: all, and some others.

    A stem has doubled letters but once, and acronyms have dots between theirs.
    """
    roman = head[0].isdigit()
    whole = _spelt(r"[ivx]" if roman else re.escape(head))
    if roman or len(head) < HEAD:
        return re.compile(rf"[{_ODD}{whole}](?:(?<=[{_ODD}])|(?<![^\W_].))")
    first, second = (_spelt(re.escape(letter)) for letter in head)
    both = rf"(?<![^\W_].)(?:\.?[{first}])*\.?[{second}]" if first and second else "(?!)"
    return re.compile(rf"[{_ODD}{whole}{first}](?:(?<=[{_ODD}{whole}])|{both})")


def _spelt(letters: str) -> str:
    """Give the characters that stand for letters (a regular expression), or begin with them."""
    return "".join(each for each, written in _LETTERS.items() if re.match(letters, written))


class Page:
    """Texts side by side, a blank between two: a place in the whole tells which text, and where in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._starts = [0, *accumulate(len(each) + 1 for each in texts)]
        self._odd = [
            (start, each) for start, each in zip(self._starts, texts, strict=False) if not _PLAIN.fullmatch(each)
        ]
        odd = {start for start, _ in self._odd}
        self._plain = " ".join(
            [" " * len(each) if start in odd else each for start, each in zip(self._starts, texts, strict=False)]
        )

    def place(self, start: int) -> tuple[int, int]:
        """Give which text has this place of the whole, and where that text begins."""
        nth = bisect_right(self._starts, start) - 1
        return nth, self._starts[nth]

    def pieces(self, openings: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, str]]:
        """Give the pieces of the texts, and where they begin, that may hold what is looked for."""
        yield from self._odd
        for opening in openings:
            end = -1
            for match in opening.finditer(self._plain):
                if match.start() > end:
                    start = self._plain.rfind(" ", 0, match.start()) + 1
                    end = self._end(match.start())
                    yield start, self._plain[start:end]

    def following(self, start: int, piece: str) -> Iterator[tuple[int, str]]:
        """Give the pieces that follow one in its text, and where they begin."""
        nth, _ = self.place(start)
        last, end = self._starts[nth + 1] - 1, start + len(piece)
        while end < last:
            start, end = end + 1, self._end(end + 1)
            yield start, self._plain[start:end]

    def _end(self, start: int) -> int:
        """Give where the piece ends that holds a place."""
        end = self._plain.find(" ", start)
        return len(self._plain) if end < 0 else end


def _words(piece: str) -> Cut:
    return _remembered(piece) if len(piece) <= LONGEST_WORD else tuple(cut_words(piece))


@lru_cache(CACHED_CHUNKS)
def _remembered(piece: str) -> Cut:
    return tuple(cut_words(piece))


def learn(texts: Iterable[str]) -> None:
    """See texts beforehand, and make ready to look for their words."""
    forms = {form for text in texts for piece in text.split(" ") for form, *_ in _words(piece)}
    for head in {each[:HEAD] for each in forms}:
        _opening(head)


class Finder:
    """Finds the words with one of these stems, exact forms or beginnings."""

    def __init__(self, stems: frozenset[str], forms: frozenset[str], starts: tuple[str, ...]) -> None:
        self._stems = stems
        self._forms = forms
        self._starts = starts
        of_stems = {head for stem in stems for head in heads(stem)}
        self._openings = [*map(_opening, of_stems | {each[:HEAD] for each in (*forms, *starts)})]

    def occurrences(self, page: Page) -> Iterator[tuple[int, int]]:
        """Give the places of the words in a page, in no order, some twice: what ``analyse`` would find, but sooner."""
        for at, piece in page.pieces(self._openings):
            for form, stem, first, last in _words(piece):
                if stem in self._stems or form in self._forms or (self._starts and form.startswith(self._starts)):
                    yield at + first, at + last

    def phrases(self, page: Page, phrase: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Give the places of a phrase, exact forms one after the other, of which the first is this finder's form.

        Only what follows an occurrence of the first word is cut, as far as the phrase can reach.
        """
        for at, piece in page.pieces(self._openings):
            words = _placed(at, piece)
            own, following = len(words), page.following(at, piece)
            while len(words) < own + len(phrase) - 1 and (more := next(following, None)):
                words += _placed(*more)
            for start in range(own):
                if tuple([form for form, _, _ in words[start : start + len(phrase)]]) == phrase:
                    yield words[start][1], words[start + len(phrase) - 1][2]


def _placed(at: int, piece: str) -> list[tuple[str, int, int]]:
    """Give the exact forms of a piece that begins at a place, each with its own place."""
    return [(form, at + first, at + last) for form, _, first, last in _words(piece)]
