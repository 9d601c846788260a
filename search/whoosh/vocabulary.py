"""Texts → numbers of words. What was seen before is not cut again.

A word is an exact form with its stem, and has one number. A chunk of text (``search.french.chunks``) that was seen
before costs one look-up, and so does a line of names; what they give are the numbers as bytes, so that a text is one
``join``, and the text of all documents one more: 0.1 µs a word, where cutting and lemmatising a new one costs 30.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from search.french import chunks, cut_chunk
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
        self._numbers: dict[tuple[str, str], int] = {}
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
        words = [numbers.setdefault((exact, stem), len(numbers)) for exact, stem, _, _ in cut_chunk(chunk)]
        return np.array(words, NUMBER).tobytes()

    def forget(self) -> None:
        """Begin anew, if too many words are known: no number given so far holds any longer."""
        if len(self._numbers) >= KNOWN:
            self.__init__()  # type: ignore[misc]

    def terms(self, words: Words) -> tuple[tuple[list[bytes], Integers], tuple[list[bytes], Integers]]:
        """Put what these words stand for in order: the stems, and the exact forms.

        Each comes with the place, in that order, of every word known; ``STEMLESS`` of one that has none.
        """
        used = np.zeros(len(self._numbers), np.bool_)
        used[words] = True
        pairs = [pair for pair, here in zip(self._numbers, used.tolist(), strict=True) if here]
        places = np.flatnonzero(used)
        stems, exact = (_ordered([pair[at] for pair in pairs], places, len(used)) for at in (1, 0))
        return stems, exact


def _ordered(forms: list[str], places: Integers, known: int) -> tuple[list[bytes], Integers]:
    ordered = sorted(set(forms) - {""})
    ranks = {form: rank for rank, form in enumerate(ordered)}
    all_ranks = np.full(known, STEMLESS, np.int64)
    all_ranks[places] = [ranks.get(form, STEMLESS) for form in forms]
    return [form.encode() for form in ordered], all_ranks
