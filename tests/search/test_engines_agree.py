"""The engine on disk answers as the one in memory: same ids, totals, facets, and scores."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Document, Filter, Query, Words
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex

PLAIN = ["le", "la", "rumeur", "rumeurs", "fausse", "fausses", "maire", "Verdun", "carroll", "Carroll", "rumba"]
AWKWARD = ["l'amour", "d'un", "été", "élu(e)s", "S.P.V.M.", "2\u202f000", "Hydro-Québec", "messages", "soeur", "sœur"]
WORDS = st.sampled_from([*PLAIN, *AWKWARD])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
NAMES = st.lists(TEXTS, max_size=3).map("\n".join)
VALUES = st.lists(st.sampled_from(["a", "b", "c", "é", "2016"]), max_size=4).map(tuple)
IDS = st.sampled_from([f"d{at}" for at in range(12)])
DAYS = st.sampled_from([None, 20160101, 20161129, 20170101])

DOCUMENTS = st.builds(
    Document,
    id=IDS,
    texts=st.fixed_dictionaries({"text": TEXTS}, optional={"title": TEXTS, "speaker": NAMES, "organisation": NAMES}),
    values=st.fixed_dictionaries({}, optional={"speaker": VALUES, "year": VALUES}),
    day=DAYS,
)
COMMITS = st.lists(st.tuples(st.lists(DOCUMENTS, max_size=6), st.lists(IDS, max_size=3)), max_size=5)

BARE = st.one_of(WORDS, st.sampled_from(["inconnu", "rum*", "m*", "orateur:carroll", "organisation:hydro-quebec"]))
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
CLAUSES = st.one_of(BARE, PHRASES, PHRASES.map("orateur:".__add__), st.sampled_from(["apres:2016-02", "orateur:car*"]))
ASKED = st.lists(
    st.one_of(CLAUSES, CLAUSES.map("-".__add__), st.tuples(CLAUSES, CLAUSES).map(" OR ".join)), max_size=5
).map(" ".join)
QUERIES = st.builds(
    Query,
    ask=st.builds(Words, text=ASKED, mode=st.sampled_from(["words", "words", "words", "exact"])),
    filters=st.lists(st.builds(Filter, st.sampled_from(["speaker", "year"]), VALUES), max_size=1).map(tuple),
    after=DAYS,
    before=DAYS,
    facets=st.just(("speaker", "year", "none")),
    facet_limit=st.sampled_from([2, 20]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    offset=st.integers(0, 2),
    limit=st.integers(0, 6),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commits=COMMITS, queries=st.lists(QUERIES, min_size=1, max_size=8))
def test_both_engines_give_the_same_answers(
    commits: list[tuple[list[Document], list[str]]], queries: list[Query]
) -> None:
    with TemporaryDirectory() as folder:
        memory, disk = MemoryIndex(), WhooshIndex(Path(folder))
        for documents, deleted in commits:
            memory.update(documents, deleted)
            disk.update(documents, deleted)
            assert disk.status().documents == memory.status().documents
        for query in queries:
            expected, found = memory.search(query), disk.search(query)
            assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits]
            assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in expected.hits], abs=1e-6)
            assert (found.total, found.facets) == (expected.total, expected.facets)
            assert found.interpretation == expected.interpretation
