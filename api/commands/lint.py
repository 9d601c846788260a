"""``verbatim lint``: what a careful editor would look at again."""

import json
import sys
from collections import Counter

import click

from api.archive.lint import RULES, lint, warning_view
from api.commands.opening import open_archive


@click.command("lint")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: {findings: […], counts: {…}}.")
@click.option("--code", "codes", type=click.Choice(list(RULES)), multiple=True, help="Only this rule; may be repeated.")
def lint_(as_json: bool, codes: tuple[str, ...]) -> None:  # noqa: FBT001 - a flag of the command line
    """Look over the whole archive for attributions that are odd, and print each with its code.

    Homonyms, the same words by two speakers, words that their source has not, speakers who are not in the programme,
    offices that another held on that day, attributions without printed form. Warnings and notices are to be looked
    at; errors are to be mended.

    Exit codes: 0 no errors, 1 errors.
    """
    with open_archive() as archive, archive.sessions() as session:
        found = list(lint(session, codes=codes or tuple(RULES)))
    counts = Counter(each.code for each in found)
    if as_json:
        views = [warning_view(each) for each in found]
        click.echo(json.dumps({"findings": views, "counts": counts}, ensure_ascii=False, indent=2))
    else:
        for each in found:
            one = each.finding
            others = f" ({', '.join(one.others)})" if one.others else ""
            click.echo(f"{one.type} {one.id} {one.pointer}: {each.severity} {each.code}: {one.message}{others}")
        listed = ", ".join(f"{count:,} {code}" for code, count in counts.most_common())
        click.echo(f"{len(found):,} findings{f': {listed}' if listed else ''}.", err=True)
    if any(each.severity == "error" for each in found):
        sys.exit(1)
