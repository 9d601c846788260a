"""``verbatim extract`` and ``verbatim review``: what a press article says, proposed, reviewed, accepted."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click
import orjson
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from api.archive import rules
from api.archive.errors import ArchiveError
from api.archive.history import Why, because
from api.archive.reading.listing import Page
from api.article_pages import LOOKS_LIKE_HTML, ArticlePage, read_article
from api.commands.opening import Failure, Misuse, open_archive
from api.extraction import extract as extract_quotes
from api.reviewing import (
    SORTS,
    STATES,
    Article,
    Decision,
    ReviewFilter,
    decide,
    extraction_view,
    get_review,
    gold,
    list_reviews,
    queue_article,
    review_views,
)
from api.schemas.extractions import CorrectionsSchema

LONGEST = 1_000_000
_PAGE = 100


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--format", "form", type=click.Choice(["text", "html"]), help="What FILE holds, unless it tells.")
@click.option("--json", "as_json", is_flag=True, help="All that is known of each proposal, as JSON.")
@click.option("--published-on", help="The article's day (YYYY-MM-DD), where neither its text nor its page tells it.")
@click.option("--import", "import_", is_flag=True, help="Keep the proposals as drafts in the review queue.")
@click.option("--title", help="Of the source that --import makes; its first line unless said.")
@click.option("--publisher", help="Of that source.")
@click.option("--byline", help="Of that source.")
@click.option("--url", help="Of that source.")
def extract(
    file: BinaryIO, form: str | None, published_on: str | None, *, as_json: bool, import_: bool, **source: Any
) -> None:
    """Propose the quotes of a press article, FILE (`-`: standard input), text or HTML, each with its reasons.

    Nothing is written unless --import is given: then each proposal is a draft, seen by editors alone, until
    `verbatim review` accepts it. The same article again changes nothing.
    """
    if published_on is not None and (wrong := rules.partial_date(published_on) or _not_a_day(published_on)):
        raise Misuse(f"--published-on: {wrong}")
    if not import_ and any(source.values()):
        raise click.UsageError("--title, --publisher, --byline and --url describe a source: give --import, too.")
    page = _read(file, form, published_on)
    view = extraction_view(page.text, extract_quotes(page.text, page.published_on))
    if import_:
        view |= _import(Article(text=page.text, published_on=page.published_on, **source))
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(view, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        click.echo(_told(view))


def _not_a_day(date: str) -> str | None:
    return None if len(date) == len("2016-12-01") else "Must be a day, YYYY-MM-DD."


def _read(file: BinaryIO, form: str | None, published_on: str | None) -> ArticlePage:
    raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise Misuse(f"{file.name}: longer than an article ({LONGEST:,} bytes).")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    is_html = form == "html" or (form is None and LOOKS_LIKE_HTML.search(text, 0, 2000) is not None)
    page = read_article(text, is_html=is_html, published_on=published_on)
    if not page.text.strip():
        raise Misuse(f"{file.name}: there is no text in it.")
    return page


def _import(article: Article) -> dict[str, Any]:
    with open_archive() as archive, archive.sessions() as session:
        because(session, Why(reason="extracted from a press article"))
        try:
            queued = queue_article(session, article)
        except ArchiveError as error:
            raise Failure(str(error)) from error
        session.commit()
    return {"source": queued.source, "reviews": list(queued.reviews), "known": queued.known}


def _told(view: dict[str, Any]) -> str:
    """Tell an extraction to people, in French as its reasons are."""
    lines = [f"Publié le {view['published_on']}." if view["published_on"] else "Date de parution inconnue."]
    lines += [_event_line(event) for event in view["events"]]
    for number, item in enumerate(view["items"], 1):
        indent = "    " if item["parent"] is not None else ""
        lines += ["", f"{indent}{number}. « {item['text']} »"]
        lines.append(f"{indent}   {_who(item)} [{item['kind']}, confiance {item['confidence']:.0%}]")
        lines += [f"{indent}   – {reason['text']}" for reason in item["reasons"]]
    if view["refusals"]:
        lines += ["", "Écartés :"]
        lines += [f"  « {each['text']} » : {each['reason']['text']}" for each in view["refusals"]]
    if not view["items"]:
        lines += ["", "Aucune citation."]
    if "source" in view:
        waiting = f"{len(view['reviews'])} brouillon(s) à relire (`verbatim review list`)"
        lines += ["", f"{waiting}, {view['known']} déjà connu(s)."]
    return "\n".join(lines)


def _event_line(event: dict[str, Any]) -> str:
    start, end = event["starts_on"], event["ends_on"]
    days = start if start == end else f"{start} – {end}"
    return f"Événement : {event['name']} ({days})" + (f", {event['organiser']}" if event["organiser"] else "")


def _who(item: dict[str, Any]) -> str:
    told = []
    for each in item["attributions"]:
        more = ", ".join(filter(None, [each.get("role"), each.get("organisation")]))
        name = each.get("name") or each.get("printed_as") or "on ne sait qui"
        told.append(f"{name} ({more})" if more else name)
    cue = f", « {item['cue']['text']} »" if item["cue"] else ""
    return (" et ".join(told) or "on ne sait qui") + cue


@click.group()
def review() -> None:
    """List the drafts that extraction proposed, and accept, correct or refuse them."""


@review.command("list")
@click.option("--state", "states", type=click.Choice(STATES), multiple=True, default=("pending",), show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="position", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(states: Sequence[str], sort: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """List reviews: id, state, confidence, words, who is said to have said them, why."""
    number, shown = 1, 0
    with open_archive() as archive, archive.sessions() as session:
        while True:
            listing = list_reviews(session, ReviewFilter(states=states, sort=sort), Page(number, _PAGE))
            for item in listing.items:
                click.echo(orjson.dumps(item) if as_json else _line(item))
            number, shown = number + 1, shown + len(listing.items)
            if shown >= listing.total:
                break
    if not shown:
        click.echo("There is nothing to list.", err=True)


def _line(item: dict[str, Any]) -> str:
    proposal = item["proposal"]
    reasons = " ".join(reason["text"] for reason in proposal["reasons"])
    reasons += "".join(f" [{warning['code']}] {warning['message']}" for warning in item["warnings"])
    told = (item["id"], item["state"], f"{item['confidence']:.0%}", f"« {proposal['text']} »", _who(proposal), reasons)
    return "\t".join(told)


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that wait, at least as sure as --least.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="With --all.")
@click.option("--by", help="Who decides, for the history.")
@click.option("--note", help="Why, for editors.")
def accept(ids: Sequence[str], everything: bool, least: float, by: str | None, note: str | None) -> None:  # noqa: FBT001 - a flag of the command line
    """Publish drafts as they were proposed, all of them or none."""
    if bool(ids) == everything:
        raise click.UsageError("Give the ids of reviews, or --all.")
    with open_archive() as archive, archive.sessions() as session:
        chosen = list(ids) if ids else _waiting(session, least)
        _decide(session, [Decision(each, "accept", note=note) for each in chosen], by)


def _waiting(session: Session, least: float) -> list[str]:
    found: list[str] = []
    number = 1
    while True:
        listing = list_reviews(session, ReviewFilter(least=least), Page(number, _PAGE))
        found += [item["id"] for item in listing.items]
        number += 1
        if len(found) >= listing.total:
            return found


@review.command()
@click.argument("reference", metavar="ID")
@click.argument("corrections", metavar="JSON")
@click.option("--by", help="Who decides, for the history.")
@click.option("--note", help="Why, for editors.")
def correct(reference: str, corrections: str, by: str | None, note: str | None) -> None:
    """Publish a draft with what JSON puts right: text, kind, said_on, event, attributions (whole), cue_verb."""
    try:
        values = json.loads(corrections)
    except ValueError as error:
        raise Misuse(f"JSON: {error}") from error
    if not isinstance(values, dict):
        raise Misuse('JSON: must be an object, as \'{"text": "…"}\'.')
    try:
        values = CorrectionsSchema().load(values)
    except ValidationError as error:
        raise Misuse(f"JSON: {json.dumps(error.messages, ensure_ascii=False)}") from error
    with open_archive() as archive, archive.sessions() as session:
        _decide(session, [Decision(reference, "correct", values, note)], by)


@review.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--by", help="Who decides, for the history.")
@click.option("--note", help="Why, for editors.")
def refuse(ids: Sequence[str], by: str | None, note: str | None) -> None:
    """Delete drafts that are no quotes, and whatever stands within them."""
    with open_archive() as archive, archive.sessions() as session:
        _decide(session, [Decision(each, "refuse", note=note) for each in ids], by)


@review.command()
@click.argument("reference", metavar="ID")
def show(reference: str) -> None:
    """Show one review whole, as JSON, with its passage."""
    with open_archive() as archive, archive.sessions() as session:
        try:
            (view,) = review_views(session, [get_review(session, reference)])
        except ArchiveError as error:
            raise Failure(str(error)) from error
    sys.stdout.buffer.write(orjson.dumps(view, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


@review.command("gold")
@click.argument("file", default="-", type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path))
def gold_(file: Path) -> None:
    """Export what reviewers decided as new gold (JSON Lines) to FILE (default: standard output).

    A passage is in it once all that was proposed there is decided. `benchmarks.extraction --data FILE` takes it.
    """
    with open_archive() as archive, archive.sessions() as session:
        lines = [orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in gold(session)]
    if str(file) == "-":
        sys.stdout.buffer.writelines(lines)
    else:
        try:
            file.write_bytes(b"".join(lines))
        except OSError as error:
            raise Misuse(f"{file}: {error.strerror}") from error
        click.echo(f"Wrote {len(lines)} passages to {file}.", err=True)


def _decide(session: Session, decisions: Sequence[Decision], by: str | None) -> None:
    because(session, Why(by=by, reason="review"))
    try:
        rows = decide(session, decisions, by)
    except ArchiveError as error:
        raise Failure(f"nothing was decided: {error}") from error
    session.commit()
    for row in rows:
        click.echo(f"{row.public_id}\t{row.state}\t« {row.proposal['text']} »")
