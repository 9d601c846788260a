"""What every test may use: a database of its own, the application over it, clients of each kind.

The same suite runs on PostgreSQL where ``VERBATIM_TEST_DATABASE_URL`` names a database that may be emptied; where it
is run in several processes (pytest-xdist), each makes another beside it, of that name and its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from api.app import create_app
from api.archive.database import open_database, session_factory
from api.archive.tokens import create_token
from api.archive.upkeep import METADATA
from api.archive.versions import watch
from api.config import Settings
from api.context import EXTENSION
from api.migrations import changing
from search import Index
from search.memory import MemoryIndex
from search.whoosh.preparing import fill

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

SHARED_SERVER_URL = os.environ.get("VERBATIM_TEST_DATABASE_URL", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""Which of several processes this is, where the suite is run in several."""


def _own_database(url: str) -> str:
    """Name a database of this process's own, beside the one that was given."""
    address = make_url(url)
    return address.set(database=f"{address.database}_{WORKER}").render_as_string(hide_password=False)


SERVER_URL = _own_database(SHARED_SERVER_URL) if SHARED_SERVER_URL and WORKER else SHARED_SERVER_URL


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Migrate once: a SQLite file to copy for each test, or the server's database."""
    if SERVER_URL:
        if WORKER:
            _make_own_database()
        engine = open_database(SERVER_URL)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        changing.upgrade(engine)
        engine.dispose()
        return None
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    engine = open_database(f"sqlite:///{path}")
    changing.upgrade(engine)
    engine.dispose()
    return path


def _make_own_database() -> None:
    name = make_url(SERVER_URL).database
    server = open_database(SHARED_SERVER_URL)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()


@pytest.fixture(scope="session")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the search's compiled kernels, filled once for all the processes that tests run in."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if WORKER else own) / "kernels"
    fill(folder)
    return folder


@pytest.fixture
def database_url(migrated: Path | None, tmp_path: Path) -> str:
    """The address of an empty, migrated database."""
    if migrated is not None:
        copy = tmp_path / "verbatim.sqlite3"
        shutil.copyfile(migrated, copy)
        return f"sqlite:///{copy}"
    engine = open_database(SERVER_URL)
    tables = ", ".join(table.name for table in METADATA.sorted_tables if table.name != "clock")
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        connection.execute(text("UPDATE clock SET tick = 0"))
    engine.dispose()
    return SERVER_URL


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on an empty database."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """The factory of sessions, as the application makes it."""
    factory = session_factory(engine)
    watch(factory)
    return factory


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session on an empty database."""
    with sessions() as session:
        yield session


@pytest.fixture
def index() -> Index:
    """An empty index in memory, the application's own."""
    return MemoryIndex()


class Answer(TestResponse):
    """An answer to a test; its JSON is there."""

    @property
    def json(self) -> Any:
        return self.get_json()


class Client(FlaskClient):
    """Asks an application, and gives its answers back."""

    def open(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().open(*args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().get(*args, **kwargs))

    def head(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().head(*args, **kwargs))

    def options(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().options(*args, **kwargs))

    def post(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().post(*args, **kwargs))

    def patch(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().patch(*args, **kwargs))

    def put(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().put(*args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> Answer:
        return cast("Answer", super().delete(*args, **kwargs))


@pytest.fixture
def serving(database_url: str, index: Index, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Make applications over the database and the index; settings are changed by name."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        own = settings.pop("index", index)
        given: dict[str, Any] = {"home": tmp_path, "database_url": database_url} | settings
        app = create_app(Settings(**given), own)
        app.testing = True
        app.test_client_class = Client
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions[EXTENSION].sessions.kw["bind"].dispose()


@pytest.fixture
def app(serving: Callable[..., Flask]) -> Flask:
    """The application, as it is served."""
    return serving()


@pytest.fixture
def client(app: Flask) -> Client:
    """A reader of the API without a token."""
    return cast("Client", app.test_client())


@pytest.fixture
def client_with(serving: Callable[..., Flask]) -> Callable[..., Client]:
    """Make a client of an application with these settings."""
    return lambda **settings: cast("Client", serving(**settings).test_client())


@pytest.fixture
def editor(sessions: sessionmaker[Session]) -> dict[str, str]:
    """The headers of somebody who may write."""
    return {"Authorization": f"Bearer {token(sessions, 'write')}"}


def token(sessions: sessionmaker[Session], *scopes: str, lifetime: timedelta | None = None) -> str:
    """Make a token with these scopes and return its secret."""
    with sessions() as session:
        secret = create_token(session, f"test {'-'.join(scopes)} {uuid4()}", scopes, lifetime)
        session.commit()
    return secret
