"""What the faults share: an archive with an index on disk, and what must hold of both after whatever happened.

``VERBATIM_FAULTS`` says how many faults of each kind are tried; a few in everyday runs, 200 for a long one.
``VERBATIM_FAULTS_REPORT`` names a file to which each test adds a line of JSON that counts what it tried and saw.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Quote
from api.cli import main
from api.indexing import drain, rebuild
from search import MAX_WINDOW, Query, Words
from search.memory import MemoryIndex
from search.whoosh import WhooshIndex

FAULTS = int(os.environ.get("VERBATIM_FAULTS") or 3)
REPORT = os.environ.get("VERBATIM_FAULTS_REPORT")
ROOT = Path(__file__).parents[2]

ASKED = ("", "commun", "rumeur3", '"mot commun"', "comm*", "rumeur1 OR rumeur2", "commun -rumeur3", "nouveau")


@dataclass(frozen=True, slots=True)
class Archive:
    """A database and an index on disk, as a command finds them."""

    database_url: str
    home: Path
    sessions: sessionmaker[Session]

    @property
    def folder(self) -> Path:
        """Where the index is."""
        return self.home / "index"

    @property
    def environment(self) -> dict[str, str]:
        """What a program must be told to find this archive."""
        return os.environ | {
            "VERBATIM_HOME": str(self.home),
            "DATABASE_URL": self.database_url,
            "SEARCH_URL": f"whoosh://{self.folder}",
            "PYTHONPATH": str(ROOT),
        }

    def verbatim(self, *arguments: str) -> Result:
        """Run a command."""
        return CliRunner(env=self.environment).invoke(main, arguments)

    def texts(self) -> list[str]:
        """The words of all quotes."""
        with self.sessions() as session:
            return sorted(session.scalars(select(Quote.text)))

    def count(self) -> int:
        """How many quotes there are."""
        with self.sessions() as session:
            return session.scalar(select(func.count()).select_from(Quote)) or 0

    def require_in_step(self) -> None:
        """Drain, and hold the index against one made from the database alone."""
        index, expected = WhooshIndex(self.folder), MemoryIndex()
        drain(self.sessions, index)
        rebuild(self.sessions, expected)
        for asked in ASKED:
            query = Query(Words(asked), limit=MAX_WINDOW)
            ours, theirs = index.search(query), expected.search(query)
            assert (asked, ours.total) == (asked, theirs.total)
            assert {hit.id for hit in ours.hits} == {hit.id for hit in theirs.hits}
        index.close()


@pytest.fixture
def archive(database_url: str, tmp_path: Path, sessions: sessionmaker[Session]) -> Archive:
    """An empty archive."""
    return Archive(database_url, tmp_path, sessions)


@pytest.fixture
def put(archive: Archive, tmp_path: Path) -> Callable[[int], None]:
    """Import so many quotes, and index them."""

    def import_(count: int) -> None:
        path = tmp_path / "some.jsonl"
        line = '{{"type": "quote", "external_id": "q{0}", "text": "mot commun rumeur{1} numéro{0}"}}\n'
        path.write_text("".join(line.format(at, at % 5) for at in range(count)), "utf-8")
        assert archive.verbatim("import", "-q", str(path)).exit_code == 0

    return import_


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Count what was tried and seen, where somebody wants to read it."""

    def add(**counts: int) -> None:
        if REPORT:
            with Path(REPORT).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"test": request.node.name, **counts}) + "\n")

    return add
