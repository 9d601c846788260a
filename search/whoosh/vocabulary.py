"""Texts → numbers of words. What was seen before is not cut again.

A word is an exact form with its stem, and with how it is written where it has accents; it has one number. A chunk of
text (``search.french.chunks``) that was seen before costs one look-up, and so does a line of names; what they give are
the numbers as bytes, so that a text is one ``join``, and the text of all documents one more: 0.1 µs a word, where
cutting and lemmatising a new one costs 30.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np

from search.french import chunks, cut_chunk
from search.spelt import accented
from search.whoosh.arrays import Integers, Words

Numbers: TypeAlias = memoryview
"""Numbers of words, 32-bit each."""

REPEATED = 100
"""Letters of a text that is worth remembering whole: names come again, quotes do not."""

REMEMBERED = 400_000
"""Chunks remembered at most: some 200 bytes each, and the lines no more than a quarter of it."""

KNOWN = 2_000_000
"""Words known at most from one run to the next."""

NUMBER = np.dtype(np.uint32)

STEMLESS = -1


class Ordered(NamedTuple):
    """Terms in order, and the place there of every word known; ``STEMLESS`` of one that has none."""

    names: list[bytes]
    ranks: Integers


class _Chunks(dict[str, bytes]):
    """What each chunk was cut into; it fills itself, and forgets all when it is full."""

    def __init__(self, cut: Callable[[str], bytes]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, chunk: str) -> bytes:
        if len(self) >= REMEMBERED:
            self.clear()
        words = self[chunk] = self._cut(chunk)
        return words


class Vocabulary:
    """The words of one commit. Their numbers hold until it is asked to ``forget``."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._chunks = _Chunks(self._cut_chunk)
        self._lines: dict[str, bytes] = {}

    def cut(self, text: str) -> Numbers:
        """Give the numbers of a text's words."""
        words = self._lines.get(text)
        if words is None:
            words = b"".join(map(self._chunks.__getitem__, chunks(text)))
            if len(text) <= REPEATED:
                if len(self._lines) >= REMEMBERED // 4:
                    self._lines.clear()
                self._lines[text] = words
        return memoryview(words).cast("I")

    def _cut_chunk(self, chunk: str) -> bytes:
        numbers = self._numbers
        cut = zip(cut_chunk(chunk), accented(chunk), strict=True)
        words = [numbers.setdefault((exact, stem, each), len(numbers)) for (exact, stem, _, _), each in cut]
        return np.array(words, NUMBER).tobytes()

    def forget(self) -> None:
        """Begin anew, if too many words are known: no number given so far holds any longer."""
        if len(self._numbers) >= KNOWN:
            self.__init__()  # type: ignore[misc]

    def terms(self, words: Words) -> tuple[Ordered, Ordered, Ordered]:
        """Put what these words stand for in order: the stems, the exact forms, and the words with accents.

        Stems and words with accents, which no stem has, are of one order.
        """
        used = np.zeros(len(self._numbers), np.bool_)
        used[words] = True
        each = [word for word, here in zip(self._numbers, used.tolist(), strict=True) if here]
        places = np.flatnonzero(used)
        exact, stems, accented_ = ([word[at] for word in each] for at in range(3))
        finding, whole = sorted({*stems, *accented_} - {""}), sorted(set(exact))
        ordered = ((stems, finding), (exact, whole), (accented_, finding))
        first, second, third = (_ranked(forms, names, places, len(used)) for forms, names in ordered)
        return first, second, third


def _ranked(forms: list[str], ordered: list[str], places: Integers, known: int) -> Ordered:
    ranks = {form: rank for rank, form in enumerate(ordered)}
    all_ranks = np.full(known, STEMLESS, np.int64)
    all_ranks[places] = [ranks.get(form, STEMLESS) for form in forms]
    return Ordered([form.encode() for form in ordered], all_ranks)
