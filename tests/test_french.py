"""Every message in French: what requests bring about, and what the code says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.references import ArchiveReferences
from api.archive.upkeep import Review
from api.archive.verbs import KINDS
from api.errors import translated
from api.reviewing import Article, queue_article
from tests.conftest import Client, token
from tests.factories import make_event, make_quote
from tests.test_errors import told

ARTICLE = Path(__file__).parent / "extraction" / "article.txt"
QUOTES = "/api/v1/quotes"
MESSAGES = json.loads(resources.files("api").joinpath("messages.fr.json").read_text("utf-8"))


def requests_that_fail() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Requests by an editor, one at least for each kind of fault that a request can have."""
    match = {"If-Match": "*"}
    for kind in KINDS:
        plural = f"/api/v1/{kind.name}s"
        yield "GET", f"{plural}/rien", {}
        yield "PATCH", f"{plural}/retire", {"json": {}, "headers": match}
        yield "GET", f"{plural}?page=x&page=2&external_id=&external_id=b&rien=1&page_size=1000&sort=rien", {}
        yield "GET", f"{plural}?external_id=%01&kind=&kind={'a' * 501}&year=x&before=x&include=x", {}
        yield "POST", plural, {"json": {}}
        yield "POST", plural, {"json": []}
        name = {"talk": "title", "source": "title", "quote": "text"}.get(kind.name, "name")
        body = {name: "a", "external_id": "x-1"} | ({"event": "ouvert"} if kind.name == "talk" else {})
        yield "POST", plural, {"json": body}
        yield "POST", plural, {"json": body}
        yield "POST", plural, {"json": {name: 1, "parent": "rien", "event": "rien"}}
        yield "POST", plural, {"json": {name: "a", "parent": "rien", "event": "rien", "talk": "rien"}}
    bodies: dict[str, list[dict[str, Any]]] = {
        "quotes": [
            {"text": None},
            {"text": ""},
            {"text": "\x00", "kind": "x", "said_on": "x", "language": "?", "external_id": "a" * 501},
            {"text": "a", "topics": ["!"], "attributions": [{"kind": "x", "speaker": "rien", "organisation": "rien"}]},
            {
                "text": "a",
                "topics": ["a"] * 201,
                "mentions": [{"source": "rien", "prefix": "a" * 40}],
                "parent": "rien",
            },
            {"text": "a", "attributions": 1, "mentions": [{}]},
            {"text": "a", "attributions": [{"kind": "person"}]},
            {"text": "a", "talk": "rien", "event": "rien"},
        ],
        "events": [
            {"name": "a", "slug": "ouvert"},
            {"name": "a", "starts_on": "2016", "ends_on": "2015"},
            {"name": "a", "url": "x", "timezone": "x", "country": "x", "slug": "X"},
        ],
        "talks": [
            {"title": "a", "event": "ouvert", "duration_minutes": 0, "starts_at": "x", "speakers": [{}]},
            {"title": "a", "event": "ouvert", "duration_minutes": 1.5, "starts_at": "2016-01-01T10:00:00"},
        ],
        "speakers": [{"name": "a", "identifiers": 1}],
        "sources": [{"title": "a", "sha256": "x"}],
    }
    for plural, several in bodies.items():
        for body in several:
            yield "POST", f"/api/v1/{plural}", {"json": body}
    yield "POST", QUOTES, {"data": "{", "content_type": "application/json"}
    yield "POST", QUOTES, {"data": "{", "content_type": "text/plain"}
    yield "PATCH", f"{QUOTES}/rien", {"json": {}}
    yield "PATCH", f"{QUOTES}/rien", {"data": "{", "content_type": "text/plain", "headers": match}
    yield "DELETE", f"{QUOTES}/rien", {}
    yield "DELETE", "/api/v1/events/ouvert", {"headers": {"If-Match": '"x"'}}
    yield "DELETE", "/api/v1/events/ouvert", {"headers": match}
    yield "GET", "/api/v1/search?facets=x&mode=x&page=0", {}
    yield "GET", "/api/v1/search?page=1000&page_size=100", {}
    yield "GET", f"/api/v1/search?q={'a' * 1_001}", {}
    yield "GET", f"{QUOTES}?q=a&sort=updated_at", {}
    yield "GET", "/api/v1/talks?q=a&sort=title", {}
    for question in ({}, {"text": ""}, {"items": [{"text": "a"}], "speaker": "b"}):
        yield "POST", "/api/v1/quote-checks", {"json": question}
    yield "GET", "/api/v1/events/ouvert@7", {}
    yield "GET", f"{QUOTES}/rien@1?include=event", {}
    yield "GET", "/api/v1/changes?after=x", {}
    yield "GET", "/api/v1/merges/rien", {}
    for old, new in (("ouvert", "ouvert"), ("brouillon", "rien")):
        yield "POST", "/api/v1/merges?dry_run=true", {"json": {"type": "event", "old": old, "new": new}}
    yield "GET", "/api/v1/changes?after=cffffff", {}
    yield "PUT", QUOTES, {}
    yield "GET", "/api/v1/rien", {}
    yield "POST", QUOTES, {"json": {"text": "a" * 70_000}}
    yield "GET", QUOTES, {"headers": {"Authorization": "Bearer x"}}


