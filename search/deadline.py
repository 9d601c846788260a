"""How long a question may take. What it asks for is bounded where it is read; this holds where that was not enough."""

from time import monotonic

from search.errors import SearchError

SECONDS = 10.0
"""Seconds on the clock. To ask for the time that a thread had of a processor would cost more than many a search."""


class Deadline:
    """Of one question, so many seconds from now on."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = monotonic() + seconds

    def require(self) -> None:
        """Raise ``SearchError`` when time is up: engines ask between their steps."""
        if monotonic() > self._end:
            raise SearchError("The search took too long, and was given up: ask for fewer words.")
