"""A visitor's own documents in a real browser, over real stores; answers are quoted without a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.chat import Assistant
from assistant.settings import Settings
from ingest.index import PassageIndex
from tests.browser import browser, visit
from tests.test_history_panel import ask
from tests.test_page import free_port
from ui.server import launch

__all__ = ["browser"]

MILL = "The mill was built in 1731. It grinds rye and barley."
BARN = "When was the barn built?\nThe barn was built in 1802 by Anna Holm.\n"


@pytest.fixture
def url(index: PassageIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    page, address = launch(Assistant(index, None, Settings()), port=free_port())
    yield address
    page.close(verbose=False)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A text, a text that asks a question itself, and a file that cannot be read."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "mill.txt").write_text(f"The old mill of Ribe\n\n{MILL}\n")
    (folder / "barn.txt").write_text(f"Barn book\n\n{BARN}")
    (folder / "empty.md").write_text("")
    return [str(folder / name) for name in ("mill.txt", "barn.txt", "empty.md")]


def upload(page: Page, files: list[str], name: str = "") -> None:
    page.get_by_role("button", name="Add documents").click()
    if name:
        page.locator(".kilde-add textarea, .kilde-add input[type=text]").first.fill(name)
    page.locator(".kilde-add input[type=file]").set_input_files(files)


def corpora(page: Page) -> list[str]:
    return page.locator(".kilde-corpora label").all_inner_texts()


def test_files_are_uploaded_read_asked_and_removed(browser: Browser, url: str, files: list[str]) -> None:
    with visit(browser, url, width=1500) as page:
        upload(page, files, "Buildings")
        said = page.locator(".kilde-reading")
        expect(said).to_contain_text("2 files read, 1 could not be")
        expect(said).to_contain_text("empty.md could not be read: it is empty")
        expect(said).to_contain_text("mill.txt 1 passage")
        expect(page.locator(".kilde-corpora label.selected")).to_have_text("Buildings")
        expect(page.locator(".kilde-corpus")).to_contain_text("Barn book")
        expect(page.get_by_role("button", name="When was the barn built?")).to_be_visible()
        ask(page, "When was the mill built?")
        expect(page.locator(".kilde-answer")).to_contain_text("The mill was built in 1731.")
        page.locator(".kilde-answer a.kilde-ref").first.click()
        expect(page.locator(".kilde-source mark.kilde-here")).to_have_text("The mill was built in 1731.")
        expect(page.locator(".kilde-source mark.kilde-here")).to_be_in_viewport()
        page.get_by_role("button", name="Close").click()
        page.reload()
        expect(page.locator(".kilde-corpora label.selected")).to_have_text("Buildings")
        expect(page.locator(".kilde-answer")).to_contain_text("The mill was built in 1731.")
        page.get_by_role("button", name="Remove", exact=True).click()
        page.get_by_role("button", name="Remove for good").click()
        expect(page.locator(".kilde-corpora label")).to_have_count(1)
        expect(page.locator(".kilde-corpus")).to_contain_text("Beekeeping guide")


def test_a_conversation_brings_its_documents_back_with_it(browser: Browser, url: str, files: list[str]) -> None:
    with visit(browser, url, width=1500) as page:
        upload(page, files[:1])
        expect(page.locator(".kilde-corpora label.selected")).to_have_text("My documents")
        ask(page, "When was the mill built?")
        page.locator(".kilde-corpora label").first.click()
        expect(page.locator(".kilde-answer")).to_have_count(0)
        ask(page, "When is the first inspection?")
        expect(page.locator(".kilde-answer")).to_contain_text("12 April")
        page.locator(".kilde-list label", has_text="mill").click()
        expect(page.locator(".kilde-corpora label.selected")).to_have_text("My documents")
        page.locator(".kilde-answer a.kilde-ref").first.click()
        expect(page.locator(".kilde-source mark.kilde-here")).to_have_text("The mill was built in 1731.")


def test_when_no_file_can_be_read_that_is_said_and_nothing_else_changes(
    browser: Browser, url: str, files: list[str]
) -> None:
    with visit(browser, url, width=1500) as page:
        upload(page, files[2:])
        expect(page.locator(".kilde-reading [role=alert]")).to_contain_text("None of these files can be read")
        expect(page.locator(".kilde-reading")).to_contain_text("it is empty")
        assert len(corpora(page)) == 1
        ask(page, "When is the first inspection?")


def test_a_folder_of_the_machine_is_read_and_read_again(browser: Browser, url: str, files: list[str]) -> None:
    folder = Path(files[0]).parent
    with visit(browser, url, width=1500) as page:
        page.get_by_role("button", name="Add documents").click()
        page.locator(".kilde-folder").locator("textarea, input").fill(str(folder))
        page.get_by_role("button", name="Read this folder").click()
        expect(page.locator(".kilde-corpora label.selected")).to_have_text(folder.name)
        ask(page, "When was the mill built?")
        (folder / "mill.txt").write_text("The new mill of Ribe\n\nThe mill was built in 1640.\n")
        page.get_by_role("button", name="Read again").click()
        expect(page.locator(".kilde-corpus")).to_contain_text("The new mill of Ribe")
        expect(page.locator(".kilde-answer")).to_contain_text("1731")
        ask(page, "When was the mill built?")
        expect(page.locator(".kilde-answer").last).to_contain_text("1640")


def test_what_one_visitor_uploads_another_does_not_see(browser: Browser, url: str, files: list[str]) -> None:
    with visit(browser, url, width=1500) as anna, visit(browser, url, width=1500) as bert:
        upload(anna, files[:1])
        expect(anna.locator(".kilde-corpora label")).to_have_count(2)
        bert.reload()
        bert.locator(".kilde-ask textarea").wait_for()
        ask(bert, "When was the mill built?")
        expect(bert.locator(".kilde-answer")).not_to_contain_text("1731")
        assert len(corpora(bert)) == 1
