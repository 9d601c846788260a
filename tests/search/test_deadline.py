"""What takes too long is given up, and told; never an empty answer instead."""

from pathlib import Path

import pytest

from search import Document, Query, SearchError, Words
from search.whoosh import WhooshIndex


@pytest.mark.parametrize("asked", ["rumeur", "rumuer", "rumuer~"])
def test_a_question_that_takes_too_long_is_given_up(asked: str, tmp_path: Path) -> None:
    hurried, patient = (WhooshIndex(tmp_path / "index", seconds=seconds) for seconds in (0.0, 60.0))
    patient.update([Document("a", {"text": "une fausse rumeur"})])
    with pytest.raises(SearchError, match="took too long"):
        hurried.search(Query(Words(asked)))
    assert [hit.id for hit in patient.search(Query(Words(asked))).hits] == ["a"]
    hurried.close()
    patient.close()
