"""People who search on while something else is measured: so many threads of one process, each with a pause between."""

import itertools
import threading
from collections.abc import Sequence

from benchmarks.peers.registry import Peer
from benchmarks.query_classes import Question

PAUSE_SECONDS = 0.2
"""Between an answer and the next question of the same reader."""


class Readers:
    """Threads that ask one engine, until they are stopped."""

    def __init__(self, peer: Peer, questions: Sequence[Question], many: int) -> None:
        self._peer = peer
        self._stop = threading.Event()
        self._asked = [0] * many
        self._failed: list[str] = []
        self._threads = [
            threading.Thread(target=self._read, args=(number, questions[number::many]), daemon=True)
            for number in range(many)
        ]
        for each in self._threads:
            each.start()

    def _read(self, number: int, questions: Sequence[Question]) -> None:
        for question in itertools.cycle(questions):
            if self._stop.wait(PAUSE_SECONDS):
                return
            try:
                self._peer.ask(question)
            except Exception as error:  # noqa: BLE001 whatever it is, it is told when they stop
                self._failed.append(repr(error))
                return
            self._asked[number] += 1

    def stop(self) -> int:
        """Let all finish, and give how many searches were answered.

        Raises:
            RuntimeError: one was not.
        """
        self._stop.set()
        for each in self._threads:
            each.join(60)
        if self._failed:
            raise RuntimeError(f"A reader was not answered: {self._failed[0]}")
        return sum(self._asked)
