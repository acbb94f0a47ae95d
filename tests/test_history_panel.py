"""Keeping in a real browser, over real stores of passages and conversations; answers are quoted without a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from assistant.answer import Answer
from assistant.chat import Assistant
from assistant.settings import Settings
from evals.cases import load_cases
from ingest.index import PassageIndex
from tests.browser import PATIENCE
from tests.browser import browser as browser
from tests.fakes import CORPUS
from tests.test_page import ABSTAINED, ANSWER, ScriptedAssistant, free_port
from ui.history import History
from ui.server import launch

INSPECTION = "When is the first inspection?"
CHAIR = "Who is the chair?"
QUOTE = "The first inspection is on 12 April, provided that the temperature is above 14 degrees."

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def assistant(index: PassageIndex) -> Assistant:
    return Assistant(index, None, Settings())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """The conversations of the page, in a data folder of this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return History()


@pytest.fixture
def url(assistant: Assistant, store: History) -> Iterator[str]:
    page, address = launch(assistant, port=free_port())
    yield address
    page.close(verbose=False)


def come(browser: Browser, url: str, *, width: int = 1500, height: int = 900) -> Page:
    """The page as a visitor of its own sees it, once it can be asked."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    page.get_by_placeholder("Ask a question").wait_for()
    return page


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands and is in the list."""
    before = page.locator(".kilde-answer").count()
    page.get_by_placeholder("Ask a question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".kilde-answer")).to_have_count(before + 1)
    page.get_by_role("button", name="New conversation").wait_for()
    expect(page.locator(".kilde-list label.selected")).to_have_count(1)


def listed(page: Page) -> list[str]:
    return page.locator(".kilde-list label").all_inner_texts()


def saved(page: Page, button: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def read(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


def test_a_conversation_survives_reload_and_is_renamed_found_and_deleted(browser: Browser, url: str) -> None:
    page = come(browser, url)
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    ask(page, INSPECTION)
    page.reload()
    expect(page.locator(".kilde-answer")).to_have_count(1)
    expect(page.locator(".kilde-quotations blockquote")).to_have_text(QUOTE)
    assert listed(page) == [INSPECTION]

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".kilde-answer")).to_have_count(0)
    ask(page, CHAIR)
    assert listed(page) == [CHAIR, INSPECTION]
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New title").fill("The <b>society</b>")
    page.get_by_role("button", name="Save title").click()
    expect(page.locator(".kilde-list label").first).to_have_text("The <b>society</b>")

    page.get_by_label("Search conversations").fill("TEMPERATURE april")
    expect(page.locator(".kilde-list label")).to_have_text([INSPECTION])
    page.get_by_label("Search conversations").fill("zebra")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.get_by_label("Search conversations").fill("")
    expect(page.locator(".kilde-list label")).to_have_count(2)

    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Delete for good")).to_be_hidden()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".kilde-list label")).to_have_text([INSPECTION])
    expect(page.locator(".kilde-answer")).to_have_count(0)
    page.reload()
    expect(page.locator(".kilde-list label")).to_have_text([INSPECTION])


def test_a_conversation_is_opened_from_the_list_and_goes_on(browser: Browser, url: str, store: History) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".kilde-answer")).to_have_count(0)
    ask(page, CHAIR)
    page.get_by_text(INSPECTION, exact=True).first.click()
    expect(page.locator(".kilde-question")).to_have_text([INSPECTION])
    ask(page, "When is the workshop open?")
    expect(page.locator(".kilde-list label")).to_have_text([INSPECTION, CHAIR])
    page.reload()
    expect(page.locator(".kilde-question")).to_have_text([INSPECTION, "When is the workshop open?"])


def test_conversations_survive_a_restart_of_the_server_also_below_an_open_page(
    browser: Browser, assistant: Assistant, store: History
) -> None:
    port = free_port()
    server, address = launch(assistant, port=port)
    loaded_again, left_open = come(browser, address), come(browser, address)
    for page in (loaded_again, left_open):
        ask(page, INSPECTION)
    server.close(verbose=False)
    server, _ = launch(assistant, port=port)
    try:
        loaded_again.goto(address)
        expect(loaded_again.locator(".kilde-question")).to_have_text([INSPECTION])
        expect(loaded_again.locator(".kilde-quotations blockquote")).to_have_text(QUOTE)
        left_open.get_by_placeholder("Ask a question").fill(CHAIR)
        left_open.keyboard.press("Enter")
        expect(left_open.locator(".kilde-list label")).to_have_text([CHAIR, INSPECTION])
        left_open.reload()
        expect(left_open.locator(".kilde-list label")).to_have_text([CHAIR, INSPECTION])
        expect(left_open.locator(".kilde-question")).to_have_text([CHAIR])
    finally:
        server.close(verbose=False)


