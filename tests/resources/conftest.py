"""What the tests of the API share: writing as an editor does, and the index brought up to date."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.importers import READERS
from api.indexing import drain
from api.loader import load
from search import Index
from tests.conftest import Answer, Client

SEEDS = Path(__file__).parents[2] / "seeds"
API = "/api/v1"
MERGE_PATCH = "application/merge-patch+json"

Made = dict[str, Any]
Make = Callable[..., Made]
Change = Callable[..., Answer]
Search = Callable[[str], dict[str, Any]]
Remove = Callable[[str, str], Answer]


def plain(written: Made) -> Made:
    """Return what a write answered without what the linter says of it, which has tests of its own."""
    return {name: value for name, value in written.items() if name != "warnings"}


@pytest.fixture
def make(client: Client, editor: Mapping[str, str]) -> Make:
    """Create a thing by POST, by the plural of its kind, and return it as it was answered."""

    def post(plural: str, **values: Any) -> Made:
        answer = client.post(f"{API}/{plural}", json=values, headers=dict(editor))
        assert answer.status_code == 201, answer.text
        return plain(answer.json)

    return post


@pytest.fixture
def change(client: Client, editor: Mapping[str, str]) -> Change:
    """Change a thing by PATCH, from its present version, and return the answer."""

    def patch(plural: str, reference: str, **values: Any) -> Answer:
        tag = client.get(f"{API}/{plural}/{reference}", headers=dict(editor)).headers["ETag"]
        return client.patch(
            f"{API}/{plural}/{reference}",
            json=values,
            headers={**editor, "If-Match": tag},
            content_type=MERGE_PATCH,
        )

    return patch


@pytest.fixture
def remove(client: Client, editor: Mapping[str, str]) -> Remove:
    """Remove a thing by DELETE, from its present version, and return the answer."""

    def delete(plural: str, reference: str) -> Answer:
        tag = client.get(f"{API}/{plural}/{reference}", headers=dict(editor)).headers["ETag"]
        return client.delete(f"{API}/{plural}/{reference}", headers={**editor, "If-Match": tag})

    return delete


@pytest.fixture
def indexed(sessions: sessionmaker[Session], index: Index) -> Callable[[], int]:
    """Bring the index up to date."""
    return lambda: drain(sessions, index)


@pytest.fixture
def founding(sessions: sessionmaker[Session], index: Index) -> None:
    """Load the founding article, and index it."""
    (path,) = SEEDS.glob("*.jsonl")
    with sessions() as session, path.open("rb") as lines:
        report = load(session, list(READERS["jsonl"](lines)))
        session.commit()
    assert report.refused == ()
    drain(sessions, index)


@pytest.fixture
def world(make: Make) -> dict[str, dict[str, Any]]:
    """Two events, their talks, people, organisations, sources and quotes."""
    made = {
        "ville": make("organisations", name="Ville de Montréal", kind="city"),
        "spvm": make(
            "organisations", name="Service de police", acronym="SPVM", kind="police", parent="ville-de-montreal"
        ),
        "gatineau": make("organisations", name="Ville de Gatineau", kind="city", external_id="o-3"),
        "melissa": make("speakers", name="Melissa Carroll", external_id="s-1"),
        "elise": make("speakers", name="Élise Proulx"),
        "maxime": make("speakers", name="Maxime Pedneaud-Jobin"),
        "affaires": make("sources", title="Les 3 moments", publisher="Les Affaires", published_on="2016-12-01"),
        "devoir": make("sources", title="Compte rendu", publisher="Le Devoir", published_on="2018", status="moved"),
        "blogue": make("sources", title="Blogue", external_id="b-1"),
    }
    made["medias"] = make(
        "events",
        name="Médias sociaux",
        series="Les Affaires",
        starts_on="2016-11-29",
        city="Montréal",
        country="CA",
        topics=["Médias"],
        external_id="e-1",
    )
    made["connexion"] = make("events", name="Connexion", starts_on="2018-04", city="Québec", country="CA")
    made["sans-date"] = make("events", name="Sans date", city="Paris", country="FR", status="draft")
    made["terrain"] = make(
        "talks",
        title="Terrain",
        event="medias-sociaux",
        kind="highlight",
        topics=["Médias"],
        speakers=[{"speaker": "melissa-carroll", "organisation": "spvm"}],
    )
    made["atelier"] = make(
        "talks",
        title="Atelier",
        event="connexion",
        kind="workshop",
        language="en",
        starts_at="2018-04-18T13:00:00Z",
        speakers=[{"speaker": "elise-proulx"}],
        external_id="t-2",
    )
    made["nuit"] = make("talks", title="Nuit", event="medias-sociaux", starts_at="2016-01-01T00:00:00Z")
    quotes: dict[str, dict[str, Any]] = {
        "tout": {
            "talk": "terrain",
            "topics": ["Médias"],
            "attributions": [{"kind": "person", "speaker": "melissa-carroll", "organisation": "spvm"}],
            "mentions": [{"source": made["affaires"]["id"]}],
        },
        "maire": {
            "event": "medias-sociaux",
            "said_on": "2016-11",
            "verification": "matched",
            "attributions": [
                {
                    "kind": "person",
                    "speaker": "maxime-pedneaud-jobin",
                    "role": "maire",
                    "organisation": "ville-de-gatineau",
                },
                {"kind": "person", "speaker": "elise-proulx", "role": "cheffe", "organisation": "ville-de-montreal"},
            ],
        },
        "verdun": {
            "said_on": "2016",
            "status": "disputed",
            "attributions": [{"kind": "function", "role": "maire"}],
        },
        "anglais": {"said_on": "2018-04-19", "language": "en", "kind": "partial", "external_id": "q-4"},
        "jamais": {},
    }
    for text, values in quotes.items():
        made[text] = make("quotes", text=text, **values)
    made["enfant"] = make("quotes", text="enfant", parent=made["tout"]["id"], said_on="2015-12-31")
    return made


@pytest.fixture
def search(client: Client) -> Search:
    """Search, by a query string."""

    def ask(query: str) -> dict[str, Any]:
        answer = client.get(f"{API}/search?{query}")
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json
        return body

    return ask
