"""Checking an answer in a real browser: from [n] to the exact words in the document, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answer import Answer, Citation
from ingest.documents import Document
from tests.browser import ask, browser, visit
from tests.fakes import GUIDE
from tests.test_page import ACT, ANSWER, ScriptedAssistant, free_port
from tests.test_pipeline import THINGS, Open, opened
from ui.conversation import Answering
from ui.server import launch

__all__ = ["browser", "opened"]

LIST = ["1. A smoker, to calm the colony before the hive is opened.", "2. A veil that closes at the neck."]
LONG = "".join(f"Line {n} of a long book says that {n} is a number.\n\n" for n in range(21_000))
BOOK = Document("book.txt", LONG, "A long book", page_starts=tuple(range(0, len(LONG), 3_000)))
FRAME = """new Promise(done => {
  const start = performance.now();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
"""Milliseconds until the page has drawn itself and has time again."""
PANEL, HERE = "dialog.kilde-source", "mark.kilde-here"
Serve = Callable[[Answering], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    pages = []

    def serving(assistant: Answering) -> str:
        page, url = launch(assistant, port=free_port())
        pages.append(page)
        return url

    yield serving
    for page in pages:
        page.close(verbose=False)


def cited(question: str, document: Document, *quotes: str) -> Answer:
    starts = [document.text.index(quote) for quote in quotes]
    citations = [
        Citation(n, document, start, start + len(quote))
        for n, (start, quote) in enumerate(zip(starts, quotes, strict=True), start=1)
    ]
    return Answer(question, " ".join(f"It says so [{c.number}]." for c in citations), True, tuple(citations))


def sees(page: Page, words: str) -> None:
    """The marked words are these, and they stand where they can be read."""
    expect(page.locator(HERE)).to_have_text(words)
    expect(page.locator(HERE)).to_be_in_viewport(ratio=1)
    text = page.locator(".kilde-source-text").bounding_box()
    mark = page.locator(HERE).bounding_box()
    assert text and mark
    assert text["y"] <= mark["y"] and mark["y"] + mark["height"] <= text["y"] + text["height"]


def marker(page: Page, number: int) -> None:
    page.locator(f"a.kilde-ref:text-is('[{number}]')").first.click()


def test_a_marker_opens_the_whole_document_beside_the_chat_at_the_exact_words(
    browser: Browser, serve: Serve, opened: Open
) -> None:
    with visit(browser, serve(opened()), 1600, 1000) as page:
        ask(page, THINGS)
        marker(page, 2)
        sees(page, LIST[0])
        assert page.locator(".kilde-source-text").evaluate("element => element.textContent") == GUIDE
        expect(page.locator("mark.kilde-also")).to_have_count(3)
        expect(page.locator(PANEL)).to_contain_text("Beekeeping guide")
        expect(page.locator(PANEL)).to_contain_text("March 2020")
        panel, answer = page.locator(PANEL).bounding_box(), page.locator(".kilde-answer").bounding_box()
        assert panel and answer
        assert answer["x"] + answer["width"] <= panel["x"], "the chat stays readable"
        expect(page.locator("a.kilde-ref.kilde-current")).to_have_text("[2]")


@pytest.mark.parametrize("width", [1280, 1400, 1500, 1970, 2000])
def test_list_chat_and_document_never_cover_one_another(browser: Browser, serve: Serve, width: int) -> None:
    answer = cited("Why?", BOOK, "Line 20 of a long book")
    with visit(browser, serve(ScriptedAssistant(answer)), width=width) as page:
        ask(page, "Why?")
        marker(page, 1)
        expect(page.locator(HERE)).to_be_visible()
        asked, document = page.locator(".kilde-question").bounding_box(), page.locator(PANEL).bounding_box()
        assert asked and document
        conversations = page.locator(".kilde-history")
        left = 0.0
        if conversations.is_visible():
            column = conversations.bounding_box()
            left = column["x"] + column["width"] if column else 0.0
        assert left <= asked["x"] and asked["x"] + asked["width"] <= document["x"]
        reached = conversations if width >= 1980 else page.get_by_role("button", name="Conversations")
        expect(reached).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(PANEL)).to_be_hidden()
        expect(conversations).to_be_visible(visible=width >= 1312)


def test_next_and_previous_lead_over_the_quotations_of_the_answer(browser: Browser, serve: Serve, opened: Open) -> None:
    with visit(browser, serve(opened())) as page:
        ask(page, THINGS)
        marker(page, 2)
        sees(page, LIST[0])
        page.get_by_role("button", name="Next quotation").click()
        sees(page, LIST[1])
        expect(page.locator(PANEL)).to_contain_text("Quotation 3 of 4")
        page.get_by_role("button", name="Previous quotation").click()
        sees(page, LIST[0])
        page.locator("mark.kilde-also").last.click()
        expect(page.locator(PANEL)).to_contain_text("Quotation 4 of 4")


def test_all_of_it_can_be_done_with_the_keyboard(browser: Browser, serve: Serve, opened: Open) -> None:
    with visit(browser, serve(opened())) as page:
        ask(page, THINGS)
        page.locator("a.kilde-ref").nth(1).focus()
        page.keyboard.press("Enter")
        sees(page, LIST[0])
        expect(page.get_by_role("region", name="Text of the document")).to_be_focused()
        following = page.get_by_role("button", name="Next quotation")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        expect(following).to_be_focused()
        assert following.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        sees(page, LIST[1])
        expect(following).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(PANEL)).to_be_hidden()
        expect(page.locator("a.kilde-ref").nth(1)).to_be_focused()


def test_on_a_phone_it_is_a_sheet_over_the_whole_width_that_can_be_closed(
    browser: Browser, serve: Serve, opened: Open
) -> None:
    with visit(browser, serve(opened()), 390, 844) as page:
        ask(page, THINGS)
        marker(page, 2)
        sees(page, LIST[0])
        box = page.locator(PANEL).bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.locator(PANEL).evaluate("panel => panel.matches(':modal')")
        page.get_by_role("button", name="Close").click()
        expect(page.locator(PANEL)).to_be_hidden()
        expect(page.locator("a.kilde-ref").nth(1)).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
def test_the_marked_words_are_readable_in_light_and_in_dark(
    browser: Browser, serve: Serve, opened: Open, dark: bool
) -> None:
    with visit(browser, serve(opened()), dark=dark) as page:
        ask(page, THINGS)
        marker(page, 2)
        sees(page, LIST[0])
        style = "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
        for selector in (HERE, "mark.kilde-also"):
            ink, paper = map(_luminance, page.locator(selector).first.evaluate(style))
            assert (ink > paper) == dark
            assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_sentence_that_the_check_removed_stays_visible_struck_out_with_the_reason(
    browser: Browser, serve: Serve, opened: Open
) -> None:
    assistant = opened("The chair is Anna Holm. She was born in Ribe in 1950.")
    with visit(browser, serve(assistant)) as page:
        ask(page, "Who is the chair?")
        expect(page.locator(".kilde-checked")).to_have_text("Checked against 1 quotation")
        removed = page.locator(".kilde-dropped del")
        expect(removed).to_be_visible()
        expect(removed).to_have_text("She was born in Ribe in 1950.")
        assert "line-through" in removed.evaluate("element => getComputedStyle(element).textDecorationLine")
        expect(page.locator(".kilde-dropped em")).not_to_be_empty()
        page.locator(".kilde-trace summary").click()
        expect(page.locator(".kilde-trace ul")).to_contain_text("What the model wrote")


def test_evidence_comes_first_then_the_draft_then_the_checked_answer(browser: Browser, serve: Serve) -> None:
    with visit(browser, serve(ScriptedAssistant(ANSWER, pause=0.4))) as page:
        page.locator(".kilde-ask textarea").fill(ANSWER.question)
        page.keyboard.press("Enter")
        page.get_by_text("Looking at 1 passage").wait_for()
        assert page.locator(".kilde-answer").count() == 0
        page.get_by_text("Draft, not checked yet").wait_for()
        page.get_by_text("Checked against 1 quotation").wait_for()
        assert page.get_by_text("Draft, not checked yet").count() == 0


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_evidence_is_opened_while_the_answer_is_still_written(browser: Browser, serve: Serve, by: str) -> None:
    with visit(browser, serve(ScriptedAssistant(ANSWER, pause=0.4))) as page:
        page.locator(".kilde-ask textarea").fill(ANSWER.question)
        page.keyboard.press("Enter")
        link = page.locator(".kilde-looking a.kilde-open")
        link.wait_for()
        if by == "mouse":
            link.hover()
            page.mouse.down()
            page.mouse.up()
        else:
            link.focus()
            page.keyboard.press("Enter")
        sees(page, ACT)
        expect(page.locator(PANEL)).to_contain_text("Nothing is checked yet.")
        page.get_by_text("Checked against 1 quotation").wait_for()
        expect(page.locator(PANEL)).to_be_visible()


def test_when_the_documents_do_not_say_it_the_nearest_passages_can_be_opened(
    browser: Browser, serve: Serve, opened: Open
) -> None:
    with visit(browser, serve(opened())) as page:
        ask(page, "What is the salary of the chair of the garden society?")
        expect(page.locator(".kilde-abstention")).to_contain_text("Searched for")
        page.locator(".kilde-nearest a.kilde-open").first.click()
        expect(page.locator(HERE).first).to_be_in_viewport()
        expect(page.locator(PANEL)).to_contain_text("Near to the question, but it does not answer it.")


def test_a_document_of_a_megabyte_opens_at_the_words_and_the_page_stays_quick(browser: Browser, serve: Serve) -> None:
    quotes = [f"Line {n} of a long book says that {n} is a number." for n in (7, 10_500, 20_990)]
    assert len(LONG) > 1_000_000
    with visit(browser, serve(ScriptedAssistant(cited("Long?", BOOK, *quotes)))) as page:
        ask(page, "Long?")
        marker(page, 2)
        sees(page, quotes[1])
        expect(page.locator(PANEL)).to_contain_text(f"page {BOOK.page_at(LONG.index(quotes[1]))}")
        page.get_by_role("button", name="Next quotation").click()
        sees(page, quotes[2])
        page.locator(".kilde-source-text").evaluate("text => text.scrollTop = 0")
        assert page.evaluate(FRAME) < 1_000


def test_a_document_that_has_changed_since_says_so(browser: Browser, serve: Serve, corpus: Path) -> None:
    document = Document("guide.txt", GUIDE, "Beekeeping guide")
    assistant = ScriptedAssistant(cited("Which?", document, LIST[0]))
    changed = replace(document, text=GUIDE.replace("smoker", "bellows"))
    with visit(browser, serve(assistant)) as page:
        ask(page, "Which?")
        assistant.answers = {"Which?": cited("Which?", changed, LIST[1])}
        marker(page, 1)
        expect(page.locator(PANEL)).to_contain_text("has changed since it was quoted")
        expect(page.locator(PANEL)).to_contain_text(LIST[0])
        expect(page.locator(HERE)).to_have_count(0)
