"""What the tests of the API share: writing as an editor does, and the index brought up to date."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from api.importers import READERS
from api.indexing import drain
from api.loader import load
from search import Index

SEEDS = Path(__file__).parents[2] / "seeds"
API = "/api/v1"
MERGE_PATCH = "application/merge-patch+json"

Made = dict[str, Any]
Make = Callable[..., Made]


@pytest.fixture
def make(client: FlaskClient, editor: Mapping[str, str]) -> Make:
    """Create a thing by POST, by the plural of its kind, and return it as it was answered."""

    def post(plural: str, **values: Any) -> Made:
        answer = client.post(f"{API}/{plural}", json=values, headers=dict(editor))
        assert answer.status_code == 201, answer.text
        made: Made = answer.json
        return made

    return post


@pytest.fixture
def change(client: FlaskClient, editor: Mapping[str, str]) -> Callable[..., TestResponse]:
    """Change a thing by PATCH, from its present version, and return the answer."""

    def patch(plural: str, reference: str, **values: Any) -> TestResponse:
        tag = client.get(f"{API}/{plural}/{reference}", headers=dict(editor)).headers["ETag"]
        return client.patch(
            f"{API}/{plural}/{reference}",
            json=values,
            headers={**editor, "If-Match": tag},
            content_type=MERGE_PATCH,
        )

    return patch


@pytest.fixture
def remove(client: FlaskClient, editor: Mapping[str, str]) -> Callable[[str, str], TestResponse]:
    """Remove a thing by DELETE, from its present version, and return the answer."""

    def delete(plural: str, reference: str) -> TestResponse:
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
