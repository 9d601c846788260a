"""Every operation of the document, tried by schemathesis against a server on the founding archive.

A few examples an operation here, so that the suite stays quick; all phases with as many as VERBATIM_SCHEMATHESIS says
(a number of examples) where it is set, as it is in CI.
"""

import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from api.importers import READERS
from api.indexing import drain
from api.loader import load
from search import Index
from tests.conftest import token

EXAMPLES = int(os.environ.get("VERBATIM_SCHEMATHESIS") or 0)
SEEDS = Path(__file__).parents[1] / "seeds"
OPERATIONS = 40
CHECKS = {
    # What the document allows is refused all the same: 422 where it refers to nothing (an event that is not there)
    # or breaks a rule between fields (it ends before it starts), 412 where If-Match is made up, 410 for what an
    # earlier case has withdrawn.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "404", "409", "410", "412", "422"]},
    # A change without If-Match is 428, as RFC 6585 has it; a write without a token 401.
    "missing_required_header": {"expected-statuses": ["401", "428"]},
    # 410 and 412 come before what else is wrong with a request; too many long parts are too large a body, which is 413.
    "negative_data_rejection": {
        "expected-statuses": ["400", "401", "404", "405", "409", "410", "412", "413", "415", "422", "428"]
    },
}
CHAINS = 4
"""A chain is a few calls of one operation among many: there must be more of them to see as much."""
ROUNDS = 6
"""Chains are tried again, otherwise, until some went all the way: what was made was changed, and removed."""
ALL_THE_WAY = {("post", 201), ("patch", 200), ("delete", 204)}
CHAINED = r"/(quotes|talks|events|speakers|organisations|sources|topics)(/\{reference\})?$"
"""Where things are made, read, changed and removed; calls of what else there is come in no order."""
PHASES = ["examples, fuzzing", *(["coverage"] if EXAMPLES else []), "stateful"]


@pytest.fixture
def url(
    serving: Callable[..., Flask], sessions: sessionmaker[Session], index: Index, caplog: pytest.LogCaptureFixture
) -> Iterator[str]:
    """Serve the founding archive over HTTP; the address."""
    with sessions() as session:
        for path in SEEDS.glob("*.jsonl"):
            with path.open("rb") as lines:
                load(session, list(READERS["jsonl"](lines)))
        session.commit()
    drain(sessions, index)
    caplog.set_level(logging.ERROR, "werkzeug")
    app = serving(rate_limit="", rate_limit_token="")
    app.testing = False
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def configuration(phases: str, seed: int, authorised: str) -> SchemathesisConfig:
    """Say what is tried, and how much of it."""
    examples = (EXAMPLES or 5) * (CHAINS if phases == "stateful" else 1)
    return SchemathesisConfig.from_dict(
        {
            "headers": {"Authorization": authorised},
            "continue-on-failure": True,
            "seed": seed,
            "generation": {
                "max-examples": examples,
                "deterministic": phases != "stateful",
                "database": "none",
                # A chain of wrong requests ends with the first of them, and wrong ones are the other phases' part.
                "mode": "positive" if phases == "stateful" else "all",
            },
            "checks": CHECKS,
            "phases": {
                phase: {"enabled": phase in phases} for phase in ("examples", "coverage", "fuzzing", "stateful")
            },
        }
    )


def failures(event: events.ScenarioFinished) -> Iterator[tuple[tuple[str | None, str], str]]:
    """Give what went wrong, each with how to ask again."""
    for key, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                request = event.recorder.cases[key].value.as_curl_command()
                yield (event.label, failure.title), f"{failure.message}\n{request}"


# Hypothesis and the client of schemathesis leave sockets to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("phases", PHASES)
def test_schemathesis_finds_nothing(
    phases: str, url: str, sessions: sessionmaker[Session], capsys: pytest.CaptureFixture[str]
) -> None:
    authorised = f"Bearer {token(sessions, 'write', 'admin')}"
    cases: Counter[str] = Counter()
    tried: set[str] = set()
    answered: set[tuple[str, int]] = set()
    found: dict[tuple[str | None, str], str] = {}
    for seed in range(ROUNDS if phases == "stateful" and EXAMPLES else 1):
        document = schemathesis.openapi.from_url(
            f"{url}/api/v1/openapi.json", config=configuration(phases, seed, authorised)
        )
        asked = document.include(path_regex=CHAINED if phases == "stateful" else "/")
        for event in from_schema(asked).execute():
            if isinstance(event, events.NonFatalError | events.FatalError):
                found[None, type(event).__name__] = str(
                    getattr(event, "value", None) or getattr(event, "exception", event)
                )
            if not isinstance(event, events.ScenarioFinished):
                continue
            cases[event.phase.name.lower()] += len(event.recorder.cases)
            tried |= {case.value.operation.label for case in event.recorder.cases.values()}
            answered |= {
                (event.recorder.cases[key].value.operation.method, each.response.status_code)
                for key, each in event.recorder.interactions.items()
                if each.response is not None
            }
            found |= dict(failures(event))
        if found or answered >= ALL_THE_WAY:
            break
    with capsys.disabled():
        print(f"\nschemathesis: {sum(cases.values())} cases {dict(cases)}")  # noqa: T201 - the count is a result
    if found:
        pytest.fail("\n\n".join(f"{where}: {what}: {message}" for (where, what), message in found.items()))
    if phases != "stateful":
        assert len([each for each in tried if "/api/v1/" in each]) >= OPERATIONS
    elif EXAMPLES:
        # With the tag of the answer before.
        assert answered >= ALL_THE_WAY
