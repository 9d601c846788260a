"""French queries that are hard to answer, from data that is not part of the project."""

import json
import os
from pathlib import Path

import pytest

from search import Document, Query, Words, open_index

FOLDER = os.environ.get("VERBATIM_SHARED_DATA")

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER, reason="VERBATIM_SHARED_DATA names no folder"),
]

EXPECTED_SHARE = 0.91


def test_most_tricky_queries_are_answered() -> None:
    lines = (Path(FOLDER or "") / "search" / "tricky_queries.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    right = 0
    for case in cases:
        index = open_index("memory:")
        index.update([Document("a", {"text": case["text"]})])
        right += bool(index.search(Query(Words(case["query"]))).total) == case["should_match"]
    assert right / len(cases) >= EXPECTED_SHARE
