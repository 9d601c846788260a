"""A journalist's journeys, in a real browser."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.paths import NOWHERE, READ, quote_path

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
JOINT = "On a reçu de \"l'amour\", mais on l'a géré"
WIDTHS = (320, 375, 768, 1024, 1440, 1920)
SCHEMES: dict[Scheme, int] = {"light": 1280, "dark": 320}
PAPER: dict[Scheme, str] = {"light": "rgb(251, 250, 246)", "dark": "rgb(22, 21, 15)"}
AXE_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def faults(page: Page, axe: str) -> list[tuple[str, list[Any]]]:
    """What axe finds (WCAG 2.2 AA and its best practices): each rule, and where."""
    page.evaluate(axe)
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in page.evaluate(AXE_RUN)]


def looked_at(page: Page, axe: str, path: str) -> dict[str, object]:
    """What is wrong with a page: wider than a screen, or found by axe, light on a desk and dark on a phone.

    The markup is the same in all of them: colours go by the scheme, and what is where by the width.
    """
    found: dict[str, object] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found[f"{path} at {width}"] = wider
    for scheme, width in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
        if wrong := faults(page, axe):
            found[f"{path}, {scheme} at {width}, axe"] = wrong
    return found


def test_from_the_first_page_to_words_that_can_be_cited(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_label("Rechercher dans l’archive").fill("amour")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("status")).to_have_text("2 résultats")
    page.get_by_role("complementary").get_by_role("link", name="Hydro-Québec").click()
    expect(page.get_by_role("status")).to_have_text("1 résultat")
    assert "organisation=hydro-quebec" in page.url
    page.get_by_role("link", name="On a reçu de").click()
    expect(page.locator("figure blockquote")).to_have_text("«\u202fOn a reçu de “l’amour”, mais on l’a géré\u202f»")
    page.get_by_role("button", name="Copier les mots exacts").click()
    assert page.evaluate("navigator.clipboard.readText()") == JOINT
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert re.fullmatch(r"verbatim-\w+\.bib", download.value.suggested_filename)
    page.get_by_role("link", name="Isabelle Thellen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Isabelle Thellen")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Rechercher dans l’archive")).to_have_value("amour")


def test_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/recherche")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    expect(page.get_by_label("Rechercher dans l’archive")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type("fausse rumeur")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 résultat")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.words')"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/citations/.+/quand-on-repond"))


def test_every_page_fits_every_screen_and_keeps_nobody_out(open_page: Open, axe: str) -> None:
    page = open_page("/")
    # The page as it is, without the status that the console would tell of.
    page.route(f"**{NOWHERE}", lambda route: route.fulfill(response=route.fetch(), status=200))
    found: dict[str, object] = {}
    for path in [*READ, NOWHERE, quote_path(page, "amour"), quote_path(page, "rumeurs")]:
        page.goto(path)
        found |= looked_at(page, axe, path)
    assert found == {}


def test_the_quote_check(open_page: Open, axe: str) -> None:
    page = open_page("/verifier")
    page.get_by_label("Phrase ou article").fill("« On parlait déjà de lui, alors autant participer », dit-il.")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".stamp")).to_have_text("Modifiée")
    assert page.locator(".diff ins").all_inner_texts() != []
    assert faults(page, axe) == []


def test_without_javascript(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Rechercher dans l’archive").fill("message")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("status")).to_have_text("3 résultats")
    page.get_by_text("Options").click()
    page.get_by_label("Exactement ces mots").check()
    page.get_by_role("button", name="Rechercher").click()
    assert "mots=exacts" in page.url
    page.locator(".words").first.click()
    expect(page.get_by_role("heading", name="Citer")).to_be_visible()
    expect(page.get_by_role("button", name="Copier")).to_have_count(0)
    page.goto("/verifier")
    page.get_by_label("Phrase ou article").fill("on parlait déjà de nous, alors autant participer")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".stamp")).to_have_text("Mot pour mot")


def test_on_paper(open_page: Open) -> None:
    page = open_page("/recherche?q=message")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Principale")).to_be_hidden()
    expect(page.locator("form.search")).to_be_hidden()
    expect(page.locator(".words").first).to_be_visible()


def test_a_search_weighs_little(open_page: Open) -> None:
    page = open_page("/apropos")
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.__setitem__(request.url, sum(_wire(request))))
    page.goto("/recherche")
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 5
    # Every filter that the founding archive has is on this page; compressed, there is room for many more.
    assert page.locator(".facets a").count() > 20
    assert sum(sizes.values()) < 30_000, sizes


def _wire(request: Any) -> tuple[int, int]:
    told = request.sizes()
    return told["responseBodySize"], told["responseHeadersSize"]
