"""What searches keep within a budget of bytes."""

from pathlib import Path

from search.types import Document, Query, Words
from search.whoosh import WhooshIndex
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


def test_pages_and_facets_are_the_same_whatever_is_remembered(tmp_path: Path) -> None:
    index, forgetful = (WhooshIndex(tmp_path / "index", cache_bytes=size) for size in (1_000_000, 0))
    index.update(Document(f"d{at}", {"text": "une rumeur"}, {"topic": (f"t{at % 2}",)}) for at in range(9))
    for at in range(5):
        for facets in ((), ("topic",)):
            query = Query(Words("rumeur"), facets=facets, offset=at, limit=1)
            assert index.search(query).hits[0].id == f"d{at}"
            assert index.search(query) == forgetful.search(query)