def test_another_visitor_sees_nothing_of_it(browser: Browser, url: str) -> None:
    first, second = come(browser, url), come(browser, url)
    ask(first, INSPECTION)
    ask(second, CHAIR)
    for page in (first, second):
        page.reload()
    expect(first.locator(".kilde-list label")).to_have_text([INSPECTION])
    expect(second.locator(".kilde-list label")).to_have_text([CHAIR])
    second.get_by_label("Search conversations").fill("inspection")
    expect(second.get_by_text("Nothing found.")).to_be_visible()


def test_exports_are_read_and_say_what_was_answered(browser: Browser, url: str) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    markdown = saved(page, "Save as Markdown")
    assert markdown.suggested_filename == "when-is-the-first-inspection.md"
    start = CORPUS["guide.txt"].index(QUOTE)
    assert f"> {QUOTE}\n" in read(markdown)
    assert f"guide.txt · characters {start} to {start + len(QUOTE)}" in read(markdown)
    told = json.loads(read(saved(page, "Save as JSON")))
    [turn] = told["turns"]
    [citation] = Answer.from_dict(turn["answer"]).citations
    assert (citation.quote, citation.start, citation.source) == (QUOTE, start, "guide.txt")


def test_thumbs_are_kept_shown_again_and_exported_as_cases(
    browser: Browser, url: str, store: History, tmp_path: Path
) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    ask(page, CHAIR)
    rows = page.locator(".kilde-chat .bot-row")
    expect(rows.get_by_role("button", name="Like", exact=True)).to_have_count(2)
    rows.nth(0).get_by_role("button", name="Like", exact=True).click()
    page.get_by_label("Why? (optional)").wait_for()
    page.get_by_role("button", name="No reason").click()
    expect(page.get_by_label("Why? (optional)")).to_be_hidden()
    rows.nth(1).get_by_role("button", name="Dislike", exact=True).click()
    page.get_by_label("Why? (optional)").fill("Which <society>?")
    page.get_by_role("button", name="Keep reason").click()
    expect(page.get_by_label("Why? (optional)")).to_be_hidden()

    page.reload()
    expect(rows.nth(0).get_by_role("button", name="Liked", exact=True)).to_be_visible()
    expect(rows.nth(1).get_by_role("button", name="Disliked", exact=True)).to_be_visible()
    path = tmp_path / "cases.jsonl"
    path.write_text(read(saved(page, "Save approved")), encoding="utf-8")
    [case] = load_cases(path)
    assert (case.question, case.quotes[0][0].text) == (INSPECTION, QUOTE)
    [draft] = map(json.loads, read(saved(page, "Save the rest")).splitlines())
    assert (draft["question"], draft["thumb"], draft["reason"]) == (CHAIR, "down", "Which <society>?")

    rows.nth(0).get_by_role("button", name="Liked", exact=True).click()
    expect(rows.nth(0).get_by_role("button", name="Like", exact=True)).to_be_visible()
    page.reload()
    expect(rows.nth(1).get_by_role("button", name="Disliked", exact=True)).to_be_visible()
    expect(rows.nth(0).get_by_role("button", name="Like", exact=True)).to_be_visible()


def test_a_reason_that_is_being_written_stays_when_an_answer_ends(browser: Browser, url: str, store: History) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".kilde-answer")).to_have_count(0)
    ask(page, CHAIR)
    page.get_by_text(INSPECTION, exact=True).first.click()
    expect(page.locator(".kilde-question")).to_have_text([INSPECTION])
    page.get_by_role("button", name="Dislike", exact=True).click()
    page.get_by_label("Why? (optional)").fill("Too short")
    ask(page, "When is the workshop open?")
    expect(page.locator(".kilde-list label")).to_have_text([INSPECTION, CHAIR])
    expect(page.get_by_label("Why? (optional)")).to_have_value("Too short")
    page.get_by_role("button", name="Keep reason").click()
    expect(page.get_by_label("Why? (optional)")).to_be_hidden()
    [draft] = map(json.loads, read(saved(page, "Save the rest")).splitlines())
    assert (draft["question"], draft["reason"]) == (INSPECTION, "Too short")


