"""``verbatim openapi``: the document, generated from the code."""

from pathlib import Path

import click

from api.app import create_app
from api.commands.opening import Failure
from api.config import Settings
from api.document import as_yaml


@click.command()
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("openapi.yaml"), show_default=True,
    help="The file to write; `-` for standard output.",
)  # fmt: skip
@click.option(
    "--check", is_flag=True, help="Write nothing; fail (exit code 1) when the file is not what the code says."
)
def openapi(output: Path, check: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Write openapi.yaml, the description of the API for people and generators of clients."""
    document = as_yaml(create_app(Settings(database_url="sqlite://", search_url="memory:")))
    if check:
        if not output.is_file() or output.read_text("utf-8") != document:
            raise Failure(f"{output} is not what the code says: run `make openapi` and look at the difference.")
        click.echo(f"{output} is what the code says.")
    elif str(output) == "-":
        click.echo(document, nl=False)
    else:
        output.write_text(document, "utf-8")
        click.echo(f"Wrote {output}.")
