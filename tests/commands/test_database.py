from pathlib import Path

import pytest

from api import migrations
from tests.commands.conftest import Verbatim
from tests.conftest import SERVER_URL


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'new' / 'verbatim.sqlite3'}"


def test_up_and_down(verbatim: Verbatim, empty: str) -> None:
    head = migrations.head()

    def db(*arguments: str, stdin: str | None = None) -> tuple[int, str]:
        result = verbatim("db", *arguments, stdin=stdin, DATABASE_URL=empty)
        return result.exit_code, result.stdout

    assert db("current") == (1, "")
    assert db("upgrade") == (0, f"The schema went from none to {head}.\n")
    assert db("upgrade") == (0, f"The schema is at {head}.\n")
    assert db("current") == (0, f"{head} (the newest)\n")
    code, asked = db("downgrade", "base", stdin="n\n")
    assert (code, asked.splitlines()[0]) == (1, "This can delete data. Go on? [y/N]: n")
    assert db("current") == (0, f"{head} (the newest)\n")
    assert db("downgrade", "base", "--yes") == (0, "The schema is at base.\n")
    assert db("current") == (0, f"none (the newest is {head})\n")


READING = (("token", "list"), ("index", "status"), ("serve",), ("seed",), ("export",), ("db", "current"))


def test_what_is_not_there_is_not_made(verbatim: Verbatim, empty: str, tmp_path: Path) -> None:
    mistyped = {"VERBATIM_HOME": str(tmp_path / "hmoe"), "DATABASE_URL": ""}
    for variable, settings in (("DATABASE_URL", {"DATABASE_URL": empty}), ("VERBATIM_HOME", mistyped)):
        file = tmp_path / ("new" if variable == "DATABASE_URL" else "hmoe") / "verbatim.sqlite3"
        for arguments in READING:
            result = verbatim(*arguments, **settings)
            assert (result.exit_code, result.stdout, result.stderr) == (
                1,
                "",
                (
                    f"verbatim: there is no archive at {file}: check {variable}, "
                    "or make one with `verbatim db upgrade`.\n"
                ),
            )
        assert not file.parent.exists()


def test_a_database_that_is_not_migrated(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "bare.sqlite3").touch()
    for arguments in READING[:-1]:
        result = verbatim(*arguments, DATABASE_URL=f"sqlite:///{tmp_path / 'bare.sqlite3'}")
        assert (result.exit_code, result.stdout, result.stderr) == (
            1,
            "",
            (
                f"verbatim: the database is at revision none, this program needs {migrations.head()}: "
                "run `verbatim db upgrade`.\n"
            ),
        )


def test_a_revision_that_is_not_there(verbatim: Verbatim) -> None:
    for arguments in (("upgrade", "nothing"), ("downgrade", "nothing", "--yes")):
        result = verbatim("db", *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (
            2,
            "",
            "verbatim: Can't locate revision identified by 'nothing'\n",
        )


def test_check(verbatim: Verbatim) -> None:
    result = verbatim("db", "check")
    assert (result.exit_code, result.stdout) == (0, "Every model is described by a migration.\n")


def test_settings_that_cannot_be_used(verbatim: Verbatim) -> None:
    for variable, value in (("PORT", "http"), ("DATABASE_URL", "nonsense"), ("SEARCH_URL", "elastic:")):
        result = verbatim("db", "current", **{variable: value})
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"verbatim: {variable}={value!r}: must be")


def test_a_home_that_cannot_be_made(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    home = tmp_path / "file" / "home"
    result = verbatim("db", "upgrade", VERBATIM_HOME=str(home), DATABASE_URL="")
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"verbatim: {home}: Not a directory. Set VERBATIM_HOME to a folder that can be written.\n",
    )


def test_a_database_that_does_not_answer(verbatim: Verbatim, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    addresses = {f"sqlite:///{tmp_path / 'folder'}": "unable to open database file"}
    if SERVER_URL:
        addresses["postgresql+psycopg://nobody@127.0.0.1:1/nothing"] = "connection"
    for address, reason in addresses.items():
        result = verbatim("token", "list", DATABASE_URL=address)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("verbatim: the database does not answer: ")
        assert reason in result.stderr
