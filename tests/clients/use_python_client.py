"""Reads, searches, writes and fails, by a client that was generated from openapi.yaml.

Prints what it found as JSON; usage: `python use_python_client.py URL TOKEN`, with the client on the path.
"""

import json
import sys
from typing import Any, TypeVar

from verbatim_client import AuthenticatedClient, Client
from verbatim_client.api.quotes import change_quote, create_quote, get_quote, list_quotes
from verbatim_client.api.search import search as search_operation
from verbatim_client.models import (
    AttributionWrite,
    AttributionWriteKind,
    Problem,
    Quote,
    QuoteCreate,
    QuoteList,
    QuotePatch,
    QuoteWritten,
    Search,
)

T = TypeVar("T")


def need(kind: type[T], answer: object) -> T:
    """Give an answer that must be of a kind; any other ends the program."""
    if not isinstance(answer, kind):
        sys.exit(f"not a {kind.__name__}: {answer}")
    return answer


def speakers(quote: Quote | QuoteWritten) -> list[str | None]:
    """Name who said it, in order."""
    return [attribution.speaker.name if attribution.speaker else None for attribution in quote.attributions]


def read(client: Client) -> dict[str, Any]:
    """Read a list, and one quote of it."""
    listed = need(QuoteList, list_quotes.sync(client=client, page_size=100))
    joint = next(quote for quote in listed.items if len(quote.attributions) > 1)
    quote = need(Quote, get_quote.sync(joint.id, client=client))
    return {
        "page": listed.page.number,
        "all": len(listed.items) == listed.page.total,
        "speakers": speakers(quote),
        "event": quote.event.name if quote.event else None,
    }


def search(client: Client) -> dict[str, Any]:
    """Search, and cut out what is to be marked."""
    first = need(Search, search_operation.sync(client=client, q="fausse rumeur")).items[0]
    quote = need(Quote, first.quote)
    return {
        "type": first.type_.value,
        "speakers": speakers(quote),
        "marked": [quote.text[mark.start : mark.end] for mark in first.highlights],
    }


def write(client: AuthenticatedClient) -> dict[str, Any]:
    """Create a quote, and change it."""
    speaker = AttributionWrite(
        kind=AttributionWriteKind.PERSON, printed_as="Mme Carroll", speaker="melissa-carroll", organisation="spvm"
    )
    body = QuoteCreate(
        text="Un client généré a dit ceci.", external_id="python", said_on="2016-11", attributions=[speaker]
    )
    created = create_quote.sync_detailed(client=client, body=body)
    quote = need(QuoteWritten, created.parsed)
    after = need(
        QuoteWritten,
        change_quote.sync(
            quote.id, client=client, body=QuotePatch(said_on="2016-11-22"), if_match=created.headers["ETag"]
        ),
    )
    return {
        "status": int(created.status_code),
        "text": quote.text,
        "speaker": speakers(quote)[0],
        "said_on": [quote.said_on, after.said_on],
        "versions": [quote.version, after.version],
    }


def fail(client: Client) -> dict[str, Any]:
    """Ask for what is not there, and write without a token."""
    refused = create_quote.sync(client=client, body=QuoteCreate(text="Sans jeton."))
    return {
        "missing": need(Problem, get_quote.sync("nothing", client=client)).status,
        "refused": need(Problem, refused).status,
    }


if __name__ == "__main__":
    url, token = sys.argv[1:]
    reader = Client(base_url=url)
    editor = AuthenticatedClient(base_url=url, token=token)
    found = {"read": read(reader), "search": search(reader), "write": write(editor), "fail": fail(reader)}
    json.dump(found, sys.stdout, ensure_ascii=False)
