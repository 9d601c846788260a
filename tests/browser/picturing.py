"""Pictures of the pages, to look at them: ``python -m tests.browser.picturing --url URL --token TOKEN --out FOLDER``.

Every page, light and dark, on a phone and on a desk, of an archive that is being served; ``--readme`` writes the three
that the README shows instead, which wants the founding archive alone.
"""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import launch
from tests.browser.paths import CHECKED, NOWHERE, READ, SHOWN, WORKSHOP, quote_path

WIDTHS = {"phone": 375, "desk": 1280}
SHOTS = Path(__file__).parent / "screenshots"


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take pictures of the pages.")
    parser.add_argument("--url", required=True, help="where the archive is served, no slash at the end")
    parser.add_argument("--token", help="a token that may write: the workshop, too")
    parser.add_argument("--out", type=Path, help="the folder to write to")
    parser.add_argument("--readme", action="store_true", help="write the three pictures of the README")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if options.readme:
            readme(browser, options.url)
        else:
            options.out.mkdir(parents=True, exist_ok=True)
            everything(browser, options.url, options.token, options.out)
        browser.close()


def readme(browser: Browser, url: str) -> None:
    """Take the pictures that the README shows."""
    page = browser.new_page(base_url=url, viewport={"width": 1280, "height": 900})
    for name, path in SHOWN.items():
        page.goto(path if path.startswith("/") else quote_path(page, path))
        if name == "check":
            check(page)
        page.screenshot(path=SHOTS / f"{name}.png")


def everything(browser: Browser, url: str, token: str | None, out: Path) -> None:
    """Take a picture of each page in each scheme and width."""
    for name, width in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(base_url=url, viewport={"width": width, "height": 900}, locale="fr-FR")
            page = context.new_page()
            page.emulate_media(color_scheme=scheme)
            quote = quote_path(page, "amour")
            paths = [*READ, NOWHERE, quote]
            if token:
                page.goto("/connexion")
                take(page, out / f"{name}-{scheme}-connexion.png")
                page.get_by_label("Jeton").fill(token)
                page.get_by_role("button", name="Se connecter").click()
                paths += [path.format(quote=quote.split("/")[2]) for path in WORKSHOP]
            for path in paths:
                page.goto(path)
                take(page, out / f"{name}-{scheme}-{re.sub('[^a-z0-9@]+', '-', path).strip('-')[:60] or 'home'}.png")
            page.goto("/verifier")
            check(page)
            take(page, out / f"{name}-{scheme}-verifie.png")
            page.goto("/")
            page.get_by_label("Rechercher dans l’archive").press_sequentially("mar", delay=50)
            page.get_by_role("option").first.wait_for()
            take(page, out / f"{name}-{scheme}-suggestions.png")
            context.close()


def check(page: Page) -> None:
    """Have an article checked."""
    page.get_by_label("Phrase ou article").fill(CHECKED)
    page.get_by_role("button", name="Vérifier").click()


def take(page: Page, path: Path) -> None:
    """Take a picture of the whole page."""
    page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    main()
