"""``verbatim import`` of schedules: the plan, the report, and what it says of files that it cannot read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Event, Talk
from api.commands.importing import import_

TABLE = "Titre;Orateurs;Quoi\nUn;ana.bel;x\nDeux;Ana Bel;y\nPause café;;\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "programme 2031.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(database_url: str, home: Path, *arguments: str | Path) -> Result:
    environment = {"VERBATIM_HOME": str(home), "DATABASE_URL": database_url, "SEARCH_URL": "memory:"}
    result = CliRunner(env=environment).invoke(import_, [str(each) for each in arguments])
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
