"""The commands that take files in and give them out: what they say, and the codes they end with."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.archive.models import Quote
from api.archive.upkeep import IndexNote
from api.cli import main
from api.commands.content import SEEDS
from search import open_index

Command = Callable[..., Result]

NOBODY = [{"kind": "unknown"}]
GOOD = {"type": "quote", "external_id": "q", "text": "Oui.", "attributions": NOBODY}
OTHER = {"type": "quote", "external_id": "r", "text": "Non.", "attributions": NOBODY}
BAD = {"type": "quote", "external_id": "b", "text": "Non.", "said_on": "hier"}


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Command:
    """Run one of the commands on an empty archive with an index on disk."""
    environment = {
        "VERBATIM_HOME": str(tmp_path),
        "DATABASE_URL": database_url,
        "SEARCH_URL": f"whoosh://{tmp_path / 'index'}",
    }

    def invoke(name: str, *arguments: str | Path, stdin: bytes | None = None, **variables: str) -> Result:
        words = [name, *map(str, arguments)]
        result = CliRunner(env=environment | variables).invoke(main, words, input=stdin, prog_name="verbatim")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of lines."""

    def write_lines(name: str, *lines: object) -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
        return path

    return write_lines


def texts(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Quote.text).order_by(Quote.id)))


def without_times(text: str) -> str:
    return re.sub(r"in \d+\.\d s", "in 0.1 s", text)


def test_import_lands_what_is_good_and_names_what_is_not(
    run: Command, write: Callable[..., Path], session: Session
) -> None:
    path = write("a.jsonl", GOOD, "", "{oops", BAD, OTHER)
    result = run("import", path)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{path}:3: is not JSON: Expecting property name enclosed in double quotes (column 2)\n"
        f"{path}:4: /said_on: Must be a year, a month or a day: 2016, 2016-11 or 2016-11-29.\n"
    )
    assert without_times(result.stdout) == (
        f"{path}: 4 lines in 0.1 s\n  new        2 quotes\n  changed    nothing\n  unchanged  nothing\n  refused    2\n"
        "Written as planned.\n"
    )
    assert texts(session) == ["Oui.", "Non."]


