"""The words of one commit, as spelling asks for them."""

from collections.abc import Iterator

from search.fields import ZONES
from search.whoosh.snapshot import Snapshot


class Known:
    """Which words there are, and how many documents have them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def having(self, form: str, term: str) -> int:
        """Count the live documents that have a term in one zone, the most of all zones."""
        snapshot = self._snapshot
        return snapshot.having([snapshot.parts(reading, form, term) for reading in snapshot.readings])

    def words(self, start: str) -> Iterator[str]:
        """Give the exact forms that begin so, those of deleted documents among them."""
        for reading in self._snapshot.readings:
            for zone in ZONES:
                yield from reading.shelf.segment.words(f"{zone}_exact", start)
