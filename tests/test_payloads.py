"""Hostile texts as content of everything that is shown, in the real browser: they stay text, and nothing else happens.

`pytest tests/test_payloads.py --payloads 5000` adds that many grown ones.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Dialog, Page, expect

from assistant.answer import Answer, Citation, Dropped, Verdict
from ingest.documents import Document
from tests.browser import PATIENCE, browser, visit
from tests.payloads import payloads
from tests.test_history_panel import read, saved
from tests.test_page import ScriptedAssistant, free_port
from ui.history import History, Thumb, titled
from ui.plain import printable
from ui.server import launch

__all__ = ["browser"]

LIVE = "Which?"
MADE = """() => {
  const tags = new Set(`div p ul ol li details summary blockquote cite span a strong em del mark h1 h2 header button b i
    time code pre small br`.split(/\\s+/));
  const attributes = new Set(`class id href title open value dir type role aria-label tabindex data-at data-corpus
    target rel start style`.split(/\\s+/));
  const ours = `.kilde-answer, .kilde-question, .kilde-looking, .kilde-error, .kilde-source-sheet, .kilde-reading,
    .kilde-intro`;
  const found = [];
  for (const element of document.querySelectorAll(`:is(${ours}) *`)) {
    const strange = [...element.attributes].filter(({ name }) => !attributes.has(name));
    const href = element.getAttribute("href");
    const leads = href !== null && !href.startsWith("#");
    if (!tags.has(element.localName) || strange.length || leads || element.getAttribute("style")) found.push(element);
  }
  found.push(...document.querySelectorAll(":is(.kilde-choices label span, .kilde-examples button) *"));
  found.push(...document.querySelectorAll("iframe, object, embed, frame, portal, base ~ base, meta[http-equiv]"));
  for (const name of ["src", "href", "action", "formaction", "poster", "data", "srcset", "ping", "background"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const url = new URL(element.getAttribute(name), document.baseURI);
      if (url.origin !== location.origin && url.protocol !== "data:") found.push(element);
    }
  }
  return found.slice(0, 5).map((element) => element.outerHTML.slice(0, 300));
}"""
"""Elements that content made, and addresses that lead elsewhere; there should be none."""
EXPORTED = """(html) => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")]
  .filter((one) => !/^(HTML|HEAD|BODY|H[1-6]|P|LI|UL|OL|STRONG|EM|BLOCKQUOTE)$/.test(one.tagName))
  .map((one) => one.outerHTML.slice(0, 300))"""
"""What the Markdown of an export becomes besides its outline."""


@pytest.fixture(scope="module")
def texts(request: pytest.FixtureRequest) -> list[str]:
    return payloads(request.config.getoption("--payloads"))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return History()


@pytest.fixture
def answers(texts: list[str]) -> list[Answer]:
    """The first is short enough to be streamed word by word."""
    short = [text for text in texts if len(text) < 300][:40]
    everything = Document("all.txt", "\n".join(texts), texts[0], texts[1], texts[2], texts[3])
    whole = Citation(41, everything, 0, len(texts[0]), texts[0])
    live = answer(LIVE, short)
    return [
        Answer(LIVE, f"{live.text}\nAll [41].", True, (*live.citations, whole), dropped=live.dropped, model=short[0]),
        *(answer(batch[0], batch) for batch in batched(texts, 50)),
        Answer(texts[5], "\n".join(texts[:50]), False, model="x"),
    ]


def answer(question: str, said: Sequence[str]) -> Answer:
    """Says each, quotes each from a document of that name and title, and was not allowed to say each."""
    documents = [Document(f"{text[:200]}.txt", f"{text}\n", text, text, text, text) for text in said]
    citations = [Citation(n, one, 0, len(one.text) - 1, one.title) for n, one in enumerate(documents, start=1)]
    text = "\n".join(f"- {' '.join(one.split())} [{n}]" for n, one in enumerate(said, start=1))
    dropped = tuple(Dropped(one, Verdict.NEGATION) for one in said)
    return Answer(question, text, True, tuple(citations), dropped=dropped, standalone=said[-1], model=said[0])


@pytest.fixture
def url(answers: list[Answer], store: History) -> Iterator[str]:
    page, address = launch(ScriptedAssistant(*answers), port=free_port())
    yield address
    page.close(verbose=False)


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """Proves in the end that there was no dialog, no request off the machine, and no error in the console."""
    dialogs: list[Dialog] = []
    with visit(browser, url, width=1500) as page:
        page.on("dialog", lambda dialog: dialogs.append(dialog))
        yield page
        assert page.evaluate(MADE) == []
    assert dialogs == []


def words(text: str) -> str:
    return " ".join(printable(text).split())


def visitor(store: History) -> tuple[str, str]:
    """Name and conversation of the only one who asked."""
    with closing(sqlite3.connect(store.file)) as file:
        [found] = file.execute("SELECT visitor, id FROM conversations").fetchall()
    return str(found[0]), str(found[1])


def ask(page: Page, question: str = LIVE) -> None:
    page.get_by_placeholder("Ask a question").fill(question)
    page.keyboard.press("Enter")
    page.locator(".kilde-answer").first.wait_for()
    expect(page.locator(".kilde-list label.selected")).to_have_count(1)


def batched(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def test_answers_documents_histories_and_exports(
    page: Page, store: History, answers: list[Answer], texts: list[str]
) -> None:
    ask(page)
    assert page.evaluate(MADE) == []
    name, conversation = visitor(store)
    for number, one in enumerate(answers[1:]):
        turn = store.keep(name, conversation, one).turn
        store.rate(name, turn, (Thumb.UP, Thumb.DOWN)[number % 2], "\n".join(texts[number::10])[:2000])
    page.reload()
    expect(page.locator(".kilde-answer")).to_have_count(len(answers))
    assert page.evaluate(MADE) == []
    shown = page.locator(".kilde-quotations blockquote").evaluate_all("all => all.map((one) => one.textContent)")
    citations = [citation for one in answers for citation in one.citations]
    assert [words(text) for text in shown] == [words(citation.quote) for citation in citations]

    links = page.locator(".kilde-quotations a.kilde-open")
    for number in [40, *range(41, len(citations), 25)]:  # the first of them is in the document that holds all
        links.nth(number).evaluate("link => link.click()")
        expect(page.locator(".kilde-source h2")).to_have_text(words(citations[number].title))
        assert words(page.locator("mark.kilde-here").first.text_content() or "") == words(citations[number].quote)
        assert page.evaluate(MADE) == []
    page.get_by_role("button", name="Close").click()

    assert len(json.loads(read(saved(page, "Save as JSON")))["turns"]) == len(answers)
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table").render(read(saved(page, "Save as Markdown")))
    assert page.evaluate(EXPORTED, markdown) == []
    for button in ("Save approved", "Save the rest"):
        lines = read(saved(page, button)).strip("\n").split("\n")
        assert all(isinstance(json.loads(line), dict) for line in lines)


def test_titles_and_renaming(page: Page, store: History, texts: list[str]) -> None:
    ask(page)
    name, _ = visitor(store)
    labels = page.locator(".kilde-list label")
    for some in batched([text for text in texts if text.strip()], 190):
        kept = [store.keep(name, "", Answer(text, "Yes.", True)).conversation for text in some]
        page.reload()
        expect(labels).to_have_count(len(some) + 1)
        assert page.evaluate(MADE) == []
        shown = {words(text) for text in labels.all_text_contents()}
        assert {words(titled(text)) for text in some} <= shown
        for one in kept:
            store.delete(name, one)
    page.reload()
    for text in texts[::60]:
        page.get_by_role("button", name="Rename").click()
        page.get_by_placeholder("New title").fill(text[:70])
        page.get_by_role("button", name="Save title").click()
        expect(labels.first).to_have_text(words(titled(text[:70])))
        assert page.evaluate(MADE) == []


def test_names_and_contents_of_uploads(page: Page, texts: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    names = [f"{_fits(one)}{_fits(two)}.zzz" for one, two in zip(texts[::2], [*texts[1::2], ""], strict=False)]
    files = [folder / name for name in dict.fromkeys(names)]
    files += [folder / f"{number}{_fits(text)}.txt" for number, text in enumerate(texts[:10])]
    for number, file in enumerate(files[::-1]):
        content = "\n\n".join([*texts[number::10][:200], str(number)])
        file.write_text(content.replace("\0", ""), "utf-8", "replace")  # a text with NUL is refused as binary
    page.get_by_role("button", name="Add documents").click()
    page.locator(".kilde-add textarea, .kilde-add input[type=text]").first.fill(texts[1])
    page.locator(".kilde-add input[type=file]").set_input_files(files)
    expect(page.locator(".kilde-corpora label.selected")).to_have_text(words(texts[1])[:60], timeout=2 * PATIENCE)
    expect(page.locator(".kilde-reading li")).to_have_count(len(files))
    expect(page.locator(".kilde-reading")).to_contain_text("10 files read")
    ask(page, "Which is it?")
    assert page.evaluate(MADE) == []


def _fits(text: str) -> str:
    return (
        text.replace("/", "\u2215").replace("\0", "\ufffd").encode("utf-8", "replace")[:100].decode("utf-8", "ignore")
    )
