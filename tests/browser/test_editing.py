"""An editor's journey, in a real browser: signing in, correcting, and every page of the workshop."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.paths import WORKSHOP, quote_path
from tests.browser.test_reading import WIDTHS, faults
from tests.clients.conftest import Server

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def enter(page: Page, server: Server) -> None:
    page.get_by_label("Jeton").fill(server.token)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Atelier")


def test_a_quote_is_corrected_without_javascript(open_page: Open, server: Server) -> None:
    page = open_page("/connexion", java_script_enabled=False)
    enter(page, server)
    quote = quote_path(page, "message").split("/")[2]
    page.goto(f"/citations/{quote}")
    page.get_by_role("link", name="Corriger").click()
    page.get_by_label("Langue").fill("fr-CA")
    page.get_by_label("Raison").fill("la langue de l’oratrice")
    page.get_by_role("button", name="Enregistrer").last.click()
    expect(page.get_by_role("heading", name="Versions et corrections")).to_be_visible()
    page.get_by_role("link", name="version 1", exact=True).click()
    expect(page.get_by_text("Version 1 sur 2.")).to_be_visible()
    page.goto("/atelier")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Atelier")).to_have_count(0)


def test_the_workshop_fits_every_screen_and_keeps_nobody_out(open_page: Open, server: Server, axe: str) -> None:
    page = open_page("/connexion")
    enter(page, server)
    quote = quote_path(page, "amour").split("/")[2]
    found = {}
    for path in ("/connexion", *(each.format(quote=quote) for each in WORKSHOP)):
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                if wrong := faults(page, axe):
                    found[f"{path}, {scheme} at {width}, axe"] = wrong
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                found[f"{path} at {width}"] = wider
    assert found == {}
