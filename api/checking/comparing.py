"""A checked text held against one quote: what verdict, what was left out, what is different. Pure.

Only words count: case, accents, punctuation, blanks and marks make ``same_words`` of ``exact``. A beginning or an end
left out, or words missing where a mark says so, make it ``truncated``; any other difference is ``altered``, were it
but one «ne».
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from api.checking.asked import Asked
from api.wording import Word, Wording, cut_alike

Verdict = Literal["exact", "same_words", "truncated", "altered", "other_speaker", "not_found"]
VERDICTS: tuple[Verdict, ...] = ("exact", "same_words", "truncated", "altered", "other_speaker", "not_found")

SHORTEST_PART = 6
"""Letters that a part of a quote must have to be told from any other words."""

ENOUGH = 0.5
"""The share of the letters, of both texts, that must be the same for one to be called an alteration of the other."""

WHOLE = 0.8
"""The share of a quote's letters that must stand in a longer text for it to be called that quote, with words added."""

GAP = 24
"""Letters that a passage missing without a mark counts for at most, when likeness is judged: it is one change."""

FEWEST_SAME = 3
"""Words that must be the same in an altered quote."""

FEW = 2
"""Words by which a passage at an end may be longer than what stands for it, and still be replaced by it as a whole."""

SHORTEST_STEM, LONGEST_ENDING = 4, 3
"""Letters that two forms of a word begin with alike, and what they may end in: in likeness they count for the same."""

TELLING = 24
"""Letters that must be the same in an altered part of a quote: anybody says «c'est quand même très»."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text: ``[start, end)`` in Unicode code points, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A step of the word diff: ``same``, ``replaced``, ``added`` (not in the quote) or ``missing`` (of the quote)."""

    change: Literal["same", "replaced", "added", "missing"]
    checked: Passage | None
    quote: Passage | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What is different, word by word, and how much.

    ``words`` counts the words replaced, added or missing; ``share`` is their part of the letters, 0 to 1.
    """

    words: int
    share: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a checked text fits a quote; ``left_out`` are passages of the quote, ``likeness`` goes from 0 to 1."""

    verdict: Verdict
    left_out: tuple[Passage, ...] = ()
    diff: Diff | None = None
    likeness: float = 1.0

    @property
    def rank(self) -> tuple[int, float, int]:
        """What comes first is the better of two."""
        return VERDICTS.index(self.verdict), -self.likeness, sum(each.end - each.start for each in self.left_out)


def compare(asked: Asked, quote: Wording) -> Comparison | None:
    """Hold a text against a quote; None when it is not that quote."""
    if quote.text.strip() in (asked.text.strip(), asked.quoted) or _canonical(quote.text) == asked.quoted:
        return Comparison("exact")
    for runs in asked.readings:
        if (left_out := _left_out(runs, quote)) is not None:
            return Comparison("truncated", left_out) if left_out else Comparison("same_words")
    found = [each for each in (_altered(asked, runs, quote) for runs in asked.readings) if each is not None]
    return min(found, key=lambda each: each.rank, default=None)


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _left_out(runs: Sequence[tuple[Word, ...]], quote: Wording) -> tuple[Passage, ...] | None:
    """Give what the quote has beside these runs of words; None where they do not stand in it, in this order."""
    if not any(runs):
        return None
    at = 0
    left_out: list[Passage] = []
    for run in filter(None, runs):
        place = quote.find([word.form for word in run], at)
        if place is None:
            return None
        left_out += _passages(quote, at, place[0])
        at = place[1]
    left_out += _passages(quote, at, len(quote.words))
    size = sum(len(word.form) for run in runs for word in run)
    return None if left_out and size < SHORTEST_PART else tuple(left_out)


def _passages(quote: Wording, first: int, last: int) -> list[Passage]:
    if first >= last:
        return []
    start, end = quote.passage(first, last)
    return [Passage(start, end, quote.text[start:end])]


