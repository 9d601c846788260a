"""Runs, segments and merges hold what was put in: any size of run, slice and merge gives the same index."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Document, Query, Words
from search.fields import RANGE_BITS
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex, merging, writing
from search.whoosh.arrays import starts_of, totals
from search.whoosh.layout import Lists, chunks_of, pack, stride_for, unpack
from search.whoosh.postings import read_postings
from tests.search.test_engines_agree import COMMITS, QUERIES


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs of a few words, slices of a few postings, and merges that wait for the second commit."""
    monkeypatch.setattr(writing, "FULL", 12)
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    monkeypatch.setattr(merging, "SLICE", 3)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("small")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(commits=COMMITS, queries=st.lists(QUERIES, min_size=1, max_size=8), replaced=st.booleans())
def test_runs_and_merges_change_no_answer(
    commits: list[tuple[list[Document], list[str]]], queries: list[Query], replaced: bool
) -> None:
    with TemporaryDirectory() as folder:
        memory, open_still = MemoryIndex(), WhooshIndex(Path(folder))
        for documents, deleted in commits:
            for index in (memory, WhooshIndex(Path(folder))):
                if replaced:
                    index.replace(documents)
                index.update(documents, deleted)
        for query in queries:
            expected = memory.search(query)
            for index in (open_still, WhooshIndex(Path(folder))):
                found = index.search(query)
                assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
                assert (found.total, found.facets) == (expected.total, expected.facets)


def test_the_last_document_of_an_id_stays_wherever_the_runs_end(small: None, tmp_path: Path) -> None:  # noqa: ARG001
    index = WhooshIndex(tmp_path)
    index.replace(Document(f"{at % 10}", {"text": f"version {at} {'mot ' * (at % 5)}"}) for at in range(100))
    assert index.status().documents == 10
    assert sorted(hit.id for hit in index.search(Query(Words("90 OR 95 OR 99 OR 89"))).hits) == ["0", "5", "9"]
    assert len(list(tmp_path.glob("*.seg"))) == 1


COUNTS = st.lists(st.integers(1, 30), min_size=1, max_size=8)


@given(
    counts=COUNTS,
    size=st.sampled_from([60, 1 << 16, (1 << 16) + 1, 200_000, 1 << 20]),
    often=st.sampled_from([1, 2, 255, 256, 65_536]),
    furthest=st.sampled_from([0, 200, 70_000, (4 << RANGE_BITS) + 9]),
    seed=st.integers(0, 9),
)
def test_what_is_packed_is_read_as_it_was(counts: list[int], size: int, often: int, furthest: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    documents = [np.sort(draw.choice(size, count, replace=False)).astype(np.uint32) for count in counts]
    frequencies = np.minimum(draw.integers(1, often + 1, sum(counts)), 300).astype(np.uint32)
    frequencies[0] = often
    positions = draw.integers(0, furthest + 1, int(frequencies.sum())).astype(np.uint32)
    lists = Lists(np.array(counts), np.concatenate(documents), frequencies, positions)
    stride = stride_for(positions)
    packed = pack(lists, size, stride)
    read = unpack(packed.content, packed.starts, lists.counts, size, stride)
    for found, expected in zip(map(np.asarray, read), map(np.asarray, lists), strict=True):
        assert found.tolist() == expected.tolist()
    first = 0
    occurrences = totals(frequencies, lists.counts)
    for at, (start, before) in enumerate(zip(packed.starts.tolist(), starts_of(occurrences).tolist(), strict=True)):
        one = read_postings(packed.content, start, counts[at], size, stride)
        assert one.documents.tolist() == documents[at].tolist()
        assert one.frequencies.tolist() == frequencies[first : first + counts[at]].tolist()
        there = one.positions[: int(occurrences[at])]
        assert there.tolist() == positions[before : before + int(occurrences[at])].tolist()
        first += counts[at]


def test_a_posting_takes_two_bytes_and_its_position_one() -> None:
    documents = np.arange(0, 50_000, 5, dtype=np.uint32)
    lists = Lists(np.array([10_000]), documents, np.ones(10_000, np.uint32), np.full(10_000, 7, np.uint32))
    assert chunks_of(50_000) == 0
    assert len(pack(lists, 50_000, 1 << RANGE_BITS).content) == 4 + 30_000
    assert chunks_of(1_000_000) == 16
    assert len(pack(lists, 1_000_000, 1 << RANGE_BITS).content) == 4 + 16 * 4 + 30_000
