"""The view of an evaluation as HTML: everything told, everything escaped."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from evals.circumstances import text_checksum
from evals.report import Shown
from tests.scripted import OPENED, RIGHT, TEXT, case, found
from ui.evaluation_html import Asking, error_html, missing_html, question_html, view_html

HOSTILE = "<script>alert('x')</script><img src=x onerror=\"y\">&amp;"
WRONG = {"When did it open?": "On 4 May 2021 [1]."}
SHOP = {"shop.txt": text_checksum(TEXT)}


def results(folder: Path, texts: dict[str, str], **circumstances: Any) -> dict[str, Any]:
    made = {"model": "small", "code_sha256": "a" * 64, "versions": {"kilde": "0.1.0"}, **circumstances}
    return found(folder, texts) | {
        "circumstances": made,
        "written": "2026-11-23 03:19+00:00",
        "selection": {"split": "test", "quick": True, "types": ["yes_no", "date"]},
    }


def words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_it_says_what_the_report_is_of(tmp_path: Path) -> None:
    shown = Shown(results(tmp_path, RIGHT))
    page = words(view_html(shown, "a" * 64))
    assert (
        "Model small · 3 questions from the half to report, a quick run, only yes no and date · "
        "23 November 2026, 03:19 UTC · Kilde 0.1.0 · code aaaaaaaaaaaa, the same that answers here" in page
    )
    assert "The code has changed since." not in page
    assert "The code has changed since." in words(view_html(shown, "b" * 64))


def test_figures_and_one_line_for_each_question(tmp_path: Path) -> None:
    page = view_html(Shown(results(tmp_path, WRONG)), "")
    for part in ("class='tiles'", "<svg", "Right answers by type", "By corpus", "Settings, versions and checksums"):
        assert part in page
    assert page.count("<li ") == 3
    assert "<li data-outcome='wrong' data-type='date' data-suite='shop'><button type='button' value='opened'>" in page
    assert [f"{name} {count}" in page for name, count in (("All", 3), ("Right", 1), ("Wrong", 2))] == [True] * 3
    assert OPENED not in page, "what was answered is fetched when a question is chosen"


def test_a_question_is_told_with_what_was_expected_answered_and_why(tmp_path: Path) -> None:
    entry = results(tmp_path, WRONG)["cases"][0]
    page = words(question_html(entry, None, Asking.HERE))
    order = [page.rindex(part) for part in ("When did it open?", "Expected", "On 4 May 2021", OPENED, "Why it scored")]
    assert order == sorted(order)
    for part in ("missing: 3 May 2021", "supported", "Ask this in the chat"):
        assert part in page
    assert "Ask this" not in question_html(entry, None, Asking.ELSEWHERE)


@pytest.mark.parametrize(
    ("asked", "number", "asking"),
    [
        (SHOP, 0, Asking.HERE),
        (SHOP | {"more.txt": "0"}, 0, Asking.HERE),
        ({"shop.txt": "0"}, 0, Asking.ELSEWHERE),
        ({}, 0, Asking.ELSEWHERE),
        (SHOP, 1, Asking.LEANING),
    ],
)
def test_a_question_can_be_asked_where_its_documents_are(
    tmp_path: Path, asked: dict[str, str], number: int, asking: Asking
) -> None:
    made = results(tmp_path, RIGHT, corpus_sha256={"shop": SHOP})
    assert Asking.of(made["cases"][number]["case"], made, asked) is asking


def test_questions_of_an_unknown_corpus_are_not_asked(tmp_path: Path) -> None:
    made = found(tmp_path, RIGHT)
    assert Asking.of(made["cases"][0]["case"], made, SHOP) is Asking.ELSEWHERE


def test_a_missing_report_is_one_line_with_the_command() -> None:
    assert "There is no report yet. kilde eval --quick makes one in about 3 minutes" in " ".join(
        words(missing_html()).split()
    )


def test_everything_is_escaped_and_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    nasty = case(
        "nasty",
        HOSTILE,
        suite=HOSTILE,
        facts=[[HOSTILE]],
        history=[{"role": "user", "content": HOSTILE}, {"role": "assistant", "content": HOSTILE}],
    )
    made = found(tmp_path, {HOSTILE: HOSTILE}, [nasty]) | {"circumstances": {"model": HOSTILE, HOSTILE: HOSTILE}}
    made["selection"] = {"split": HOSTILE, "types": [HOSTILE]}
    [entry] = made["cases"]
    page = view_html(Shown(made), "") + question_html(entry, entry, Asking.LEANING) + error_html(HOSTILE)
    assert not re.search(r"<(?:script|img|link|iframe|object)|\b(?:src|href)=['\"]?https?:|url\(|@import", page)
    assert 'onerror="' not in page
    assert html.escape(HOSTILE) in page
