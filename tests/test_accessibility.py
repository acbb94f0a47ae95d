"""What axe-core, in a real browser, finds against the page: nothing serious, wherever one is on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import ask, browser, visit
from tests.test_page import ANSWER, ScriptedAssistant, free_port
from ui.server import launch

__all__ = ["browser"]

GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    page, url = launch(ScriptedAssistant(ANSWER), port=free_port())
    yield url
    page.close(verbose=False)


def grave(page: Page) -> list[str]:
    """What is wrong, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found if one["impact"] in GRAVE for node in one["nodes"]]


@pytest.mark.parametrize(("width", "height"), [(1500, 900), (390, 800)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_serious_stands_in_the_way_of_anybody(
    browser: Browser, url: str, width: int, height: int, dark: bool
) -> None:
    with visit(browser, url, width, height, dark=dark) as page:
        assert grave(page) == []
        ask(page, ANSWER.question)
        assert grave(page) == []
        page.locator("a.kilde-ref").first.click()
        page.locator("mark.kilde-here").wait_for()
        assert grave(page) == []


@pytest.mark.parametrize(("width", "height"), [(1500, 900), (390, 800)])
@pytest.mark.parametrize("dark", [False, True])
def test_documents_are_added_without_anything_serious_in_the_way(
    browser: Browser, url: str, tmp_path: Path, width: int, height: int, dark: bool
) -> None:
    (tmp_path / "mill.txt").write_text("The mill was built in 1731.\n")
    (tmp_path / "empty.txt").write_text("")
    with visit(browser, url, width, height, dark=dark) as page:
        if (drawer := page.get_by_role("button", name="Documents and conversations")).is_visible():
            drawer.click()
        page.get_by_role("button", name="Add documents").click()
        page.locator(".kilde-add input[type=file]").wait_for(state="attached")
        assert grave(page) == []
        page.locator(".kilde-add input[type=file]").set_input_files([tmp_path / "mill.txt", tmp_path / "empty.txt"])
        page.get_by_text("1 file read, 1 could not be").wait_for()
        assert grave(page) == []
        page.get_by_role("button", name="Remove", exact=True).click()
        page.get_by_role("button", name="Remove for good").wait_for()
        assert grave(page) == []
