"""When the garbage collector runs: in a server process between answers, in an import now and then.

An answer is thousands of small objects, none of them garbage until it is sent, and what is remembered stays: Python's
own thresholds have them looked through several times a request, a quarter of a search's time. Higher ones make it rarer
and longer: they count what is made less what is let go, so that a process whose memories are full looks through
hundreds of thousands of objects at once, and some request waits 100 ms. After an answer the one who asked does not wait
for it; those whom other threads of the process are answering do, for it holds the interpreter's lock: for the young it
is short, and all is looked through but seldom.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

EVERY = 16
"""After so many answers what they left is looked through; after so many times as many, what is older, and then all."""

THRESHOLDS = (100_000, 50, 100)
"""When it runs within an answer nevertheless: one that makes so many objects may leave many that nobody needs."""

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""In an import; some 20 MB, which are there anyway."""


def collect_between_answers() -> Callable[[], None]:
    """Have it run so in this process; give what is to be called after each answer, from any thread."""
    gc.set_threshold(*THRESHOLDS)
    answers = count(1)

    def answered() -> None:
        sent = next(answers)
        due = [generation for generation in range(3) if sent % EVERY ** (generation + 1) == 0]
        if due:
            gc.collect(due[-1])

    return answered


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect seldom within: an import lets go of little, and looking through it often costs an eighth of its time.

    The program's own modules and what they hold, which are there already, are not looked through at all.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
