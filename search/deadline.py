"""How long a question may take. What it asks for is bounded where it is read; this holds where that was not enough."""

from time import monotonic

from search.errors import SearchError

SECONDS = 10.0
"""Seconds of processor time, so that a busy machine refuses nothing that it would have answered alone."""


class Deadline:
    """Of one question, so many seconds from now on, in this thread."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = monotonic() + seconds

    def require(self) -> None:
        """Raise ``SearchError`` when time is up: engines ask between their steps."""
        if monotonic() > self._end:
            raise SearchError("The search took too long, and was given up: ask for fewer words.")