def test_import_again_says_that_nothing_changed(run: Command, write: Callable[..., Path]) -> None:
    path = write("a.jsonl", GOOD, OTHER)
    assert run("import", path).exit_code == 0
    result = run("import", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert without_times(result.stdout) == (
        f"{path}: 2 lines in 0.1 s\n"
        "  new        nothing\n  changed    nothing\n  unchanged  2 quotes\n  refused    nothing\nWritten as planned.\n"
    )


def test_import_strict_is_all_or_nothing_over_all_files(
    run: Command, write: Callable[..., Path], session: Session
) -> None:
    good, bad = write("good.jsonl", GOOD), write("bad.jsonl", BAD, OTHER)
    result = run("import", "--strict", good, bad)
    assert (result.exit_code, result.stdout, texts(session)) == (1, "Nothing was imported.\n", [])
    assert run("import", "--strict", good).exit_code == 0
    assert texts(session) == ["Oui."]


def test_import_reads_standard_input_and_can_be_quiet(run: Command, session: Session) -> None:
    result = run("import", "--quiet", "-", stdin=json.dumps(GOOD).encode() + b"\n[]\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "<stdin>:2: must be a JSON object, not a list\n"
    assert texts(session) == ["Oui."]


def test_import_tells_of_namesakes(run: Command, write: Callable[..., Path]) -> None:
    def said(name: str) -> dict[str, object]:
        return {**GOOD, "external_id": name, "attributions": [{"kind": "person", "name": "Ana", "printed_as": "Ana"}]}

    assert run("import", write("a.jsonl", said("1"))).stderr == ""
    path = write("b.jsonl", said("2"))
    result = run("import", path)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{path}:1: note: 'Ana' is taken for a new person")
    path = write("c.jsonl", *({"type": "speaker", "external_id": each, "name": "Ida"} for each in ("one", "two")))
    assert run("import", path).stderr == (
        f"{path}:2: note: 'Ida' is taken for a new person, but the archive knows others so named: one\n"
    )


def test_import_tells_what_the_linter_says_of_a_few_lines(run: Command, write: Callable[..., Path]) -> None:
    path = write("a.jsonl", *({"type": "quote", "external_id": f"q-{number}", "text": "Oui."} for number in range(12)))
    told = run("import", path).stderr.splitlines()
    assert told[0] == (
        f"{path}:1: note: /attributions: Nobody is said to have said it: say who, or take the kind unknown."
    )
    assert told[10:] == [f"{path}: note: and 2 more of this kind (no_attribution): run `verbatim lint`."]


def test_what_is_imported_can_be_found_at_once(
    run: Command, write: Callable[..., Path], session: Session, tmp_path: Path
) -> None:
    run("import", write("a.jsonl", GOOD))
    run("import", "--no-index", write("b.jsonl", OTHER))
    index = open_index(f"whoosh://{tmp_path / 'index'}")
    assert index.status().documents == 1
    index.close()
    waiting = select(func.count()).select_from(IndexNote)
    assert session.scalar(waiting) == 1
    session.rollback()
    run("import", write("c.jsonl", OTHER | {"external_id": "c"}), SEARCH_URL="memory:")
    assert session.scalar(waiting) == 2


@pytest.mark.parametrize("arguments", [(), ("nowhere.jsonl",), (".",), ("--stric", "-")])
def test_a_call_that_cannot_be_understood_is_code_2(run: Command, arguments: tuple[str, ...]) -> None:
    result = run("import", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: verbatim import [OPTIONS] FILE...")


def test_an_archive_that_is_not_there_yet_is_told(run: Command, write: Callable[..., Path], tmp_path: Path) -> None:
    result = run("import", write("a.jsonl", GOOD), DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert result.exit_code == 1
    assert result.stderr.endswith("or make one with `verbatim db upgrade`.\n")
    assert not (tmp_path / "new.sqlite3").exists()


def test_export_import_export_is_equal(run: Command, database_url: str, tmp_path: Path) -> None:
    run("seed")
    result = run("export")
    path = tmp_path / "all.jsonl"
    told = run("export", path)
    assert (result.exit_code, result.stderr, told.stdout) == (0, "", "")
    assert told.stderr == f"Wrote 26 lines to {path}.\n"
    assert result.stdout_bytes == path.read_bytes()
    again = run("import", path)
    assert (again.exit_code, "changed    nothing" in again.stdout, "new        nothing" in again.stdout) == (
        0,
        True,
        True,
    )
    del database_url


def test_export_can_be_of_some_types(run: Command) -> None:
    run("seed")
    lines = run("export", "--type", "event", "--type", "source").stdout.splitlines()
    assert [json.loads(line)["external_id"] for line in lines] == [
        "connexion-2018",
        "medias-sociaux-secteur-public-2016",
        "les-affaires-2016-12-01-medias-sociaux-secteur-public",
    ]


def test_an_export_that_cannot_be_written_leaves_what_was_there(run: Command, tmp_path: Path) -> None:
    result = run("export", tmp_path / "no" / "where.jsonl")
    assert (result.exit_code, result.stderr) == (
        2,
        f"verbatim: {tmp_path / 'no' / 'where.jsonl'}: No such file or directory\n",
    )
    old = tmp_path / "old.jsonl"
    old.write_text("old", "utf-8")
    result = run("export", old, DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert (result.exit_code, old.read_text("utf-8")) == (1, "old")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_seed_is_the_founding_article_and_can_be_repeated(run: Command) -> None:
    path = SEEDS / "medias-sociaux-secteur-public-2016.jsonl"
    first, second = run("seed"), run("seed")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert without_times(first.stdout) == (
        f"{path}: 26 lines in 0.1 s\n"
        "  new        5 organisations, 6 speakers, 2 events, 1 source, 3 talks, 9 quotes, 7 topics\n"
        "  changed    nothing\n  unchanged  nothing\n  refused    nothing\n"
    )
    assert "  unchanged  5 organisations, 6 speakers, 2 events, 1 source, 3 talks, 9 quotes\n" in second.stdout


def test_seed_says_where_it_looked(run: Command, write: Callable[..., Path], tmp_path: Path, session: Session) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    result = run("seed", "--from", folder)
    assert result.exit_code == 2
    assert result.stderr == f"verbatim: there are no seeds (*.jsonl) in {folder}: say where they are with --from.\n"
    write(f"none{os.sep}a.jsonl", GOOD, BAD)
    result = run("seed", "--from", folder)
    assert (result.exit_code, texts(session)) == (1, [])
    assert result.stderr.endswith(f"verbatim: {folder / 'a.jsonl'} has lines that this archive refuses.\n")