def decisions_that_fail(reviews: Sequence[str], draft: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Requests on the reviews of an article: the draft of the seventh stands within the sixth's; and the second's."""

    def decide(*decided: tuple[str, str], **more: Any) -> tuple[str, str, dict[str, Any]]:
        items = [{"review": review, "decision": decision, **more} for review, decision in decided]
        return "POST", "/api/v1/reviews/decisions", {"json": {"items": items}}

    first, second, outer, inner = reviews[0], reviews[1], reviews[5], reviews[6]
    yield "GET", "/api/v1/reviews/000000000000", {}
    yield decide((first, "accept"), (first, "refuse"), corrections={"kind": "direct"})
    yield decide((first, "correct"), corrections={"attributions": [{"kind": "unknown", "name": "Zoé"}]})
    yield decide((outer, "refuse"), (inner, "accept"))
    yield decide((inner, "accept"))
    for _ in range(2):  # the first is carried out
        yield decide((first, "accept"))
    yield "DELETE", f"{QUOTES}/{draft}", {"headers": {"If-Match": "*"}}
    yield decide((second, "accept"))


def texts(body: Mapping[str, Any]) -> list[str]:
    return [body["title"], body["detail"], *(each["detail"] for each in body.get("errors", ()))]


def test_every_message_has_its_french(
    client_with: Callable[..., Client], session: Session, sessions: sessionmaker[Session], editor: Mapping[str, str]
) -> None:
    make_event(session, name="Ouvert")
    for kind in KINDS:
        needed: dict[str, Any] = {"name": "retire", "title": "retire", "text": "a", "event": "ouvert"}
        row = kind.write(session, None, {**needed}, ArchiveReferences(session))
        session.flush()
        row.public_id = "retire"
        row.withdrawn_at = row.created_at
        if hasattr(row, "status"):
            row.status = "withdrawn"
    session.commit()
    make_quote(session, event="ouvert")
    make_event(session, name="Brouillon", status="draft")
    session.commit()
    queued = queue_article(session, Article(text=ARTICLE.read_text("utf-8")))
    draft = session.scalars(select(Review).where(Review.public_id == queued.reviews[1])).one().quote
    assert draft is not None
    session.commit()
    client = client_with(max_request_bytes=65_536)
    reader = {"Authorization": f"Bearer {token(sessions, 'read')}"}
    pairs: dict[str, str] = {}
    for method, path, rest in [
        *requests_that_fail(),
        *decisions_that_fail(queued.reviews, draft.public_id),
        ("POST", QUOTES, {"headers": reader}),
        ("POST", QUOTES, {"headers": None}),
    ]:
        own = rest.pop("headers", {})
        headers = {} if own is None else {**editor, **own}
        answers = [
            client.open(path, method=method, headers={**headers, "Accept-Language": language}, **rest)
            for language in ("en", "fr")
        ]
        if answers[0].status_code < 400:
            continue
        if answers[1].status_code != answers[0].status_code:
            assert [each.status_code for each in answers] == [201, 409]
            continue
        pairs.update(zip(texts(told(answers[0])), texts(told(answers[1])), strict=True))
    assert [english for english, french in pairs.items() if english == french] == []
    assert [french for french in pairs.values() if "{" in french] == []
    met = {
        template
        for template in MESSAGES
        for english in pairs
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(template)), english, re.DOTALL)
    }
    # What these requests do not bring about: races, a broken database or engine, rate limits, links between things.
    unmet = {template for template in set(MESSAGES) - met if not template.startswith("Others refer to this ")}
    # What the linter says is no fault of a request.
    unmet -= {
        "A person is named whom the archive does not know: give the speaker.",
        "Nobody is said to have said it: say who, or take the kind unknown.",
        "Other quotes have the same words, said by others: make sure who said them.",
        "Other quotes have the same words: where they are one, printed several times, merge them.",
        "The text of the source “{reference}” is not kept.",
        "The words by which the source names who said it are missing: give printed_as.",
        "There are others called {name}: make sure which is meant, or merge them.",
        "These words do not stand in the text that is kept of “{title}”.",
        "{name}, “{role}” ({organisation}): on {day} others were so called: {names}.",
        "{speaker} is not in the programme of the talk, which names {names}.",
    }
    # What decisions on reviews and the forms of pages say: their own tests bring it about.
    unmet -= {
        "A quote within a refused one cannot be kept: refuse it too, or keep both.",
        "Goes with the decision `correct` alone.",
        "Is decided twice.",
        "The draft of the review “{reference}” has been deleted: refuse it.",
        "The quote that this one stands within is a draft still: accept it first, or both together.",
        "The review “{reference}” was decided before: {state}.",
        "There is no review “{reference}”.",
        "This form did not come from a page of this archive, or is too old.",
    }
    assert unmet == {
        "At most {amount} requests in {window} s: come back in {seconds} s.",
        "Invalid value.",
        "Is not a talk of this event.",
        "“{id}” has been merged or withdrawn since: undo that first.",
        "“{reference}” has been withdrawn, and its words have been erased.",
        "This merge has been undone already.",
        "There is no version {versions} of “{reference}” before the present one.",
        "What it would take to undo this merge has been erased.",
        "It has another address",
        "Its address is now “{new}”.",
        "The words of version {version} of “{reference}” have been erased.",
        "Is not the event of its talk.",
        "Must be a list.",
        "Must be a text.",
        "Must be given.",
        "Must map names of authorities to ids.",
        "Must not be the organisation itself or one within it.",
        "Must not be the quote itself or one within it.",
        "Needs an offset, because its event has no time zone.",
        "Not available at this moment",
        "What was published cannot become a draft again: withdraw it instead.",
        "There is already a organisation with the name “{name}”: {id}.",
        "There is already a topic with the name “{name}”: {id}.",
        "Something of this kind is there already, or came at the same moment: read again, and retry.",
        "Something went wrong here",
        "The browser (or proxy) sent a request that this server could not understand.",
        "The database does not answer: try again in a moment.",
        "The fault is ours and has been noted. Try again, or tell us what you did.",
        "The search does not answer: try again in a moment.",
        "Too many requests",
    }


def test_every_message_of_the_code_has_its_french() -> None:
    """What the code says in a sentence of its own, found as text: a message added without its French fails here."""
    api = Path(__file__).parent.parent / "api"
    spoken = re.compile(r'(?:fault\([^"]*"[^"]*", |return |fault = |message = |Problem\(\s*\d+,\s*)f?"([A-Z][^"]+\.)"')
    found: dict[str, str] = {}
    for path in (*api.glob("*.py"), *api.glob("archive/**/*.py"), *api.glob("resources/*.py")):
        for message in spoken.findall(path.read_text("utf-8")):
            found[re.sub(r"\{[^}]*\}", "7", message)] = path.name
    # Those that only the command line says, and what holds a kind of thing, which the test above has met.
    apart = {"There is already a token named “7”: revoke it first, or choose another name.", "There is no token “7”."}
    kinds = re.compile(r"There is (no|already a) 7|The 7 “|Others refer to this 7")
    silent = {
        message: place
        for message, place in found.items()
        if message not in apart and not kinds.match(message) and translated(message) == message
    }
    assert silent == {}
    assert len(found) > 30
