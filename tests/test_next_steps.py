"""What can be done after an answer, in a real browser: take it along, ask again in other words, stop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import ask, browser, visit
from tests.test_page import ANSWER, ScriptedAssistant, free_port
from ui.server import launch

__all__ = ["browser"]


@pytest.fixture
def slow() -> Iterator[tuple[str, ScriptedAssistant]]:
    """A page whose answer takes seconds."""
    assistant = ScriptedAssistant(ANSWER, pause=1.0)
    page, url = launch(assistant, port=free_port())
    yield url, assistant
    page.close(verbose=False)


@pytest.fixture
def url() -> Iterator[str]:
    page, url = launch(ScriptedAssistant(ANSWER), port=free_port())
    yield url
    page.close(verbose=False)


def test_an_answer_is_copied_with_its_quotations(browser: Browser, url: str) -> None:
    with visit(browser, url) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.get_by_role("button", name="Copy answer")).to_be_hidden()
        ask(page, ANSWER.question)
        page.get_by_role("button", name="Copy answer").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == str(ANSWER)
        expect(page.get_by_role("button", name="Copy answer")).to_be_visible()


def test_a_question_is_put_into_the_box_again_to_be_changed(browser: Browser, url: str) -> None:
    with visit(browser, url) as page:
        ask(page, ANSWER.question)
        page.get_by_role("button", name="Edit question").click()
        expect(page.locator(".kilde-ask textarea")).to_have_value(ANSWER.question)
        expect(page.locator(".kilde-ask textarea")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".kilde-answer")).to_have_count(2)


def test_stop_ends_the_answer_at_once_and_the_question_can_be_asked_again(
    browser: Browser, slow: tuple[str, ScriptedAssistant]
) -> None:
    url, assistant = slow
    with visit(browser, url) as page:
        page.locator(".kilde-ask textarea").fill(ANSWER.question)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        expect(page.locator(".kilde-answer")).to_have_count(0)
        expect(page.get_by_role("button", name="Copy answer")).to_be_hidden()
        assistant.pause = 0.0
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".kilde-answer")).to_have_count(1)
        expect(page.locator(".kilde-question")).to_have_count(1)
        expect(page.get_by_role("button", name="Ask again")).to_be_hidden()


def test_what_failed_is_asked_again_when_its_cause_is_gone(browser: Browser) -> None:
    assistant = ScriptedAssistant()
    page, url = launch(assistant, port=free_port())
    with visit(browser, url) as seen:
        seen.locator(".kilde-ask textarea").fill(ANSWER.question)
        seen.keyboard.press("Enter")
        expect(seen.locator(".kilde-error")).to_contain_text("The model server does not answer.")
        assistant.answers[ANSWER.question] = ANSWER
        seen.locator(".kilde-ask textarea").fill("half a thought")
        seen.get_by_role("button", name="Ask again").click()
        expect(seen.locator(".kilde-answer")).to_have_count(1)
        expect(seen.locator(".kilde-error")).to_have_count(0)
        expect(seen.locator(".kilde-ask textarea")).to_have_value("half a thought")
    page.close(verbose=False)


def test_two_visitors_at_once_see_only_their_own(browser: Browser, url: str) -> None:
    with visit(browser, url) as one, visit(browser, url) as other:
        ask(one, ANSWER.question)
        expect(other.locator(".kilde-question")).to_have_count(0)
        other.reload()
        other.locator(".kilde-ask textarea").wait_for()
        expect(other.locator(".kilde-list label")).to_have_count(0)
        expect(one.locator(".kilde-answer")).to_have_count(1)


def test_who_waits_for_another_visitors_answer_is_told_so_and_then_answered(
    browser: Browser, slow: tuple[str, ScriptedAssistant]
) -> None:
    url, _ = slow
    with visit(browser, url) as one, visit(browser, url) as other:
        one.locator(".kilde-ask textarea").fill(ANSWER.question)
        other.locator(".kilde-ask textarea").fill(ANSWER.question)
        one.keyboard.press("Enter")
        expect(one.locator(".kilde-looking")).to_contain_text("Looking")
        other.keyboard.press("Enter")
        expect(other.locator(".kilde-looking")).to_contain_text("Waiting: 1 question of others is answered first")
        expect(other.locator(".kilde-answer")).to_have_count(1, timeout=30_000)
        expect(one.locator(".kilde-answer")).to_have_count(1)
