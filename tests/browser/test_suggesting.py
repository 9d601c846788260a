"""Suggestions while typing, in a real browser: by keyboard, by pointer, told to a screen reader, one request a key."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Open
from tests.browser.test_reading import faults

pytestmark = pytest.mark.browser

KEY = 200
"""Milliseconds between two keys: longer than the field waits, so that each may ask."""


def asked_of(page: Page) -> list[Request]:
    """The requests for suggestions, as they are made from now on."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "/suggestions" in request.url else None)
    return asked


def active(page: Page) -> str:
    """The option that the field says is active, in words."""
    named = page.locator("#q").get_attribute("aria-activedescendant")
    return page.locator(f"#{named}").inner_text() if named else ""


def test_suggestions_by_keyboard_alone(open_page: Open, axe: str) -> None:
    page = open_page("/")
    field = page.get_by_role("combobox", name="Rechercher dans l’archive")
    asked = asked_of(page)
    field.press_sequentially("carro", delay=KEY)
    options = page.get_by_role("option")
    expect(options.first).to_have_text("Melissa Carroll Intervenant")
    assert options.first.locator("mark").all_inner_texts() == ["Carroll"]
    assert 1 <= len(asked) <= 5
    expect(field).to_have_attribute("aria-expanded", "true")
    told = page.locator("#suggestions + [aria-live=polite]")
    expect(told).to_have_text("3 suggestions. Flèches pour les parcourir, Entrée pour ouvrir.")
    assert faults(page, axe) == []
    page.keyboard.press("ArrowDown")
    assert active(page) == "Melissa Carroll\nIntervenant"
    expect(options.first).to_have_attribute("aria-selected", "true")
    # Before the first one and past the last one is the field; Escape closes, and leaves what was typed.
    page.keyboard.press("ArrowUp")
    assert active(page) == ""
    page.keyboard.press("ArrowUp")
    assert active(page).startswith("«\u202f")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("carro")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/intervenants/melissa-carroll$"))


def test_enter_searches_for_what_was_typed(open_page: Open) -> None:
    page = open_page("/recherche?organisation=spvm")
    page.get_by_label("Rechercher dans l’archive").press_sequentially("rumeur", delay=KEY)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 résultat")
    assert "q=rumeur&organisation=spvm" in page.url
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_what_is_out_of_date_is_cancelled(open_page: Open) -> None:
    page = open_page("/")
    held: list[Route] = []

    def hold(route: Route) -> None:  # and never answer
        held.append(route)

    page.route("**/suggestions?q=m", hold)
    asked = asked_of(page)
    field = page.get_by_label("Rechercher dans l’archive")
    with page.expect_event("requestfailed") as cancelled:
        with page.expect_request("**/suggestions?q=m"):
            field.press("m")
        field.press_sequentially("ary", delay=KEY)
    assert cancelled.value.url.endswith("?q=m")
    expect(page.get_by_role("option").first).to_have_text("Maryse Lavoie Intervenant")
    assert (len(held), len(asked) <= 4) == (1, True)
    # Quick typing asks once.
    before = len(asked)
    field.fill("")
    field.press_sequentially("spvm", delay=5)
    expect(page.get_by_role("option").first).to_contain_text("Service de police")
    assert len(asked) - before == 1
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Service de police")


def test_the_archive_may_fail_to_suggest(open_page: Open) -> None:
    page = open_page("/")
    page.route("**/suggestions?**", lambda route: route.fulfill(status=204))
    page.get_by_label("Rechercher dans l’archive").press_sequentially("rum", delay=KEY)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("résultat")
