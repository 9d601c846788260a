"""The commands of ``verbatim``, run as a shell does: what they print, and the code they end with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main

Verbatim = Callable[..., Result]


@pytest.fixture
def verbatim(database_url: str, tmp_path: Path) -> Verbatim:
    """Run ``verbatim`` on an empty, migrated archive with an index on disk; variables are changed by name."""
    environment = {
        "VERBATIM_HOME": str(tmp_path),
        "DATABASE_URL": database_url,
        "SEARCH_URL": f"whoosh://{tmp_path / 'index'}",
    }

    def run(*arguments: str, stdin: str | None = None, **variables: str) -> Result:
        result = CliRunner(env=environment | variables).invoke(main, arguments, input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run
