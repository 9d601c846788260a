"""Pages as newspapers make them: what is the article, what stands around it, and the day it came out."""

import pytest

from api.article_pages import read_article
from api.extraction import extract

QUOTE = "On ferme le dimanche"
SAID = "<p>«&nbsp;On ferme le dimanche&nbsp;», a dit Anne Roy, directrice du mus&eacute;e.</p>"
MORE = "<p>La ville de Gatineau avait demandé au musée de rester ouvert, sans lui donner les moyens de le faire.</p>"
NOISE = "« Lisez-nous »"

DAILY = f"""<!DOCTYPE html><html lang="fr"><head><title>Le musée ferme {NOISE}</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebPage"}},
{{"@type": "NewsArticle", "datePublished": "2019-03-14T22:30:00-04:00"}}]}}</script>
<meta property="article:published_time" content="2019-03-15T02:30:00Z"></head><body class="has-sidebar">
<header><a href="/">{NOISE}</a><nav><p>{NOISE}</p></nav></header>
<main><article><header><h1>Le musée ferme</h1></header>
<figure><img alt="{NOISE}" src="x"><figcaption>{NOISE}, a dit Marc Petit. Photo&nbsp;: Zoé Roy</figcaption></figure>
{SAID}<aside><p>{NOISE}, a dit Marc Petit.</p></aside>{MORE}<div class="article-share"><p>{NOISE}</p></div></article>
<article class="card"><h2>{NOISE}</h2><p>{NOISE}, a dit le maire.</p></article></main>
<footer><p>{NOISE}</p></footer><script>var a = "{NOISE}";</script></body></html>"""

WEEKLY = f"""<html><head><meta property="article:published_time" content="2019-03-14T06:00:00+00:00"></head><body>
<div id="cookie-banner" role="dialog"><p>Nous respectons votre vie privée, {NOISE}, dit le site.</p></div>
<div class="content"><h1>Le musée ferme</h1><div class="body-text">{SAID}{MORE}</div>
<div class="related-articles"><ul><li><a href="x">{NOISE}</a></li></ul></div></div></body></html>"""

OLD = f"""<html><body><table><tr><td><font size=5>Le musée ferme</font><br><br>
&laquo; On ferme le dimanche &raquo;, a dit Anne Roy, directrice du musée.<br><br>
La ville avait demandé au musée de rester ouvert.</td></tr></table><noscript>{NOISE}</noscript></body></html>"""

BLOG = f"""<?xml version="1.0" encoding="utf-8"?><html><body><h1>Le musée ferme</h1>Accueil
<time class="published" datetime="2018-01-01">un autre jour</time>
<article class="post share"><time datetime="2019-03-14T09:00">jeudi</time>{SAID}{MORE}
<section id="comments" class="comments"><p>{NOISE}, a dit un lecteur.</p></section></article></body></html>"""

PASTED = f"""<div class="paywall">{SAID}{MORE}
<blockquote>« Les livres restent »<footer>Marc Petit</footer></blockquote></div>
<div aria-hidden="true">{NOISE}</div>"""


@pytest.mark.parametrize(
    ("page", "day", "first"),
    [
        (DAILY, "2019-03-14", "Le musée ferme"),
        (WEEKLY, "2019-03-14", "Le musée ferme"),
        (OLD, None, "Le musée ferme"),
        (BLOG, "2019-03-14", "Le musée ferme"),
        (PASTED, None, "« On ferme le dimanche », a dit Anne Roy, directrice du musée."),
    ],
    ids=["daily", "weekly", "old", "blog", "pasted"],
)
def test_an_article_is_read_without_what_stands_around_it(page: str, day: str | None, first: str) -> None:
    read = read_article(page, is_html=True, published_on=None)
    assert (read.published_on, read.text.splitlines()[0]) == (day, first)
    assert NOISE not in read.text
    found = extract(read.text, read.published_on).proposals[0]
    assert read.text[found.span.start : found.span.end] == QUOTE
    assert [each.name for each in found.attributions] == ["Anne Roy"]
    assert "La ville" in read.text
    assert ("« Les livres restent »\nMarc Petit" in read.text) == (page is PASTED)


@pytest.mark.parametrize(
    ("given", "printed", "data", "day"),
    [
        ("2020-01-01", "Publié le 14 mars 2019", "2019-03-15", "2020-01-01"),
        (None, "Publié le 14 mars 2019", "2019-03-15T02:00:00Z", "2019-03-14"),
        (None, "Jeudi", "2019-03-15T02:00:00Z", "2019-03-15"),
        (None, "Jeudi", "2019-02-30", None),
        (None, "Jeudi", "hier", None),
    ],
)
def test_a_day_given_or_printed_is_believed_before_that_of_the_data(
    given: str | None, printed: str, data: str, day: str | None
) -> None:
    page = f'<meta name="date" content="{data}"><p>{printed}</p>{SAID}'
    assert read_article(page, is_html=True, published_on=given).published_on == day


@pytest.mark.parametrize("data", ["{oops", "[" * 100_000, '{"@type": "Comment", "datePublished": "2019-03-14"}', "7"])
def test_data_that_say_nothing_of_the_article_are_passed_over(data: str) -> None:
    page = f'<script type="application/ld+json">{data}</script>{SAID}'
    assert read_article(page, is_html=True, published_on=None).published_on is None


def test_nothing_is_made_of_nothing() -> None:
    assert [read_article(each, is_html=True, published_on=None).text for each in ("", " ", "<!-- x -->")] == [""] * 3
    assert read_article("a < b", is_html=False, published_on=None).text == "a < b"
