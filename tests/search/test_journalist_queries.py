"""What journalists type, on every engine: what comes first, and what does not come at all."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from search import Index, Query, Words, open_index
from tests.search import founding, invented

LINES = Path(__file__).with_name("journalist_queries.txt").read_text("utf-8").splitlines()
_LINE = re.compile(r"(?P<typed>.*) => (?P<first>[^|]+) \| (?P<never>.+)")


class Case(NamedTuple):
    """A query, the ids of which one must come first (or nothing at all), and those that must not come."""

    typed: str
    first: frozenset[str]
    never: frozenset[str]


def cases() -> Iterator[object]:
    for line in LINES:
        if line and not line.startswith("# "):
            read = _LINE.fullmatch(line)
            assert read, line
            ids = [frozenset(each.strip() for each in read[name].split(",")) for name in ("first", "never")]
            yield pytest.param(Case(read["typed"], *ids), id=read["typed"])


CASES = list(cases())
KNOWN = {each.id for each in (*founding.DOCUMENTS, *invented.DOCUMENTS)}


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = open_index("memory:" if request.param == "memory" else f"whoosh:{tmp_path_factory.mktemp('queries')}")
    made.replace([*founding.DOCUMENTS, *invented.DOCUMENTS])
    yield made
    made.close()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize("case", CASES)
def test_a_query_finds_what_it_should(case: Case, index: Index) -> None:
    assert (case.first | case.never) - {"-"} <= KNOWN
    found = [hit.id for hit in index.search(Query(Words(case.typed))).hits]
    assert (found[0] if found else "-") in case.first
    assert case.never.isdisjoint(found)
