"""``verbatim lint``."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from api.archive.models import Attribution
from api.cli import main
from tests.factories import make_quote


@pytest.fixture
def runner(database_url: str) -> CliRunner:
    return CliRunner(env={"DATABASE_URL": database_url})


def test_findings_are_told_and_counted(runner: CliRunner, session: Session) -> None:
    quote = make_quote(session)
    session.commit()
    message = "Nobody is said to have said it: say who, or take the kind unknown."
    result = runner.invoke(main, ["lint"])
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        f"quote {quote.public_id} /attributions: warning no_attribution: {message}\n",
        "1 findings: 1 no_attribution.\n",
    )
    finding = {"type": "quote", "id": quote.public_id, "pointer": "/attributions", "message": message, "others": []}
    assert json.loads(runner.invoke(main, ["lint", "--json"]).stdout) == {
        "findings": [{"code": "no_attribution", "severity": "warning", **finding}],
        "counts": {"no_attribution": 1},
    }
    result = runner.invoke(main, ["lint", "--code", "homonym"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 findings.\n")


def test_errors_end_badly(runner: CliRunner, session: Session) -> None:
    quote = make_quote(session)
    quote.attributions.append(Attribution(kind="group", position=0))
    session.commit()
    assert runner.invoke(main, ["lint"]).exit_code == 1
