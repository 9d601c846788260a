"""What searches keep within a budget of bytes."""

from pathlib import Path
from unittest.mock import patch

from search.types import Document, Query, Words
from search.whoosh import WhooshIndex
from search.whoosh.answering import Answering
from search.whoosh.cache import OVERHEAD, ByteCache


def test_a_cache_forgets_what_was_asked_for_longest_ago() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key * 100

    cache: ByteCache[str] = ByteCache(2 * (OVERHEAD + 100), len)
    for key in "abacab":
        assert cache.get(key, lambda key=key: make(key)) == key * 100  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
    assert cache.bytes <= 2 * (OVERHEAD + 100)


def test_a_match_is_remembered_from_the_second_time_on(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.update(Document(f"d{at}", {"text": "une rumeur"}) for at in range(9))
    with patch.object(Answering, "_matched", autospec=True, side_effect=vars(Answering)["_matched"]) as matched:
        pages = [index.search(Query(Words("rumeur"), offset=at, limit=1)).hits[0].id for at in range(5)]
    assert pages == [f"d{at}" for at in range(5)]
    assert matched.call_count == 2
