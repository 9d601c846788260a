"""An editor's journeys, in a real browser: by keyboard alone, without JavaScript; and every page of the workshop."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.paths import WORKSHOP, quote_path
from tests.browser.test_reading import looked_at
from tests.clients.conftest import Server

pytestmark = pytest.mark.browser


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


ARTICLE = (
    "Le colloque s’est ouvert mardi. « Les archives du quai dorment au sec », a déclaré Jeanne Quaidormant, "
    "archiviste. La salle a applaudi."
)


def reach(page: Page, name: str, most: int = 45) -> None:
    """Go on with the tabulator to what is called so; what cannot be reached, or not be seen there, fails the test."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const it = document.activeElement;
            const label = it.labels?.[0] ?? it;
            return [label.textContent.trim(), getComputedStyle(it).outlineStyle];
        }""")
        if found[0] == name:
            assert found[1] != "none", f"{name} does not show that it is focused"
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


def press(page: Page, name: str, most: int = 45) -> None:
    """Go on to a link or a button, and take it."""
    reach(page, name, most)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_editing_by_keyboard_alone(open_page: Open, server: Server) -> None:
    page = open_page("/connexion")
    keys, main, heading = page.keyboard, page.get_by_role("main"), page.get_by_role("heading", level=1)
    reach(page, "Jeton")
    keys.type(server.token)
    keys.press("Enter")
    expect(heading).to_have_text("Atelier")

    def write(words: str) -> str:
        page.goto("/atelier")
        press(page, "Écrire une citation")
        reach(page, "Les mots, tels qu’ils ont été imprimés")
        keys.type(words)
        reach(page, "Dans le texte")
        keys.type("la gardienne du quai")
        press(page, "Enregistrer")
        expect(main).to_contain_text(words)
        return page.url.rsplit("/citations/", 1)[1].split("/")[0]

    kept, doubled = write("Le quai dort au clavier"), write("Le quai dort")

    press(page, "Corriger")
    reach(page, "Les mots, tels qu’ils ont été imprimés")
    keys.press("Control+End")
    keys.type(" au clavier")
    reach(page, "Raison")
    keys.type("deux mots manquaient")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Versions et corrections")).to_be_visible()
    expect(main).to_contain_text("Le quai dort au clavier")

    press(page, "Fusionner")
    reach(page, "Celle qui reste")
    keys.type(kept)
    press(page, "Voir ce que cela ferait")
    expect(page.get_by_role("status")).to_have_text("Ce qui serait fait")
    press(page, "Fusionner")
    expect(heading).to_have_text("Fusion faite")
    page.goto(f"/citations/{doubled}")
    expect(page).to_have_url(re.compile(f"/citations/{kept}$"))

    press(page, "Retirer")
    reach(page, "Raison")
    keys.type("pour essayer")
    press(page, "Retirer")
    expect(page.get_by_role("status")).to_have_text("La citation est retirée.")


def test_the_review_queue_by_keyboard_alone(open_page: Open, server: Server) -> None:
    asked = {"text": ARTICLE, "source": {"title": "Le quai", "publisher": "Le Quai"}}
    drafted = httpx.post(
        f"{server.url}/api/v1/extractions", json=asked, headers={"Authorization": f"Bearer {server.token}"}
    )
    assert len(drafted.json()["reviews"]) == 1
    page = open_page("/connexion")
    enter(page, server)
    press(page, "Relire les brouillons")
    expect(page.get_by_role("article")).to_contain_text("« Les archives du quai dorment au sec »")
    expect(page.get_by_role("article")).to_contain_text("Jeanne Quaidormant")
    reach(page, "Plus tard")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Refuser")).to_be_checked()
    press(page, "Appliquer les décisions")
    expect(page.get_by_role("status")).to_have_text("1 décision prise.")
    expect(page.get_by_role("article")).to_have_count(0)


def test_the_workshop_fits_every_screen_and_keeps_nobody_out(open_page: Open, server: Server, axe: str) -> None:
    page = open_page("/connexion")
    enter(page, server)
    found: dict[str, object] = {}
    quote = quote_path(page, "amour").split("/")[2]
    for path in WORKSHOP:
        page.goto(path.format(quote=quote))
        found |= looked_at(page, axe, path)
    assert found == {}
