"""The evaluation in a real browser: opened over the chat, its figures, its questions one by one, and asking one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answer import Answer, Citation
from evals.circumstances import text_checksum
from evals.latest import kept_in
from evals.results import save
from tests.browser import ask, browser, visit
from tests.scripted import DOCUMENT, OPENED, TEXT, found
from tests.test_accessibility import grave
from tests.test_page import ScriptedAssistant, free_port
from ui.server import launch

__all__ = ["browser"]

ANSWER = Answer(
    "When did it open?",
    "On 3 May 2021 [1].",
    True,
    (Citation(1, DOCUMENT, TEXT.index(OPENED), TEXT.index(OPENED) + len(OPENED)),),
)
OTHER = Answer("Who works there?", "The documents do not say this.", False)
FOCUSED = "document.activeElement.shadowRoot.activeElement"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A page over the documents of the report, in a data directory that has none yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    page, url = launch(ScriptedAssistant(ANSWER, OTHER), port=free_port())
    yield url
    page.close(verbose=False)


@pytest.fixture
def report(url: str, tmp_path: Path) -> Path:
    """The latest: one question right, two wrong; written where `kilde eval` writes."""
    folder = kept_in("scripted", "all")
    made = found(folder, {"When did it open?": "On 4 May 2021 [1]."})
    made["circumstances"] = {"model": "scripted", "corpus_sha256": {"shop": {"shop.txt": text_checksum(TEXT)}}}
    return save(made, folder)


def opened(page: Page) -> None:
    page.get_by_role("link", name="Evaluation").click()
    page.get_by_role("heading", name="Evaluation").wait_for()


def questions(page: Page) -> list[str]:
    return [line.split("\n")[0] for line in page.locator(".list li:visible").all_inner_texts()]


def test_the_latest_report_is_shown_with_tables_and_plots(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url) as page:
        opened(page)
        expect(page.locator(".tile.missed").first).to_contain_text("33%right answers")
        expect(page.locator("#types")).to_contain_text("unanswerable near100%")
        expect(page.locator("#suites svg")).to_have_count(1)
        expect(page.locator(".about")).to_contain_text("Model scripted · 3 questions")


def test_wrong_questions_are_picked_and_read_one_after_the_other(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url) as page:
        opened(page)
        page.get_by_role("tab", name="Questions 3").click()
        page.get_by_role("radio", name="Wrong 2").check()
        assert questions(page) == ["wrong When did it open?", "wrong And when?"]
        page.get_by_role("button", name="When did it open?").click()
        detail = page.locator(".detail")
        for said in ("On 4 May 2021", OPENED, "supported", "missing: 3 May 2021"):
            expect(detail).to_contain_text(said)
        detail.get_by_role("link", name="[1]").click()
        expect(detail.locator("blockquote.meant")).to_contain_text(OPENED)
        detail.get_by_role("button", name="Next").click()
        expect(detail.locator("h2")).to_have_text("And when?")
        expect(detail).to_contain_text("leans on what was said before")
        expect(detail.get_by_role("button", name="Next")).to_be_disabled()


def test_questions_are_found_by_type_and_by_words(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url) as page:
        opened(page)
        page.get_by_role("tab", name="Questions").click()
        page.get_by_label("Every type").select_option(label="unanswerable near")
        assert questions(page) == ["right Who owns it?"]
        expect(page.get_by_role("status").last).to_have_text("1 question")
        page.get_by_label("Every type").select_option(label="Every type")
        page.get_by_label("Search questions").fill("WHEN open")
        assert questions(page) == ["wrong When did it open?"]
        page.get_by_label("Search questions").fill("nothing like it")
        assert questions(page) == []


def test_a_question_is_asked_in_a_conversation_of_its_own(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url) as page:
        ask(page, OTHER.question)
        opened(page)
        page.get_by_role("tab", name="Questions").click()
        page.get_by_role("button", name="When did it open?").click()
        page.get_by_role("button", name="Ask this in the chat").click()
        expect(page.locator(".kilde-answer")).to_contain_text("On 3 May 2021")
        expect(page.locator(".kilde-question")).to_have_text([ANSWER.question])
        expect(page.get_by_role("heading", name="Evaluation")).to_have_count(0)


def test_it_is_used_with_the_keyboard_alone_and_the_focus_is_seen(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url) as page:
        page.get_by_role("link", name="Evaluation").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("tab", name="Figures")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="Questions")).to_be_focused()
        seen = {page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle")}
        for _ in range(5):  # outcome, type, corpus, search, the first question
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="When did it open?")).to_be_focused()
        seen.add(page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle"))
        assert seen == {"solid"}
        page.keyboard.press("Enter")
        expect(page.locator(".detail h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="Evaluation")).to_be_focused()


def test_it_has_an_address_and_back_leads_to_the_chat(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, f"{url}#evaluation") as page:
        page.get_by_role("button", name="Back to the chat").click()
        expect(page.get_by_role("heading", name="Evaluation")).to_have_count(0)
        opened(page)
        page.go_back()
        expect(page.get_by_role("heading", name="Evaluation")).to_have_count(0)
        expect(page.get_by_role("textbox", name="Your question")).to_be_visible()


def test_it_lies_over_an_open_document_and_leaves_it_open(browser: Browser, url: str, report: Path) -> None:
    with visit(browser, url, 1500, 900) as page:
        ask(page, ANSWER.question)
        page.locator("a.kilde-ref").click()
        page.locator("mark.kilde-here").wait_for()
        opened(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Evaluation")).to_have_count(0)
        expect(page.locator("mark.kilde-here")).to_be_visible()


def test_without_a_report_one_line_says_how_to_make_one(browser: Browser, url: str) -> None:
    with visit(browser, url) as page:
        opened(page)
        expect(page.locator(".none")).to_have_text(
            "There is no report yet. kilde eval --quick makes one in about 3 minutes, on this machine."
        )


def test_a_report_that_cannot_be_read_is_told(browser: Browser, url: str, report: Path) -> None:
    report.write_text('{"format": 1}', encoding="utf-8")
    with visit(browser, url) as page:
        opened(page)
        expect(page.get_by_role("alert")).to_contain_text("Run the evaluation again")


@pytest.mark.parametrize(("width", "height"), [(1500, 900), (390, 800)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_serious_stands_in_the_way_of_anybody(
    browser: Browser, url: str, report: Path, width: int, height: int, dark: bool
) -> None:
    with visit(browser, url, width, height, dark=dark) as page:
        opened(page)
        assert grave(page) == []
        page.get_by_role("tab", name="Questions").click()
        assert grave(page) == []
        page.get_by_role("button", name="When did it open?").click()
        page.locator(".detail h2").wait_for()
        assert grave(page) == []
