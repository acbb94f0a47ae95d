"""The page of the speed table."""

from __future__ import annotations

from html.parser import HTMLParser

from evals.speed import Measured, Row
from evals.speed_report import speed_html, used

ROW = Row("finding <fast>", "a raw query", "ms", ratio=2.0, above=10.0)
RATE = Row("embedding", "the library", "texts/s", ratio=0.5, at_least=True)


def test_the_page_names_every_row_with_its_numbers_and_needs_nothing_else() -> None:
    found = [Measured(ROW, 15.0, 10.0, "30 questions"), Measured(RATE, note="no model"), Measured(ROW, 30.0, 10.0)]
    page = speed_html(found, {"machine": "Linux, 2 processors"})
    HTMLParser().feed(page)
    assert "finding &lt;fast&gt;" in page and "<fast>" not in page
    assert all(words in page for words in ("30 questions", "no model", "not measured", "missed", "2 processors"))
    assert "http" not in page and "<script" not in page


def test_the_worst_of_the_goals_says_how_much_is_used() -> None:
    assert used(Measured(ROW, 15.0, 10.0)) == 0.75
    assert used(Measured(ROW, 18.0, 10.0)) == 0.9
    assert used(Measured(ROW, 119.0, 100.0)) == 1.9
    assert used(Measured(RATE, 100.0, 100.0)) == 0.5
    assert used(Measured(RATE)) is None
