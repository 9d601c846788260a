"""A real browser, the machine's own Chromium, before a running server with the founding archive."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.clients.conftest import NODE_PACKAGES, Server, server

__all__ = ["server"]

AXE = NODE_PACKAGES / "axe-core" / "axe.min.js"

Open = Callable[..., Page]


def program() -> str | None:
    """Chromium, as the machine has it: nothing is downloaded."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def launch(playwright: Playwright) -> Browser:
    """Start Chromium."""
    # As root, in a container, Chromium's own sandbox cannot be made.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=program(), args=[*sandbox, "--disable-dev-shm-usage"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    if program() is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Open]:
    """Open an address in a window of its own; whatever comes on the console fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_at(path: str, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(
            base_url=server.url,
            locale="fr-FR",
            viewport={"width": width, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
            **options,  # type: ignore[arg-type]  # Playwright's own, by name
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)  # a busy machine is no fault of the pages
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe, which looks for what keeps people from reading a page."""
    if not AXE.exists():
        pytest.skip("axe is not installed: run `make clients` or `make check`")
    return Path(AXE).read_text(encoding="utf-8")
