"""How long a page of a search takes to make, and what it weighs: ``python -m benchmarks.pages`` (VERBATIM_HOME…).

Asks the application itself, without a socket and without ready answers, for searches by words that the archive holds,
each once, after as many others to warm up; times are those of one process on whatever else the machine does.
"""

import gc
import random
import statistics
import sys
import time
from dataclasses import replace
from http import HTTPStatus

from sqlalchemy import select

from api.app import create_app
from api.archive.models import Quote
from api.commands.serving import COLLECT_AFTER
from api.config import Settings
from api.context import EXTENSION

ASKED = 200
LONGEST_WORD, SHORTEST_WORD = 12, 6


def main() -> None:
    """Measure, and print a line for each kind of page."""
    app = create_app(replace(Settings.from_environment(), cache_bytes=0, rate_limit=""))
    gc.set_threshold(*COLLECT_AFTER)
    client = app.test_client()
    with app.extensions[EXTENSION].sessions() as session:
        texts = session.scalars(select(Quote.text).limit(5_000)).all()
    print(f"{len(texts)} quotes looked at")
    words = sorted({word for text in texts for word in text.lower().split() if word.isalpha()})
    words = [word for word in words if SHORTEST_WORD <= len(word) <= LONGEST_WORD]
    some = random.Random(7).sample(words, min(len(words), 4 * ASKED))  # noqa: S311 - a sample, no secret
    kinds = {
        "a word": [f"/recherche?q={word}" for word in some],
        "two words": [f"/recherche?q={one}+{two}" for one, two in zip(some, reversed(some), strict=True)],
        "a word in a year": [f"/recherche?q={word}&annee=2024" for word in some],
    }
    for kind, paths in kinds.items():
        times, processor, sizes = [], [], []
        for number, path in enumerate(paths[: 2 * ASKED]):
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(path)
            body = answer.data
            took, used = 1_000 * (time.perf_counter() - began), 1_000 * (time.process_time() - worked)
            if answer.status_code != HTTPStatus.OK:
                sys.exit(f"{path} answers {answer.status_code}: an error is no page, and is not measured")
            if number >= ASKED:
                times.append(took)
                processor.append(used)
                sizes.append(len(body))
        p95, busy = (statistics.quantiles(each, n=20)[-1] for each in (times, processor))
        print(
            f"{kind}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms "
            f"(processor {busy:.1f} ms), largest page {max(sizes):,} bytes"
        )


if __name__ == "__main__":
    main()
