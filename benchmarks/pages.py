"""How long the pages take to make, and what they weigh: ``python -m benchmarks.pages --home FOLDER --json OUT``.

Asks the application itself, without a socket and with no room for ready answers, compressed as browsers ask: each once,
after as many others to warm up; times are those of one process on whatever else the machine does. What a page weighs
is what goes over the wire with an empty cache: itself, its stylesheets, its scripts and its icon, all compressed.

The archive is invented (``benchmarks.archive``) and made in the folder unless it is there: minutes for 100,000 quotes.
One that is there is first brought up to the schema and the index of the code.
"""

import argparse
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.app import create_app
from api.archive.models import Event, Quote, Speaker, Talk
from api.commands.collecting import collect_between_answers
from api.commands.serving import KERNELS
from api.config import Settings
from api.context import EXTENSION
from benchmarks import archive
from benchmarks.corpus import TITLED
from benchmarks.servers import run
from search import speed_up

SEED = 20161129
ASKED = 100
LONGEST_WORD, SHORTEST_WORD = 12, 6
MOST_MILLISECONDS, MOST_BYTES = 40, 60_000
"""What a page of a search is allowed, in the 95th percentile and over the wire."""

VERBATIM = str(Path(sys.executable).parent / "verbatim")
MADE = "pages-benchmark.json"


def main() -> None:
    """Measure, and print a line for each kind of page."""
    parser = argparse.ArgumentParser(description="Measure the pages.")
    parser.add_argument("--quotes", type=int, default=100_000, help="how many quotes to invent (100000), at least")
    parser.add_argument("--home", type=Path, help="a folder to make the archive in, and to find it in the next time")
    parser.add_argument("--asked", type=int, default=ASKED, help=f"how many addresses of each kind ({ASKED})")
    parser.add_argument("--json", type=Path, help="write the result here")
    options = parser.parse_args()
    with ExitStack() as stack:
        home = options.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="verbatim-pages-")))
        settings = archive_in(home.resolve(), options.quotes)
        result = measure(settings, options.asked)
    print(f"a search over the wire, with all it needs: {result['heaviest_search_bytes']:,} bytes")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def archive_in(home: Path, quotes: int) -> Settings:
    """Return the settings of an archive in a folder, made there first unless it is."""
    settings = Settings(home=home, cache_bytes=1, rate_limit="")
    unset = ("DATABASE_URL", "SEARCH_URL")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment["VERBATIM_HOME"] = str(home)
    if (home / MADE).exists():
        run([VERBATIM, "db", "upgrade"], environment)
        # An index that is missing, or made by another version of the code, answers no search.
        if create_app(settings).test_client().get("/readyz").status_code != HTTPStatus.OK:
            run([VERBATIM, "index", "rebuild"], environment)
        return settings
    home.mkdir(parents=True, exist_ok=True)
    lines = home / "archive.jsonl"
    # A little more than the talks take away: how many are talks is drawn.
    archive.write(lines, round(quotes / (1 - TITLED) * 1.003))
    run([VERBATIM, "db", "upgrade"], environment)
    run([VERBATIM, "import", "--yes", str(lines)], environment)
    lines.unlink()
    (home / MADE).write_text(json.dumps({"quotes": quotes}), encoding="utf-8")
    return settings


def measure(settings: Settings, asked: int) -> dict[str, Any]:
    """Ask for each kind of page, and return what it took."""
    app = create_app(replace(settings, rate_limit=""))
    speed_up(settings.search, settings.home / KERNELS)
    client = app.test_client()
    with app.extensions[EXTENSION].sessions() as session:
        kinds = _paths(session)
        total = session.scalar(select(func.count()).select_from(Quote)) or 0
    pages = {}
    for name, paths in kinds.items():
        pages[name] = page = _measured(client, paths[: 2 * asked])
        print(f"{name}: {', '.join(f'{what} {value:,}' for what, value in page.items())}", flush=True)
    heaviest = max(page["largest_bytes"] for name, page in pages.items() if name.startswith("search"))
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "quotes": total,
        "budget": {"p95_ms": MOST_MILLISECONDS, "bytes": MOST_BYTES},
        "pages": pages,
        "heaviest_search_bytes": heaviest + _files(client, kinds["search: a word"][0]),
    }


def _paths(session: Session) -> Mapping[str, Sequence[str]]:
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    keys = session.scalars(select(Quote.id).order_by(Quote.id)).all()
    rows = session.execute(
        select(Quote.public_id, Quote.text).where(Quote.id.in_(draw.sample(keys, min(len(keys), 5_000))))
    ).all()
    words = sorted({word for _, text in rows for word in text.lower().split() if word.isalpha()})
    words = [word for word in words if SHORTEST_WORD <= len(word) <= LONGEST_WORD]
    some = draw.sample(words, min(len(words), 4 * ASKED))
    return {
        "search: a word": [f"/recherche?q={word}" for word in some],
        "search: two words": [f"/recherche?q={one}+{two}" for one, two in zip(some, reversed(some), strict=True)],
        "search: a word in a year": [f"/recherche?q={word}&annee=2024" for word in some],
        "suggestions": [f"/api/v1/suggestions?q={word[: number % 4 + 2]}" for number, word in enumerate(some)],
        "quote": [f"/citations/{public_id}" for public_id, _ in rows],
        "speaker": _all(session.scalars(select(Speaker.slug)), "/intervenants/", draw),
        "event": _all(session.scalars(select(Event.slug)), "/evenements/", draw),
        "talk": _all(session.scalars(select(Talk.slug)), "/interventions/", draw),
        "first page": ["/"] * 2 * ASKED,
    }


def _all(slugs: Iterable[str | None], section: str, draw: random.Random) -> list[str]:
    paths = sorted(f"{section}{slug}" for slug in slugs if slug)
    return draw.sample(paths, min(len(paths), 2 * ASKED))


def _measured(client: FlaskClient, paths: Sequence[str]) -> dict[str, float]:
    """Ask for all these pages, and measure the second half of them."""
    times, processor, sizes, answered = [], [], [], collect_between_answers()
    for number, path in enumerate(paths):
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        body = answer.data
        took, used = 1_000 * (time.perf_counter() - began), 1_000 * (time.process_time() - worked)
        if answer.status_code != HTTPStatus.OK:
            sys.exit(f"{path} answers {answer.status_code}: an error is no page, and is not measured")
        if number >= len(paths) // 2:
            times.append(took)
            processor.append(used)
            sizes.append(len(body))
        answered()
    p95, busy = (statistics.quantiles(each, n=20)[-1] for each in (times, processor))
    return {
        "asked": len(times),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95, 1),
        "p95_processor_ms": round(busy, 1),
        "largest_bytes": max(sizes),
    }


def _files(client: FlaskClient, path: str) -> int:
    """Return what the files weigh that a page asks for beside itself."""
    html = client.get(path).text
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    return sum(len(client.get(each, headers={"Accept-Encoding": "gzip"}).data) for each in files)


if __name__ == "__main__":
    main()
