"""A real browser for the tests of the page. Every visit proves that no request left the machine and nothing broke."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
).split()
PATIENCE = 60_000
"""Milliseconds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("Chromium is not installed")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = _launched(playwright, found)
        yield opened
        opened.close()


def _launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=_FLAGS, timeout=PATIENCE)


@contextmanager
def visit(browser: Browser, url: str, width: int = 1280, height: int = 860, *, dark: bool = False) -> Iterator[Page]:
    """The page, opened by somebody new."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    broken: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(url)
        page.locator(".kilde-ask textarea").wait_for()
        yield page
    finally:
        context.close()
    assert broken == []
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the verified answer."""
    before = page.locator(".kilde-answer").count()
    page.locator(".kilde-ask textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".kilde-answer").nth(before).wait_for()
