"""The ``verbatim`` command.

Exit codes: 0 when all went well, 1 when something could not be done, 2 when the call, a setting or a file must be
mended first.
"""

from importlib import import_module
from importlib.metadata import version

import click

from api import logs
from api.commands.opening import Misuse, read_settings

COMMANDS = {
    "serve": "serving:serve",
    "seed": "content:seed",
    "import": "importing:import_",
    "extract": "articles:extract",
    "review": "articles:review",
    "export": "content:export",
    "merge": "history:merge",
    "unmerge": "history:unmerge",
    "redact": "history:redact",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "index": "index:index",
    "lint": "lint:lint_",
    "people": "people:people",
    "sources": "sources:sources",
    "token": "tokens:token",
    "openapi": "openapi:openapi",
    "db": "database:db",
}
"""Where each command is, in ``api.commands``: a module, and a name in it."""


class _Commands(click.Group):
    """Brings in the command that is run, and no other: all of them together take a second, the web among them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 as click asks
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 as click asks
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"api.commands.{module}"), name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("verbatim"), prog_name="verbatim")
def main() -> None:
    """Run and feed a Verbatim archive: a searchable archive of what was said at French-language conferences.

    Settings come from environment variables (VERBATIM_HOME, DATABASE_URL, PORT…): the README lists them all.
    """
    try:
        form = read_settings().log_format
    except Misuse:
        form = "text"  # the command says what is wrong, unless it is asked for help alone
    logs.set_up(form)


if __name__ == "__main__":
    main()
