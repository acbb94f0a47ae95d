"""Plots: widths in percent, whiskers, and nothing where nothing applies."""

from __future__ import annotations

from evals.plots import distribution, intervals, pairs, two_by_two
from evals.versus import Row

SHARE = {"value": 0.5, "low": 0.25, "high": 0.75, "cases": 8}


def test_a_bar_is_as_long_as_its_share_and_has_a_whisker() -> None:
    drawn = intervals([("date", SHARE), ("none", {"value": None, "cases": 0})])
    assert "width='50.0'" in drawn
    assert "M25.0 6H75.0" in drawn
    assert drawn.count("<svg") == 1


def test_seconds_are_drawn_against_the_slower() -> None:
    drawn = pairs([Row("answer", 10.0, 40.0, is_share=False), Row("right", 0.5, None)])
    assert "width='25.0'" in drawn
    assert "4.0x" in drawn
    assert "50% / -" in drawn


def test_a_distribution_has_a_bar_for_each_time_that_occurs_and_a_median() -> None:
    assert distribution([]) == ""
    drawn = distribution([1.0, 1.0, 9.0])
    assert drawn.count("class='kilde'") == 2
    assert "class='median'" in drawn


def test_four_cells_say_who_was_answered() -> None:
    drawn = two_by_two({True: {True: 3, False: 1}, False: {True: 0, False: 0}})
    assert "<td class='good-cell'><b>3</b> <span class='dim'>75%</span>" in drawn
    assert drawn.count("bad-cell") == 2
