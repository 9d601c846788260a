"""The ``verbatim`` command.

Exit codes: 0 when all went well, 1 when something could not be done, 2 when the call, a setting or a file must be
mended first.
"""

from importlib.metadata import version

import click

from api import logs
from api.commands.articles import extract, review
from api.commands.backup import backup, restore
from api.commands.content import export, seed
from api.commands.database import db
from api.commands.history import merge, redact, unmerge
from api.commands.importing import import_
from api.commands.index import index
from api.commands.lint import lint_
from api.commands.openapi import openapi
from api.commands.opening import Misuse, read_settings
from api.commands.people import people
from api.commands.serving import serve
from api.commands.sources import sources
from api.commands.tokens import token


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for _command in (
    serve,
    seed,
    import_,
    extract,
    review,
    export,
    merge,
    unmerge,
    redact,
    backup,
    restore,
    index,
    lint_,
    people,
    sources,
    token,
    openapi,
    db,
):
    main.add_command(_command)

if __name__ == "__main__":
    main()
