"""A newspaper's page → the article on it and the day it came out, as the page itself tells them. Pure.

Decision: the elements of HTML say what is the article and what stands around it (``article``, ``main``, ``nav``,
``aside``…), and the classes that newspapers give to boxes say the rest. What only looks like a box and holds much of
the page's paragraphs, or its headline, is kept: a line too many is refused later, a quote lost is not seen by anybody.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from api.extraction import publication_date
from api.plain_text import from_html, text_of

LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|main|article|section|header|div|p|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE
)
_AROUND = (
    "//script|//style|//noscript|//template|//iframe|//svg|//nav|//aside|//form|//button|//select|//dialog|//menu"
    "|//figcaption[not(ancestor::figure//blockquote)]|//footer[not(ancestor::blockquote)]"
    "|//*[@hidden or @aria-hidden='true']"
    "|//*[@role='navigation' or @role='complementary' or @role='contentinfo' or @role='search'"
    " or @role='dialog' or @role='alertdialog']"
)
_BOX = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|rgpd|didomi|newsletter|infolettre|related|lire-aussi|share|sharing|partage|social"
    r"|breadcrumbs?|comments|commentaires|sidebar|advert(?:isement)?|publicite|paywall|recommended|most-read|pullquote)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_MUCH = 1 / 3
"""Of the characters of a page's paragraphs: a box that holds more is none."""
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_XML = re.compile(r"^\s*<\?xml[^>]*>")
_METAS = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "date", "pubdate")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The text of an article, its headline first, and its day (ISO) where the page tells one."""

    text: str
    published_on: str | None


def read_article(text: str, *, is_html: bool, published_on: str | None) -> ArticlePage:
    """Read an article; its day is the one given, else the one printed in its text, else that of the page's data."""
    page = read_page(text) if is_html else ArticlePage(text, None)
    return ArticlePage(page.text, published_on or publication_date(page.text) or page.published_on)


def read_page(markup: str) -> ArticlePage:
    """Read the page of an article, whole or a part of one."""
    try:
        root = document_fromstring(_XML.sub("", markup))
    except (etree.ParserError, ValueError):
        return ArticlePage("", None)
    days = [*_days_of_data(root), *_days_of_metas(root)]
    _clear(root)
    article = _article(root)
    days += [str(each) for each in article.xpath(".//time/@datetime")]
    text = text_of(article) or from_html(markup)
    return ArticlePage(text, next((day for each in days if (day := _day(each))), None))


def _clear(root: HtmlElement) -> None:
    """Drop what stands around an article."""
    for element in root.xpath(_AROUND):
        if not element.xpath(".//h1") and element.getparent() is not None:
            element.drop_tree()
    whole = _length(root)
    for element in root.xpath("//body//*[@class or @id]"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        is_box = _BOX.search(names) and element.tag not in {"article", "main", "h1"}
        if is_box and not element.xpath(".//h1") and _length(element) <= whole * _MUCH:
            element.drop_tree()


def _article(root: HtmlElement) -> HtmlElement:
    """Find the element that is the article, and put the page's headline into it; cards of others are articles, too."""
    whole = _length(root)
    among = sorted(root.xpath("//article"), key=_length, reverse=True)[:1] + root.xpath("//main|//*[@role='main']")
    article: HtmlElement | None = next((each for each in among if _length(each) * 2 > whole), None)
    if article is None:
        return root
    headlines = root.xpath("//h1")
    if headlines and not article.xpath(".//h1"):
        # What follows a headline is not of it.
        headlines[0].tail = None
        article.insert(0, headlines[0])
        headlines[0].tail, article.text = article.text, None
    return article


def _length(element: HtmlElement) -> int:
    """Count the characters of the paragraphs in an element."""
    return sum(len(each.text_content()) for each in element.iter("p"))


def _days_of_data(root: HtmlElement) -> Iterator[str]:
    """Give ``datePublished`` of the page's JSON-LD, at whatever depth."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text_content())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, dict):
                if "datePublished" in one and "Comment" not in str(one.get("@type")):
                    yield str(one["datePublished"])
                waiting += [each for each in one.values() if isinstance(each, dict | list)]
            elif isinstance(one, list):
                waiting += one


def _days_of_metas(root: HtmlElement) -> list[str]:
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(name.lower(), meta.get("content", ""))
    printed = root.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    return [*(told[name] for name in _METAS if name in told), *map(str, printed)]


def _day(told: str) -> str | None:
    """Read the day of a time as it is written, in its own zone."""
    found = _DAY.match(told)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None
