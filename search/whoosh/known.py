"""The words of one commit, as spelling asks for them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from search.beginnings import frequent_first, near_heads
from search.deadline import Deadline
from search.fields import ZONES
from search.spelling import Near, nearest
from search.whoosh.snapshot import Snapshot

if TYPE_CHECKING:
    from search.whoosh.compiled import Kernels


class Known:
    """Which words there are, and how many documents have them; made for one question."""

    def __init__(self, snapshot: Snapshot, kernels: "Kernels | None", deadline: Deadline) -> None:
        self._snapshot, self._kernels, self._deadline = snapshot, kernels, deadline

    @property
    def _deleted(self) -> bool:
        return any(len(each.deleted) for each in self._snapshot.readings)

    def having(self, form: str, term: str) -> int:
        """Count the live documents that have a term in one zone, the most of all zones."""
        snapshot = self._snapshot
        if self._deleted:
            return snapshot.having([snapshot.parts(reading, form, term) for reading in snapshot.readings])
        segments = [each.shelf.segment for each in snapshot.readings]  # the dictionary knows: no list is read
        return max(sum([each.having(f"{zone}_{form}", term) for each in segments]) for zone in ZONES)

    def near(self, word: str, most: float) -> Iterable[Near]:
        """Give the exact forms that begin as a word does and are at most so far off.

        Those of deleted documents are among them, and none comes twice.
        """
        self._deadline.require()
        if self._kernels and not self._deleted:
            return self._kernels.near_words(word, most)
        near = self._kernels.near_words(word, most) if self._kernels else nearest(word, self.words(word[0]), most)
        return (Near(each, far, self.having("exact", each)) for each, far, *_ in near)

    def begun_nearly(self, start: str) -> Iterable[tuple[str, int]]:
        """Give the exact forms that begin so but for a slip, the frequent first; see ``search.spelling.Vocabulary``."""
        self._deadline.require()
        if self._kernels:
            return self._kernels.begun_nearly(start)
        words = (word for head in near_heads(start) for word in self.words(head))
        return frequent_first(start, words, lambda each: self.having("exact", each))

    def words(self, start: str) -> Iterator[str]:
        """Give the exact forms that begin so, those of deleted documents among them."""
        for reading in self._snapshot.readings:
            for zone in ZONES:
                yield from reading.shelf.segment.words(f"{zone}_exact", start)
