"""The founding archive, asked as a browser asks it."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.commands.content import SEEDS
from api.importers import READERS
from api.indexing import drain
from api.loader import load
from search import Index
from tests.conftest import Client


@pytest.fixture
def reader(client: Client, sessions: sessionmaker[Session], index: Index) -> Client:
    """Whoever reads the founding archive."""
    (path,) = SEEDS.glob("*.jsonl")
    with sessions() as session, path.open("rb") as lines:
        assert load(session, list(READERS["jsonl"](lines))).refused == ()
        session.commit()
    drain(sessions, index)
    return client
