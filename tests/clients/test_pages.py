"""The pages as html-validate reads them: what the HTML standard allows, and what it asks for besides."""

from pathlib import Path

import httpx
import pytest

from tests.browser.paths import NOWHERE, READ, WORKSHOP
from tests.clients.conftest import NODE_PACKAGES, Node, Server

pytestmark = pytest.mark.clients

RULES = NODE_PACKAGES.parent / "html-validate.json"


def test_html_validate_finds_nothing(node: Node, server: Server, tmp_path: Path) -> None:
    with httpx.Client(base_url=server.url) as reader:
        quote = reader.get("/recherche.json", params={"q": "rumeurs"}).json()["items"][0]["quote"]["id"]
        pages = [reader.get(path) for path in (*READ, f"/citations/{quote}", NOWHERE)]
        pages.append(reader.post("/connexion", data={"jeton": "faux"}))
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {server.token}"}) as editor:
        pages += [editor.get(path.format(quote=quote)) for path in WORKSHOP]
        pages.append(editor.post("/atelier/citations/nouvelle", data={"text": "", "said_on": "hier"}))
    for number, page in enumerate(pages):
        assert page.headers["Content-Type"] == "text/html; charset=utf-8", page.url
        (tmp_path / f"{number}.html").write_text(page.text, encoding="utf-8")
    (tmp_path / "wrong.html").write_text("<!DOCTYPE html><html lang=fr><title>x</title><p><div>x</div></p>")
    finished = node.run("html-validate", "--config", RULES, "--formatter", "text", "*.html", folder=tmp_path)
    # That it finds the page that is wrong tells that it has read them.
    found = [line for line in finished.stdout.splitlines() if line.strip()]
    assert [line.split(":")[0].rsplit("/")[-1] for line in found] == ["wrong.html"], finished.stdout
