"""The engine on disk, compiled or not, answers as the one in memory: same ids, totals, facets, and scores."""

import random
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Document, Filter, Query, Results, Similar, Suggest, Words
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex
from search.whoosh.loading import Provider

PLAIN = ["le", "la", "rumeur", "rumeurs", "fausse", "fausses", "maire", "Verdun", "carroll", "Carroll", "rumba"]
AWKWARD = [
    "l'amour",
    "d'un",
    "été",
    "pêche",
    "péché",
    "PECHE",
    "élu(e)s",
    "S.P.V.M.",
    "2\u202f000",
    "Hydro-Québec",
    "messages",
    "soeur",
    "sœur",
]
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

BARE = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "inconnu",
            "rum*",
            "m*",
            "rumer~",
            "mairre~",
            "caroll",
            "fauses~",
            "orateur:carroll",
            "organisation:hydro-quebec",
        ]
    ),
)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
CLAUSES = st.one_of(
    BARE, PHRASES, PHRASES.map("orateur:".__add__), st.sampled_from(["apres:2016-02", "orateur:car*", "novembre 2016"])
)
BEGUN = st.one_of(WORDS, st.sampled_from(["rum", "rumm", "ruemu", "m", "fausss", "falla", "inconn"]))
ASKED = st.lists(
    st.one_of(
        CLAUSES,
        CLAUSES.map("-".__add__),
        st.tuples(CLAUSES, CLAUSES).map(" OR ".join),
        st.tuples(WORDS, WORDS, CLAUSES).map(lambda three: f"({three[0]} {three[1]}) OR {three[2]}"),
    ),
    max_size=5,
).map(" ".join)
QUERIES = st.builds(
    Query,
    ask=st.one_of(
        st.builds(Words, text=ASKED, mode=st.sampled_from(["words", "words", "words", "exact"])),
        st.builds(Suggest, st.lists(BEGUN, max_size=3).map(" ".join)),
        st.builds(Similar, TEXTS, st.none() | IDS),
    ),
    filters=st.lists(st.builds(Filter, st.sampled_from(["speaker", "year"]), VALUES), max_size=1).map(tuple),
    after=DAYS,
    before=DAYS,
    facets=st.just(("speaker", "year", "none")),
    facet_limit=st.sampled_from([2, 20]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    offset=st.integers(0, 2),
    limit=st.integers(0, 6),
    explain=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commits=COMMITS, queries=st.lists(QUERIES, min_size=1, max_size=8))
def test_all_engines_give_the_same_answers(
    compiled: Provider, commits: list[tuple[list[Document], list[str]]], queries: list[Query]
) -> None:
    with TemporaryDirectory() as folder:
        memory, disk = MemoryIndex(), WhooshIndex(Path(folder))
        fast = WhooshIndex(Path(folder), kernels=compiled)
        for documents, deleted in commits:
            memory.update(documents, deleted)
            disk.update(documents, deleted)
            assert disk.status().documents == memory.status().documents
        for query in queries:
            agree(query, memory, disk, fast)
            agree(query._replace(offset=query.offset + 1, facets=("year",), sort="-date"), memory, disk, fast)


def agree(query: Query, memory: MemoryIndex, *others: WhooshIndex) -> None:
    """Ask all of them; the engine in memory, which is slow, once."""
    expected = memory.search(query)
    for each in others:
        same(query, expected, each.search(query))


def same(query: Query, expected: Results, found: Results) -> None:
    assert [hit.id for hit in found.hits] == [hit.id for hit in expected.hits], query
    assert [hit.score for hit in found.hits] == [hit.score for hit in expected.hits], query  # to the last bit
    assert (found.total, found.facets) == (expected.total, expected.facets), query
    assert found.interpretation == expected.interpretation, query
    assert [hit.explanation for hit in found.hits] == [hit.explanation for hit in expected.hits], query
    assert [hit.explanation.score if hit.explanation else hit.score for hit in found.hits] == [
        hit.score for hit in found.hits
    ], query


SYLLABLES = ("ba", "co", "di", "fu", "la", "me", "no", "ri", "su", "ta", "ve", "zo")


def a_corpus(draw: random.Random, numbers: Sequence[int]) -> Iterator[Document]:
    """Make documents of words that are common and rare, some of them in several zones."""
    words = ["".join(pair) for pair in product(SYLLABLES, SYLLABLES, "lnrst")]
    chances = [1 / (at + 1) for at in range(len(words))]
    for number in numbers:
        text = draw.choices(words, chances, k=draw.randint(0, 40))
        yield Document(
            id=f"d{number:04}",
            texts={
                "text": " ".join(text),
                "title": " ".join(draw.choices(words, chances, k=draw.choice((0, 0, 3)))),
                "speaker": "\n".join(" ".join(draw.choices(words, k=2)) for _ in range(draw.randint(0, 3))),
            },
            values={
                "speaker": tuple(draw.choices(words, k=draw.randint(0, 5))),
                "year": (str(draw.randint(2000, 2020)),),
            },
            day=draw.choice((None, draw.randint(2000, 2020) * 10_000 + 101)),
        )


def a_query(draw: random.Random, texts: Sequence[str]) -> Query:
    words = draw.choice(texts).split() or ["bacol"]
    some = draw.sample(words, min(len(words), draw.randint(1, 4)))
    at = draw.randrange(len(words))
    if draw.random() < 0.2:
        return Query(Similar(" ".join(words), draw.choice((None, f"d{draw.randrange(760):04}"))))
    typed = draw.choice(
        (
            " ".join(some),
            " OR ".join(some),
            f'"{" ".join(words[at : at + 3])}"',
            f'"{words[at]} {words[at]}"',
            f'{" ".join(some)} zzzz "{" ".join(words[at : at + 2])}"',
            f"{words[0][:2]}*",
            f"{words[0]}a~ {words[-1]}~",
            f"{words[0]}{words[0][-1]} zz{words[-1]}",
            f"{words[0][:3]}* -{words[-1]}",
            f"orateur:{words[0][:2]}* {words[-1]}",
            " ".join([*some, *draw.choice(texts).split()[:6]]),
            f"({' OR '.join(some)}) apres:2010",
            "",
        )
    )
    return Query(
        Words(typed),
        filters=draw.choice(((), (Filter("year", (str(draw.randint(2000, 2020)), "2003")),))),
        before=draw.choice((None, 20150101)),
        facets=("speaker", "year"),
        facet_limit=draw.choice((3, 20)),
        sort=draw.choice(("relevance", "date", "-date")),
        offset=draw.choice((0, 0, 30)),
        limit=10,
        explain=draw.random() < 0.2,
    )


@pytest.mark.parametrize("cache_bytes", [0, 20_000, 50_000_000])
def test_all_engines_agree_where_lists_are_long(tmp_path: Path, compiled: Provider, cache_bytes: int) -> None:
    draw = random.Random(cache_bytes)  # noqa: S311 nothing secret
    memory, disk = MemoryIndex(), WhooshIndex(tmp_path / "index", cache_bytes=cache_bytes)
    fast = WhooshIndex(tmp_path / "index", cache_bytes=cache_bytes, kernels=compiled)
    texts: list[str] = []
    for commit in (range(700), range(690, 760), range(300, 310)):
        documents = list(a_corpus(draw, commit))
        texts += [each.texts["text"] for each in documents]
        gone = [f"d{draw.randrange(760):04}" for _ in range(40)]
        memory.update(documents, gone)
        disk.update(documents, gone)
        for _ in range(25):
            agree(a_query(draw, texts), memory, disk, fast)


@pytest.mark.parametrize("more", ["", ' "rare fois"', " rare*", " -rare", " inconnu"])
def test_all_engines_agree_on_words_that_only_deleted_documents_have(
    tmp_path: Path, compiled: Provider, more: str
) -> None:
    memory, disk = MemoryIndex(), WhooshIndex(tmp_path / "index")
    fast = WhooshIndex(tmp_path / "index", kernels=compiled)
    texts = ["une rare fois" if at in {7, 20} else "perdu jadis" if at in {30, 31} else "autre" for at in range(200)]
    for index in (memory, disk):
        index.update([Document(f"d{at:03}", {"text": text}) for at, text in enumerate(texts)])
        index.update(deleted=["d030", "d031"])
    query = Query(Words(f"perdu jadis{more}", as_typed=True))
    assert not memory.search(query).hits
    for index in (disk, fast):
        assert index.search(query) == memory.search(query)


def test_all_engines_agree_on_what_was_meant_to_begin(tmp_path: Path, compiled: Provider) -> None:
    draw = random.Random(4)  # noqa: S311 nothing secret
    letters = "aefhpst"  # few enough for many words to be near; an f for a ph is how sketches have it

    def typed() -> str:
        return "p" + "".join(draw.choices(letters, k=draw.randint(2, 6)))

    memory, disk = MemoryIndex(), WhooshIndex(tmp_path / "index")
    fast = WhooshIndex(tmp_path / "index", kernels=compiled)
    for commit in (range(60), range(50, 90)):
        texts = [" ".join(typed() + draw.choice(("", "é", "ж", "s")) for _ in range(4)) for _ in commit]
        documents = [
            Document(f"d{at}", {draw.choice(("text", "title", "speaker")): text})
            for at, text in zip(commit, texts, strict=True)
        ]
        memory.update(documents, ["d7", "d8", "d9"])
        disk.update(documents, ["d7", "d8", "d9"])
    corrected = 0
    # An o is beside the p: there are more words that begin with that than are weighed.
    for start in [typed() for _ in range(150)] + [f"o{typed()[1:4]}" for _ in range(30)]:
        expected = memory.search(Query(Suggest(start)))
        corrected += expected.interpretation.corrected is not None
        for index in (disk, fast):
            assert index.search(Query(Suggest(start))) == expected
    assert corrected > 20


@pytest.mark.parametrize("gone", [[], ["d3", "d40"]])
def test_all_engines_agree_on_beginnings_of_too_many_words(tmp_path: Path, compiled: Provider, gone: list[str]) -> None:
    memory, disk = MemoryIndex(), WhooshIndex(tmp_path / "index")
    fast = WhooshIndex(tmp_path / "index", kernels=compiled)
    words = [f"m{''.join(three)}" for three in product("aéo", "bcdfglmnprst", "aeioué")]  # 216 for each zone
    words += [f"{each}s" for each in words] + [f"{each}t" for each in words]
    texts = [
        {"text": " ".join(words[at::50]), "title": " ".join(words[at::75]), "speaker": " ".join(words[at::90])}
        for at in range(50)
    ]
    for index in (memory, disk):
        index.update([Document(f"d{at}", each) for at, each in enumerate(texts)])
        index.update(deleted=gone)
    cut = 0
    for typed in ("m*", "ma* mo*", "-m* mab*", "mo* OR ma* OR m*", "me* m* mo*", 'ma* -"mo" m*'):
        expected = memory.search(Query(Words(typed)))
        cut += len(expected.interpretation.misread)
        for index in (disk, fast):
            assert index.search(Query(Words(typed))) == expected
    assert cut
