"""What to highlight in a text for a query, and the passage to show, as offsets, never HTML. Pure: no index is asked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.clauses import Fuzzy, Phrase, Prefix, Word, wanted
from search.finder import Finder, Page, learn
from search.query import parse
from search.types import Mark, Suggest, Words
from search.typography import fold


def highlights(text: str, words: Words | Suggest, field: str = "text") -> tuple[Mark, ...]:
    """Mark what the query found in a text, the verbatim content of ``field``.

    Words are marked in all their inflections, a phrase as a whole and to the letter, a beginning with its whole
    word; what is excluded or asked of another field is not marked. Marks come in order and never touch.
    """
    return _marker(words, field).marks([text])[0]


def highlights_of(texts: Sequence[str], words: Words | Suggest, field: str = "text") -> list[tuple[Mark, ...]]:
    """Mark each of some texts likewise: those of a page at once take less than one after the other."""
    return _marker(words, field).marks(texts)


def warm_up(texts: Iterable[str]) -> None:
    """Analyse texts beforehand, so that the first to be marked are not the slow ones: their words are then known."""
    learn(texts)


class _Marker:
    """A query, made ready to mark one text after the other."""

    def __init__(self, words: Words | Suggest, field: str) -> None:
        all_leaves = (each.word if isinstance(each, Fuzzy) else each for each in wanted(*parse(words).clauses))
        leaves = [each for each in all_leaves if getattr(each, "field", None) in {None, field}]
        stems = frozenset(each.stem for each in leaves if isinstance(each, Word) and each.stem)
        forms = frozenset(each.exact for each in leaves if isinstance(each, Word) and not each.stem)
        starts = tuple(each.start for each in leaves if isinstance(each, Prefix))
        self._finder = Finder(stems, forms, starts) if stems or forms or starts else None
        phrases = {tuple(word.exact for word in each.words) for each in leaves if isinstance(each, Phrase)}
        self._phrases = [(phrase, Finder(frozenset(), frozenset(phrase[:1]), ())) for phrase in phrases]

    def marks(self, texts: Sequence[str]) -> list[tuple[Mark, ...]]:
        """Mark texts."""
        page = Page(texts)
        found = list(self._finder.occurrences(page)) if self._finder is not None else []
        for phrase, finder in self._phrases:
            found += finder.phrases(page, phrase)
        marks: list[list[Mark]] = [[] for _ in texts]
        for start, end in _merged(found):
            nth, first = page.place(start)
            marks[nth].append(Mark(start - first, end - first))
        return [tuple(each) for each in marks]


_marker = lru_cache(256)(_Marker)


def _merged(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what overlaps or touches."""
    start = end = -1
    for first, last in sorted(found):
        if first > end:
            if end > start:
                yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    if end > start:
        yield start, end


LONGEST = 260
"""As many characters an excerpt has at most."""

_BEFORE = 90
"""As many of them, but a third at most, may come before the first word marked."""

_RUN = re.compile(r"(?:\S|[\u00a0\u2007\u202f])+")
_SENTENCE = re.compile(r"(?:[.!?…][\"»”)]*\s+|\n\s*)(?=\S)")
_CLOSING = {"«": "»", "“": "”"}
_QUOTATION_MARK = re.compile("[«»“”]")


class Excerpt(NamedTuple):
    """A passage of a text, ``[start, end)`` in Unicode code points."""

    start: int
    end: int


def excerpt(text: str, marks: Sequence[Mark], longest: int = LONGEST) -> Excerpt:
    """Choose the passage to show: the one with the most different words marked, then the most marks.

    Of equal ones, the first that begins with a sentence. It begins and ends between words; of «guillemets» and
    “quotation marks” it has both or none, so that what somebody said cannot be taken for the text's own. A text that is
    short is shown whole; only a word that is longer than all that may be shown is cut.
    """
    if len(text) <= longest:
        return Excerpt(0, len(text))
    borders = _Borders(text, longest)
    passages = dict.fromkeys([borders.passage(0), *(each for mark in marks for each in borders.around(mark))])
    return max(
        passages, key=lambda each: (*_worth(text, marks, each), borders.begins_sentence(each.start), -each.start)
    )


def _worth(text: str, marks: Sequence[Mark], passage: Excerpt) -> tuple[int, int]:
    """Count the different words marked in a passage, and the marks."""
    shown = [text[each.start : each.end] for each in marks if passage.start <= each.start and each.end <= passage.end]
    return len({fold(each) for each in shown}), len(shown)


class _Borders:
    """Where passages of a text may begin and end: between words, and just within quotation marks."""

    def __init__(self, text: str, longest: int) -> None:
        self._size, self._longest, self._before = len(text), longest, min(_BEFORE, longest // 3)
        self._pairs = _pairs(text)
        runs = [match.span() for match in _RUN.finditer(text)]
        begins = [start for start, _ in runs if text[start].isalnum() or text[start] in _CLOSING]
        self._starts = sorted({0, *begins, *(first + 1 for first, _ in self._pairs)})
        self._ends = sorted({len(text), *(end for _, end in runs), *(last for _, last in self._pairs)})
        self._sentences = [0, *(match.end() for match in _SENTENCE.finditer(text))]

    def around(self, mark: Mark) -> Iterator[Excerpt]:
        """Give passages that show a mark: from a sentence, a little before, within what is quoted, the word itself."""
        reach = max(0, min(mark.start - self._before, self._size - self._longest))
        sentence = bisect_left(self._sentences, reach)
        if sentence < len(self._sentences) and self._sentences[sentence] <= mark.start:
            yield self.passage(self._sentences[sentence])
        quoted = (self._within(mark.start) or (-1, -1))[0] + 1
        yield from map(self.passage, self._starts[bisect_left(self._starts, reach) :][:1])
        if mark.start - quoted <= self._before:
            yield self.passage(quoted)
        own = self._starts[bisect_right(self._starts, mark.start) - 1]
        yield self.passage(own if mark.end - own <= self._longest else mark.start)

    def begins_sentence(self, place: int) -> bool:
        """Tell whether a sentence begins there."""
        return place in self._sentences

    def passage(self, start: int) -> Excerpt:
        """Give the longest passage from there on."""
        within = self._within(start)
        for at in range(bisect_right(self._ends, start + self._longest) - 1, -1, -1):
            if self._ends[at] <= start:
                break
            if self._within(self._ends[at]) == within:
                return Excerpt(start, self._ends[at])
        return Excerpt(start, min(start + self._longest, self._size))

    def _within(self, place: int) -> tuple[int, int] | None:
        """Give the innermost pair of quotation marks around a place between two characters."""
        around = [(first, last) for first, last in self._pairs if first < place <= last]
        return max(around, default=None)


def _pairs(text: str) -> list[tuple[int, int]]:
    """Find the quotation marks that open and close a passage; one that has no other stands for itself."""
    pairs, open_ = [], list[tuple[str, int]]()
    for found in _QUOTATION_MARK.finditer(text):
        character, at = found[0], found.start()
        if character in _CLOSING:
            open_.append((_CLOSING[character], at))
        else:
            while open_:
                closing, first = open_.pop()
                if closing == character:
                    pairs.append((first, at))
                    break
    return pairs
