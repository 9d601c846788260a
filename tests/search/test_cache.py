"""What searches keep within a budget of bytes."""

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