def _altered(asked: Asked, runs: Sequence[tuple[Word, ...]], quote: Wording) -> Comparison | None:
    """Line both texts up, and say what differs, when enough is the same."""
    mine = [word for run in runs for word in run]
    if not _may_be_like(mine, quote):
        return None
    marked = _marked(runs)
    left_out: list[Passage] = []
    changes: list[Change] = []
    same = same_words = changed = changed_words = far = near = near_words = 0
    for kind, (i, j), (k, m) in _steps([word.form for word in mine], quote.forms):
        if kind == "missing" and (k == 0 or m == len(quote.words) or i in marked):
            left_out += _passages(quote, k, m)
            continue
        size = max(_size(mine[i:j]), _size(quote.words[k:m]))
        if kind == "same":
            same, same_words = same + size, same_words + m - k
        else:
            changed, changed_words = changed + size, changed_words + max(j - i, m - k)
            alike = [a.form for a, b in zip(mine[i:j], quote.words[k:m], strict=False) if _alike(a.form, b.form)]
            near, near_words = near + sum(map(len, alike)), near_words + len(alike)
            far += min(size, GAP) if kind == "missing" else size
        changes.append(Change(kind, _passage(asked.text, mine[i:j]), _passage(quote.text, quote.words[k:m])))
    near = min(near, far)
    likeness = (same + near) / max(1, same + far)
    whole = _size(quote.words)
    if same_words + near_words < FEWEST_SAME or (same + near < TELLING and same + near < ENOUGH * whole):
        return None
    if likeness < ENOUGH and same < WHOLE * whole and not _has_all(mine, quote):
        return None
    diff = Diff(changed_words, round(changed / (same + changed), 4), tuple(changes))
    return Comparison("altered", tuple(left_out), diff, likeness)


def _alike(one: str, other: str) -> bool:
    """Say whether two words may be forms of one: the same in number, gender or tense."""
    stem = one[: max(SHORTEST_STEM, max(len(one), len(other)) - LONGEST_ENDING)]
    return len(stem) >= SHORTEST_STEM and other.startswith(stem)


def _may_be_like(mine: Sequence[Word], quote: Wording) -> bool:
    """Say whether two texts have words enough in common, whatever their order: lining them up takes longer."""
    heads = Counter(form[:SHORTEST_STEM] for form in quote.forms)
    size = 0
    for word in mine:
        head = word.form[:SHORTEST_STEM]
        if heads[head]:
            heads[head] -= 1
            size += len(word.form)
    return size >= ENOUGH * _size(mine) or size >= WHOLE * _size(quote.words)


def _has_all(mine: Sequence[Word], quote: Wording) -> bool:
    """Say whether two texts have nearly the same words, in whatever order."""
    common = Counter(word.form for word in mine) & Counter(quote.forms)
    return sum(map(len, common.elements())) >= WHOLE * max(_size(mine), _size(quote.words))


def _marked(runs: Sequence[tuple[Word, ...]]) -> frozenset[int]:
    """Give the words before which a mark stands, by their number; the number of words, for one at the end."""
    marked, count = set(), 0
    for run in runs[:-1]:
        count += len(run)
        marked.add(count)
    return frozenset(marked)


Step = tuple[Literal["same", "replaced", "added", "missing"], tuple[int, int], tuple[int, int]]


def _steps(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Step]:
    """Give the steps from the quote's words to ours, as ranges of both."""
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)  # in long quotes, too, "de" is a word
    for tag, k, m, i, j in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and cut_alike(mine[i:j], theirs[k:m])):
            yield "same", (i, j), (k, m)
        elif tag == "insert":
            yield "added", (i, j), (k, k)
        elif tag == "delete":
            yield "missing", (i, i), (k, m)
        else:
            # At either end, the quote's words beyond as many as ours are left out, not replaced.
            is_longer = m - k > j - i + FEW
            first = m - (j - i) if is_longer and k == 0 else k
            last = k + (j - i) if is_longer and k and m == len(theirs) else m
            if first > k:
                yield "missing", (i, i), (k, first)
            yield "replaced", (i, j), (first, last)
            if last < m:
                yield "missing", (j, j), (last, m)


def _size(found: Sequence[Word]) -> int:
    return sum(len(word.form) for word in found)


def _passage(text: str, found: Sequence[Word]) -> Passage | None:
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    return Passage(start, end, text[start:end])