def test_a_thumb_stays_with_its_conversation(browser: Browser, url: str) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".kilde-answer")).to_have_count(0)
    ask(page, CHAIR)
    page.get_by_role("button", name="Like", exact=True).click()
    expect(page.get_by_role("button", name="Liked", exact=True)).to_be_visible()
    page.get_by_text(INSPECTION, exact=True).first.click()
    expect(page.locator(".kilde-question")).to_have_text([INSPECTION])
    expect(page.get_by_role("button", name="Liked", exact=True)).to_have_count(0)
    page.get_by_text(CHAIR, exact=True).first.click()
    expect(page.get_by_role("button", name="Liked", exact=True)).to_be_visible()


def test_on_a_phone_the_conversations_are_a_drawer(browser: Browser, url: str) -> None:
    page = come(browser, url, width=390, height=844)
    ask(page, INSPECTION)
    drawer, button = page.locator(".kilde-history"), page.get_by_role("button", name="Conversations")
    expect(drawer).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(drawer).to_be_visible()
    expect(drawer).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    drawer.get_by_text(INSPECTION).click()
    expect(drawer).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_while_an_answer_is_written_no_other_conversation_is_opened(browser: Browser, store: History) -> None:
    slow = ScriptedAssistant(ANSWER, ABSTAINED)
    server, address = launch(slow, port=free_port())
    try:
        page = come(browser, address)
        ask(page, ANSWER.question)
        page.get_by_role("button", name="New conversation").click()
        expect(page.locator(".kilde-answer")).to_have_count(0)
        slow.pause = 2.0
        page.get_by_placeholder("Ask a question").fill(ABSTAINED.question)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Stop").wait_for()
        page.locator(".kilde-list label").first.click()
        expect(page.get_by_text("An answer is being written.").first).to_be_visible()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("Stopped. Nothing was answered.")).to_be_visible()
        expect(page.locator(".kilde-question")).to_have_text([ABSTAINED.question])
        page.reload()
        expect(page.locator(".kilde-list label")).to_have_text([ANSWER.question])
    finally:
        server.close(verbose=False)


def test_a_damaged_file_is_told_and_questions_are_answered_all_the_same(
    browser: Browser, url: str, store: History
) -> None:
    store.conversations("")
    store.file.write_bytes(b"This is no database. " * 500)
    page = come(browser, url)
    expect(page.get_by_text("move it away: a new one is then begun").first).to_be_visible()
    page.get_by_placeholder("Ask a question").fill(INSPECTION)
    page.keyboard.press("Enter")
    expect(page.locator(".kilde-quotations blockquote")).to_have_text(QUOTE)


def test_everything_stays_on_the_machine_and_nothing_fails_in_the_console(browser: Browser, url: str) -> None:
    page = browser.new_context(viewport={"width": 1500, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(url)
    ask(page, INSPECTION)
    page.get_by_role("button", name="Like", exact=True).click()
    page.get_by_role("button", name="No reason").click()
    saved(page, "Save as JSON")
    assert failed == []
    assert asked
    assert all(address.startswith((url, "data:", f"blob:{url}")) for address in asked)


def test_only_the_visitor_s_own_name_opens_what_was_kept(browser: Browser, url: str, store: History) -> None:
    page = come(browser, url)
    ask(page, INSPECTION)
    stored = page.evaluate("localStorage.getItem('kilde')")
    assert stored
    assert INSPECTION not in stored
    other = come(browser, url)
    expect(other.get_by_text("Nothing is kept yet.")).to_be_visible()
    assert other.evaluate("localStorage.getItem('kilde')") != stored
    other.evaluate("stored => localStorage.setItem('kilde', stored)", stored)
    other.reload()
    expect(other.locator(".kilde-list label")).to_have_text([INSPECTION])
