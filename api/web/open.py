"""What programs ask of a site: its map, its rules, how to search it, how to embed a quote, whom to tell of a hole."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import orjson
from flask import Blueprint, Response, request

from api.archive.errors import Fault, Invalid, NotFound
from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.archive.reading.listing import Show
from api.archive.reading.moments import addresses_public, count_public
from api.archive.reading.talks import zulu
from api.archive.verbs import QUOTE, get_thing
from api.context import session, viewer
from api.web.addresses import SECTIONS
from api.web.answering import site, tagged
from api.web.embedding import embed

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_MAPPED: dict[str, type[Thing]] = {
    SECTIONS["quote"]: Quote,
    SECTIONS["speaker"]: Speaker,
    SECTIONS["organisation"]: Organisation,
    SECTIONS["event"]: Event,
    SECTIONS["talk"]: Talk,
    SECTIONS["topic"]: Topic,
    SECTIONS["source"]: Source,
}
_SHEET = 10_000
_WIDEST = 1_000

blueprint = Blueprint("open", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let robots read all but what has no end, searches, and what is for editors."""
    return tagged(
        "User-agent: *\nDisallow: /recherche\nDisallow: /atelier\nDisallow: /connexion\nDisallow: /api/v1/search\n\n"
        f"Sitemap: {site()}/sitemap.xml\n",
        "text/plain; charset=utf-8",
    )


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the parts of the map: so many addresses each of one kind of thing."""
    parts = [
        f"<sitemap><loc>{site()}/sitemap/{section}-{number}.xml</loc></sitemap>\n"
        for section, model in _MAPPED.items()
        for number in range(1, -(-count_public(session(), model) // _SHEET) + 1)
    ]
    return tagged(f"{_XML}<sitemapindex {_MAP}>\n{''.join(parts)}</sitemapindex>\n", "application/xml; charset=utf-8")


@blueprint.get("/sitemap/<section>-<int(max=100000):number>.xml")
def sitemap_part(section: str, number: int) -> Response:
    """List the addresses of one part."""
    model = _MAPPED.get(section)
    found = addresses_public(session(), model, number, _SHEET) if model and number else []
    if not found:
        raise NotFound(f"There is no part {number} of “{section}” in the map.")
    urls = [
        f"<url><loc>{site()}/{section}/{escape(name)}</loc><lastmod>{zulu(changed)}</lastmod></url>\n"
        for name, changed in found
    ]
    return tagged(f"{_XML}<urlset {_MAP}>\n{''.join(urls)}</urlset>\n", "application/xml; charset=utf-8")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Tell a browser how to search here from its bar."""
    return tagged(
        f'{_XML}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Verbatim</ShortName>\n"
        "<Description>Qui a dit quoi, où et quand : l’archive des conférences francophones</Description>\n"
        "<Language>fr</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{site()}/static/icon.svg</Image>\n'
        f'<Url type="text/html" template="{site()}/recherche?q={{searchTerms}}"/>\n'
        f'<Url type="application/atom+xml" template="{site()}/recherche.atom?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n",
        "application/opensearchdescription+xml; charset=utf-8",
    )


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell of a hole (RFC 9116); good for half a year from the present month."""
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return tagged(
        f"Contact: {site()}/apropos#contact\nExpires: {zulu(month + timedelta(days=183))}\n"
        f"Preferred-Languages: fr, en\nCanonical: {site()}/.well-known/security.txt\n",
        "text/plain; charset=utf-8",
    )


@blueprint.get("/oembed")
def oembed() -> Response:
    """Give what another site needs to show a quote (oEmbed 1.0, rich)."""
    if request.args.get("format", "json") != "json":
        return Response("Only format=json.\n", 501, content_type="text/plain; charset=utf-8")
    steps = urlsplit(request.args.get("url", "")).path.split("/")
    if steps[:2] != ["", "citations"] or len(steps) < 3:  # noqa: PLR2004 - the id is the third step
        raise Invalid([Fault("url", "Must be the address of a quote.")])
    width = request.args.get("maxwidth", "")
    wanted = int(width) if width.isascii() and width.isdigit() and len(width) < 6 else _WIDEST  # noqa: PLR2004
    view = get_thing(session(), QUOTE, steps[2].partition(".")[0], Show(viewer(), ("event",)))
    return tagged(orjson.dumps(embed(view, site(), min(wanted, _WIDEST))), "application/json")
