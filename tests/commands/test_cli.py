import re

import click
import pytest

from api.cli import COMMANDS, main
from tests.commands.conftest import Verbatim


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += commands(command, *path, name)
    return found


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_command_explains_itself(verbatim: Verbatim, path: tuple[str, ...]) -> None:
    for flag in ("-h", "--help"):
        result = verbatim(*path, flag)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Usage: main {' '.join(path)} ")
        assert len(result.stdout.split("\n\n")[1].split()) >= 6


def test_the_commands_there_are(verbatim: Verbatim) -> None:
    assert list(COMMANDS) == [
        "serve",
        "seed",
        "import",
        "extract",
        "review",
        "export",
        "merge",
        "unmerge",
        "redact",
        "backup",
        "restore",
        "index",
        "lint",
        "people",
        "sources",
        "token",
        "openapi",
        "db",
    ]
    assert re.fullmatch(r"verbatim, version \d+\.\d+\.\d+\n", verbatim("--version").stdout)


def test_wrong_calls_end_with_2(verbatim: Verbatim) -> None:
    for arguments in (("nothing",), ("token", "nothing"), ("serve", "--port", "http"), ("index", "run", "--rien")):
        result = verbatim(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Usage:" in result.stderr
