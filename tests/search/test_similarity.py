"""What is like a text, in every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Document, Filter, Index, Query, Similar, open_index

TEXTS = {
    "plague": "La peste porcine africaine a été confirmée chez des sangliers sauvages, loin des élevages.",
    "boars": "Des sangliers atteints de la peste porcine ont été trouvés près d'un élevage.",
    "pigs": "L'élevage porcin souffre : la peste africaine ferme les marchés.",
    "trains": "Les trains sont en retard à la gare d'Ottignies, et les navetteurs manquent leur correspondance.",
    "station": "À Ottignies, la correspondance est trop courte pour les navetteurs : un retard, et le train part.",
    "thanks": "Je vous remercie, monsieur le ministre, pour vos réponses.",
    "more": "Monsieur le ministre, je vous remercie de ces éléments de réponse, je ne serai pas plus long.",
    "draft": "La peste porcine africaine, chez des sangliers sauvages, loin des élevages.",
} | {f"other{at}": f"Monsieur le ministre, le sujet numéro {at} attend une réponse." for at in range(30)}


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    made = open_index("memory:" if request.param == "memory" else f"whoosh://{tmp_path / 'index'}")
    status = {"draft": ("draft",)}
    made.replace(
        [Document(id_, {"text": text}, {"status": status.get(id_, ("shown",))}) for id_, text in TEXTS.items()]
    )
    yield made
    made.close()


def like(index: Index, id_: str, **more: int) -> tuple[list[str], int]:
    query = Query(Similar(TEXTS[id_], id_), (Filter("status", ("shown",)),), **more)  # type: ignore[arg-type]
    results = index.search(query)
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)
    return [hit.id for hit in results.hits], results.total


def test_what_shares_the_telling_words_is_alike_and_nothing_else(index: Index) -> None:
    assert like(index, "plague") == (["boars", "pigs"], 2)
    assert like(index, "trains") == (["station"], 1)
    assert like(index, "station") == (["trains"], 1)


def test_polite_phrases_are_like_nothing(index: Index) -> None:
    assert like(index, "other3") == ([], 0)
    assert index.search(Query(Similar("Merci, monsieur le ministre"))).hits == ()
    assert index.search(Query(Similar(""))).hits == ()


def test_the_page_and_the_whole(index: Index) -> None:
    assert like(index, "plague", limit=1) == (["boars"], 2)
    assert like(index, "plague", offset=1, limit=1) == (["pigs"], 2)
    assert like(index, "plague", limit=0) == ([], 2)


def test_a_text_of_no_document_may_be_like_one_alone(index: Index) -> None:
    found = index.search(Query(Similar("les navetteurs de la gare d'Ottignies"), limit=5))
    assert [hit.id for hit in found.hits] == ["trains"]
    assert found.interpretation.terms == ("gare", "navetteurs", "ottignies")
