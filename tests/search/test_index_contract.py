"""What every engine must do: one suite, run by all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Document, FacetCount, Filter, Index, Query, SearchError, Suggest, Words, open_index
from tests.search.founding import DOCUMENTS

ENGINES = ["memory", "whoosh"]


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    index = open_index("memory:" if request.param == "memory" else f"whoosh://{tmp_path / 'index'}")
    yield index
    index.close()


@pytest.fixture
def index(empty: Index) -> Index:
    empty.replace(DOCUMENTS)
    return empty


def ids(index: Index, typed: str, **more: object) -> list[str]:
    return [hit.id for hit in index.search(Query(Words(typed), **more)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fausse rumeur", ["rumeurs"]),
        ("maire verdun", ["verdun"]),
        ('"l\'amour"', ["amour"]),
        ("«l’amour»", ["amour"]),
        ("amour", ["amour"]),
        ("organisation:hydro-quebec", ["amour"]),
        ("organisation:Hydro-Québec", ["amour"]),
        ("organisation:spvm rumeur", ["rumeurs"]),
        ('orateur:"Melissa Carroll"', ["pire", "rumeurs"]),
        ("speaker:carroll -rumeur", ["pire"]),
        ("carroll rumeur", ["rumeurs"]),
        ("MULTIPLIER", ["lavoie"]),
        ("E\u0301lise", ["amour"]),
        ("S.P.V.M. discussion", ["pire"]),
        ("participant·e", ["dion", "pire"]),
        ("utilisateurs -rectifier", ["lavoie"]),
        ('utilisateurs -"notre message"', []),
        ("gatineau OR verdun", ["pedneaud", "verdun"]),
        ("maire (gatineau OU proulx)", ["pedneaud"]),
        ("discus*", ["pire"]),
        ("orateur:pedn*", ["pedneaud"]),
        ("titre:reprennent", ["talk"]),
        ("titre:rumeur", []),
        ('"notre message" titre:"notre message"', ["talk"]),
        ('"Carroll Service"', []),
        ('"Lavoie Major"', []),
        ('"de Verdun Arrondissement"', []),
        ("***", []),
        ("introuvable", []),
        ("apres:2017", []),
        ("maire apres:2016-11-29 avant:2016-12", ["pedneaud", "verdun"]),
        ("avant:2016-11-29", []),
    ],
)
def test_what_a_reader_expects_is_found(index: Index, typed: str, expected: list[str]) -> None:
    assert sorted(ids(index, typed)) == expected


def test_the_words_of_the_quote_come_before_those_of_its_names(index: Index) -> None:
    found = index.search(Query(Words("message"))).hits
    assert sorted(hit.id for hit in found) == ["lavoie", "rumeurs", "talk"]
    assert found[-1].id == "talk"
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_nothing_typed_is_everything_in_order_of_id(index: Index) -> None:
    results = index.search(Query(Words("  ")))
    assert [hit.id for hit in results.hits] == sorted(each.id for each in DOCUMENTS)
    assert {hit.score for hit in results.hits} == {0.0}
    assert results.total == 8


def test_what_is_excluded_alone_leaves_the_rest(index: Index) -> None:
    assert ids(index, "-orateur:carroll -titre:message") == ["amour", "dion", "lavoie", "pedneaud", "verdun"]


def test_common_words_alone_are_looked_for_to_the_letter(index: Index) -> None:
    results = index.search(Query(Words("je vous")))
    assert [hit.id for hit in results.hits] == ["pedneaud"]
    assert results.interpretation.terms == ("je", "vous")
    assert results.interpretation.dropped == ()


def test_most_words_do_when_no_document_has_all(index: Index) -> None:
    results = index.search(Query(Words("fausses rumeurs inexistantissimes")))
    assert [hit.id for hit in results.hits] == ["rumeurs", "talk"]
    assert results.interpretation.relaxed is True
    assert index.search(Query(Words("fausses rumeurs"))).interpretation.relaxed is False


def test_required_clauses_are_never_let_off(index: Index) -> None:
    assert ids(index, "rumeurs inexistantissimes orateur:dion") == []


def test_exact_mode_is_one_phrase(index: Index) -> None:
    asked = Query(Words("notre message plus qu’ils", mode="exact"))
    results = index.search(asked)
    assert [hit.id for hit in results.hits] == ["lavoie"]
    assert results.interpretation.phrases == ("notre message plus qu’ils",)
    assert index.search(Query(Words("message notre", mode="exact"))).total == 0


def test_facets_count_all_matches_and_filters_narrow_them(index: Index) -> None:
    query = Query(Words("message OR discussion"), facets=("speaker", "year", "kind", "nothing"), limit=1)
    results = index.search(query)
    assert results.total == 4
    assert len(results.hits) == 1
    assert results.facets == {
        "speaker": (FacetCount("Melissa Carroll", 2), FacetCount("Maryse Lavoie\nMajor Maryse Lavoie", 1)),
        "year": (FacetCount("2016", 3),),
        "kind": (FacetCount("highlight", 1),),
        "nothing": (),
    }
    filters = (Filter("speaker", ("Melissa Carroll", "Stéphane Dion")), Filter("year", ("2016",)))
    assert ids(index, "", filters=filters) == ["dion", "pire", "rumeurs"]
    assert ids(index, "", filters=(Filter("speaker", ()),)) == []
    assert ids(index, "", filters=(Filter("unknown", ("x",)),)) == []


def test_facets_are_cut_after_ties_are_settled_by_value(empty: Index) -> None:
    empty.update([Document(f"d{at}", {"text": "mot"}, {"topic": (f"t{at % 3}", "b", "a", "a")}) for at in range(4)])
    facets = empty.search(Query(Words("mot"), facets=("topic",), facet_limit=3)).facets
    assert facets == {"topic": (FacetCount("a", 4), FacetCount("b", 4), FacetCount("t0", 2))}


def test_days_bound_and_sort(empty: Index) -> None:
    empty.update(
        [
            Document(id_, {"text": "mot"}, day=day)
            for id_, day in [("c", 20200101), ("a", 20190101), ("b", None), ("d", 20200101)]
        ]
    )
    assert ids(empty, "mot", sort="date") == ["a", "c", "d", "b"]
    assert ids(empty, "mot", sort="-date") == ["c", "d", "a", "b"]
    assert ids(empty, "mot", after=20190102) == ["c", "d"]
    assert ids(empty, "", before=20200101) == ["a"]
    assert ids(empty, "", after=20190101, before=20190101) == []


def test_pages_follow_one_another(empty: Index) -> None:
    empty.update([Document(f"{at:03}", {"text": "mot " * (at % 3 + 1)}) for at in range(50)])
    whole = ids(empty, "mot", limit=50)
    assert whole[:3] == ["002", "005", "008"]
    assert [id_ for at in range(0, 60, 7) for id_ in ids(empty, "mot", offset=at, limit=7)] == whole
    assert ids(empty, "mot", limit=0) == []


def test_the_last_write_wins(empty: Index) -> None:
    empty.update([Document("a", {"text": "premier"}), Document("a", {"text": "second"})])
    assert ids(empty, "premier") == []
    assert ids(empty, "second") == ["a"]
    empty.update([Document("a", {"text": "troisième"})], deleted=["a", "absent"])
    assert ids(empty, "second") == []
    assert ids(empty, "troisieme") == ["a"]
    assert empty.status().documents == 1
    empty.update(deleted=["a"])
    assert empty.search(Query(Words(""))).total == 0
    assert empty.status().documents == 0


def test_each_commit_changes_the_generation(empty: Index) -> None:
    before = empty.status().generation
    empty.update([Document("a", {"text": "mot"})])
    after = empty.status().generation
    empty.replace([])
    assert len({before, after, empty.status().generation}) == 3


def test_a_replacement_is_all_or_nothing(index: Index) -> None:
    def breaking() -> Iterator[Document]:
        yield Document("new", {"text": "nouveau"})
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.replace(breaking())
    assert ids(index, "nouveau") == []
    assert ids(index, "fausse rumeur") == ["rumeurs"]
    index.replace([Document("new", {"text": "nouveau"})])
    assert ids(index, "") == ["new"]


def test_searches_see_the_old_content_until_the_end(index: Index) -> None:
    seen: list[int] = []

    def watching() -> Iterator[Document]:
        yield Document("new", {"text": "nouveau"})
        seen.append(index.search(Query(Words(""))).total)

    index.replace(watching())
    assert seen == [8]
    assert ids(index, "") == ["new"]


def test_a_field_that_is_none_is_refused(empty: Index) -> None:
    with pytest.raises(ValueError, match="abstract"):
        empty.update([Document("a", {"abstract": "mot"})])
    assert empty.search(Query(Words(""))).total == 0


@pytest.mark.parametrize(
    "text", ["l\u2019e\u0301te\u0301", "par\u00adti", "2\u202f000 euros", "cœur", "ﬁn", "A\u200bB"]
)
def test_awkward_text_is_found_by_itself(empty: Index, text: str) -> None:
    empty.update([Document("a", {"text": f"… {text} !"}), Document("b", {"text": "autre"})])
    assert ids(empty, f'"{text}"') == ["a"]


def test_plain_spellings_find_awkward_text(empty: Index) -> None:
    text = "Le S.P.V.M. a reçu 2\u202f000 participant·e·s aujourd’hui."
    empty.update([Document("a", {"text": text})])
    for typed in ["spvm", "2000", "2 000", "participants", "participantes", "aujourd'hui", '"recu 2000 participants"']:
        assert ids(empty, typed) == ["a"], typed


def test_a_prefix_of_too_many_words_says_so(empty: Index) -> None:
    empty.update([Document(f"{at:04}", {"text": f"mot{at:04}"}) for at in range(600)])
    results = empty.search(Query(Words("mot*")))
    assert results.total == 512
    assert results.interpretation.misread == ("mot*",)


def test_a_page_outside_of_the_window_is_refused(empty: Index) -> None:
    with pytest.raises(ValueError, match="10000"):
        empty.search(Query(Words(""), offset=9_990, limit=20))


@pytest.mark.parametrize("url", ["elastic://host", "", "whoosh:", "whoosh:?cache_bytes=1", "whoosh:x?cache=1"])
def test_an_unknown_engine_is_named(url: str) -> None:
    with pytest.raises(SearchError, match="whoosh:"):
        open_index(url)


@pytest.mark.parametrize(
    ("typed", "expected", "corrected"),
    [
        ("rum", ["rumeurs", "talk"], None),
        ("fausses rum", ["rumeurs"], None),
        ("discus", ["pire"], None),
        ("carr", ["pire", "rumeurs"], None),
        ("carroll rumeur", ["rumeurs"], None),
        ("de la discussion", ["pire"], None),
        ("l'am", ["amour"], None),
        ("elis", ["amour"], None),
        ("r", [], None),
        ("rumeur -fausse", ["rumeurs"], None),  # no operators
        ("…", [], None),
        ("", [], None),
        ("dicsus", ["pire"], "discussion"),
        ("utilizateurs rum", ["rumeurs", "talk"], "utilisateurs rum"),
        ("zzzz", [], None),
    ],
)
def test_what_is_still_being_typed(index: Index, typed: str, expected: list[str], corrected: str | None) -> None:
    found = index.search(Query(Suggest(typed)))
    assert sorted(hit.id for hit in found.hits) == expected
    assert found.interpretation.corrected == corrected
