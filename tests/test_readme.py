"""The README: its settings, its commands and its examples are what the code says and does."""

import json
import re
import shlex
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.cli import main
from api.commands.content import SEEDS
from api.config import Settings
from api.importers.jsonl import read
from api.indexing import rebuild
from api.loader import load
from search import Index
from tests.conftest import Client

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ANSWERED = re.findall(r"```sh\ncurl (.+?)\n```\n\n```json\n(.+?)\n```", README, re.DOTALL)


@pytest.fixture
def seeded(client: Client, sessions: sessionmaker[Session], index: Index) -> Client:
    """The application with the founding article, as `make serve` has it."""
    for path in sorted(SEEDS.glob("*.jsonl")):
        with path.open("rb") as file, sessions() as session:
            assert load(session, read(file)).refused == ()
    rebuild(sessions, index)
    return client


def test_every_setting_is_listed_as_it_is() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| (.+) \|$", README, re.MULTILINE)
    assert listed == [
        (each.metadata["variable"], each.metadata["default"], each.metadata["meaning"]) for each in Settings.table()
    ]


def _commands(group: click.Group, path: str) -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_is_listed_and_no_other() -> None:
    listed = set(re.findall(r"`(verbatim(?: [a-z]+)+)`", README))
    assert listed == set(_commands(main, "verbatim"))


def test_every_make_target_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", README))
    assert named >= {"serve", "test", "check"}
    assert named <= targets


def _holds(actual: Any, shown: Any, at: str = "$") -> list[str]:
    """Return where an answer is not what the README shows of it: names left out are free, `…` is anything."""
    if shown == "…":
        return []
    if isinstance(shown, dict) and isinstance(actual, dict):
        return [
            wrong
            for name, value in shown.items()
            for wrong in (
                _holds(actual[name], value, f"{at}.{name}") if name in actual else [f"{at}.{name} is not there"]
            )
        ]
    if isinstance(shown, list) and isinstance(actual, list) and len(shown) == len(actual):
        return [
            wrong
            for number, (one, other) in enumerate(zip(actual, shown, strict=True))
            for wrong in _holds(one, other, f"{at}[{number}]")
        ]
    return [] if actual == shown else [f"{at} is {actual!r}"]


@pytest.mark.parametrize(("command", "shown"), ANSWERED, ids=[command for command, _ in ANSWERED])
def test_an_example_answers_what_is_shown(seeded: Client, command: str, shown: str) -> None:
    words = shlex.split(command.replace("\\\n", " "))
    (address,) = (word.removeprefix("localhost:8000") for word in words if word.startswith("localhost:"))
    options = dict(pairwise(words))
    headers = dict(value.split(": ") for option, value in pairwise(words) if option == "-H")
    body = options.get("-d")
    answer = seeded.get(address, headers=headers) if body is None else seeded.post(address, data=body, headers=headers)
    assert _holds(answer.get_json(force=True), json.loads(shown)) == []


def test_there_are_examples() -> None:
    assert len(ANSWERED) == 6


def test_the_example_of_writing_makes_a_draft(seeded: Client, editor: dict[str, str]) -> None:
    example = re.search(r"-d '(.+draft.+)'$", README, re.MULTILINE)
    assert example is not None
    answer = seeded.post("/api/v1/quotes", data=example[1], headers=editor | {"Content-Type": "application/json"})
    assert answer.status_code == 201
    made = seeded.get(answer.headers["Location"], headers=editor)
    assert made.get_json()["attributions"][0]["speaker"]["name"] == "Melissa Carroll"
    assert made.get_etag() == answer.get_etag()
    assert seeded.get(answer.headers["Location"]).status_code == 404


def test_the_import_format_shown_can_be_imported(session: Session) -> None:
    shown = re.findall(r'^\{"type": .+\}$', README, re.MULTILINE)
    report = load(session, read(BytesIO("\n".join(shown).encode())))
    assert (report.refused, report.created) == ((), {"event": 1, "quote": 1})
