"""What holds of every page that can be reached from the first: links, HTML, safety."""

import re
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from tests.conftest import Client

PAGE = "text/html; charset=utf-8"


def hrefs(html: str) -> set[str]:
    found = re.findall(r'(?:href|src|action)="([^"]+)"', html)
    return {address.replace("&amp;", "&") for address in found}


@pytest.fixture
def crawled(reader: Client) -> dict[str, str]:
    """Every page by its path, each link followed (searches two links deep, and API and documentation not at all)."""
    pages: dict[str, str] = {}
    waiting = [("/", 0), ("/verifier", 0)] if reader.get("/verifier").status_code == 200 else [("/", 0)]
    seen = {path for path, _ in waiting}
    while waiting:
        path, depth = waiting.pop(0)
        answer = reader.get(path)
        while answer.status_code in (301, 302):
            path = answer.headers["Location"]
            answer = reader.get(path)
        assert answer.status_code == 200, path
        if answer.content_type != PAGE:
            answer.close()
            continue
        pages[path] = answer.text
        for link in sorted(hrefs(answer.text)):
            to = urlsplit(urljoin(f"http://localhost{path}", link))
            address = f"{to.path}?{to.query}" if to.query else to.path
            deeper = depth + (to.path == "/recherche")
            if to.netloc == "localhost" and not to.path.startswith(("/api", "/docs")) and deeper < 3:
                if address not in seen:
                    waiting.append((address, deeper))
                seen.add(address)
    return pages


def test_every_link_leads_somewhere_and_every_page_is_valid(crawled: dict[str, str], reader: Client) -> None:
    kinds = {path.split("/")[1].split("?")[0] for path in crawled}
    assert kinds >= {
        "", "recherche", "citations", "intervenants", "organisations", "evenements", "interventions", "themes",
        "sources", "apropos",
    }  # fmt: skip
    for path, html in crawled.items():
        parser = html5lib.HTMLParser(strict=True)
        tree = parser.parse(html)
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert sorted(ids) == sorted(set(ids)), path
        labels = {name for each in tree.iter() for name in (each.get("aria-labelledby") or "").split()}
        assert labels <= set(ids), path
        assert html.count("<h1") == 1, path
        assert re.findall(r"<title>[^<]{8,}</title>", html), path
        assert re.findall(r' style="| on[a-z]+="|<style|javascript:', html) == [], path
        assert blanks_that_may_break_before_a_mark(html) == [], path
        assert re.findall(r"<script(?! type=\"(?:module|application/ld\+json)\")", html) == [], path
    headers = reader.get("/").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert (headers["X-Content-Type-Options"], "Set-Cookie" in headers) == ("nosniff", False)


def blanks_that_may_break_before_a_mark(html: str) -> list[str]:
    text = re.sub(r"<(script|p class=\"verbatim\"|p class=\"context\").*?</(?:script|p)>|<kbd>.*?</kbd>", "", html)
    text = re.sub(r"<[^>]+>", "\n", text)
    return re.findall(r".{0,20}[^\n] [;:!?»](?: |$).{0,10}", text, re.MULTILINE)


def test_a_page_is_remembered_until_something_changes(reader: Client, editor: dict[str, str]) -> None:
    first = reader.get("/recherche?q=rumeurs")
    tag = first.headers["ETag"]
    again = reader.get("/recherche?q=rumeurs", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    # A browser renews the headers of its copy by those of a 304.
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert reader.get("/recherche?q=rumeurs", headers=editor).status_code == 200
    other = reader.get("/citations/", base_url="http://autre.example")
    assert other.status_code == 302
    assert "http://autre.example/" in reader.get("/", base_url="http://autre.example").text
    assert "http://autre.example/" not in reader.get("/").text


def test_what_is_not_there_is_said_in_french(reader: Client) -> None:
    for path in ("/nulle-part", "/citations/zzz", "/intervenants/zzz", "/citations/zzz/des-mots"):
        answer = reader.get(path)
        assert (answer.status_code, answer.content_type) == (404, PAGE)
        assert "Cette page n’existe pas" in answer.text
        assert 'name="q"' in answer.text
    assert reader.post("/recherche").status_code == 405
    for path in ("/api/v1/nowhere", "/citations/zzz.ris", "/sitemap/citations-9.xml", "/oembed?url=x"):
        assert reader.get(path).content_type == "application/problem+json"
