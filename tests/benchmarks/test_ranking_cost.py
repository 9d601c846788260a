"""The ranking that the full one is held against: stems alone, in the text alone, in one stage."""

from pathlib import Path

from benchmarks.ranking_cost import stems_alone, texts_alone
from search import Document, Query, Words
from search.whoosh import WhooshIndex

DOCUMENTS = [
    Document("a", {"text": "de fausses rumeurs", "title": "rumeur"}, {"year": ("2016",)}, 20161129),
    Document("b", {"text": "la fausse rumeur de la ville", "speaker": "Fausse Rumeur"}),
]


def test_nothing_ranks_but_stems_of_the_text(tmp_path: Path) -> None:
    bare = [*texts_alone(DOCUMENTS)]
    assert [each.texts for each in bare] == [{"text": each.texts["text"]} for each in DOCUMENTS]
    assert [(each.id, each.values, each.day) for each in bare] == [(e.id, e.values, e.day) for e in DOCUMENTS]
    index = WhooshIndex(tmp_path, cache_bytes=0)
    index.update(bare)
    query = Query(Words("fausse rumeur"), explain=True)
    with stems_alone():
        hits = index.search(query).hits
    for hit in hits:
        assert hit.explanation is not None
        assert {(each.form, each.zone) for each in hit.explanation.shares} == {("lem", "text")}
        assert hit.explanation.proximity == 0.0
        assert hit.explanation.score == hit.score
    whole = index.search(query).hits
    assert all(
        hit.explanation and {each.form for each in hit.explanation.shares} == {"lem", "exact"} for hit in whole[:1]
    )
    index.close()
