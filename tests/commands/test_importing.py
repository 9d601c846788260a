"""``verbatim import`` of schedules: the plan, the report, and what it says of files that it cannot read."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Event, Talk
from api.cli import main
from api.commands import importing

TABLE = "Titre;Orateurs;Quoi\nUn;ana.bel;x\nDeux;Ana Bel;y\nPause café;;\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "programme 2031.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(database_url: str, home: Path, *arguments: str | Path, answer: str | None = None) -> Result:
    environment = {"VERBATIM_HOME": str(home), "DATABASE_URL": database_url, "SEARCH_URL": "memory:"}
    result = CliRunner(env=environment).invoke(main, ["import", *map(str, arguments)], input=answer)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_dry_run_foretells_and_writes_nothing(
    table: Path, database_url: str, tmp_path: Path, session: Session
) -> None:
    out = tmp_path / "plan.json"
    plan = run(database_url, tmp_path, table, "--dry-run", "--report", out, "--event", "Conf 2031", "--series", "Conf")
    assert plan.exit_code == 0
    assert plan.stdout.splitlines()[1:] == [
        "  new        2 speakers, 1 event, 2 talks",
        "  changed    nothing",
        "  unchanged  nothing",
        "  gone       nothing",
        "  refused    nothing",
        "  left out   1 (a break)",
        "Proposed for a merge: 1 (`verbatim people proposals` lists them).",
        "Nothing was written: this was a dry run.",
    ]
    assert session.scalars(select(Talk)).all() == []
    session.rollback()
    told = json.loads(out.read_bytes())
    (file,), (proposal,) = told["files"], told["proposals"]
    assert (file["format"], file["event"], file["left_out"]) == (
        "csv", "conf-2031", [{"place": "4", "title": "Pause café", "reason": "a break"}],
    )  # fmt: skip
    assert {proposal["first"]["name"], proposal["second"]["name"]} == {"ana.bel", "Ana Bel"}
    assert run(database_url, tmp_path, table, "--event", "Conf 2031", "--series", "Conf").exit_code == 0
    assert session.scalars(select(Event.series)).all() == ["Conf"]
    assert len(session.scalars(select(Talk)).all()) == 2


def test_the_plan_is_shown_before_it_is_asked_and_before_it_is_written(
    table: Path, database_url: str, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_is_somebody_there", lambda: True)
    no = run(database_url, tmp_path, table, "--event", "Conf 2031", answer="n\n")
    assert (no.exit_code, no.stderr.splitlines()[-1]) == (1, "Aborted!")
    assert "  new        2 speakers, 1 event, 2 talks\n" in no.stdout
    assert no.stdout.index("  new ") < no.stdout.index("Import this? [y/N]: n")
    assert session.scalars(select(Talk)).all() == []
    session.rollback()
    yes = run(database_url, tmp_path, table, "--event", "Conf 2031", answer="y\n")
    assert (yes.exit_code, yes.stdout.splitlines()[-1]) == (0, "Written as planned.")
    assert len(session.scalars(select(Talk)).all()) == 2
    session.rollback()
    again = run(database_url, tmp_path, table, "--event", "Conf 2031")
    assert (again.exit_code, "Import this?" in again.stdout) == (0, False)
    table.write_text(TABLE + "Trois;Zoé;z\n", "utf-8")
    assert "Import this?" not in run(database_url, tmp_path, table, "--event", "Conf 2031", "--yes").stdout
    assert len(session.scalars(select(Talk)).all()) == 3


def test_a_plan_that_another_writer_belies_is_told(
    table: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def agree(*_: object, **__: object) -> bool:
        return run(database_url, tmp_path, table, "--event", "Conf 2031", "--quiet").exit_code == 0

    monkeypatch.setattr(importing, "_is_somebody_there", lambda: True)
    monkeypatch.setattr(click, "confirm", agree)
    told = run(database_url, tmp_path, table, "--event", "Conf 2031").stdout
    assert told.index("new        2 speakers") < told.index("Not as planned, the archive has changed:")
    assert told.index("Not as planned") < told.index("unchanged  1 event, 2 talks")


def test_many_lines_are_written_without_a_plan_where_nobody_is_asked(
    table: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_PLANNED", 2)
    told = run(database_url, tmp_path, table, "--event", "Conf 2031")
    assert (told.exit_code, told.stdout.count("  new "), "planned" in told.stdout) == (0, 1, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--map", "Quoi"), "is not COLUMN=FIELD"),
        (("--map", "Quoi=zut"), "cannot take the column 'Quoi' for 'zut'"),
        (("--timezone", "Paris"), "'Paris' is no time zone"),
        (("--format", "ics"), "is not iCalendar"),
        (("--format", "zut"), "Invalid value for '--format'"),
    ],
)
def test_a_wrong_call_says_what_to_do(
    arguments: tuple[str, ...], message: str, table: Path, database_url: str, tmp_path: Path
) -> None:
    result = run(database_url, tmp_path, table, *arguments)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


def test_help_names_the_formats(database_url: str, tmp_path: Path) -> None:
    told = run(database_url, tmp_path, "--help").stdout
    assert all(
        name in told for name in ("schedule-json", "schedule-xml", "sessionize", "hoverboard", "ics", "csv", "jsonl")
    )


def test_an_empty_schedule_is_told_and_no_lines_are_none(database_url: str, tmp_path: Path) -> None:
    empty, lines = tmp_path / "empty.csv", tmp_path / "none.jsonl"
    empty.write_bytes(b"\n")
    lines.write_bytes(b"")
    told = run(database_url, tmp_path, empty)
    assert (told.exit_code, told.stderr) == (2, f"verbatim: {empty}: is empty.\n")
    assert run(database_url, tmp_path, lines).exit_code == 0
