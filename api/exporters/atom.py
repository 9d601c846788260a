"""Quotes as an Atom feed (RFC 4287)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy.orm import Session

from api import labels
from api.archive.models import Quote
from api.archive.reading.moments import moments
from api.archive.reading.talks import zulu

_TITLE = 90


def feed(session: Session, quotes: Sequence[Mapping[str, Any]], site: str, title: str, path: str) -> str:
    """Write quotes as a feed, in their order; ``path`` is that of the page that the feed goes with."""
    known = moments(session, Quote, [quote["id"] for quote in quotes])
    newest = max((changed for _, changed in known.values()), default=datetime(1970, 1, 1, tzinfo=UTC))
    page = site + path
    own = site + path.replace("/recherche", "/recherche.atom", 1)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
        f"<title>{escape(title)}</title>\n<id>{escape(page)}</id>\n<updated>{zulu(newest)}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        "<author><name>Verbatim</name></author>\n"
    )
    entries = [_entry(quote, known[quote["id"]], site) for quote in quotes if quote["id"] in known]
    return f"{head}{''.join(entries)}</feed>\n"


def _entry(quote: Mapping[str, Any], when: tuple[datetime, datetime], site: str) -> str:
    made, changed = when
    address = f"{site}/citations/{quote['id']}"
    who = labels.speakers(quote)
    context = ", ".join(part for part in (who, (quote["event"] or {}).get("name"), labels.when(quote)) if part)
    content = f"<blockquote>{escape(quote['text'])}</blockquote><p>{escape(context)}</p>"
    categories = "".join(
        f"<category term={quoteattr(each['slug'])} label={quoteattr(each['name'])}/>\n" for each in quote["topics"]
    )
    return (
        f"<entry>\n<title>{escape(who)} : {escape(labels.cut(quote['text'], _TITLE))}</title>\n"
        f"<id>{address}</id>\n<published>{zulu(made)}</published>\n<updated>{zulu(changed)}</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>\n'
        f"<author><name>{escape(who)}</name></author>\n{categories}"
        f'<content type="html">{escape(content)}</content>\n</entry>\n'
    )
