"""`explain` on the search: what each view, zone and word has given to a score, for editors alone."""

from collections.abc import Callable, Mapping
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from search import Index
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex
from tests.conftest import Client, token
from tests.resources.conftest import API, Make


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Each engine in turn."""
    made: Index = MemoryIndex() if request.param == "memory" else WhooshIndex(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture
def explained(
    client: Client, make: Make, indexed: Callable[[], int], editor: Mapping[str, str]
) -> Callable[[str], list[dict[str, Any]]]:
    """Ask a small archive, and return the hits."""
    event = make("events", name="Journée")["id"]
    make("talks", title="La rumeur", abstract="Une fausse rumeur court, et la ville attend.", event=event)
    make("quotes", text="une fausse rumeur")
    make("quotes", text="rumeurs de la ville, et rien de faux")
    indexed()

    def ask(query: str) -> list[dict[str, Any]]:
        answer = client.get(f"{API}/search?{query}&explain=1", headers=dict(editor))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json["items"]
        return items

    return ask


@pytest.mark.parametrize(
    "query", ["q=fausse+rumeur", "q=rum*+ville", "q=fausse+rumeur&sort=date", "q=", "q=fausse+ville+inconnue+rumeur"]
)
def test_shares_add_up_to_the_score_exactly(explained: Callable[[str], list[dict[str, Any]]], query: str) -> None:
    hits = explained(query)
    assert hits
    for hit in hits:
        told = hit["explanation"]
        total = 0.0
        for share in told["shares"]:
            product = share["weight"] * share["idf"] * share["zone_weight"] * share["saturation"]
            assert product == share["score"]
            total += product
        assert (total + told["proximity"]) * told["coverage"] == told["score"]
        assert round(told["score"], 6) == hit["score"]
        assert isclose(sum(told["views"].values()), told["score"], abs_tol=1e-12)


def test_every_view_and_zone_has_its_share(explained: Callable[[str], list[dict[str, Any]]]) -> None:
    hits = {hit["type"]: hit["explanation"] for hit in explained("q=fausse+rumeur")}
    assert [(each["view"], each["zone"], each["term"], each["frequency"]) for each in hits["talk"]["shares"]] == [
        ("lem", "text", "faus", 1),
        ("exact", "text", "fausse", 1),
        ("lem", "text", "rumeur", 1),
        ("lem", "title", "rumeur", 1),
        ("exact", "text", "rumeur", 1),
        ("exact", "title", "rumeur", 1),
    ]
    assert {(each["zone"], each["zone_weight"]) for each in hits["talk"]["shares"]} == {("text", 1.0), ("title", 0.3)}
    assert hits["talk"]["proximity"] > 0
    assert explained("q=rumeur")[0]["explanation"]["proximity"] == 0.0
    (hit,) = explained("q=atten*")
    assert [each["view"] for each in hit["explanation"]["shares"]] == ["prefix"]
    assert hit["explanation"]["views"] == {"lem": 0, "exact": 0, "prefix": hit["explanation"]["score"], "proximity": 0}


def test_words_let_off_cost_coverage(explained: Callable[[str], list[dict[str, Any]]]) -> None:
    coverage = {hit["explanation"]["coverage"] for hit in explained("q=fausse+ville+rumeur+attend")}
    assert 1.0 in coverage
    assert min(coverage) < 1.0


def test_editors_alone_are_told(
    client: Client, make: Make, indexed: Callable[[], int], sessions: sessionmaker[Session]
) -> None:
    make("quotes", text="une rumeur")
    indexed()
    nobody = client.get(f"{API}/search?q=rumeur&explain=true")
    assert (nobody.status_code, nobody.json["status"]) == (401, 401)
    assert 'scope="write"' in nobody.headers["WWW-Authenticate"]
    no_editor = client.get(
        f"{API}/search?q=rumeur&explain=1", headers={"Authorization": f"Bearer {token(sessions, 'read')}"}
    )
    assert (no_editor.status_code, no_editor.json["detail"]) == (403, "Your token lacks the scope `write`.")
    (hit,) = client.get(f"{API}/search?q=rumeur&explain=false").json["items"]
    assert "explanation" not in hit
